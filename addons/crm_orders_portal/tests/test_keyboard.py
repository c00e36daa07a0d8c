from itertools import pairwise

from odoo.tests import tagged

from .common import PortalHttpCase

PAGES = ("catalogue", "quick-order", "bought", "lists", "basket", "baskets", "approvals", "contacts", "mails")


@tagged("post_install", "-at_install")
class TestKeyboard(PortalHttpCase):
    """Who uses neither mouse nor eyes hears where he is, what was wrong, and stands where he can mend it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact_a.write({"may_manage_contacts": True, "may_approve": True, "may_see_account": True})

    def setUp(self):
        super().setUp()
        self.authenticate("buyer_a", "buyer_a")

    def _assert_mended_here(self, page, field):
        """The field says that it is wrong, and where it is said why."""
        self.assertEqual(field.get("aria-invalid"), "true")
        (reason,) = page.xpath(f"//*[@id='{field.get('aria-describedby')}']")
        self.assertIn("not a quantity", reason.text_content())

    def test_each_page_has_its_own_name(self):
        order = self._create_order(self.contact_a, (self.cup, 1))
        lists = ("", "orders", "quotes", "invoices")
        paths = [*PAGES, *lists, "account/statement", f"catalogue/{self.cup.id}", f"orders/{order.id}"]
        names = [self._page(f"/my/{path}").findtext(".//title") for path in paths]
        self.assertEqual(len(set(names)), len(paths), names)
        self.assertNotIn("Odoo", names)

    def _ranks(self, page):
        """The ranks of the headings in the order in which they are heard, those of closed windows left out."""
        closed = "ancestor::*[contains(@class, 'modal') or contains(@class, 'offcanvas')]"
        headings = page.xpath(
            f"//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6][not({closed})]"
        )
        return [int(heading.get("aria-level") or heading.tag[1]) for heading in headings]

    def test_headings_lead_through_each_page(self):
        order = self._create_order(self.contact_a, (self.cup, 1))
        order.action_confirm()
        self._deliver(order, {self.cup: 1})
        self._invoice(order)
        self._end_transaction()
        self._fill()
        paths = [*PAGES, "", "orders", "quotes", "invoices", "account/statement"]
        for path in [*paths, f"catalogue/{self.cup.id}", f"orders/{order.id}"]:
            ranks = self._ranks(self._page(f"/my/{path}"))
            self.assertEqual((ranks[:1], ranks.count(1)), ([1], 1), path)
            self.assertFalse([pair for pair in pairwise(ranks) if pair[1] > pair[0] + 1], f"{path}: {ranks}")

    def test_pages_are_read_aloud_in_their_language(self):
        self.env["res.lang"]._activate_lang("he_IL")
        for lang, spoken in (("en_US", "en-US"), ("he_IL", "he-IL")):
            self.opener.cookies["frontend_lang"] = lang
            for path in ("", "catalogue", "basket", "orders"):
                page = self._page(f"/my/{path}")
                self.assertEqual(page.xpath("//html/@lang"), [spoken])
                self.assertFalse(page.xpath("//main//img[not(@alt) and not(@role)]"))

    def test_a_foreign_name_keeps_its_point_at_its_end_in_hebrew(self):
        for path in ("account/statement", "contacts"):
            page = self._page(f"/my/{path}")
            self.assertEqual(page.xpath("//h2//bdi/text()"), [self.customer_a.name], path)

    def test_what_was_wrong_in_the_basket_is_heard_first(self):
        self._fill()
        basket = self._basket(self.buyer_a)
        quantity = f"quantity-{basket.order_line.id}"
        page = self._tree(self._send(basket, **{quantity: "zz"}))
        self.assertEqual([alert.get("role") for alert in page.xpath("//*[@autofocus]")], ["alert"])
        (field,) = page.xpath(f"//input[@name='{quantity}']")
        self._assert_mended_here(page, field)

    def test_the_sheet_opens_at_the_line_to_mend(self):
        page = self._tree(self._post("/my/quick-order/check", {"paste": "CUP-1;2\nPLATE-1;x", "do": "check"}))
        (code,) = page.xpath("//*[@autofocus]")
        self.assertEqual(code.get("value"), "PLATE-1")
        (field,) = page.xpath("//tr[contains(@class, 'table-danger')]//input[@name='quantity']")
        self._assert_mended_here(page, field)

    def test_a_sheet_without_mistakes_opens_at_its_button(self):
        page = self._tree(self._post("/my/quick-order/check", {"paste": "CUP-1 2", "do": "check"}))
        self.assertEqual([button.get("value") for button in page.xpath("//*[@autofocus]")], ["add"])
