from odoo import models


class CrmOccurrence(models.Model):
    """From an occurrence the customer is written to and called, too."""

    _name = "crm.occurrence"
    _inherit = ["crm.occurrence", "crm.contacted.mixin"]

    def _contacted(self):
        return {"lead_id": self.lead_id.id, "partner_id": self.partner_id.id}

    def action_log_call(self):
        """Open this call itself when it is still to be made, else a new one."""
        if self.kind != "call" or self.state not in ("planned", "in_progress"):
            return super().action_log_call()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Call"),
            "res_model": "crm.occurrence",
            "res_id": self.id,
            "view_mode": "form",
            "views": [(self.env.ref("crm_visits.crm_occurrence_view_form_call").id, "form")],
            "target": "new",
        }

    def _register_mail(self, message, who):
        """A mail that was planned is done when it is sent."""
        if self.kind != "mail" or self.state not in ("planned", "in_progress"):
            return super()._register_mail(message, who)
        return self.write({"state": "done", "date": message.date, "name": self.name or message.subject})

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        self._register_posted(message)
        return result
