from odoo import api, fields, models
from odoo.addons.crm_base.models.crm_activity_rule import CUSTOMER_CLASSES
from odoo.tools import SQL

# Reckoned from the sums of a group, never from the figures of its rows: (of what, per what).
PERCENTS = {
    "kept_percent": ("kept_count", "due_count"),
    "conversion_percent": ("effective_count", "made_count"),
    "coverage_percent": ("key_contacted_count", "key_customer_count"),
}


class CrmVisitPerformance(models.Model):
    """The daily work of sellers and teams: what was planned, what was made of it, and what came of that.

    One row for each contact, and one for each key customer and month: whether anybody contacted him in it.
    """

    _name = "crm.visit.performance"
    _description = "Performance of Visits"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    occurrence_id = fields.Many2one("crm.occurrence", string="Contact", readonly=True)
    date = fields.Date(readonly=True, help="Of the contact, as its seller's calendar has it.")
    user_id = fields.Many2one("res.users", string="Seller", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    lead_id = fields.Many2one("crm.lead", string="Prospect", readonly=True)
    customer_class = fields.Selection(CUSTOMER_CLASSES, string="Class", readonly=True)
    is_key_customer = fields.Boolean(string="Key Customer", readonly=True)
    kind = fields.Selection(
        lambda self: self.env["crm.occurrence"]._fields["kind"]._description_selection(self.env),
        readonly=True,
    )
    state = fields.Selection(
        lambda self: self.env["crm.occurrence"]._fields["state"]._description_selection(self.env),
        readonly=True,
    )
    result_id = fields.Many2one("crm.occurrence.result", readonly=True)
    planned_count = fields.Integer(
        string="Planned", readonly=True, help="Entered before their day or by a plan, and not cancelled."
    )
    due_count = fields.Integer(string="Planned Until Today", readonly=True)
    made_count = fields.Integer(string="Made", readonly=True)
    kept_count = fields.Integer(string="Made as Planned", readonly=True)
    off_plan_count = fields.Integer(
        string="Off Plan", readonly=True, help="Made, and entered on their day or later without a plan."
    )
    missed_count = fields.Integer(
        string="Missed", readonly=True, help="Marked so, or still open though their day is over."
    )
    success_count = fields.Integer(
        string="Successful", readonly=True, help="Made, with a result that counts as a success."
    )
    effective_count = fields.Integer(
        string="Effective", readonly=True, help="Made, and an order taken there was confirmed."
    )
    order_amount = fields.Monetary(
        string="Ordered", readonly=True, help="Untaxed, of the confirmed orders taken there."
    )
    hours = fields.Float(readonly=True, help="Of the contacts made.")
    gap_days = fields.Integer(
        string="Average Gap (Days)",
        readonly=True,
        aggregator="avg",
        help="Since the contact made before with the same customer.",
    )
    gap_count = fields.Integer(
        string="Gaps", readonly=True, help="Made, after a contact before with the same customer."
    )
    key_customer_count = fields.Integer(
        string="Key Customers", readonly=True, help="Once for every month of the period."
    )
    key_contacted_count = fields.Integer(string="Key Customers Contacted", readonly=True)
    kept_percent = fields.Float(
        string="Plan Kept (%)", readonly=True, aggregator="avg", help="Of what was planned until today."
    )
    conversion_percent = fields.Float(
        string="Conversion (%)", readonly=True, aggregator="avg", help="Effective ones for every 100 made."
    )
    coverage_percent = fields.Float(
        string="Coverage of Key Customers (%)",
        readonly=True,
        aggregator="avg",
        help="Of every 100 key customers so many were contacted, month by month.",
    )

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """Percentages are those of the sums: an average of percentages is the percentage of nothing."""
        name = aggregate_spec.partition(":")[0]
        if name not in PERCENTS:
            return super()._read_group_select(aggregate_spec, query)
        self._check_field_access(self._fields[name], "read")
        part, whole = (
            SQL("SUM(%s)", self._field_to_sql(self._table, field, query)) for field in PERCENTS[name]
        )
        return SQL("100.0 * (%s) / NULLIF(%s, 0)", part, whole)

    def action_open_occurrence(self):
        """Open the contact, or the customer whom nobody need have contacted."""
        self.ensure_one()
        record = self.occurrence_id or self.partner_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
        }
