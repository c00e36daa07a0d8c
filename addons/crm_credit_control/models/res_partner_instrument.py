from odoo import fields, models

WHO_TAKES = "crm_base.group_seller,crm_base.group_credit_controller"


class ResPartner(models.Model):
    """Cheques and bills from the customer's form."""

    _inherit = "res.partner"

    instrument_count = fields.Integer(
        "Cheques and Bills not yet Certain", compute="_compute_instrument_count", groups=WHO_TAKES
    )

    def _compute_instrument_count(self):
        # A number on a button: who may see the customer may know it; the list behind it follows the rules.
        counts = (
            self.env["credit.instrument"]
            .sudo()
            ._read_group(
                [
                    ("commercial_partner_id", "in", self.commercial_partner_id.ids),
                    ("company_id", "in", self.env.companies.ids),
                    ("state", "in", ("in_hand", "deposited", "discounted", "endorsed")),
                ],
                ["commercial_partner_id"],
                ["__count"],
            )
        )
        by_partner = {partner.id: count for partner, count in counts}
        for partner in self:
            partner.instrument_count = by_partner.get(partner.commercial_partner_id.id, 0)

    def action_open_instruments(self):
        """Cheques and bills of the customer and all his contacts."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id("crm_credit_control.action_credit_instrument")
        return {
            **action,
            "domain": [("commercial_partner_id", "=", self.commercial_partner_id.id)],
            "context": {"default_partner_id": self.id},
        }

    def action_register_instruments(self):
        """Receive cheques or bills for what the customer owes: the payment dialog over all his open invoices."""
        self.ensure_one()
        self.env["credit.instrument"].check_access("create")
        lines = self.env["account.move.line"].search(
            [
                ("partner_id.commercial_partner_id", "=", self.commercial_partner_id.id),
                ("company_id", "child_of", self.env.company.root_id.id),
                ("account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
                ("move_id.move_type", "=", "out_invoice"),
                ("reconciled", "=", False),
            ],
            order="date_maturity, id",
        )
        if not lines:
            # Nothing is open: what he gives is a credit, a form of its own says so.
            return {
                "type": "ir.actions.act_window",
                "res_model": "credit.instrument",
                "views": [(False, "form")],
                "context": {"default_partner_id": self.id},
            }
        action = lines.action_register_payment(ctx={"default_group_payment": True})
        action["context"] = {**action["context"], "default_instrument_kind": "cheque"}
        return action
