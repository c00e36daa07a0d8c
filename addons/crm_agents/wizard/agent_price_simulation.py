from datetime import datetime, time

from odoo import api, fields, models
from odoo.tools import float_compare

# Tiers asked for the next lower price; each is one more price.
MOST_TIERS = 8


class AgentPriceSimulation(models.TransientModel):
    """What a customer pays for a product, and why: a line of a quotation that is never written."""

    _name = "agent.price.simulation"
    _description = "Price Simulation"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", domain=[("partner_share", "=", True)], required=True
    )
    product_id = fields.Many2one("product.product", domain=[("sale_ok", "=", True)], required=True)
    quantity = fields.Float(digits="Product Unit", default=1.0, required=True)
    allowed_uom_ids = fields.Many2many("uom.uom", compute="_compute_allowed_uom_ids")
    uom_id = fields.Many2one(
        "uom.uom",
        string="Unit",
        compute="_compute_uom_id",
        store=True,
        readonly=False,
        domain="[('id', 'in', allowed_uom_ids)]",
    )
    date = fields.Date(string="Day", default=fields.Date.context_today, required=True)

    pricelist_id = fields.Many2one("product.pricelist", compute="_compute_price")
    currency_id = fields.Many2one("res.currency", compute="_compute_price")
    price_untaxed = fields.Float(
        string="Price",
        compute="_compute_price",
        min_display_digits="Product Price",
        help="For one unit, untaxed.",
    )
    price_taxed = fields.Float(
        string="Price With Tax", compute="_compute_price", min_display_digits="Product Price"
    )
    amount_untaxed = fields.Monetary(string="Amount", compute="_compute_price")
    amount_total = fields.Monetary(string="Amount With Tax", compute="_compute_price")
    list_price = fields.Float(
        string="Sales Price", compute="_compute_price", min_display_digits="Product Price"
    )
    discount = fields.Float(
        string="Off the Sales Price %", compute="_compute_price", digits=(16, 2), help="Below zero: dearer."
    )
    next_quantity = fields.Float(string="Cheaper From", compute="_compute_price", digits="Product Unit")
    next_price = fields.Float(
        string="Price Then", compute="_compute_price", min_display_digits="Product Price", help="Untaxed."
    )
    explanation = fields.Html(compute="_compute_price", sanitize=False)
    cost = fields.Float(
        compute="_compute_margin", min_display_digits="Product Price", groups="crm_base.group_see_cost"
    )
    margin = fields.Monetary(compute="_compute_margin", groups="crm_base.group_see_cost")
    margin_percent = fields.Float(
        string="Margin %", compute="_compute_margin", groups="crm_base.group_see_cost"
    )

    @api.depends("product_id")
    def _compute_allowed_uom_ids(self):
        for simulation in self:
            simulation.allowed_uom_ids = simulation.product_id.uom_id | simulation.product_id.uom_ids

    @api.depends("product_id")
    def _compute_uom_id(self):
        for simulation in self:
            simulation.uom_id = simulation.product_id.uom_id

    @api.depends("partner_id", "product_id", "quantity", "uom_id", "date")
    def _compute_price(self):
        for simulation in self:
            line = simulation._quotation_line(simulation.quantity)
            simulation.update(simulation._figures(line))

    @api.depends("partner_id", "product_id", "quantity", "uom_id", "date")
    def _compute_margin(self):
        for simulation in self:
            line = simulation._quotation_line(simulation.quantity)
            simulation.cost = line.purchase_price if line else 0.0
            simulation.margin = line.margin if line else 0.0
            simulation.margin_percent = line.margin_percent if line else 0.0

    def _quotation_line(self, quantity):
        """A line of a quotation to the customer, in memory; nothing when something to ask for is missing."""
        self.ensure_one()
        lines = self.env["sale.order.line"]
        if not (self.partner_id and self.product_id and self.uom_id and self.date):
            return lines
        # A form takes any id; what a stranger pays, or our other companies ask, is nobody's business.
        for asked in (self.partner_id, self.product_id, self.company_id):
            asked.check_access("read")
        # With sudo(): a price may rest on costs and lists that the user does not see; he is told the price alone.
        lines = lines.sudo()
        order = (
            self.env["sale.order"]
            .sudo()
            .new(
                {
                    "partner_id": self.partner_id.id,
                    "company_id": self.company_id.id,
                    "date_order": self._moment(),
                }
            )
        )
        return lines.new(
            {
                "order_id": order,
                "product_id": self.product_id.id,
                "product_uom_id": self.uom_id.id,
                "product_uom_qty": quantity,
            }
        )

    def _moment(self):
        if self.date == fields.Date.context_today(self):
            return fields.Datetime.now()
        return datetime.combine(self.date, time(12))

    def _figures(self, line):
        names = (
            "pricelist_id",
            "currency_id",
            "price_untaxed",
            "price_taxed",
            "amount_untaxed",
            "amount_total",
        )
        names += ("list_price", "discount", "next_quantity", "next_price", "explanation")
        if not line:
            return dict.fromkeys(names, False)
        order = line.order_id
        net = line._get_pricelist_price()
        listed = self._sales_price(line)
        next_quantity, next_price = self._next_tier(line)
        figures = (
            order.pricelist_id,
            order.currency_id,
            *self._unit_prices(line),
            line.price_subtotal,
            line.price_total,
            listed,
            (listed - net) / listed * 100 if listed else 0.0,
            next_quantity,
            next_price,
            self._explain(line),
        )
        return dict(zip(names, figures, strict=True))

    @api.model
    def _unit_prices(self, line):
        """Price of one unit without and with tax; tax is asked for a thousand, so that it rounds no price per unit."""
        taxes = line.tax_ids.compute_all(
            line.price_unit * (1 - line.discount / 100),
            currency=line.currency_id,
            quantity=1000.0,
            product=line.product_id,
            partner=line.order_id.partner_shipping_id,
        )
        return taxes["total_excluded"] / 1000, taxes["total_included"] / 1000

    def _sales_price(self, line):
        """The product's sales price in the unit and currency of the line."""
        return self.product_id._price_compute(
            "list_price",
            uom=self.uom_id,
            currency=line.order_id.currency_id,
            company=self.company_id,
            date=line.order_id.date_order,
        )[self.product_id.id]

    def _next_tier(self, line):
        """The next quantity, in the unit asked for, from which one costs less, and its price; (0, 0) when none."""
        price = self._unit_prices(line)[0]
        unit = self.product_id.uom_id
        now = self.uom_id._compute_quantity(self.quantity, unit, round=False)
        tiers = sorted(tier for tier in self._tiers(line) if tier > now)
        for tier in tiers[:MOST_TIERS]:
            quantity = unit._compute_quantity(tier, self.uom_id, rounding_method="UP")
            cheaper = self._unit_prices(self._quotation_line(quantity))[0]
            if float_compare(cheaper, price, precision_digits=6) < 0:
                return quantity, cheaper
        return 0.0, 0.0

    def _tiers(self, line):
        """Every quantity, in the product's unit, at which a rule that could hold for the line begins."""
        tiers = set()
        for pricelist in self._chain(line).mapped("pricelist_id"):
            rules = pricelist._get_applicable_rules(self.product_id, line.order_id.date_order)
            tiers.update(rules.mapped("min_quantity"))
            if any(rule._follows_supplier() for rule in rules):
                # Suppliers' tiers carry over into prices that follow theirs; who sells at them need not see more.
                tiers.update(
                    seller.product_uom_id._compute_quantity(seller.min_qty, self.product_id.uom_id)
                    for seller in self.product_id.sudo().seller_ids
                )
        return tiers

    def _chain(self, line):
        """The rule that gives the price, and those of the lists that it rests on, in order."""
        order = line.order_id
        rules = rule = line.pricelist_item_id
        while rule.base == "pricelist" and rule.base_pricelist_id and rule.compute_price != "fixed":
            found = rule.base_pricelist_id._get_product_rule(
                self.product_id,
                line.product_uom_qty or 1.0,
                uom=self.uom_id,
                date=order.date_order,
            )
            rule = rules.browse(found)
            if not rule:
                break
            rules += rule
        return rules

    def _explain(self, line):
        """The chain of lists and rules as a table, dearest secret left out: how a price follows what we pay."""
        order, sees_cost = line.order_id, self.env.user.has_group("crm_base.group_see_cost")
        rows = []
        for rule in self._chain(line):
            price = rule._compute_price(
                self.product_id, line.product_uom_qty or 1.0, self.uom_id, order.date_order, rule.currency_id
            )
            from_cost = rule.base in ("standard_price", "supplierinfo") and rule.compute_price == "formula"
            rows.append(
                {
                    "rule": rule,
                    "terms": rule.price
                    if sees_cost or not from_cost
                    else self.env._("Follows our own buying"),
                    "price": price,
                }
            )
        return self.env["ir.qweb"]._render(
            "crm_agents.price_explanation",
            {"rows": rows, "head": self._head_name(order.pricelist_id), "line": line},
        )

    def _head_name(self, pricelist):
        """The head customer whose conditions the list holds, when they are another's than the customer's."""
        # Named to whoever sees the customer: it is on his form.
        owner = pricelist.sudo().customer_id
        return owner.display_name if owner and owner != self.partner_id.commercial_partner_id else ""
