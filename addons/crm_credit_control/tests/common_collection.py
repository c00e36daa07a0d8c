"""A company whose rule opens cases, and invoices that are as late as a test needs them."""

from odoo import Command, fields

from .common import CreditCommon


class CollectionCommon(CreditCommon):
    """Cases from 15 days overdue, for the controller; letters at 8, 22 and 45 days by the daily job."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.env["credit.collection.rule"].create(
            {"company_id": cls.company.id, "controller_id": cls.controller.id, "sends_letters": True}
        )
        # Cases of other companies in the database are not the subject of these tests.
        cls.env["credit.collection.rule"].search([("company_id", "!=", cls.company.id)]).active = False
        cls.levels = cls.env["credit.collection.level"].search([])
        cls.cases = cls.env["credit.collection.case"]

    @classmethod
    def _owe(cls, amount, days, customer=None):
        """A posted invoice over `amount`, due `days` ago."""
        due = fields.Date.subtract(fields.Date.context_today(cls.company), days=days)
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (customer or cls.customer_a).id,
                "invoice_date": due,
                "invoice_date_due": due,
                "company_id": cls.company.id,
                "invoice_line_ids": [
                    Command.create({"name": "Goods", "price_unit": amount, "tax_ids": [Command.clear()]})
                ],
            }
        )
        invoice.action_post()
        return invoice

    def _run(self, cron):
        """Run a daily job as the scheduler does, commits included."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref(f"crm_credit_control.{cron}").method_direct_trigger()
        self.env.invalidate_all()

    def _collect(self):
        self._run("cron_collect")

    def _case(self, customer=None, closed=False):
        """The open (or the closed) cases of a customer in the company of the tests."""
        return self.cases.search(
            [
                ("partner_id", "=", (customer or self.customer_a).id),
                ("company_id", "=", self.company.id),
                ("date_closed", "!=" if closed else "=", False),
            ]
        )

    def _promise(self, case, amount, days, user=None):
        """A promise to pay `amount` within `days`."""
        due = fields.Date.add(fields.Date.context_today(self.company), days=days)
        promises = self.env["credit.promise"].with_user(user or self.env.user)
        return promises.create({"case_id": case.id, "amount": amount, "date_due": due})
