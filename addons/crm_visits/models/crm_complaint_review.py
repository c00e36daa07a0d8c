from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .crm_complaint import PROTECTED

ACTIVITY = "crm_visits.activity_check_solution"
REVIEWED = {"cause_id", "public_answer", "resolution"}
# What tells whether a complaint was late, and so stays as it was once it is closed.
COUNTED = {"category_id", "date", "deadline"}
# Besides what nobody writes at any time: it follows from the stage.
FOLLOWS = PROTECTED | {"closed_date"}
CHECKERS = (
    "crm_base.group_sales_manager",
    "crm_base.group_credit_controller",
    "crm_base.group_administrator",
)


class CrmComplaint(models.Model):
    """A solution is checked by somebody who has not written on it, before the complaint is closed."""

    _inherit = "crm.complaint"

    resolution = fields.Text(
        help="What was found out and done about it; the customer does not read this.",
        groups="base.group_user",
    )
    public_answer = fields.Text(help="What the customer reads, once the solution has been checked.")
    review_state = fields.Selection(
        [
            ("draft", "Being written"),
            ("waiting", "To be checked"),
            ("returned", "Sent back"),
            ("approved", "Checked"),
        ],
        string="Solution",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    review_note = fields.Text(string="Sent Back Because", readonly=True, copy=False, groups="base.group_user")
    resolution_author_ids = fields.Many2many(
        "res.users",
        "crm_complaint_resolution_author_rel",
        "complaint_id",
        "user_id",
        string="Written By",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )
    checked_by_id = fields.Many2one("res.users", readonly=True, copy=False, groups="base.group_user")
    checked_on = fields.Datetime(readonly=True, copy=False, groups="base.group_user")
    may_check = fields.Boolean(compute="_compute_may_check", export_string_translation=False)

    @api.depends("review_state", "resolution_author_ids", "category_id")
    @api.depends_context("uid")
    def _compute_may_check(self):
        for complaint in self:
            complaint.may_check = not complaint._refusal_of_check()

    @api.constrains("stage_id", "review_state", "partner_id")
    def _check_closed_after_review(self):
        for complaint in self.filtered("stage_id.is_closed"):
            if complaint.review_state != "approved":
                raise ValidationError(
                    self.env._(
                        "%(complaint)s cannot be closed: its solution has not been checked by anybody else.",
                        complaint=complaint.display_name,
                    )
                )
            if not complaint.partner_id:
                raise ValidationError(self.env._("Say whose complaint it is before you close it."))

    @api.model_create_multi
    def create(self, vals_list):
        """Remember who wrote the solution that a complaint was entered with."""
        complaints = super().create(vals_list)
        # sudo: whether there is a solution, whatever its writer may read of it
        complaints.filtered(lambda complaint: any(complaint.sudo()[name] for name in REVIEWED))._note_author()
        return complaints

    def write(self, vals):
        """Let a changed solution be checked again; one of a closed complaint stays as it was checked."""
        if not self.env.su and (forbidden := FOLLOWS & vals.keys()):
            names = ", ".join(sorted(forbidden))
            raise AccessError(
                self.env._("These fields follow from the course of the complaint: %(names)s", names=names)
            )
        closed = self.filtered("is_closed")
        rewritten = REVIEWED & vals.keys()
        if rewritten and closed:
            raise UserError(self.env._("Open the complaint again before you change its solution."))
        if COUNTED & vals.keys() and closed and not self.env.su:
            raise UserError(
                self.env._("Open the complaint again before you change its category or its days.")
            )
        result = super().write(vals)
        if rewritten:
            self._note_author()
        if "stage_id" in vals:
            closed.filtered(lambda complaint: not complaint.is_closed)._take_back_check()
            (self.filtered("is_closed") - closed)._tell_customer()
        return result

    def _note_author(self):
        # sudo: who wrote, nobody writes himself
        self.sudo().write({"resolution_author_ids": [Command.link(self.env.uid)]})
        self._take_back_check()

    def _take_back_check(self):
        done = self.filtered(lambda complaint: complaint.review_state != "draft")
        # sudo: as above
        done.sudo().write({"review_state": "draft", "checked_by_id": False, "checked_on": False})
        done.sudo().activity_unlink([ACTIVITY])

    def action_submit_solution(self):
        """Ask somebody else to check the solution."""
        self.check_access("write")
        for complaint in self:
            if complaint.review_state not in ("draft", "returned") or complaint.is_closed:
                raise UserError(self.env._("This solution waits for its check already, or has passed it."))
            if not (complaint.resolution or "").strip() or not complaint.partner_id:
                raise UserError(self.env._("Say whose complaint it is, and write what was done about it."))
            # sudo: the state is nobody's to write
            complaint.sudo().write({"review_state": "waiting", "review_note": False})
            if checker := complaint._checkers()[:1]:
                complaint.activity_schedule(ACTIVITY, user_id=checker.id)

    def action_approve_solution(self):
        """The solution is good: the complaint may be closed."""
        for complaint in self:
            complaint._raise_unless_checker()
            values = {"checked_by_id": self.env.uid, "checked_on": fields.Datetime.now()}
            # sudo: who may check has just been asked, the fields are nobody's to write
            complaint.sudo().write({"review_state": "approved", "review_note": False, **values})
            complaint.sudo().activity_feedback([ACTIVITY])

    def action_return_solution(self, note):
        """The solution is not good enough: back to whoever answers for the complaint.

        :param note: what is missing
        """
        for complaint in self:
            complaint._raise_unless_checker()
            # sudo: as above
            complaint.sudo().write({"review_state": "returned", "review_note": note})
            complaint.sudo().activity_feedback([ACTIVITY], feedback=note)
            if complaint.user_id:
                complaint.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=complaint.user_id.id,
                    summary=self.env._("Solution sent back"),
                    note=note,
                )

    def _raise_unless_checker(self):
        self.check_access("write")
        if refusal := self._refusal_of_check():
            raise AccessError(refusal)
        if self.review_state != "waiting":
            raise UserError(self.env._("There is no solution that waits for its check."))

    def _refusal_of_check(self):
        """Return why the user may not check this solution; nothing when he may."""
        user = self.env.user
        # sudo: who wrote it is asked here whatever the asker may read
        if user in self.sudo().resolution_author_ids:
            return self.env._("A solution is checked by somebody who has not written on it.")
        if user not in self.sudo().category_id.checker_ids and not any(map(user.has_group, CHECKERS)):
            return self.env._("A manager, or who is named for it in the category, checks solutions.")
        return ""

    def _checkers(self):
        """Return who is asked to check, the most fitting first."""
        # sudo: who leads which team is nothing a seller reads
        own = self.sudo()
        candidates = own.category_id.checker_ids | (own.user_id | own.seller_id)._team_leaders()
        candidates |= (own.user_id | own.seller_id)._team_leaders()._team_leaders()
        return (candidates - own.resolution_author_ids - self.env.user)._who_may_read(self)
