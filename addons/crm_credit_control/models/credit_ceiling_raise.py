from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

TODO = "mail.mail_activity_data_todo"
# What only a decision writes.
DECIDED = {"state", "user_id", "decided_by", "decided_for", "decided_on", "note", "ceiling_id"}


class CreditCeilingRaise(models.Model):
    """Somebody asks that a customer may owe more until a day; whoever may release as much says yes or no.

    A raise stands on the permanent ceiling, never on another raise: the last one approved replaces those before it.
    It ends by itself, because the ceiling it made does.
    """

    _name = "credit.ceiling.raise"
    _description = "Temporary Raise of a Ceiling"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('commercial_partner_id', '=', id)]",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users", "Requested by", required=True, readonly=True, default=lambda self: self.env.user
    )
    credit_raise = fields.Monetary("More Credit", help="On top of the permanent credit ceiling.")
    obligo_raise = fields.Monetary("More Obligo", help="On top of the permanent obligo ceiling.")
    valid_until = fields.Date(required=True, help="Last day; afterwards the permanent ceiling counts again.")
    reason = fields.Text(required=True)
    state = fields.Selection(
        [
            ("requested", "Requested"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        default="requested",
        readonly=True,
        index=True,
        tracking=True,
    )
    decided_by = fields.Many2one("res.users", readonly=True)
    decided_for = fields.Many2one("res.users", "In the Name of", readonly=True)
    decided_on = fields.Datetime(readonly=True)
    note = fields.Text("Answer", readonly=True)
    ceiling_id = fields.Many2one("credit.ceiling", "Ceiling Made", readonly=True, index="btree_not_null")
    may_approve = fields.Boolean("I may Decide", compute="_compute_may_approve")

    credit_amount = fields.Monetary(related="partner_id.credit_amount")
    obligo_amount = fields.Monetary(related="partner_id.obligo_amount")
    credit_ceiling = fields.Monetary(related="partner_id.credit_ceiling", string="Credit Ceiling Today")
    obligo_ceiling = fields.Monetary(related="partner_id.obligo_ceiling", string="Obligo Ceiling Today")

    _some_raise = models.Constraint(
        "CHECK (credit_raise >= 0 AND obligo_raise >= 0 AND credit_raise + obligo_raise > 0)",
        "Say by how much credit or obligo should be raised.",
    )

    @api.constrains("partner_id", "credit_raise", "obligo_raise", "valid_until")
    def _check_request(self):
        for request in self:
            if request.valid_until < request.company_id._today():
                raise ValidationError(self.env._("A raise cannot end in the past."))
            request._raised_ceilings()

    @api.depends_context("uid")
    @api.depends("state", "credit_raise", "obligo_raise")
    def _compute_may_approve(self):
        for request in self:
            request.may_approve = request.state == "requested" and bool(request._decider(self.env.user))

    @api.model_create_multi
    def create(self, vals_list):
        """Ask those who may decide; nobody decides by the way he asks."""
        if not self.env.su and any(DECIDED & vals.keys() for vals in vals_list):
            raise AccessError(self.env._("A raise is approved by its button only."))
        if not self.env.su:
            # Said in words, because what is left out could come as a default.
            undecided = dict.fromkeys(DECIDED, False) | {"state": "requested", "user_id": self.env.uid}
            vals_list = [vals | undecided for vals in vals_list]
        requests = super().create(vals_list)
        for request in requests:
            request._ask_approvers()
        return requests

    def _demands(self):
        """The rules that speak about this raise, each with its part of it: `[(rule, amount)]`."""
        # The rules are looked at, whoever asks, also those of reasons that orders do not wait for.
        model = self.env["sale.authorization.rule"].sudo()
        archived = model.with_context(active_test=False)._for_company(self.company_id)
        rules = archived | model._for_company(self.company_id)
        amounts = {"credit": self.credit_raise, "obligo": self.obligo_raise}
        wanted = {reason: amount for reason, amount in amounts.items() if amount}
        if not wanted.keys() <= rules.keys():
            # Nobody was ever said to decide about this part, so nobody decides about the whole.
            return []
        return [(rules[reason], amount) for reason, amount in wanted.items()]

    def _decider(self, user):
        """Who approves when `user` does: he, an approver whose deputy he is, or nobody."""
        return self.env["sale.authorization.rule"]._decider(self._demands(), user, self.partner_id)

    def _ask_approvers(self):
        """One activity, with Odoo's mail and link, for each who may approve the whole raise."""
        # Who may approve does not depend on what the one who asks may read.
        request = self.sudo()
        users = self.env["res.users"]
        for rule, amount in request._demands():
            users |= rule._approvers(request, amount)
        money = request.currency_id.format
        for user in users.filtered(request._decider):
            request.activity_schedule(
                TODO,
                user_id=user.id,
                summary=self.env._(
                    "%(customer)s: credit +%(credit)s, obligo +%(obligo)s until %(day)s",
                    customer=request.partner_id.name,
                    credit=money(request.credit_raise),
                    obligo=money(request.obligo_raise),
                    day=format_date(request.env, request.valid_until),
                ),
            )

    def _raised_ceilings(self):
        """Values of the ceiling that this raise makes; raises where there is no ceiling to raise."""
        # Ceilings of groups are read as well, which need not be open to the one who asks.
        permanent = self.env["credit.ceiling"].sudo()._permanent_ceiling(self.partner_id, self.company_id)
        values = {}
        for kind in ("credit", "obligo"):
            more, is_limited = self[f"{kind}_raise"], permanent.get(f"has_{kind}_ceiling")
            if more and not is_limited:
                raise ValidationError(
                    self.env._("%(customer)s has no such ceiling to raise.", customer=self.partner_id.name)
                )
            values[f"has_{kind}_ceiling"] = bool(is_limited)
            values[f"{kind}_ceiling"] = float(permanent.get(f"{kind}_ceiling") or 0) + more
        return values

    def action_approve(self):
        """Make the temporary ceiling of each raise; an earlier raise of the same customer ends."""
        self._check_decidable()
        # Checked just above. Ceilings are otherwise the credit controller's.
        for request in self.sudo():
            self.env["credit.lock"].sudo()._take([(request.partner_id.id, request.company_id.id)])
            yesterday = fields.Date.subtract(request.company_id._today(), days=1)
            request._earlier().ceiling_id.valid_until = yesterday
            ceiling = request.env["credit.ceiling"].create(
                {
                    "partner_id": request.partner_id.id,
                    "company_id": request.company_id.id,
                    "valid_until": request.valid_until,
                    "note": request.reason,
                    **request._raised_ceilings(),
                }
            )
            request._decide("approved", False, ceiling_id=ceiling.id)

    def _earlier(self):
        """Approved raises of the same customer and company that are still in force."""
        return self.search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "approved"),
                ("ceiling_id.valid_until", ">=", self.company_id._today()),
            ]
        )

    def action_refuse(self, note):
        """Refuse with a reason that the one who asked reads."""
        if not (note or "").strip():
            raise UserError(self.env._("Say why the raise is refused."))
        self._check_decidable()
        # Checked just above; nobody has the right to write raises.
        for request in self.sudo():
            request._decide("refused", note)

    def action_withdraw(self):
        """Take the request back; only the one who asked can."""
        self.check_access("read")
        for request in self:
            if request.state != "requested" or request.user_id != self.env.user:
                raise UserError(self.env._("Only who asked takes a request back, before it is decided."))
        # Checked just above; nobody has the right to write raises.
        self.sudo().state = "withdrawn"
        self.sudo().activity_unlink([TODO])

    def _check_decidable(self):
        self.check_access("read")
        for request in self:
            if request.state != "requested":
                raise UserError(
                    self.env._("%(request)s: this was already decided.", request=request.display_name)
                )
            if not request._decider(self.env.user):
                raise AccessError(
                    self.env._(
                        "%(request)s: this raise is above what you may approve.",
                        request=request.display_name,
                    )
                )

    def _decide(self, state, note, **values):
        """Write the decision and tell the one who asked."""
        approver = self._decider(self.env.user)
        self.write(
            {
                "state": state,
                "note": note,
                "decided_by": self.env.user.id,
                "decided_for": approver.id if approver != self.env.user else False,
                "decided_on": fields.Datetime.now(),
                **values,
            }
        )
        self.activity_unlink([TODO])
        answer = dict(self._fields["state"]._description_selection(self.env))[state]
        self.message_post(
            body=f"{answer}: {note}" if note else answer,
            partner_ids=self.user_id.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )
