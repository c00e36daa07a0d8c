from odoo import fields, models
from odoo.tools import SQL


class CrmComplaintAnalysis(models.Model):
    """Complaints to be reviewed: by cause, product, family, seller; how many, how late, at what cost."""

    _name = "crm.complaint.analysis"
    _description = "Complaint Analysis"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "complaint_id"

    complaint_id = fields.Many2one("crm.complaint", readonly=True)
    date = fields.Date(readonly=True)
    deadline = fields.Date(readonly=True)
    closed_date = fields.Date("Closed On", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    category_id = fields.Many2one("crm.complaint.category", readonly=True)
    cause_id = fields.Many2one("crm.complaint.cause", readonly=True)
    stage_id = fields.Many2one("crm.complaint.stage", readonly=True)
    origin = fields.Selection(
        selection=lambda self: self.env["crm.complaint"]._fields["origin"]._description_selection(self.env),
        string="Came By",
        readonly=True,
    )
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", "Product Family", readonly=True)
    seller_id = fields.Many2one("res.users", readonly=True)
    user_id = fields.Many2one("res.users", "Responsible", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    is_closed = fields.Boolean("Closed", readonly=True)
    complaint_count = fields.Integer("Complaints", readonly=True)
    open_count = fields.Integer("Open", readonly=True)
    late_count = fields.Integer("Late", readonly=True, help="Open past the deadline, or closed after it.")
    days_to_close = fields.Float("Days to Close", digits=(16, 1), readonly=True, aggregator="avg")
    days_late = fields.Integer(readonly=True, help="Days past the deadline, of those that are or were late.")
    rating = fields.Float(
        "Satisfaction", readonly=True, aggregator="avg", help="1 to 5, of those who answered."
    )
    credited_amount = fields.Monetary("Credited", readonly=True, help="Untaxed, of posted credit notes.")
    cost_amount = fields.Monetary("Other Costs", readonly=True, groups="crm_base.group_see_cost")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT complaint.id, complaint.id AS complaint_id, complaint.date, complaint.deadline,
                   complaint.closed_date, complaint.commercial_partner_id AS partner_id, complaint.category_id,
                   complaint.cause_id, complaint.stage_id, complaint.origin, complaint.product_id,
                   template.categ_id, complaint.seller_id, complaint.user_id, complaint.company_id,
                   complaint.is_closed, 1 AS complaint_count,
                   (complaint.is_closed IS NOT TRUE)::int AS open_count,
                   (ended.day > complaint.deadline)::int AS late_count,
                   complaint.closed_date - complaint.date AS days_to_close,
                   GREATEST(ended.day - complaint.deadline, 0) AS days_late,
                   NULLIF(complaint.rating_last_value, 0) AS rating,
                   COALESCE(credited.amount, 0) AS credited_amount,
                   COALESCE(complaint.cost_amount, 0) AS cost_amount
              FROM crm_complaint complaint
              CROSS JOIN LATERAL (SELECT COALESCE(complaint.closed_date, %(today)s::date) AS day) ended
              LEFT JOIN product_product product ON product.id = complaint.product_id
              LEFT JOIN product_template template ON template.id = product.product_tmpl_id
              LEFT JOIN (
                    SELECT complaint_id, -SUM(amount_untaxed_signed) AS amount
                      FROM account_move
                     WHERE complaint_id IS NOT NULL AND state = 'posted' AND move_type = 'out_refund'
                  GROUP BY complaint_id
                   ) credited ON credited.complaint_id = complaint.id
            """,
            today=fields.Date.context_today(self),
            to_flush=self._read_fields(),
        )

    def _read_fields(self):
        """The fields that the query reads, to be written to the database before it."""
        complaints, moves = self.env["crm.complaint"], self.env["account.move"]
        of_complaint = (
            "category_id",
            "cause_id",
            "closed_date",
            "commercial_partner_id",
            "company_id",
            "cost_amount",
            "date",
            "deadline",
            "is_closed",
            "origin",
            "product_id",
            "rating_last_value",
            "seller_id",
            "stage_id",
            "user_id",
        )
        of_move = ("amount_untaxed_signed", "complaint_id", "move_type", "state")
        return [
            *(complaints._fields[name] for name in of_complaint),
            *(moves._fields[name] for name in of_move),
        ]

    def action_open_complaint(self):
        """Open the complaint of this row."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "crm.complaint",
            "res_id": self.complaint_id.id,
            "view_mode": "form",
        }
