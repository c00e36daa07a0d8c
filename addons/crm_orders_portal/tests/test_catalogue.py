from odoo import Command
from odoo.tests import tagged

from .common import PortalHttpCase

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@tagged("post_install", "-at_install")
class TestCatalogue(PortalHttpCase):
    def _names(self, page):
        return [name.text_content().strip() for name in page.xpath("//h2[contains(@class, 'o_obligo_name')]")]

    def _cards(self, page):
        return page.xpath("//div[contains(@class, 'o_portal_index_card')]//a")

    def _pricelist(self, customer, **rule):
        # Customers without a list of their own get the first one there is.
        self.env["product.pricelist"].create({"name": "Public", "sequence": 1})
        pricelist = self.env["product.pricelist"].create(
            {"name": "Own", "sequence": 99, "item_ids": [Command.create(rule)]}
        )
        customer.property_product_pricelist = pricelist
        return pricelist

    def test_each_customer_sees_his_own_price(self):
        self._pricelist(
            self.customer_a,
            compute_price="fixed",
            fixed_price=7.77,
            product_tmpl_id=self.cup.product_tmpl_id.id,
        )
        self.authenticate("buyer_a", "buyer_a")
        self.assertIn("7.77", self._text(self._get("/my/catalogue?search=CUP-1")))
        self.authenticate("buyer_b", "buyer_b")
        text = self._text(self._get("/my/catalogue?search=CUP-1"))
        self.assertIn("10.00", text)
        self.assertNotIn("7.77", text)

    def test_price_in_the_list_is_the_price_on_the_order(self):
        tax = self.env["account.tax"].create(
            {"name": "23 in", "amount": 23, "price_include_override": "tax_included", "type_tax_use": "sale"}
        )
        taxed = self._create_goods(
            "Taxed", price=123.0, default_code="TAX-1", taxes_id=[Command.set(tax.ids)]
        )
        price = taxed._portal_prices(self.contact_a)[taxed.id]
        self.assertAlmostEqual(price, 100.0)
        order = self._create_order(self.contact_a, (taxed, 1))
        self.assertAlmostEqual(order.amount_untaxed, price)

    def test_search_by_code_name_and_bar_code(self):
        self.authenticate("buyer_a", "buyer_a")
        for words in ("CUP-1", "cup-1", "blue", "cup blue", "9910000000017"):
            self.assertEqual(self._names(self._page(f"/my/catalogue?search={words}")), ["Blue cup"], words)
        self.assertEqual(self._names(self._page("/my/catalogue?search=SECRET-1")), [])

    def test_family_and_brand(self):
        family = self.env["product.category"].create({"name": "Crockery"})
        below = self.env["product.category"].create({"name": "Cups", "parent_id": family.id})
        brand = self.env["product.brand"].create({"name": "Vista"})
        self.cup.write({"categ_id": below.id, "product_brand_id": brand.id})
        self.authenticate("buyer_a", "buyer_a")
        self.assertEqual(self._names(self._page(f"/my/catalogue?family={family.id}")), ["Blue cup"])
        self.assertEqual(self._names(self._page(f"/my/catalogue?brand={brand.id}")), ["Blue cup"])

    def test_stock_is_told_as_the_company_chooses(self):
        self.authenticate("buyer_a", "buyer_a")
        company = self.env.company
        company.portal_stock_low_below = 10
        for display, text in (("band", "In stock"), ("figure", "100 Units")):
            company.portal_stock_display = display
            self.assertIn(text, self._text(self._get("/my/catalogue?search=CUP-1")))
        company.portal_stock_display = "hidden"
        text = self._text(self._get("/my/catalogue?search=CUP-1"))
        self.assertNotIn("In stock", text)
        self.assertNotIn("100 Units", text)

    def test_picture_only_of_what_he_may_order(self):
        (self.cup | self.secret).write({"image_1920": PIXEL})
        self.authenticate("buyer_a", "buyer_a")
        response = self._get(f"/my/catalogue/picture/{self.cup.id}")
        self.assertEqual((response.status_code, response.headers["Content-Type"]), (200, "image/png"))
        self.assertEqual(self._get(f"/my/catalogue/picture/{self.secret.id}").status_code, 404)

    def test_eighty_products_and_300_price_rules_in_sixty_queries(self):
        family = self.env["product.category"].create({"name": "Many"})
        products = self.env["product.product"].create(
            [
                {
                    "name": f"Thing {number:03}",
                    "categ_id": family.id,
                    "is_storable": True,
                    "list_price": number + 1,
                }
                for number in range(100)
            ]
        )
        rules = [
            {
                "compute_price": "fixed",
                "fixed_price": 5,
                "min_quantity": quantity,
                "product_tmpl_id": product.product_tmpl_id.id,
            }
            for product in products
            for quantity in (1, 10, 100)
        ]
        self.env["product.pricelist"].create(
            {"name": "Many rules", "item_ids": [Command.create(rule) for rule in rules]}
        )
        self.customer_a.property_product_pricelist = self.env["product.pricelist"].search(
            [], order="id desc", limit=1
        )
        self.authenticate("buyer_a", "buyer_a")
        url = f"/my/catalogue?family={family.id}"
        self._page(url)
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        page = self._page(url)
        queries = self.env.cr.sql_log_count - before
        self.assertEqual(len(self._names(page)), 80)
        self.assertLessEqual(queries, 60)
        self.assertEqual(len(self._names(self._page(f"/my/catalogue/page/2?family={family.id}"))), 20)

    def test_home_shows_the_cards_of_what_he_may(self):
        self.authenticate("buyer_a", "buyer_a")
        self._page("/my")
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        page = self._page("/my")
        self.assertLessEqual(self.env.cr.sql_log_count - before, 40)
        urls = {link.get("href") for link in self._cards(page)}
        self.assertLessEqual({"/my/catalogue", "/my/quick-order", "/my/basket"}, urls)
        self.assertNotIn("/my/account/statement", urls)
        self.contact_a.write({"may_order": False, "may_see_account": True})
        urls = {link.get("href") for link in self._cards(self._page("/my"))}
        self.assertIn("/my/account/statement", urls)
        self.assertNotIn("/my/quick-order", urls)

    def test_next_tier_is_told(self):
        rules = [
            {"compute_price": "fixed", "fixed_price": price, "min_quantity": quantity}
            for quantity, price in ((1, 9.5), (12, 8.25))
        ]
        self.customer_a.property_product_pricelist = self.env["product.pricelist"].create(
            {"name": "Steps", "item_ids": [Command.create(rule) for rule in rules]}
        )
        self.authenticate("buyer_a", "buyer_a")
        text = self._text(self._get("/my/catalogue?search=CUP-1"))
        self.assertIn("9.50", text)
        self.assertRegex(text, r"From 12: .{0,3}8\.25")
