"""The list of exposure: its pages are cut from one look at everybody, and are what Odoo's own would be."""

from odoo.tests import tagged

from .common import CreditCommon

COLUMNS = (
    "partner_id",
    "credit_amount",
    "obligo_amount",
    "credit_ceiling",
    "credit_excess",
    "is_over_ceiling",
)


@tagged("post_install", "-at_install")
class TestExposureList(CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = cls.env["res.partner"]
        for number in range(1, 6):
            customer = cls._create_customer(f"Listed {number}", user_id=cls.seller_a.id)
            cls._create_ceiling(customer, credit=250)
            cls._confirm(number, customer=customer)
            cls.customers |= customer
        cls.domain = [("partner_id", "in", cls.customers.ids)]

    def _page(self, user=None, **values):
        rows = self.env["credit.exposure"].with_user(user or self.controller)
        self.env.invalidate_all()
        return rows.web_search_read(self.domain, {name: {} for name in COLUMNS}, **values)

    def test_pages_follow_one_another_with_the_count_of_all(self):
        pages = [self._page(limit=2, offset=offset) for offset in (0, 2, 4, 6)]
        self.assertEqual([page["length"] for page in pages], [5, 5, 5, 5])
        read = [row for page in pages for row in page["records"]]
        expected = self._page()["records"]
        self.assertEqual(read, expected)
        self.assertEqual([row["credit_excess"] for row in read], [250, 150, 50, 0, 0])
        self.assertEqual([row["credit_amount"] for row in read], [500, 400, 300, 200, 100])

    def test_order_of_the_page_is_the_one_asked_for(self):
        rows = self._page(limit=2, order="credit_amount")["records"]
        self.assertEqual([row["credit_amount"] for row in rows], [100, 200])

    def test_a_seller_pages_through_his_customers_only(self):
        self.customers[-1].user_id = self.seller_b
        page = self._page(user=self.seller_a, limit=2)
        self.assertEqual(page["length"], 4)
        self.assertEqual([row["credit_amount"] for row in page["records"]], [400, 300])

    def test_rows_read_by_id_are_those_of_the_search(self):
        rows = self.env["credit.exposure"].search(self.domain)
        self.env.invalidate_all()
        self.assertEqual(rows[1].partner_id, self.customers[3])
        self.assertEqual(rows.sorted("id").mapped("credit_amount"), [100, 200, 300, 400, 500])
