from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..models.credit_statement import FROM_KEY, TO_KEY

PDF_CUSTOMERS = 1000


class CreditStatementWizard(models.TransientModel):
    """Whose statement of account, of which period; on screen, on paper or by e-mail."""

    _name = "credit.statement.wizard"
    _description = "Choose Statements of Account"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    date_from = fields.Date("From", required=True, default=lambda self: self._default_date_from())
    date_to = fields.Date("Until", required=True, default=lambda self: self.env.company._today())
    partner_ids = fields.Many2many(
        "res.partner",
        string="Customers",
        domain="[('parent_id', '=', False), ('customer_rank', '>', 0)]",
        default=lambda self: self._default_partner_ids(),
        help="Without any: all customers with entries in the period, a balance or cheques and bills at its end.",
    )

    def _default_date_from(self):
        return fields.Date.start_of(self.env.company._today(), "year")

    def _default_partner_ids(self):
        if self.env.context.get("active_model") == "res.partner":
            chosen = self.env["res.partner"].browse(self.env.context.get("active_ids", []))
            return chosen.commercial_partner_id
        return self.env["res.partner"]

    @api.constrains("date_from", "date_to")
    def _check_period(self):
        for wizard in self:
            if wizard.date_from > wizard.date_to:
                raise ValidationError(self.env._("The period ends before it begins."))

    def _customers(self):
        """The customers chosen, or all who have something to read in their statement."""
        self.ensure_one()
        if self.partner_ids:
            return self.partner_ids.commercial_partner_id
        period = {FROM_KEY: self.date_from, TO_KEY: self.date_to}
        rows = self.env["credit.statement"].with_context(**period)
        # Brought forward at zero with nothing after it is no statement.
        told = [("company_id", "=", self.company_id.id), "|", ("kind", "!=", "opening"), ("amount", "!=", 0)]
        customers = self.env["res.partner"].union(
            *(partner for (partner,) in rows._read_group(told, ["partner_id"]))
        )
        if not customers:
            raise UserError(self.env._("Nobody has anything in his statement of this period."))
        return customers

    def action_show(self):
        """The account on screen."""
        return self._customers()._open_credit_statement(self.date_from, self.date_to, self.company_id)

    def action_print(self):
        """The statements as one PDF, each customer on pages of his own."""
        customers = self._customers()
        if len(customers) > PDF_CUSTOMERS:
            raise UserError(
                self.env._(
                    "%(count)s customers are too many for one document. Choose fewer, or send by e-mail.",
                    count=len(customers),
                )
            )
        data = customers._credit_statement_data(self.date_from, self.date_to, self.company_id)
        return self.env.ref("crm_credit_control.action_report_credit_statement").report_action(
            None, data=data
        )

    def action_send(self):
        """Queue the statements as e-mails; those of this period that went out before stay as they are."""
        mails = self.env["credit.statement.mail"]
        mails.check_access("create")
        customers = self._customers()
        queued = mails._queue(customers, self.company_id, self.date_from, self.date_to)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if queued else "warning",
                "message": self.env._(
                    "%(queued)s statements are on their way; %(skipped)s were sent or queued before.",
                    queued=queued,
                    skipped=len(customers) - queued,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
