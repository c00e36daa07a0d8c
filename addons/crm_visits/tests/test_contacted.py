from odoo.tests import tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
class TestContacted(VisitsCommon):
    """Mails, calls and meetings done from a record stand in the register without being entered."""

    def _new(self, before):
        return self.env["crm.occurrence"].search([]) - before

    def _post(self, record, user=None, **values):
        before = self.env["crm.occurrence"].search([])
        values = {
            "body": "The list you asked for",
            "subject": "List",
            "message_type": "comment",
            "subtype_xmlid": "mail.mt_comment",
            "partner_ids": self.contact_a.ids,
            **values,
        }
        record.with_user(user or self.seller_a).message_post(**values)
        return self._new(before)

    def test_mail_to_a_customer(self):
        mail = self._post(self.customer_a)
        self.assertEqual((mail.kind, mail.state, mail.user_id), ("mail", "done", self.seller_a))
        self.assertEqual(
            (mail.partner_id, mail.name, mail.notes), (self.customer_a, "List", "The list you asked for")
        )
        register = self.env["crm.occurrence"].search(self.customer_a.action_view_occurrences()["domain"])
        self.assertIn(mail, register)

    def test_what_is_no_mail_to_a_customer(self):
        for name, values in (
            ("note", {"subtype_xmlid": "mail.mt_note"}),
            ("to a colleague", {"partner_ids": self.manager.partner_id.ids}),
            ("to nobody", {"partner_ids": []}),
            ("by itself", {"message_type": "notification"}),
            ("of somebody else", {"author_id": self.contact_a.id}),
        ):
            with self.subTest(name):
                self.assertFalse(self._post(self.customer_a, **values))
        plain = self._create_user("plain", "base.group_user", "base.group_partner_manager")
        self.assertFalse(self._post(self.customer_a, plain))

    def test_mail_to_a_prospect_and_from_a_visit(self):
        lead = self._create_lead(email_from="new@example.com")
        stranger = self.env["res.partner"].create({"name": "New", "email": "new@example.com"})
        mail = self._post(lead, partner_ids=stranger.ids)
        self.assertEqual((mail.lead_id, mail.kind), (lead, "mail"))
        self.assertFalse(lead.partner_id, "the seller does not see whom Odoo would link it to")
        stranger.user_id = self.seller_a
        self._post(lead, partner_ids=stranger.ids)
        self.assertEqual(lead.partner_id, stranger)
        visit = self._create_occurrence()
        mail = self._post(visit)
        self.assertEqual((mail.kind, mail.partner_id, visit.state), ("mail", self.customer_a, "planned"))
        planned = self._create_occurrence(kind="mail")
        self.assertFalse(self._post(planned))
        self.assertEqual(planned.state, "done")

    def test_suppliers_and_colleagues_are_no_customers(self):
        supplier = self.env["res.partner"].create({"name": "Supplier", "supplier_rank": 1})
        self.assertFalse(self._post(supplier, self.admin_user, partner_ids=supplier.ids))

    def test_tapped_number_opens_a_call_filled_in(self):
        lead = self._create_lead()
        for record, values in (
            (self.contact_a, {"default_partner_id": self.contact_a.id}),
            (lead, {"default_lead_id": lead.id}),
            (
                self._create_occurrence(partner_id=self.contact_a.id),
                {"default_partner_id": self.contact_a.id},
            ),
        ):
            action = record.with_user(self.seller_a).action_log_call()
            self.assertEqual((action["res_model"], action["target"]), ("crm.occurrence", "new"))
            context = action["context"]
            self.assertEqual((context["default_kind"], context["default_state"]), ("call", "done"))
            self.assertEqual(values.items() & context.items(), values.items())
        planned = self._create_occurrence(kind="call").with_user(self.seller_a)
        self.assertEqual(planned.action_log_call()["res_id"], planned.id)

    def test_activities_that_are_contacts(self):
        order = self._create_order(self.contact_a, (self._create_goods(), 1))
        lead = self._create_lead()
        for record, kind, who in (
            (self.customer_a, "call", self.customer_a),
            (order, "meeting", self.contact_a),
            (lead, "email", lead),
        ):
            with self.subTest(kind=kind):
                before = self.env["crm.occurrence"].search([])
                activity = record.activity_schedule(
                    f"mail.mail_activity_data_{kind}", summary="Ask", user_id=self.seller_a.id
                )
                activity.with_user(self.seller_a).action_feedback("Agreed")
                made = self._new(before)
                self.assertEqual((made.state, made.user_id, made.name), ("done", self.seller_a, "Ask"))
                self.assertEqual((made.kind, made.notes), ("mail" if kind == "email" else kind, "Agreed"))
                self.assertEqual(who, made.lead_id or made.partner_id)

    def test_activities_that_are_none(self):
        before = self.env["crm.occurrence"].search([])
        for record, kind in ((self.customer_a, "todo"), (self.seller_b.partner_id, "call")):
            record.activity_schedule(
                f"mail.mail_activity_data_{kind}", user_id=self.seller_a.id
            ).action_done()
        self.assertFalse(self._new(before))

    def test_merged_prospects_take_their_contacts_along(self):
        kept, merged = self._create_lead(), self._create_lead(name="The same")
        calls = self._create_occurrence(partner_id=False, lead_id=kept.id, kind="call")
        calls |= self._create_occurrence(partner_id=False, lead_id=merged.id, kind="call")
        lead = (kept + merged).merge_opportunity()
        self.assertEqual(calls.lead_id, lead)
