from odoo import fields, models
from odoo.fields import Domain

from .account_move_line_cost import SEE_COST

OF_COST = {"readonly": True, "groups": SEE_COST}


class AgentSalesAnalysis(models.Model):
    """Sales by agent in all dimensions, against the month, the quarter and the year before.

    One row per invoice line and agent, as `agent.sales.source` has them. With `sales_comparison` in the context the
    rows of the past stand there once more for each comparison, dated as many months later: so a group by month, quarter
    or year holds what it is compared with, and the list behind a figure shows the documents it is made of. Groups that
    are asked for a compared measure have it without that.
    """

    _name = "agent.sales.analysis"
    _description = "Sales Analysis"
    _inherit = ["agent.item.row.mixin"]
    _auto = False
    _order = "kind desc, date desc, id desc"  # what was sold, then what it is compared with
    _rec_name = "move_id"
    _bits_after_item = 8

    kind = fields.Selection(
        [
            ("sold", "Sold"),
            ("previous_month", "Sold a month earlier"),
            ("previous_quarter", "Sold a quarter earlier"),
            ("last_year", "Sold a year earlier"),
        ],
        string="Counted as",
        readonly=True,
    )
    date = fields.Date(
        readonly=True, help="Of the accounting entry; of what was sold earlier, that much later."
    )
    document_date = fields.Date(readonly=True, help="The day on which it was sold, by the accounting entry.")
    move_id = fields.Many2one("account.move", "Invoice", readonly=True)
    line_id = fields.Many2one("account.move.line", "Invoice Line", readonly=True)
    agent_id = fields.Many2one(
        "res.partner",
        readonly=True,
        help="As on the document: the house is the company itself. Of a document without agents, the salesperson.",
    )
    share = fields.Float("Share (%)", digits=(7, 4), readonly=True, aggregator=None)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    customer_group_id = fields.Many2one(
        "crm.customer.group",
        readonly=True,
        help="The customer's group; of a customer in several, the first by name, so that nothing counts twice.",
    )
    customer_group_ids = fields.Many2many(
        "crm.customer.group",
        string="Customer Groups",
        compute="_compute_customer_group_ids",
        search="_search_customer_group_ids",
    )
    state_id = fields.Many2one("res.country.state", "Region", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", "Family", readonly=True)
    product_brand_id = fields.Many2one("product.brand", "Brand", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)

    amount = fields.Monetary(readonly=True, help="Untaxed, the agent's part; credit notes are negative.")
    amount_previous_month = fields.Monetary("Amount: Month Before", readonly=True)
    amount_previous_quarter = fields.Monetary("Amount: Quarter Before", readonly=True)
    amount_last_year = fields.Monetary("Amount: Year Before", readonly=True)
    change_previous_month = fields.Float("Change on the Month Before (%)", readonly=True, aggregator="avg")
    change_previous_quarter = fields.Float(
        "Change on the Quarter Before (%)", readonly=True, aggregator="avg"
    )
    change_last_year = fields.Float("Change on the Year Before (%)", readonly=True, aggregator="avg")
    quantity = fields.Float(digits="Product Unit", readonly=True, help="In the product's own unit.")
    quantity_previous_month = fields.Float("Quantity: Month Before", digits="Product Unit", readonly=True)
    quantity_previous_quarter = fields.Float("Quantity: Quarter Before", digits="Product Unit", readonly=True)
    quantity_last_year = fields.Float("Quantity: Year Before", digits="Product Unit", readonly=True)
    cost = fields.Monetary(help="Of the goods, as it was when they were sold.", **OF_COST)
    cost_previous_month = fields.Monetary("Cost: Month Before", **OF_COST)
    cost_previous_quarter = fields.Monetary("Cost: Quarter Before", **OF_COST)
    cost_last_year = fields.Monetary("Cost: Year Before", **OF_COST)
    margin = fields.Monetary(**OF_COST)
    margin_previous_month = fields.Monetary("Margin: Month Before", **OF_COST)
    margin_previous_quarter = fields.Monetary("Margin: Quarter Before", **OF_COST)
    margin_last_year = fields.Monetary("Margin: Year Before", **OF_COST)
    margin_percent = fields.Float(
        "Margin (%)", aggregator="avg", help="Margin for every 100 sold.", **OF_COST
    )
    margin_percent_previous_month = fields.Float("Margin (%): Month Before", aggregator="avg", **OF_COST)
    margin_percent_previous_quarter = fields.Float("Margin (%): Quarter Before", aggregator="avg", **OF_COST)
    margin_percent_last_year = fields.Float("Margin (%): Year Before", aggregator="avg", **OF_COST)
    profitability_index = fields.Float(
        aggregator="avg",
        help="Margin for every 100 of cost: what the money put into goods has brought. 0 is sold at cost.",
        **OF_COST,
    )
    profitability_index_previous_month = fields.Float(
        "Profitability Index: Month Before", aggregator="avg", **OF_COST
    )
    profitability_index_previous_quarter = fields.Float(
        "Profitability Index: Quarter Before", aggregator="avg", **OF_COST
    )
    profitability_index_last_year = fields.Float(
        "Profitability Index: Year Before", aggregator="avg", **OF_COST
    )

    def _compute_customer_group_ids(self):
        for row in self:
            row.customer_group_ids = row.partner_id.customer_group_ids

    def _search_customer_group_ids(self, operator, value):
        return Domain("partner_id.customer_group_ids", operator, value)
