from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import VisitsCommon


@tagged("post_install", "-at_install")
class TestOccurrences(VisitsCommon):
    """The register and the course of a contact."""

    def test_register_in_order_of_date(self):
        kinds = {"visit": "2026-03-02 10:00:00", "call": "2026-03-03 10:00:00", "mail": "2026-03-01 10:00:00"}
        for kind, date in kinds.items():
            self._create_occurrence(kind=kind, date=date, partner_id=self.contact_a.id)
        action = self.customer_a.action_view_occurrences()
        occurrences = self.env["crm.occurrence"].with_user(self.seller_a).search(action["domain"])
        self.assertEqual(occurrences.mapped("kind"), ["call", "visit", "mail"])
        self.assertEqual(self.customer_a.with_user(self.seller_a).occurrence_count, 3)
        self.assertEqual(self.contact_a.with_user(self.seller_a).occurrence_count, 3)

    def test_check_in_and_out(self):
        self.customer_a.write({"partner_latitude": 38.7223, "partner_longitude": -9.1393})
        visit = self._create_occurrence(date="2026-03-02 10:00:00").with_user(self.seller_a)
        with freeze_time("2026-03-02 10:05:00"):
            visit.action_check_in(latitude=38.7230, longitude=-9.1393, accuracy=12.5)
        self.assertEqual((visit.state, str(visit.check_in_date)), ("in_progress", "2026-03-02 10:05:00"))
        self.assertEqual((visit.check_in_accuracy, round(visit.check_in_distance)), (12.5, 78))
        with freeze_time("2026-03-02 10:50:00"):
            visit.action_check_out()
        self.assertEqual((visit.state, visit.duration), ("done", 0.75))
        self.assertEqual((visit.check_out_latitude, visit.check_out_distance), (0.0, 0.0))

    def test_customer_without_pin_has_no_distance(self):
        visit = self._create_occurrence()
        visit.action_check_in(latitude=38.7, longitude=-9.1, accuracy=10)
        self.assertEqual((visit.check_in_latitude, visit.check_in_distance), (38.7, 0.0))

    def test_one_at_a_time(self):
        first, second = self._create_occurrence(), self._create_occurrence(name="Second")
        first.action_check_in()
        with self.assertRaisesRegex(UserError, "still in progress"):
            second.action_check_in()
        self.assertEqual(second.state, "planned")
        first.action_check_out()
        second.action_check_in()
        self.assertEqual(second.state, "in_progress")

    def test_steps_that_do_not_fit(self):
        visit = self._create_occurrence()
        with self.assertRaisesRegex(UserError, "does not fit"):
            visit.action_check_out()
        visit.action_done()
        for step in (visit.action_check_in, visit.action_miss, visit.action_cancel, visit.action_postpone):
            with self.assertRaisesRegex(UserError, "does not fit"):
                step()
        self.assertEqual(visit.state, "done")
        visit.action_plan_again()
        visit.action_miss()
        visit.action_done()
        self.assertEqual(visit.state, "done")

    def test_follow_up_planned_once_at_the_same_hour(self):
        # Clocks change on 29 March: ten o'clock in Lisbon stays ten o'clock.
        call = self._create_occurrence(kind="call", date="2026-03-27 10:00:00", next_date="2026-03-30")
        call.action_done()
        follow_up = call.follow_up_ids
        self.assertEqual((follow_up.kind, follow_up.state), ("call", "planned"))
        self.assertEqual(str(follow_up.date), "2026-03-30 09:00:00")
        self.assertFalse(follow_up.next_date)
        call.notes = "More"
        call.next_date = "2026-03-31"
        self.assertEqual(str(call.follow_up_ids.date), "2026-03-31 09:00:00")
        follow_up.action_done()
        call.next_date = "2026-04-01"
        self.assertEqual(len(call.follow_up_ids), 1)

    def test_entered_as_done_plans_its_follow_up(self):
        call = self._create_occurrence(kind="call", state="done", next_date="2026-04-01")
        self.assertEqual(call.follow_up_ids.state, "planned")

    def test_postponed_to_the_same_hour(self):
        with freeze_time("2026-03-28 08:00:00"):
            visit = self._create_occurrence(date="2026-03-28 10:00:00").with_user(self.seller_a)
            visit.action_postpone()
            self.assertEqual(str(visit.date), "2026-03-29 09:00:00")
            visit.with_context(days=7).action_postpone()
            self.assertEqual(str(visit.date), "2026-04-05 09:00:00")
        with freeze_time("2026-05-01 08:00:00"):  # overdue for weeks: tomorrow, not a day after then
            visit.action_postpone()
            self.assertEqual(str(visit.date), "2026-05-02 09:00:00")

    @mute_logger("odoo.sql_db")
    def test_somebody_is_needed(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._create_occurrence(partner_id=False)

    def test_lead_of_another_customer_refused(self):
        lead = self._create_lead(partner_id=self.customer_b.id)
        with self.assertRaisesRegex(ValidationError, "Beta Lda"):
            self._create_occurrence(lead_id=lead.id)

    def test_prospect_takes_history_along(self):
        lead = self._create_lead()
        call = self._create_occurrence(partner_id=False, lead_id=lead.id, kind="call")
        self.assertEqual((lead.with_user(self.seller_a).occurrence_count, call.partner_id.id), (1, False))
        lead.partner_id = self.customer_a
        self.assertEqual(call.partner_id, self.customer_a)
        self.assertIn(
            call, self.env["crm.occurrence"].search(self.customer_a.action_view_occurrences()["domain"])
        )

    def test_with_whom(self):
        """A prospect is who he is, and not what he may buy."""
        company = self._create_lead(
            name="Lighting for six stores", partner_name="Lojas Seis", contact_name="Rita"
        )
        person = self._create_lead(name="A lamp", partner_name=False, contact_name="Rita")
        unknown = self._create_lead(name="Somebody rang", partner_name=False, contact_name=False)
        visits = [
            self._create_occurrence(partner_id=False, lead_id=lead.id) for lead in company + person + unknown
        ]
        self.assertEqual([visit.contact_name for visit in visits], ["Lojas Seis", "Rita", "Somebody rang"])
        self.assertEqual(self._create_occurrence().contact_name, "Alfa Lda")

    def test_counts_as_contact_when_done(self):
        occurrence = self._create_occurrence(date="2026-03-02 10:00:00", partner_id=self.contact_a.id)
        sources = self.env["res.partner"]._last_contact_sources()
        self.assertFalse([row for row in self.env.execute_query(sources[-1]) if row[0] == self.contact_a.id])
        occurrence.action_done()
        sources = self.env["res.partner"]._last_contact_sources()
        rows = [row for row in self.env.execute_query(sources[-1]) if row[0] == self.contact_a.id]
        self.assertEqual([str(date) for _partner, date in rows], ["2026-03-02"])

    def test_counts_as_contact_on_the_day_of_its_seller(self):
        self.seller_a.tz = "Pacific/Auckland"
        self._create_occurrence(date="2026-03-02 21:00:00", state="done")
        sources = self.env["res.partner"]._last_contact_sources()
        rows = dict(self.env.execute_query(sources[-1]))
        self.assertEqual(str(rows[self.customer_a.id]), "2026-03-03", "ten in the morning of the third")

    def test_among_the_latest_contacts_when_done(self):
        """Newest first, of whom it is asked, and only what the asking user sees."""
        visit = self._create_occurrence(date="2026-03-02 10:00:00", name="New range")
        call = self._create_occurrence(date="2026-03-03 10:00:00", kind="call")
        self._create_occurrence(date="2026-03-04 10:00:00")
        (visit | call).action_done()
        partners = self.env["res.partner"].with_user(self.seller_a)
        sellers = self.seller_a.partner_id.ids
        latest = [(str(day), *rest) for day, *rest in partners._latest_contacts(sellers, 6)]
        self.assertEqual(
            latest,
            [("2026-03-03", "Call", "Alfa Lda", call), ("2026-03-02", "Visit: New range", "Alfa Lda", visit)],
        )
        self.assertEqual(partners._latest_contacts(sellers, 1)[0][3], call)
        self.assertFalse(partners._latest_contacts(self.seller_b.partner_id.ids, 6))
        self.assertFalse(partners.with_user(self.seller_b)._latest_contacts(None, 6))
