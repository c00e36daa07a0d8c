from odoo import fields, models


class CreditCeilingRaiseRefusal(models.TransientModel):
    """Asks for the reason that goes with the refusal of a raise."""

    _name = "credit.ceiling.raise.refusal"
    _description = "Refusal of a Raise"

    request_ids = fields.Many2many(
        "credit.ceiling.raise",
        string="Requests",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    note = fields.Text("Reason", required=True)

    def action_refuse(self):
        """Refuse the raises."""
        self.request_ids.action_refuse(self.note)
        return {"type": "ir.actions.act_window_close"}
