from unittest.mock import patch

from odoo.tests import freeze_time, tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
class TestDigest(VisitsCommon):
    """Scenario 3: one message in the evening with tomorrow's visits, in the seller's language, at his own hour."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.users"].search([]).visit_digest = "none"
        (cls.seller_a + cls.seller_b).visit_digest = "both"
        cls.seller_b.tz = "America/Sao_Paulo"
        cls.env["crm.visit.cadence"].search([]).active = False

    def _mails_at(self, moment):
        """The new mails of the job at this moment (UTC), by receiver."""
        mails = self.env["mail.mail"].sudo()
        before = mails.search([])
        with (
            freeze_time(moment),
            patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60.0),
        ):
            self.env["res.users"]._cron_send_visit_digests()
        return (mails.search([]) - before).grouped("email_to")

    def test_tomorrow_at_six_across_the_change_of_clocks(self):
        # In Lisbon clocks go forward in the night to Sunday, 29 March.
        self._create_occurrence(date="2026-03-29 09:00:00", name="Samples")
        self._create_occurrence(date="2026-03-30 09:00:00")
        self._create_occurrence(date="2026-03-29 10:00:00", state="cancelled", name="Not any more")
        self.assertFalse(self._mails_at("2026-03-28 17:55:00"))
        mails = self._mails_at("2026-03-28 18:10:00")
        self.assertEqual(list(mails), [self.seller_a.email_formatted])
        body = mails[self.seller_a.email_formatted].body_html
        self.assertIn("Alfa Lda", body)
        self.assertIn("Samples", body)
        self.assertIn("10:00", body)  # nine in UTC is ten after the change
        self.assertNotIn("Not any more", body)
        self.assertNotIn("11:00", body)
        for moment in ("2026-03-28 18:25:00", "2026-03-28 23:40:00", "2026-03-29 16:55:00"):
            self.assertFalse(self._mails_at(moment), moment)
        self.assertTrue(self._mails_at("2026-03-29 17:05:00"))

    def test_each_at_his_own_hour(self):
        self._create_occurrence(date="2026-07-02 09:00:00")
        self._create_occurrence(
            partner_id=self.customer_b.id, user_id=self.seller_b.id, date="2026-07-02 15:00:00"
        )
        self.assertEqual(list(self._mails_at("2026-07-01 17:00:00")), [self.seller_a.email_formatted])
        mails = self._mails_at("2026-07-01 21:00:00")
        self.assertEqual(list(mails), [self.seller_b.email_formatted])
        self.assertIn("12:00", mails[self.seller_b.email_formatted].body_html)

    def test_morning_has_today_overdue_and_expected(self):
        self.customer_a.customer_class = "a"
        self.env["crm.visit.cadence"].create(
            {"name": "Calls", "kind": "call", "customer_class": "a", "days": 30}
        )
        self._create_occurrence(date="2026-07-01 09:00:00", name="Due today")
        self._create_occurrence(date="2026-06-29 09:00:00", name="Forgotten")
        self._create_occurrence(date="2026-07-02 09:00:00", name="Not yet")
        self._create_occurrence(date="2026-07-01 08:00:00", name="Made already", state="done")
        body = self._mails_at("2026-07-01 06:00:00")[self.seller_a.email_formatted].body_html
        for text in ("Due today", "Forgotten", "Expected to be contacted", "/odoo/visits-overdue"):
            self.assertIn(text, body)
        for text in ("Not yet", "Made already"):
            self.assertNotIn(text, body)
        self.assertFalse(self._mails_at("2026-07-01 06:15:00"))

    def test_in_his_language(self):
        self.env["res.lang"]._activate_lang("pt_PT")
        self.env["ir.module.module"].search([("name", "=", "crm_visits")])._update_translations("pt_PT")
        self.seller_a.lang = "pt_PT"
        self._create_occurrence(date="2026-07-02 13:00:00")
        mail = self._mails_at("2026-07-01 17:00:00")[self.seller_a.email_formatted]
        self.assertIn("julho", mail.subject)
        self.assertIn("Visita", mail.body_html)
        self.assertIn("14:00", mail.body_html)

    def test_only_who_wants_them_and_has_something_to_read(self):
        self.assertFalse(self._mails_at("2026-07-01 06:00:00"))
        self._create_occurrence(date="2026-07-02 13:00:00")
        self.seller_a.with_user(self.seller_a).visit_digest = "morning"
        self.assertFalse(self._mails_at("2026-07-01 17:00:00"))
        self.assertTrue(self._mails_at("2026-07-02 06:00:00"))

    def test_nothing_of_other_sellers(self):
        self._create_occurrence(
            partner_id=self.customer_b.id, user_id=self.seller_b.id, date="2026-07-02 09:00:00"
        )
        mails = self._mails_at("2026-07-01 17:00:00")
        self.assertNotIn(self.seller_a.email_formatted, mails)
