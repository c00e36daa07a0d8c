from odoo import api, fields, models
from odoo.exceptions import AccessError

ACTIVITY = "crm_visits.activity_complaint_step"


class CrmComplaintStep(models.Model):
    """Something that somebody does about a complaint until a day; it stands among his activities meanwhile."""

    _name = "crm.complaint.step"
    _description = "Step of a Complaint"
    _order = "is_done, deadline, id"

    complaint_id = fields.Many2one("crm.complaint", required=True, index=True, ondelete="cascade")
    partner_id = fields.Many2one(related="complaint_id.partner_id", string="Customer")
    company_id = fields.Many2one(related="complaint_id.company_id", store=True)
    kind = fields.Selection(
        [
            ("measure", "Immediate measure"),
            ("corrective", "Corrective action"),
            ("preventive", "Preventive action"),
        ],
        required=True,
        default="measure",
        help="Immediate: for this customer. Corrective: removes the cause. Preventive: keeps it from coming back.",
    )
    name = fields.Char(string="What", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Who",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    deadline = fields.Date(string="Until", required=True, default=fields.Date.context_today)
    is_done = fields.Boolean(string="Done", copy=False)
    done_on = fields.Date(readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")
    activity_id = fields.Many2one(
        "mail.activity", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )

    @api.depends("is_done", "deadline")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for step in self:
            step.is_late = not step.is_done and bool(step.deadline) and step.deadline < today

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain("is_done", "=", False) & fields.Domain("deadline", "<", "today")
        return late if True in value else ~late

    @api.model_create_multi
    def create(self, vals_list):
        """Put each step among the activities of whoever is to do it."""
        blank = {"done_on": False, "done_by_id": False, "activity_id": False}
        steps = super().create([{**vals, **blank} for vals in vals_list])
        steps.filtered(lambda step: not step.is_done)._schedule()
        steps.filtered("is_done")._note_done()
        return steps

    def write(self, vals):
        """Follow a step that is done, taken back, or given to somebody else."""
        if {"done_on", "done_by_id", "activity_id"} & vals.keys() and not self.env.su:
            raise AccessError(self.env._("When a step was done, and by whom, follows from its box."))
        before = self.filtered("is_done")
        result = super().write(vals)
        (self.filtered("is_done") - before)._note_done()
        if (before - self.filtered("is_done")) or {"user_id", "deadline", "name"} & vals.keys():
            self.filtered(lambda step: not step.is_done)._schedule()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_activities(self):
        self.sudo().activity_id.unlink()  # sudo: somebody else's activity goes with the step

    def _schedule(self):
        """Have exactly one activity for each step that is to be done."""
        for step in self:
            own = step.sudo()  # as above
            own.activity_id.unlink()
            own.done_on = own.done_by_id = False
            own.activity_id = step.complaint_id.activity_schedule(
                ACTIVITY, date_deadline=step.deadline, summary=step.name, user_id=step.user_id.id
            )

    def _note_done(self):
        for step in self.sudo():  # sudo: when and by whom is nobody's to write
            activity, step.activity_id = step.activity_id, False
            step.write({"done_on": fields.Date.context_today(self), "done_by_id": self.env.uid})
            if activity.active:
                activity.action_feedback()
