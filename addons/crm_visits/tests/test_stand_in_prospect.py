from odoo.tests import Form, freeze_time, tagged

from .route_common import OFFICE, RouteCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-16 07:00:00")
class TestStandInProspect(RouteCommon):
    """Whoever was given a visit to a prospect makes it, without seeing the prospect's own record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls._create_lead(
            partner_name="Lojas Seis", phone="+351 210 000 006", street="Rua 6", city="Braga"
        )
        cls.visit = cls._create_occurrence(
            partner_id=False, lead_id=cls.lead.id, user_id=cls.seller_b.id, date="2026-06-16 09:00:00"
        )
        cls.own = cls.visit.with_user(cls.seller_b)

    def test_in_lists_calendar_and_form(self):
        self.assertFalse(self.lead.with_user(self.seller_b).has_access("read"))
        for name, value in (
            ("display_name", "Visit · Prospect"),
            ("contact_name", "Lojas Seis"),
            ("city", "Braga"),
        ):
            self.env.invalidate_all()
            [row] = self.own.search_read([("id", "=", self.visit.id)], [name])
            self.assertEqual(row[name], value)
        with Form(self.own) as form:
            form.notes = "Wants lamps"
        self.assertEqual(self.visit.notes, "Wants lamps")

    def test_on_the_card_and_the_road(self):
        [card] = self.env["crm.visit.day"].with_user(self.seller_b).page()["cards"]
        self.assertEqual((card["title"], card["address"]), ("Lojas Seis", "Rua 6, Braga"))
        route = self._create_route(self.seller_b)
        route.action_plan()
        self.assertEqual(route.left_out_ids.occurrence_id, self.visit)
        self.own.action_check_in(*OFFICE, 10.0)
        self.own.action_check_out()
        self.assertEqual(self.visit.state, "done")

    def test_in_the_calendar_outside(self):
        text = self.env["crm.occurrence"]._calendar_of(self.seller_b)
        self.assertIn("Rua 6", text)

    def test_on_paper_and_to_an_opportunity(self):
        html = (
            self.env["ir.actions.report"]
            .with_user(self.seller_b)
            ._render_qweb_html("crm_visits.report_occurrence", self.visit.ids)[0]
        )
        self.assertIn("Lojas Seis", html.decode())
        context = self.own.action_new_opportunity()["context"]
        self.assertEqual(context["default_partner_name"], "Lojas Seis")
