from odoo import api, models
from odoo.exceptions import AccessError

# Managers rely on these: they follow from checking in and out, and from the plan that made the contact. So does the
# duration, once somebody has checked out; until then it is what he plans, or says of a call.
RECORDED = {
    "cadence_date",
    "cadence_id",
    "check_in_accuracy",
    "check_in_date",
    "check_in_distance",
    "check_in_is_far",
    "check_in_latitude",
    "check_in_longitude",
    "check_out_accuracy",
    "check_out_date",
    "check_out_distance",
    "check_out_latitude",
    "check_out_longitude",
    "visit_rule_id",
}


class CrmOccurrence(models.Model):
    """What is recorded of an occurrence is nobody's to write, not even its seller's."""

    _inherit = "crm.occurrence"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse what would have been recorded, also as a default in the context, and prospects one does not see."""
        if not self.env.su:
            defaults = self.default_get([*RECORDED, "lead_id"])
            for vals in vals_list:
                self._refuse_recorded({**defaults, **vals})
        return super().create(vals_list)

    def write(self, vals):
        """Refuse what is recorded."""
        if not self.env.su:
            self._refuse_recorded(vals)
            if "duration" in vals and any(self.mapped("check_out_date")):
                raise AccessError(self.env._("The duration was measured from check-in to check-out."))
        return super().write(vals)

    @api.model
    def _refuse_recorded(self, vals):
        if any(vals.get(name) for name in RECORDED) or (self and RECORDED & vals.keys()):
            raise AccessError(self.env._("Check-ins and plans are recorded by Obligo, not written."))
        lead = self.env["crm.lead"].browse(vals.get("lead_id") or ())
        # An occurrence tells name, telephone and city of its prospect: to whoever knows him from one already.
        if not lead.has_access("read") and not self.search_count([("lead_id", "=", lead.id)], limit=1):
            lead.check_access("read")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recorded(self):
        is_kept = not self.env.su and not self.env.user.has_group("crm_base.group_administrator")
        if is_kept and any(self.mapped("check_in_date")):
            raise AccessError(self.env._("Somebody checked in for this contact: it is not deleted."))

    def _record(self, values):
        """Write what nobody writes himself; whoever may change the occurrence has it recorded."""
        self.check_access("write")
        # sudo: the steps alone know where and when
        self.sudo().write(values)
