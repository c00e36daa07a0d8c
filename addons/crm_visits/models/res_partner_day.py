from odoo import fields, models


class ResPartner(models.Model):
    """What a seller should know of customers before he goes in."""

    _inherit = "res.partner"

    def _overdue_amounts(self):
        """Return {id of customer: what is overdue} in the company's currency, of the current company."""
        groups = self.env["account.move"]._read_group(
            [
                ("commercial_partner_id", "in", self.ids),
                ("company_id", "=", self.env.company.id),
                ("move_type", "in", ("out_invoice", "out_refund")),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
                ("invoice_date_due", "<", fields.Date.context_today(self)),
            ],
            ["commercial_partner_id"],
            ["amount_residual_signed:sum"],
        )
        return {partner.id: amount for partner, amount in groups}

    def _last_contact_days(self):
        """Return {id of customer: day of the last contact that took place}, of this moment; none without one.

        The day kept on the customer, which knows contacts of every source, is last night's.
        """
        kept = {customer.id: customer.last_contact_date for customer in self if customer.last_contact_date}
        made = self.env["crm.occurrence"]._read_group(
            [("commercial_partner_id", "in", self.ids), ("state", "=", "done")],
            ["commercial_partner_id"],
            ["date:max"],
        )
        for customer, moment in made:
            day = fields.Datetime.context_timestamp(self, moment).date()
            kept[customer.id] = max(day, kept.get(customer.id, day))
        return kept

    def _open_complaints(self):
        """Return {id of customer: how many complaints are open}."""
        groups = self.env["crm.complaint"]._read_group(
            [("commercial_partner_id", "in", self.ids), ("is_closed", "=", False)],
            ["commercial_partner_id"],
            ["__count"],
        )
        return {partner.id: count for partner, count in groups}
