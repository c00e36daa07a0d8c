from odoo import api, fields, models
from odoo.tools import format_date

from .res_partner import ROLES

LATEST = 3


class ResPartner(models.Model):
    """The managers' comments on a customer, and the help asked for him."""

    _inherit = "res.partner"

    manager_comment_ids = fields.One2many(
        "crm.manager.comment",
        compute="_compute_manager_comment_ids",
        groups=ROLES,
        string="Managers' Comments",
    )
    manager_comment_summary = fields.Text(
        compute="_compute_manager_comment_ids",
        groups=ROLES,
        string="Latest Comments of Managers",
        help="The last three, the newest first.",
    )
    may_comment = fields.Boolean(
        compute="_compute_may_comment", export_string_translation=False, groups=ROLES
    )

    @api.depends_context("uid")
    def _compute_manager_comment_ids(self):
        comments = self.env["crm.manager.comment"].search(
            [("commercial_partner_id", "in", self.commercial_partner_id.ids)]
        )
        by_customer = comments.grouped("commercial_partner_id")
        for partner in self:
            own = by_customer.get(partner.commercial_partner_id, comments.browse())
            partner.manager_comment_ids = own
            partner.manager_comment_summary = "\n".join(map(self._comment_line, own[:LATEST]))

    @api.model
    def _comment_line(self, comment):
        day = format_date(self.env, fields.Datetime.context_timestamp(comment, comment.date))
        # sudo: the name of a colleague
        return f"{day} · {comment.sudo().user_id.name}: {comment.text}"

    @api.depends_context("uid")
    def _compute_may_comment(self):
        self.may_comment = self.env["crm.manager.comment"].has_access("create")

    def action_comment(self):
        """Write a comment on this customer."""
        self.ensure_one()
        self.env["crm.manager.comment"].check_access("create")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Comment"),
            "res_model": "crm.manager.comment",
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_id": self.commercial_partner_id.id},
        }

    def action_ask_for_help(self):
        """Ask the manager for help with this customer."""
        self.ensure_one()
        return self.env["crm.help.request"]._open_new({"default_partner_id": self.commercial_partner_id.id})
