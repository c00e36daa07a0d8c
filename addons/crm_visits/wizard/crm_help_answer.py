from odoo import fields, models


class CrmHelpAnswer(models.TransientModel):
    """Asks the manager for his answer to a request for help."""

    _name = "crm.help.answer"
    _description = "Answer to a Request for Help"

    request_id = fields.Many2one(
        "crm.help.request",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    answer = fields.Text(required=True)

    def action_answer(self):
        """Send the answer."""
        self.request_id.action_answer(self.answer)
        return {"type": "ir.actions.act_window_close"}
