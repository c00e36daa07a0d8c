from odoo import models


class MailActivity(models.Model):
    """Whoever ticks off his activity has done the step of the complaint behind it."""

    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        # sudo: the activity was given to its user, who need not see the complaint any more
        steps = self.env["crm.complaint.step"].sudo().search([("activity_id", "in", self.ids)])
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        steps.filtered(lambda step: not step.is_done).write({"is_done": True})
        return result
