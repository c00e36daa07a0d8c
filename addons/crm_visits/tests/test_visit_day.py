from datetime import date, datetime

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged

from .route_common import OFFICE, RING, RouteCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-16 07:00:00")
class TestVisitDay(RouteCommon):
    """The page of a day: what a seller should know before he goes in, of his own customers only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.day = cls.env["crm.visit.day"].with_user(cls.seller_a)

    def test_cards_of_the_day(self):
        visits = self._create_visits(RING[:2])
        customer = visits[1].partner_id
        customer.write({"customer_class": "a", "is_key_customer": True, "phone": "+351 220 104 512"})
        self._create_occurrence(
            partner_id=customer.id, date="2026-06-01 10:00:00", state="done", user_id=self.seller_a.id
        )
        customer._refresh_activity_status()
        complaint = self.env["crm.complaint"].create({"name": "Late", "partner_id": customer.id})
        self._create_overdue_invoice(customer, 250)
        page = self.day.page()
        self.assertEqual([card["title"] for card in page["cards"]], ["Stop 0", "Stop 1"])
        card = page["cards"][1]
        self.assertEqual((card["customer_class"], card["is_key"], card["complaints"]), ("a", True, 1))
        self.assertEqual(card["overdue"], 250)
        self.assertEqual(page["cards"][0]["overdue"], 0)
        self.assertEqual((card["days_since"], page["cards"][0]["days_since"]), (15, None))
        self.assertEqual(card["place"], list(RING[1]))
        self.assertEqual(card["phone"], "+351 220 104 512")
        self.assertEqual(page["ends"], [list(OFFICE), list(OFFICE)])
        self.assertEqual(page["day"], "2026-06-16")
        self.assertEqual(card["late_complaints"], 0)
        complaint.deadline = "2026-06-15"
        self.env.invalidate_all()
        self.assertEqual([card["late_complaints"] for card in self.day.page()["cards"]], [0, 1])

    def test_contacted_this_morning(self):
        """Whoever was called today was contacted today, not when the night's job last looked."""
        visits = self._create_visits(RING[:2])
        self._create_occurrence(
            partner_id=visits[0].partner_id.id, kind="call", date="2026-06-16 07:30:00", state="done"
        )
        self.assertEqual([card["days_since"] for card in self.day.page()["cards"]], [0, 0, None])

    def _create_overdue_invoice(self, customer, amount):
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "invoice_date": "2026-05-01",
                "invoice_date_due": "2026-05-31",
                "invoice_line_ids": [
                    Command.create({"name": "Goods", "price_unit": amount, "tax_ids": [Command.clear()]})
                ],
            }
        )
        invoice.action_post()
        return invoice

    def test_days_begin_at_local_midnight(self):
        for name, moment in (
            ("Yesterday", "2026-06-15 22:59:00"),
            ("Early", "2026-06-15 23:00:00"),
            ("Late", "2026-06-16 22:59:00"),
            ("Tomorrow", "2026-06-16 23:00:00"),
        ):
            self._create_occurrence(name=name, date=moment)
        subjects = {
            tab: [card["subject"] for card in self.day.page(tab)["cards"]]
            for tab in ("today", "tomorrow", "overdue", "nonsense")
        }
        self.assertEqual(subjects["today"], ["Early", "Late"])
        self.assertEqual(subjects["tomorrow"], ["Tomorrow"])
        self.assertEqual(subjects["overdue"], ["Yesterday"])
        self.assertEqual(subjects["nonsense"], subjects["today"])

    def test_queries_do_not_grow_with_the_cards(self):
        self._create_visits(RING[:2])
        self.day.page()

        def queries():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.day.page()
            return self.cr.sql_log_count - before

        few = queries()
        self._create_visits(RING[2:])
        self.day.page()
        self.assertLessEqual(queries(), few + 2)

    def test_route_in_the_order_of_the_day(self):
        self._create_visits(RING[:4])
        lost = self._create_occurrence(date="2026-06-16 12:00:00")
        self.env["crm.visit.route"].with_user(self.seller_a).plan_my_day("2026-06-16")
        page = self.day.page()
        self.assertEqual(page["route"]["left_out"], 1)
        by_id = {card["id"]: card for card in page["cards"]}
        self.assertEqual(by_id[lost.id]["left_out"], "Nobody knows where it is")
        self.assertGreater(sum(card["leg"] or 0 for card in page["cards"]), 10)
        dates = [card["date"] for card in page["cards"]]
        self.assertEqual(dates, sorted(dates))

    def test_a_manager_looks_at_a_route(self):
        self._create_visits(RING[:2])
        route = self._create_route()
        page = self.day.with_user(self.manager).page(route_id=route.id)
        self.assertEqual([card["title"] for card in page["cards"]], ["Stop 0", "Stop 1"])
        self.assertEqual(page["seller"], self.seller_a.name)
        with self.assertRaises(AccessError):
            self.day.with_user(self.seller_b).page(route_id=route.id)

    def test_prospects_without_a_customer(self):
        lead = self._create_lead(phone="123", email_from="a@example.com", city="Braga")
        self._create_occurrence(partner_id=False, lead_id=lead.id, kind="call", date="2026-06-16 10:00:00")
        [card] = self.day.page()["cards"]
        self.assertEqual((card["title"], card["phone"], card["email"]), ("Prospect", "123", "a@example.com"))
        self.assertEqual((card["place"], card["address"], card["days_since"]), (None, "Braga", None))

    def test_near_me(self):
        near, farther, prospect, far, foreign = (
            self._create_place(place, name)
            for place, name in zip(
                [*RING[:3], (41.15, -8.61), RING[0]],
                ["Near", "Farther", "Prospect", "Porto", "Foreign"],
                strict=True,
            )
        )
        (near + far + foreign).activity_status = "dormant"
        farther.activity_status = "lost"
        foreign.user_id = self.seller_b
        self.env.flush_all()
        found = self.day.near(*OFFICE, kind="dormant")
        ours = near + farther + prospect + far + foreign
        found = [row for row in found if row["partner_id"] in ours.ids]
        self.assertEqual([row["title"] for row in found], ["Near", "Farther"])
        self.assertEqual(found[0]["metres"], 1894)
        kinds = {
            kind: [row["title"] for row in self.day.near(*OFFICE, kind=kind)] for kind in ("prospect", "all")
        }
        self.assertIn("Prospect", kinds["prospect"])
        self.assertNotIn("Near", kinds["prospect"])
        self.assertNotIn("Foreign", kinds["all"])
        for place in ((91, 0), (0, 200), (float("nan"), 0)):
            with self.assertRaises(UserError):
                self.day.near(*place)

    def test_add_a_stop(self):
        self._create_visits(RING[:2])
        self.env["crm.visit.route"].with_user(self.seller_a).plan_my_day("2026-06-16")
        somebody = self._create_place(RING[3], "Dormant")
        visit = self.env["crm.occurrence"].browse(self.day.add_stop(somebody.id))
        self.assertEqual((visit.partner_id, visit.user_id, visit.state), (somebody, self.seller_a, "planned"))
        route = self.env["crm.visit.route"].search([("user_id", "=", self.seller_a.id)])
        self.assertIn(visit, route.stop_ids.occurrence_id)
        with self.assertRaises(AccessError):
            self.day.add_stop(self.customer_b.id)

    def test_nothing_for_others(self):
        portal = new_test_user(self.env, "portal_a", groups="base.group_portal", partner_id=self.contact_a.id)
        clerk = new_test_user(self.env, "clerk", groups="base.group_user")
        self._create_visits(RING[:1])
        for user in (portal, clerk):
            day = self.env["crm.visit.day"].with_user(user)
            for call in (day.page, lambda: day.near(38, -9), lambda: day.add_stop(self.customer_a.id)):  # noqa: B023
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call()
        self.assertFalse(self.env["crm.visit.day"].with_user(self.seller_b).page()["cards"])


@tagged("post_install", "-at_install")
@freeze_time("2026-06-16 12:00:00")
class TestDelivery(RouteCommon):
    """Steps of a telephone: each once, in their order, at the time they were made, and no error loses the others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visit = cls._create_visits(RING[:1])
        cls.deliveries = cls.env["crm.visit.delivery"].with_user(cls.seller_a)
        cls.result = cls.env["crm.occurrence.result"].search([], limit=1)

    def _step(self, number, name, visit=None, **values):
        visit = visit or self.visit
        return {"token": f"token-{number:04}", "step": name, "occurrence_id": visit.id, **values}

    def test_a_visit_without_a_network(self):
        latitude, longitude = RING[0]
        steps = [
            self._step(
                1, "check_in", at="2026-06-16 09:00:00", latitude=latitude, longitude=longitude, accuracy=9
            ),
            self._step(2, "note", notes="Shelf is empty"),
            self._step(
                3,
                "check_out",
                at="2026-06-16 09:30:00",
                result_id=self.result.id,
                notes="Wants a list",
                next_date="2026-07-01",
            ),
        ]
        answers = self.deliveries.deliver(steps)
        self.assertEqual([answer["refusal"] for answer in answers], ["", "", ""])
        self.assertEqual(self.visit.state, "done")
        self.assertEqual(self.visit.check_in_date, datetime(2026, 6, 16, 9))
        self.assertEqual(self.visit.check_out_date, datetime(2026, 6, 16, 9, 30))
        self.assertEqual((self.visit.duration, self.visit.check_in_distance), (0.5, 0))
        self.assertEqual((self.visit.result_id, self.visit.next_date), (self.result, date(2026, 7, 1)))
        self.assertEqual(self.visit.notes, "Shelf is empty\nWants a list")
        self.assertEqual(self.deliveries.deliver(steps), answers)
        self.assertEqual(self.visit.notes, "Shelf is empty\nWants a list")
        self.assertEqual(len(self.visit.follow_up_ids), 1)
        route = self.env["crm.visit.route"].search([("user_id", "=", self.seller_a.id)])
        self.assertEqual(route.driven_count, 1)

    def test_one_refused_step_stops_no_other(self):
        answers = self.deliveries.deliver(
            [
                self._step(1, "check_out"),
                self._step(2, "note", notes="Still here"),
                self._step(3, "skip", reason="x"),
            ]
        )
        self.assertIn("this step does not fit", answers[0]["refusal"])
        self.assertEqual((answers[1]["refusal"], self.visit.notes), ("", "Still here"))
        self.assertIn("Choose why", answers[2]["refusal"])
        self.assertEqual(self.visit.state, "planned")
        self.assertEqual(self.deliveries.deliver([self._step(1, "check_out")]), answers[:1])

    def test_forged_steps(self):
        foreign = self._create_occurrence(partner_id=self.customer_b.id, user_id=self.seller_b.id)
        for number, step in enumerate(
            [
                self._step(10, "note", foreign, notes="x"),
                self._step(11, "unlink"),
                self._step(12, "note") | {"occurrence_id": 2**40},
                self._step(13, "note") | {"occurrence_id": "1; DROP"},
                self._step(14, "postpone", days=10**9),
                self._step(15, "check_in", at="yesterday"),
                self._step(16, "done", result_id=-1),
                self._step(17, "done", next_date="soon"),
                {"token": "short", "step": "note"},
                {"step": "note"},
                "note",
            ]
        ):
            with self.subTest(number=number):
                [answer] = self.deliveries.deliver([step])
                self.assertTrue(answer["refusal"])
        self.assertEqual((self.visit.state, foreign.notes, self.visit.notes), ("planned", False, False))
        with self.assertRaises(UserError):
            self.deliveries.deliver([self._step(1, "note", notes="x")] * 201)

    def test_tokens_are_of_one_user(self):
        self.deliveries.deliver([self._step(1, "note", notes="Mine")])
        manager = self.env["crm.visit.delivery"].with_user(self.manager)
        self.assertEqual(manager.deliver([self._step(1, "note", notes="His")])[0]["refusal"], "")
        self.assertEqual(self.visit.notes, "Mine\nHis")

    def test_register_is_closed(self):
        self.deliveries.deliver([self._step(1, "note", notes="Mine")])
        portal = new_test_user(self.env, "portal_a", groups="base.group_portal", partner_id=self.contact_a.id)
        for user in (self.seller_a, portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["crm.visit.delivery"].with_user(user).search([])
        with self.assertRaises(AccessError):
            self.env["crm.visit.delivery"].with_user(portal).deliver([self._step(2, "note", notes="x")])
        self.assertEqual(self.visit.notes, "Mine")

    def test_old_steps_are_forgotten(self):
        self.deliveries.deliver([self._step(1, "note", notes="Mine")])
        register = self.env["crm.visit.delivery"]
        register._gc_deliveries()
        self.assertEqual(register.search_count([]), 1)
        with freeze_time("2036-12-01"):
            register._gc_deliveries()
        self.assertEqual(register.search_count([]), 0)
