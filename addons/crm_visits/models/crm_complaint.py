from odoo import api, fields, models

# What somebody writes who is not the superuser never lands here: these fields follow from the steps of the complaint.
PROTECTED = {
    "number",
    "origin",
    "resolution_author_ids",
    "review_state",
    "review_note",
    "checked_by_id",
    "checked_on",
    "escalation_level",
    "escalated_on",
    "portal_token",
}


class CrmComplaint(models.Model):
    """What a customer is dissatisfied with, who answers for it, and until when."""

    _name = "crm.complaint"
    _description = "Complaint"
    _inherit = ["rating.mixin", "mail.activity.mixin"]
    _order = "is_closed, deadline, id desc"
    _rec_names_search = ["number", "name"]
    _primary_email = "email_from"

    number = fields.Char(readonly=True, default="/", copy=False)
    name = fields.Char(string="Subject", required=True)
    origin = fields.Selection(
        [("office", "Office"), ("occurrence", "Visit or call"), ("mail", "E-mail"), ("portal", "Portal")],
        string="Came By",
        required=True,
        default="office",
        readonly=True,
        copy=False,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        help="Empty while a complaint came by e-mail from an address that nobody knows.",
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id",
        string="Customer Company",
        store=True,
        index="btree_not_null",
    )
    email_from = fields.Char(string="Sender", copy=False)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    category_id = fields.Many2one(
        "crm.complaint.category", index="btree_not_null", ondelete="restrict", tracking=True
    )
    cause_id = fields.Many2one(
        "crm.complaint.cause",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        groups="base.group_user",
    )
    stage_id = fields.Many2one(
        "crm.complaint.stage",
        required=True,
        index=True,
        ondelete="restrict",
        copy=False,
        default=lambda self: self.env["crm.complaint.stage"].search([], limit=1),
        group_expand="_expand_stages",
        tracking=True,
    )
    is_closed = fields.Boolean(related="stage_id.is_closed", store=True)
    priority = fields.Selection([("0", "Normal"), ("1", "Important")], default="0")
    date = fields.Date(required=True, default=lambda self: self._today(), copy=False)
    closed_date = fields.Date(string="Closed On", compute="_compute_closed_date", store=True, copy=False)
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        compute="_compute_user_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        domain="[('share', '=', False)]",
        tracking=True,
    )
    seller_id = fields.Many2one(
        "res.users",
        compute="_compute_seller_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        domain="[('share', '=', False)]",
        help="Who looked after the customer when he complained.",
    )
    description = fields.Text(help="What the customer says.")
    cost_amount = fields.Monetary(
        string="Other Costs",
        copy=False,
        groups="crm_base.group_see_cost",
        help="What the complaint cost us besides the credit note: transport, work, replacement.",
    )
    step_ids = fields.One2many("crm.complaint.step", "complaint_id", groups="base.group_user")

    @api.model
    def _today(self):
        """Day it is for the user; where nobody said where he is, as of mails and many customers, the company's."""
        zone = self.env.context.get("tz") or self.env.user.tz or self.env.company._time_zone()
        return fields.Date.context_today(self.with_context(tz=zone))

    @api.depends("number", "name")
    def _compute_display_name(self):
        for complaint in self:
            complaint.display_name = f"{complaint.number} {complaint.name or ''}".strip()

    @api.depends("category_id")
    def _compute_user_id(self):
        for complaint in self:
            known = complaint.category_id.user_id or complaint.user_id or self._default_user()
            # What comes by portal or mail is answered for by somebody where no category says by whom.
            complaint.user_id = known or complaint._customer_seller().filtered("active")

    @api.model
    def _default_user(self):
        """Whoever registers it, unless that is the customer himself or the mail gateway."""
        user = self.env.user
        return user if user._is_internal() and not user._is_superuser() else user.browse()

    @api.depends("partner_id")
    def _compute_seller_id(self):
        for complaint in self:
            complaint.seller_id = complaint._customer_seller()

    def _customer_seller(self):
        return self.partner_id.user_id or self.partner_id.commercial_partner_id.user_id

    @api.depends("stage_id.is_closed")
    def _compute_closed_date(self):
        today = fields.Date.context_today(self)
        for complaint in self:
            complaint.closed_date = complaint.stage_id.is_closed and (complaint.closed_date or today)

    @api.model
    def _expand_stages(self, stages, domain):
        return stages.search([])  # pylint: disable=no-search-all

    @api.model_create_multi
    def create(self, vals_list):
        """Number complaints in the order in which they come; what follows from steps begins empty."""
        vals_list = [self._prepare_new(vals) for vals in vals_list]
        complaints = super().create(vals_list)
        if not self.env.context.get("tracking_disable"):
            for complaint in complaints.filtered("user_id"):
                # Odoo tells only who is named in the values; here he follows from category or customer.
                complaint._message_auto_subscribe({"user_id": complaint.user_id.id})
        return complaints

    @api.model
    def _prepare_new(self, vals):
        # Also against defaults in the context, which would be taken for any field that is not given here.
        given = vals if self.env.su else {}
        blank = {name: given.get(name, False) for name in PROTECTED - {"number", "origin", "review_state"}}
        number = given.get("number")
        if number in (None, False, "/"):
            # sudo: whoever may register a complaint may use up a number
            number = self.env["ir.sequence"].sudo().next_by_code("crm.complaint")
        taken_up = vals.get("occurrence_id") or self.env.context.get("default_occurrence_id")
        came_by = "occurrence" if taken_up else "office"
        return {
            **vals,
            **blank,
            "number": number,
            "origin": given.get("origin") or came_by,
            "review_state": given.get("review_state") or "draft",
            "escalation_level": given.get("escalation_level") or 0,
        }
