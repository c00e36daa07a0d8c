from odoo.tests import new_test_user, tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestCostly(PortalHttpCase):
    def setUp(self):
        super().setUp()
        self.contact_a.may_see_account = self.contact_b.may_see_account = True
        self.env["ir.config_parameter"].set_param("crm_orders_portal.costly_requests_per_minute", "3")

    def _statuses(self, times):
        return [self._get("/my/account/statement.xlsx").status_code for _time in range(times)]

    def test_so_many_a_minute_and_each_for_himself(self):
        self.authenticate("buyer_a", "buyer_a")
        self.assertEqual(self._statuses(5), [200, 200, 200, 429, 429])
        response = self._get("/my/account/statement.xlsx")
        self.assertEqual(response.headers["Retry-After"], "60")
        self.assertIn("wait 60 seconds", self._text(response))
        self.assertEqual(self._get("/my/account/statement").status_code, 200, "the page itself is cheap")
        self.assertEqual(self._post("/my/quick-order/check", {"paste": "CUP-1 1"}).status_code, 200)
        self.authenticate("buyer_b", "buyer_b")
        self.assertEqual(self._statuses(1), [200])

    def test_who_goes_on_asking_fills_no_table(self):
        self.authenticate("buyer_a", "buyer_a")
        self._statuses(6)
        mine = [("user_id", "=", self.buyer_a.id)]
        self.assertEqual(self.env["portal.request"].search_count(mine), 3)

    def test_a_minute_later(self):
        self.authenticate("buyer_a", "buyer_a")
        self.assertEqual(self._statuses(4)[-1], 429)
        self.env.cr.execute("UPDATE portal_request SET date = date - INTERVAL '61 seconds'")
        self.assertEqual(self._statuses(1), [200])
        self.env["portal.request"]._gc_requests()
        self.assertTrue(self.env["portal.request"].search_count([]))
        self.env.cr.execute("UPDATE portal_request SET date = date - INTERVAL '2 days'")
        self.env.invalidate_all()
        self.env["portal.request"]._gc_requests()
        self.assertFalse(self.env["portal.request"].search_count([]))

    def test_whose_requests_nobody_else_reads(self):
        clerk = new_test_user(self.env, "clerk", groups="base.group_user")
        for user in (clerk, self.seller_a, self.buyer_a):
            self.assertFalse(self.env["portal.request"].with_user(user).has_access("read"))
