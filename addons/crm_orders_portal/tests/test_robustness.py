from odoo.tests import new_test_user, tagged

from .common import PortalHttpCase

PAGES = (
    "/my/catalogue",
    "/my/basket",
    "/my/baskets",
    "/my/quick-order",
    "/my/account/statement",
    "/my/bought",
    "/my/lists",
    "/my/orders",
    "/my/quotes",
    "/my",
)
JUNK = (
    "x",
    "-1",
    "0",
    "99999999999999999999",
    "%00",
    "'",
    "<script>",
    "%F0%9F%98%80",
    "[]",
    "%",
    "1.5",
    "NaN",
)
NAMES = (
    "page",
    "search",
    "family",
    "brand",
    "sortby",
    "filterby",
    "groupby",
    "date_from",
    "date_to",
    "date_begin",
    "nope",
)


@tagged("post_install", "-at_install")
class TestRobustness(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.contact_a.may_see_account = True

    def test_no_parameter_breaks_a_page(self):
        self.authenticate("buyer_a", "buyer_a")
        for page in PAGES:
            for junk in JUNK:
                query = "&".join(f"{name}={junk}" for name in NAMES)
                response = self._get(f"{page}?{query}&date_end={junk}")
                self.assertLess(response.status_code, 500, f"{page} {junk}")
            for name in NAMES:
                self.assertLess(self._get(f"{page}?{name}=x").status_code, 500, f"{page} {name}")

    def test_no_address_breaks_a_page(self):
        self.authenticate("buyer_a", "buyer_a")
        for url in (
            "/my/orders/99999999999999999999",
            "/my/orders/0",
            "/my/catalogue/page/99999999999999999999",
            "/my/catalogue/picture/99999999999999999999",
            "/my/catalogue/page/-1",
            "/my/catalogue/0",
            "/my/catalogue/99999999999999999999",
            "/my/catalogue/document/99999999999999999999",
        ):
            self.assertLess(self._get(url).status_code, 500, url)

    def test_no_posted_value_breaks_a_page(self):
        self.authenticate("buyer_a", "buyer_a")
        self._fill()
        basket = self._basket(self.buyer_a)
        for junk in (*JUNK, "\x00", "é" * 5000):
            for url in ("/my/basket/add", "/my/basket/save", "/my/quick-order/check"):
                fields = (
                    "product_id",
                    "quantity",
                    "do",
                    "address",
                    "wanted_date",
                    "reference",
                    "note",
                    "code",
                    "paste",
                )
                data = {**dict.fromkeys(fields, junk), "token": basket.portal_token}
                self.assertLess(self._post(url, data).status_code, 500, f"{url} {junk[:20]}")
        self.assertEqual(basket.state, "draft")

    def test_strangers_and_staff_have_no_such_pages(self):
        new_test_user(self.env, "clerk", groups="base.group_user", password="clerk_clerk")
        pages = ("/my/catalogue", "/my/basket", "/my/quick-order", "/my/account/statement")
        self.authenticate(None, None)
        for page in pages:
            self.assertIn("/web/login", self._get(page).url)
        self.authenticate("clerk", "clerk_clerk")
        for page in pages:
            self.assertEqual(self._get(page).status_code, 404, page)

    def test_without_the_right_to_order(self):
        self.contact_a.may_order = False
        self.authenticate("buyer_a", "buyer_a")
        self.assertEqual(self._get("/my/basket").status_code, 404)
        self.assertEqual(self._fill().status_code, 404)
        self.assertEqual(
            self._post("/my/quick-order/check", {"paste": "CUP-1 1", "do": "add"}).status_code, 404
        )
        self.assertFalse(self._basket(self.buyer_a))
        self.assertNotIn("o_obligo_add", self._get("/my/catalogue").text)
