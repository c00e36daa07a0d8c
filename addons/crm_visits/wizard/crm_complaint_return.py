from odoo import fields, models


class CrmComplaintReturn(models.TransientModel):
    """Asks what is missing in a solution that is sent back."""

    _name = "crm.complaint.return"
    _description = "Send a Solution Back"

    complaint_id = fields.Many2one(
        "crm.complaint", required=True, readonly=True, default=lambda self: self.env.context.get("active_id")
    )
    note = fields.Text("What is Missing", required=True)

    def action_return(self):
        """Send the solution back."""
        self.complaint_id.action_return_solution(self.note)
        return {"type": "ir.actions.act_window_close"}
