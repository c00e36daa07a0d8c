from odoo import api, fields, models
from odoo.fields import Domain

SELLERS = "sales_team.group_sale_salesman"
ON_THE_WAY = ["sent", "received", "shipped_partial"]


class ResPartner(models.Model):
    """What a seller wants at hand before he orders for a customer: what is unpaid, and how far the last order is.

    The same for a contact as for his company; of the current company, and only of orders that the user sees.
    """

    _inherit = "res.partner"

    unpaid_amount = fields.Monetary(
        string="Unpaid",
        compute="_compute_unpaid",
        currency_field="currency_id",
        groups=SELLERS,
        help="The balance of his account: invoices, less credit notes and payments.",
    )
    overdue_amount = fields.Monetary(
        string="Overdue", compute="_compute_unpaid", currency_field="currency_id", groups=SELLERS
    )
    open_order_count = fields.Integer(
        string="Orders on the way", compute="_compute_orders_at_hand", groups=SELLERS
    )
    latest_order_id = fields.Many2one(
        "sale.order", string="Latest order", compute="_compute_orders_at_hand", groups=SELLERS
    )
    latest_order_status = fields.Selection(
        selection=lambda self: (
            self.env["sale.order"]._fields["order_status"]._description_selection(self.env)
        ),
        string="Status of the latest order",
        compute="_compute_orders_at_hand",
        groups=SELLERS,
    )

    @api.depends_context("company")
    def _compute_unpaid(self):
        # Whether something is late is no question of where the reader's clock stands.
        today = self.env.company._today()
        balances = {}
        # Whoever sees the customer may know what he owes, also without a right to the ledger.
        groups = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                self._open_ledger_domain(), ["partner_id", "date_maturity:day"], ["amount_residual:sum"]
            )
        )
        for partner, due, residual in groups:
            unpaid, overdue = balances.get(partner.commercial_partner_id.id, (0.0, 0.0))
            late = residual if due and due < today and residual > 0 else 0.0
            balances[partner.commercial_partner_id.id] = (unpaid + residual, overdue + late)
        for partner in self:
            unpaid, overdue = balances.get(partner.commercial_partner_id.id, (0.0, 0.0))
            partner.unpaid_amount, partner.overdue_amount = unpaid, overdue

    def _open_ledger_domain(self):
        return Domain(
            [
                ("partner_id.commercial_partner_id", "in", self.commercial_partner_id.ids),
                ("company_id", "=", self.env.company.id),
                ("parent_state", "=", "posted"),
                ("account_type", "=", "asset_receivable"),
                ("account_id.non_trade", "=", False),
                ("reconciled", "=", False),
            ]
        )

    @api.depends_context("uid", "company")
    def _compute_orders_at_hand(self):
        orders = self.env["sale.order"]
        of_them = Domain("partner_id.commercial_partner_id", "in", self.commercial_partner_id.ids) & Domain(
            "company_id", "=", self.env.company.id
        )
        ordered = Domain("state", "=", "sale") | Domain("portal_sent_on", "!=", False)
        on_the_way = ordered & Domain("order_status", "in", ON_THE_WAY)
        counts, latest = {}, {}
        for partner, count in orders._read_group(of_them & on_the_way, ["partner_id"], ["__count"]):
            customer = partner.commercial_partner_id.id
            counts[customer] = counts.get(customer, 0) + count
        for partner, number in orders._read_group(of_them & ordered, ["partner_id"], ["id:max"]):
            customer = partner.commercial_partner_id.id
            latest[customer] = max(number, latest.get(customer, 0))
        for partner in self:
            partner.open_order_count = counts.get(partner.commercial_partner_id.id, 0)
            partner.latest_order_id = latest.get(partner.commercial_partner_id.id, False)
            partner.latest_order_status = partner.latest_order_id.order_status

    def action_order_for(self):
        """Write an order for this customer."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "view_mode": "form",
            "views": [[False, "form"]],
            "context": {"default_partner_id": self.id},
        }

    def action_repeat_for(self):
        """Write an order for this customer with what he had last, at the prices of today."""
        self.ensure_one()
        order = self.env["sale.order"].create({"partner_id": self.id})
        told = order.action_repeat_last_order()
        form = {**self.action_order_for(), "res_id": order.id, "context": {}}
        if told is True:
            return form
        told["params"]["next"] = form
        return told

    def action_orders_on_the_way(self):
        """How far this customer's orders are."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_orders_portal.sale_order_status_action")
        customer = self.commercial_partner_id
        return {
            **action,
            "name": customer.display_name,
            "domain": [
                ("partner_id.commercial_partner_id", "=", customer.id),
                ("order_status", "!=", "open"),
            ],
            "context": {},
        }
