from odoo.addons.crm_base.tests.common import ObligoCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestDashboardContacts(ObligoCommon):
    """What sellers did on the road stands on their dashboard beside what they sold."""

    def test_a_visit_that_took_place_stands_among_what_was_done_lately(self):
        visit = self.env["crm.occurrence"].create(
            {"partner_id": self.customer_a.id, "user_id": self.seller_a.id, "name": "New range"}
        )
        dashboard = self.env["agent.dashboard"].with_user(self.seller_a)
        self.assertNotIn(visit.id, self._shown(dashboard))
        visit.action_done()
        self.assertEqual(self._shown(dashboard)[visit.id], ("Visit: New range", "Alfa Lda"))
        others = dashboard.with_user(self.seller_b)
        self.assertNotIn(visit.id, self._shown(others))

    def _shown(self, dashboard):
        """{id: what and with whom} of the occurrences in the list "Lately"."""
        lists = {entry["title"]: entry["rows"] for entry in dashboard.figures()["lists"]}
        return {
            row["record"][1]: (row["name"], row["detail"])
            for row in lists["Lately"]
            if row["record"][0] == "crm.occurrence"
        }
