from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .common import VisitsCommon

MODELS = (
    "crm.competitor",
    "crm.competitor.note",
    "crm.customer.product",
    "crm.help.request",
    "crm.manager.comment",
)


@tagged("post_install", "-at_install")
class TestManagerComments(VisitsCommon):
    """Managers comment on customers; sellers read it, keep their hands off it, and customers see nothing."""

    def _comment(self, user, **values):
        values = {"partner_id": self.customer_a.id, "text": "Ask about the new warehouse", **values}
        return self.env["crm.manager.comment"].with_user(user).create(values)

    def test_manager_writes_seller_reads_on_customer_and_contact(self):
        forged = {"user_id": self.seller_b.id, "date": "2001-01-01 00:00:00"}
        comment = self._comment(self.manager, **forged)
        self.assertEqual(comment.user_id, self.manager)
        self.assertGreater(comment.date.year, 2001)
        own = self.contact_a.with_user(self.seller_a)
        self.assertEqual(own.manager_comment_ids.mapped("text"), ["Ask about the new warehouse"])
        self.assertFalse(own.may_comment)
        self.assertTrue(self.customer_a.with_user(self.manager).may_comment)
        visit = self._create_occurrence().with_user(self.seller_a)
        self.assertIn("manager_a", visit.manager_comment_summary)
        self.assertIn("Ask about the new warehouse", visit.manager_comment_summary)

    def test_seller_writes_nothing(self):
        comment = self._comment(self.manager)
        own = comment.with_user(self.seller_a)
        with self.assertRaises(AccessError):
            self._comment(self.seller_a)
        with self.assertRaises(AccessError):
            own.text = "Nothing"
        with self.assertRaises(AccessError):
            own.unlink()
        with self.assertRaises(AccessError):
            own.message_post(body="Nonsense")
        with self.assertRaises(AccessError):
            self.customer_a.with_user(self.seller_a).action_comment()
        self.assertEqual(comment.text, "Ask about the new warehouse")

    def test_author_and_date_stay_and_changes_are_told(self):
        comment = self._comment(self.manager)
        for values in (
            {"user_id": self.admin_user.id},
            {"date": "2001-01-01"},
            {"partner_id": self.contact_a.id},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                comment.write(values)
        comment = comment.with_context(tracking_disable=False, mail_notrack=False)
        comment.text = "Ask about the old warehouse"
        self.env.flush_all()
        self.env.cr.precommit.run()
        tracked = comment.sudo().message_ids.tracking_value_ids
        self.assertEqual(tracked.old_value_text, "Ask about the new warehouse")

    def test_another_seller_and_manager_read_nothing(self):
        comment = self._comment(self.manager)
        for user in (self.seller_b, self.other_manager):
            self.assertFalse(
                self.env["crm.manager.comment"].with_user(user).search([("id", "=", comment.id)])
            )
            with self.assertRaises(AccessError):
                comment.with_user(user).read(["text"])
        with self.assertRaises(AccessError):
            self._comment(self.other_manager)


@tagged("post_install", "-at_install")
class TestHelp(VisitsCommon):
    """A seller asks his manager for help, once while it is open; the manager steps in and answers."""

    def _ask(self, user, **values):
        return self.env["crm.help.request"].with_user(user).create({"text": "They want 60 days", **values})

    def test_on_a_prospect_the_manager_gets_an_activity(self):
        lead = self._create_lead(team_id=self.team_a.id)
        context = lead.with_user(self.seller_a).action_ask_for_help()["context"]
        request = self.env["crm.help.request"].with_user(self.seller_a).with_context(**context).create(
            {"text": "They want 60 days", "manager_id": self.seller_b.id, "state": "answered"}
        )  # fmt: skip
        self.assertRecordValues(
            request,
            [
                {
                    "lead_id": lead.id,
                    "user_id": self.seller_a.id,
                    "manager_id": self.manager.id,
                    "state": "open",
                }
            ],
        )
        activity = request.sudo().activity_ids
        self.assertEqual(activity.user_id, self.manager)
        self.assertIn("They want 60 days", activity.note)
        again = lead.with_user(self.seller_a).action_ask_for_help()
        self.assertEqual(again["res_id"], request.id)

    def test_the_dialog_asks(self):
        """Its button saves, which puts the request before the manager, and says who was asked."""
        for about in (self.customer_a, self._create_lead(team_id=self.team_a.id)):
            with self.subTest(about=about._name):
                action = about.with_user(self.seller_a).action_ask_for_help()
                [(view, kind)] = action["views"]
                requests = self.env["crm.help.request"].with_user(self.seller_a)
                with Form(requests.with_context(**action["context"]), view=view) as form:
                    form.text = "They want 60 days"
                arch = requests.get_view(view, kind)["arch"]
                self.assertRegex(arch, r'<footer>\s*<button name="action_send" type="object" string="Ask"')
                self.assertEqual(form.record.sudo().activity_ids.user_id, self.manager)
                told = form.record.action_send()["params"]
                self.assertEqual(told["message"], f"{self.manager.name} has been asked.")
                self.assertEqual(told["next"]["type"], "ir.actions.act_window_close")

    def test_nobody_asks_out_of_the_blue(self):
        """The register's own page has no New: there is nobody on it to ask about."""
        page = self.env.ref("crm_visits.crm_help_request_view_form")
        arch = self.env["crm.help.request"].with_user(self.manager).get_view(page.id, "form")["arch"]
        self.assertIn('create="0"', arch)

    @mute_logger("odoo.sql_db")
    def test_once_while_it_is_open(self):
        request = self._ask(self.seller_a, partner_id=self.customer_a.id)
        with self.assertRaises(UniqueViolation):
            self._ask(self.seller_a, partner_id=self.customer_a.id)
        request.with_user(self.manager).action_answer("Give him 45")
        self.env.flush_all()
        self.assertTrue(self._ask(self.seller_a, partner_id=self.customer_a.id))

    def test_manager_steps_in_and_answers(self):
        request = self._ask(self.seller_a, partner_id=self.customer_a.id)
        own = request.with_user(self.manager)
        own.action_step_in()
        self.assertEqual(request.state, "helping")
        self.assertIn(self.manager.partner_id, self.customer_a.sudo().message_partner_ids)
        wizard = self.env["crm.help.answer"].with_user(self.manager)
        wizard.create({"request_id": request.id, "answer": "Give him 45"}).action_answer()
        self.assertRecordValues(request, [{"state": "answered", "answer": "Give him 45"}])
        self.assertFalse(request.sudo().activity_ids)
        told = self.env["mail.message"].sudo().search(
            [("model", "=", "crm.help.request"), ("res_id", "=", request.id), ("body", "ilike", "Give him 45")]
        )  # fmt: skip
        self.assertIn(self.seller_a.partner_id, told.notified_partner_ids)
        with self.assertRaisesRegex(UserError, "answered already"):
            own.action_answer("Again")

    def test_sellers_neither_answer_nor_change(self):
        request = self._ask(self.seller_a, partner_id=self.customer_a.id)
        own = request.with_user(self.seller_a)
        with self.assertRaises(AccessError):
            own.action_answer("Yes")
        with self.assertRaises(AccessError):
            own.write({"text": "No"})
        with self.assertRaises(AccessError):
            own.write({"state": "answered"})
        with self.assertRaises(AccessError):
            request.with_user(self.seller_b).action_answer("Yes")
        with self.assertRaises(AccessError):
            self._ask(self.seller_a, partner_id=self.customer_b.id)
        self.assertFalse(self.env["crm.help.request"].with_user(self.seller_b).search([]))
        self.assertEqual(request.state, "open")

    def test_without_a_leader_nobody_can_be_asked(self):
        self.team_a.user_id = False
        with self.assertRaisesRegex(UserError, "Nobody leads"):
            self._ask(self.seller_a, partner_id=self.customer_a.id)


@tagged("post_install", "-at_install")
class TestCustomerProducts(VisitsCommon):
    """What customers make, found from the customer list and brought in by Odoo's own import."""

    def test_who_makes_it(self):
        made = self.env["crm.customer.product"]
        made.create(
            [
                {"name": "Steel doors", "partner_id": self.contact_a.id, "code": "7308"},
                {"name": "Wooden doors", "partner_id": self.customer_b.id},
            ]
        )
        self.assertEqual(self.customer_a.customer_product_ids.name, "Steel doors")
        partners = self.env["res.partner"]
        makers = [
            ("customer_product_ids", "any", ["|", ("name", "ilike", "doors"), ("code", "ilike", "doors")])
        ]
        both = self.customer_a + self.customer_b
        self.assertEqual(partners.search([*makers, ("id", "in", both.ids)]), both.sorted("complete_name"))
        self.assertEqual(partners.with_user(self.seller_a).search(makers).ids, self.customer_a.ids)

    def test_from_a_product_to_who_makes_it(self):
        made = self.env["crm.customer.product"].create({"name": "Gates", "partner_id": self.customer_a.id})
        opened = made.with_user(self.seller_a).action_open_customer()
        self.assertEqual((opened["res_model"], opened["res_id"]), ("res.partner", self.customer_a.id))
        with self.assertRaises(AccessError):
            made.with_user(self.seller_b).action_open_customer()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_visits.action_customer_product")
        self.assertIn("form", dict(map(reversed, action["views"])))  # what a card opens on a telephone

    def test_imported_by_odoos_import(self):
        result = self.env["crm.customer.product"].with_user(self.seller_a).load(
            ["name", "partner_id/.id", "yearly_quantity", "unit"],
            [["Gates", str(self.customer_a.id), "1200", "pieces"], ["Hinges", str(self.customer_a.id), "5", "t"]],
        )  # fmt: skip
        self.assertFalse(result["messages"])
        self.assertEqual(self.customer_a.customer_product_ids.mapped("name"), ["Gates", "Hinges"])
        result = self.env["crm.customer.product"].with_user(self.seller_a).load(
            ["name", "partner_id/.id"], [["Gates", str(self.customer_b.id)]]
        )  # fmt: skip
        self.assertTrue(result["messages"])
        self.assertFalse(self.customer_b.customer_product_ids)


@tagged("post_install", "-at_install")
class TestKnowledgePortal(VisitsCommon):
    """Nothing of it is a customer's to read or to call."""

    def test_portal_reads_and_calls_nothing(self):
        portal = new_test_user(
            self.env, "portal_customer", groups="base.group_portal", partner_id=self.contact_a.id
        )
        for model in MODELS:
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(portal).search([])
        for name in ("manager_comment_ids", "customer_product_ids", "competitor_note_count", "may_comment"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                self.contact_a.with_user(portal).read([name])
        own = self.contact_a.with_user(portal)
        for method in ("action_comment", "action_ask_for_help", "action_competitor_notes"):
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(own, method)()
        for method in ("action_view_complaints", "action_view_occurrences"):
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(own, method)()

    def test_refusals_keep_users(self):
        with self.assertRaises(UserError):
            self.env["crm.help.request"].with_user(self.manager).create(
                {"partner_id": self.customer_a.id, "text": "Nobody above"}
            )
