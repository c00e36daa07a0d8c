from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmComplaint(models.Model):
    """What a customer is dissatisfied with, who answers for it, and until when."""

    _name = "crm.complaint"
    _description = "Complaint"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "is_closed, deadline, id desc"
    _rec_names_search = ["number", "name"]

    number = fields.Char(readonly=True, default="/", copy=False)
    name = fields.Char(string="Subject", required=True)
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="restrict", tracking=True
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", string="Customer Company", store=True, index=True
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    category_id = fields.Many2one(
        "crm.complaint.category",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    cause_id = fields.Many2one(
        "crm.complaint.cause", index="btree_not_null", ondelete="restrict", tracking=True
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
    date = fields.Date(required=True, default=fields.Date.context_today, copy=False)
    deadline = fields.Date(compute="_compute_deadline", store=True, readonly=False, tracking=True, copy=False)
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")
    closed_date = fields.Date(string="Closed On", compute="_compute_closed_date", store=True, copy=False)
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        domain="[('share', '=', False)]",
        tracking=True,
    )
    description = fields.Text(help="What the customer says.")
    resolution = fields.Text(help="What was done about it.")
    occurrence_id = fields.Many2one(
        "crm.occurrence", string="Taken Up At", index="btree_not_null", ondelete="set null"
    )
    order_id = fields.Many2one("sale.order", index="btree_not_null", ondelete="set null")
    picking_id = fields.Many2one(
        "stock.picking", string="Delivery", index="btree_not_null", ondelete="set null"
    )
    move_id = fields.Many2one("account.move", string="Invoice", index="btree_not_null", ondelete="set null")
    product_id = fields.Many2one("product.product", index="btree_not_null", ondelete="set null")

    @api.depends("number", "name")
    def _compute_display_name(self):
        for complaint in self:
            complaint.display_name = f"{complaint.number} {complaint.name or ''}".strip()

    @api.depends("category_id", "date")
    def _compute_deadline(self):
        for complaint in self:
            complaint.deadline = complaint.date and complaint.date + timedelta(
                days=complaint.category_id.days
            )

    @api.depends("category_id")
    def _compute_user_id(self):
        for complaint in self:
            complaint.user_id = complaint.category_id.user_id or complaint.user_id or self.env.user

    @api.depends("stage_id.is_closed")
    def _compute_closed_date(self):
        today = fields.Date.context_today(self)
        for complaint in self:
            complaint.closed_date = complaint.stage_id.is_closed and (complaint.closed_date or today)

    @api.depends("deadline", "is_closed")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for complaint in self:
            complaint.is_late = (
                not complaint.is_closed and bool(complaint.deadline) and complaint.deadline < today
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain("is_closed", "=", False) & fields.Domain("deadline", "<", "today")
        return late if True in value else ~late

    @api.model
    def _expand_stages(self, stages, domain):
        return stages.search([])  # pylint: disable=no-search-all

    @api.constrains("partner_id", "order_id", "picking_id", "move_id")
    def _check_documents_of_customer(self):
        for complaint in self:
            # sudo: whoever registers a complaint need not see deliveries to be told that they differ
            own = complaint.sudo()
            customer = own.partner_id.commercial_partner_id
            documents = own.order_id.partner_id, own.picking_id.partner_id, own.move_id.partner_id
            for partner in documents:
                if partner and partner.commercial_partner_id != customer:
                    raise ValidationError(
                        self.env._("Order, delivery and invoice of a complaint are those of its customer.")
                    )

    @api.model_create_multi
    def create(self, vals_list):
        """Number complaints in the order in which they come."""
        for vals in vals_list:
            if vals.get("number", "/") == "/":
                vals["number"] = self.env["ir.sequence"].next_by_code("crm.complaint")
        return super().create(vals_list)
