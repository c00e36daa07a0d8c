from datetime import datetime
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, new_test_user, tagged

from .common import VisitsCommon

FIGURES = [
    f"{name}:sum"
    for name in (
        "planned_count",
        "made_count",
        "kept_count",
        "off_plan_count",
        "missed_count",
        "success_count",
        "effective_count",
        "order_amount",
        "hours",
    )
]


@tagged("post_install", "-at_install")
class TestPerformance(VisitsCommon):
    """What sellers planned, made and got for it, in exact figures."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([("is_key_customer", "=", True)]).is_key_customer = False

    def _enter(self, moment, **values):
        """An occurrence that is entered at a moment."""
        with patch.object(self.env.cr, "now", return_value=datetime.fromisoformat(moment)):
            return self._create_occurrence(duration=0.5, **values)

    def _figures(self, groupby=("user_id",), aggregates=FIGURES, user=None, **values):
        domain = [("date", ">=", "2026-03-01"), ("date", "<", "2026-04-01"), *values.items()]
        rows = self.env["crm.visit.performance"].with_user(user or self.admin_user)
        domain = [(term[0], "=", term[1]) if len(term) == 2 else term for term in domain]
        domain.append(("user_id", "in", (self.seller_a + self.seller_b).ids))
        return rows._read_group(domain, groupby, aggregates)

    def _month(self):
        order_taken = self.env.ref("crm_visits.result_order")
        kept = self._enter(
            "2026-03-01 09:00:00", date="2026-03-03 10:00:00", state="done", result_id=order_taken.id
        )
        self._enter("2026-03-01 09:00:00", date="2026-03-13 10:00:00", state="done")
        self._enter("2026-03-20 11:00:00", date="2026-03-20 10:00:00", state="done", kind="call")  # off plan
        self._enter("2026-03-01 09:00:00", date="2026-03-10 10:00:00", state="missed")
        self._enter("2026-03-01 09:00:00", date="2026-03-11 10:00:00")  # forgotten
        self._enter("2026-03-01 09:00:00", date="2026-03-25 10:00:00")  # still to come
        self._enter("2026-03-01 09:00:00", date="2026-03-12 10:00:00", state="cancelled")
        order = self._create_order(self.customer_a, (self._create_goods(), 3), occurrence_id=kept.id)
        self._create_order(
            self.customer_a, (self._create_goods(), 9), occurrence_id=kept.id
        )  # stays a quotation
        order.action_confirm()

    @freeze_time("2026-03-21 10:00:00")
    def test_figures_of_a_month(self):
        self._month()
        [row] = self._figures()
        self.assertEqual(row, (self.seller_a, 5, 3, 2, 1, 2, 1, 1, 300.0, 1.5))
        [percents] = self._figures(aggregates=["kept_percent:avg", "conversion_percent:avg", "gap_days:avg"])
        # Two of four until today; one of three; ten and seven days after the contact before.
        self.assertEqual([round(value, 2) for value in percents[1:]], [50.0, 33.33, 8.5])

    @freeze_time("2026-03-21 10:00:00")
    def test_by_day_and_team(self):
        self._month()
        days = self._figures(groupby=["date:day"], aggregates=["made_count:sum"])
        made = {str(day): count for day, count in days if count}
        self.assertEqual(made, {"2026-03-03": 1, "2026-03-13": 1, "2026-03-20": 1})
        teams = self._figures(groupby=["team_id"], aggregates=["effective_count:sum"])
        self.assertEqual(teams, [(self.team_a, 1)])

    @freeze_time("2026-03-21 10:00:00")
    def test_coverage_of_key_customers(self):
        other = self._create_customer("Other", user_id=self.seller_a.id)
        (self.customer_a + other + self.customer_b).is_key_customer = True
        self._create_occurrence(partner_id=self.contact_a.id, date="2026-03-05 10:00:00", state="done")
        self._create_occurrence(partner_id=other.id, date="2026-02-05 10:00:00", state="done")
        aggregates = ["key_customer_count:sum", "key_contacted_count:sum", "coverage_percent:avg"]
        self.assertEqual(
            self._figures(aggregates=aggregates),
            [(self.seller_a, 2, 1, 50.0), (self.seller_b, 1, 0, 0.0)],
        )
        uncovered = self.env["crm.visit.performance"].search(
            [("key_customer_count", "=", 1), ("key_contacted_count", "=", 0), ("date", "=", "2026-03-01")]
        )
        self.assertEqual(uncovered.partner_id, other + self.customer_b)
        self.assertEqual(uncovered[0].action_open_occurrence()["res_model"], "res.partner")

    @freeze_time("2026-03-21 10:00:00")
    def test_coverage_by_the_sellers_calendar(self):
        """At three in the morning of March in Greenwich it is still February in São Paulo, as in his other figures."""
        self.customer_a.is_key_customer = True
        self.seller_a.tz = "America/Sao_Paulo"
        self._create_occurrence(date="2026-03-01 02:30:00", state="done")
        months = self.env["crm.visit.performance"]._read_group(
            [
                ("key_customer_count", "=", 1),
                ("date", ">=", "2026-01-01"),
                ("partner_id", "=", self.customer_a.id),
            ],
            ["date:month"],
            ["key_contacted_count:sum"],
        )
        self.assertEqual([count for _month, count in months], [0, 1, 0])

    @freeze_time("2026-03-21 10:00:00")
    def test_average_gap_is_of_those_that_have_one(self):
        """A first contact has no gap, two of one day have a gap of none: the first does not count, the second does."""
        for moment in ("2026-03-03 10:00:00", "2026-03-13 10:00:00", "2026-03-13 15:00:00"):
            self._create_occurrence(date=moment, state="done")
        [row] = self._figures(aggregates=["gap_days:avg", "gap_count:sum", "made_count:sum"])
        self.assertEqual(row, (self.seller_a, 5.0, 2, 3))

    @freeze_time("2026-03-21 10:00:00")
    def test_by_plan_is_never_off_plan(self):
        """What a cadence, a rule or a follow-up asked for was planned, whenever it was entered."""
        first = self._enter("2026-03-02 09:00:00", date="2026-03-02 10:00:00", state="done")
        self._enter("2026-03-05 09:00:00", date="2026-03-05 08:00:00", state="done", origin_id=first.id)
        [row] = self._figures(aggregates=["planned_count:sum", "off_plan_count:sum"])
        self.assertEqual(row, (self.seller_a, 1, 1))

    @freeze_time("2026-03-21 10:00:00")
    def test_each_sees_his_own_work(self):
        self._month()
        self._enter(
            "2026-03-01 09:00:00",
            partner_id=self.customer_b.id,
            user_id=self.seller_b.id,
            date="2026-03-03 10:00:00",
            state="done",
        )
        for user, sellers in (
            (self.seller_a, self.seller_a),
            (self.seller_b, self.seller_b),
            (self.manager, self.seller_a),
            (self.other_manager, self.seller_b),
            (self.controller, self.seller_a + self.seller_b),
        ):
            seen = self._figures(aggregates=["made_count:sum"], user=user)
            self.assertEqual({seller.id for seller, _count in seen}, set(sellers.ids), user.login)
        portal = new_test_user(self.env, "portal_customer", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self._figures(user=portal)

    def test_every_view_opens(self):
        for name in ("action_visit_performance", "action_visit_performance_daily"):
            action = self.env.ref(f"crm_visits.{name}")
            for mode in action.view_mode.split(","):
                self.env["crm.visit.performance"].with_user(self.manager).get_view(view_type=mode)
