from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

ACTIVITY = "crm_visits.activity_help"
WRITTEN_BY_SELLER = {"partner_id", "lead_id", "text", "company_id"}


class CrmHelpRequest(models.Model):
    """A seller asks his manager to step in at a prospect or customer; the manager does, and answers."""

    _name = "crm.help.request"
    _description = "Request for Help"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "state desc, id desc"
    _rec_name = "text"

    partner_id = fields.Many2one("res.partner", string="Customer", index="btree_not_null", ondelete="cascade")
    lead_id = fields.Many2one("crm.lead", string="Prospect", index="btree_not_null", ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    text = fields.Text(string="What Help Is Needed", required=True)
    user_id = fields.Many2one(
        "res.users",
        string="Asked By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        index=True,
    )
    manager_id = fields.Many2one("res.users", readonly=True, index="btree_not_null", tracking=True)
    state = fields.Selection(
        [("open", "Asked"), ("helping", "Manager steps in"), ("answered", "Answered")],
        required=True,
        readonly=True,
        default="open",
        tracking=True,
    )
    answer = fields.Text(readonly=True)
    answered_on = fields.Datetime(readonly=True)
    may_answer = fields.Boolean(compute="_compute_may_answer", export_string_translation=False)

    _about_somebody = models.Constraint(
        "CHECK (partner_id IS NOT NULL OR lead_id IS NOT NULL)", "Choose a customer or a prospect."
    )
    _once_per_lead = models.UniqueIndex(
        "(lead_id, user_id) WHERE state != 'answered' AND lead_id IS NOT NULL",
        "You have asked for help with this prospect already; it is not answered yet.",
    )
    _once_per_customer = models.UniqueIndex(
        "(partner_id, user_id) WHERE state != 'answered' AND lead_id IS NULL",
        "You have asked for help with this customer already; it is not answered yet.",
    )

    @api.depends("partner_id", "lead_id")
    def _compute_display_name(self):
        for request in self:
            who = request.lead_id.display_name or request.partner_id.display_name
            request.display_name = self.env._("Help with %(who)s", who=who or "")

    @api.depends("manager_id", "user_id")
    @api.depends_context("uid")
    def _compute_may_answer(self):
        for request in self:
            request.may_answer = not request._refusal_of_answer()

    @api.model_create_multi
    def create(self, vals_list):
        """Put it before the manager of whoever asks; state and answer are not his to write."""
        blank = {
            "user_id": self.env.uid,
            "manager_id": False,
            "state": "open",
            "answer": False,
            "answered_on": False,
        }
        if not self.env.su:
            vals_list = [
                {**{name: vals[name] for name in WRITTEN_BY_SELLER & vals.keys()}, **blank}
                for vals in vals_list
            ]
        requests = super().create(vals_list)
        for request in requests:
            request._tell_manager()
        return requests

    def write(self, vals):
        """What was asked stays; the answer comes by its own way."""
        if not self.env.su and self._fields.keys() & vals.keys() - {"message_follower_ids", "activity_ids"}:
            raise AccessError(self.env._("A request for help is answered, not changed."))
        return super().write(vals)

    def _tell_manager(self):
        manager = self._find_manager()
        if not manager:
            raise UserError(self.env._("Nobody leads your team. Ask your administrator."))
        # sudo: who is asked is not for the asker to choose, and he may give others nothing to do
        request = self.sudo()
        request.manager_id = manager
        request.activity_schedule(ACTIVITY, user_id=manager.id, note=self.text)

    def _find_manager(self):
        """Return the leader of the prospect's team if that is somebody else, else of one's own team."""
        # sudo: a seller need not see the team for its leader to be found
        of_lead = self.lead_id.team_id.sudo().user_id - self.user_id
        leaders = (of_lead.filtered("active") | self.user_id._team_leaders()).with_env(self.env)
        return leaders._who_may_read(self)[:1]

    @api.model
    def _open_new(self, defaults):
        """Return the dialog in which a seller asks; the request still open when he has asked already."""
        mine = Domain("user_id", "=", self.env.uid) & Domain("state", "!=", "answered")
        if defaults.get("default_lead_id"):
            mine &= Domain("lead_id", "=", defaults["default_lead_id"])
        else:
            customer = defaults.get("default_partner_id")
            mine &= Domain("partner_id", "=", customer) & Domain("lead_id", "=", False)
        known = self.search(mine, limit=1)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for Help"),
            "res_model": self._name,
            "res_id": known.id,
            "views": [(self.env.ref("crm_visits.crm_help_request_view_form_ask").id, "form")],
            "target": "new",
            "context": defaults,
        }

    def action_send(self):
        """Close the dialog, whose button has saved the request and so put it before the manager; say who was asked."""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%(manager)s has been asked.", manager=self.manager_id.name),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def action_step_in(self):
        """The manager takes part: he follows the prospect or customer, and the seller hears of it."""
        self._raise_unless_manager()
        for request in self:
            request.sudo().state = "helping"  # sudo: states are nobody's to write
            about = request.lead_id or request.partner_id
            about.message_subscribe(partner_ids=self.env.user.partner_id.ids)
            request._tell_seller(self.env._("I step in."))

    def action_answer(self, answer):
        """Answer the seller, which ends the request.

        :param answer: the manager's words
        """
        self._raise_unless_manager()
        if not (answer or "").strip():
            raise UserError(self.env._("Write your answer."))
        for request in self:
            values = {"state": "answered", "answer": answer, "answered_on": fields.Datetime.now()}
            request.sudo().write(values)  # sudo: as above
            request.sudo().activity_feedback([ACTIVITY], feedback=answer)
            request._tell_seller(answer)

    def _tell_seller(self, text):
        self.message_notify(
            partner_ids=self.user_id.partner_id.ids, body=text, subject=self.display_name, model=self._name,
            res_id=self.id,
        )  # fmt: skip

    def _raise_unless_manager(self):
        self.check_access("read")
        for request in self:
            if refusal := request._refusal_of_answer():
                raise AccessError(refusal)
            if request.state == "answered":
                raise UserError(self.env._("This has been answered already."))

    def _refusal_of_answer(self):
        user = self.env.user
        if user == self.user_id and user != self.manager_id:
            return self.env._("Your manager answers, not you.")
        if user != self.manager_id and not user.has_group("crm_base.group_sales_manager"):
            return self.env._("A manager answers requests for help.")
        return ""
