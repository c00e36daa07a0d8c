from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

# Kept as 0 while unknown: an average is of the notes that say all that it stands on.
STANDS_ON = {
    "price:avg": ("price",),
    "our_price:avg": ("our_price",),
    "price_gap:avg": ("price", "our_price"),
    "share:avg": ("share",),
}


class CrmCompetitorNote(models.Model):
    """What a competitor sells to one of our customers or prospects, and at what price against ours to him."""

    _name = "crm.competitor.note"
    _description = "Competitor at a Customer"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"

    competitor_id = fields.Many2one("crm.competitor", required=True, index=True, ondelete="restrict")
    partner_id = fields.Many2one("res.partner", string="Customer", index="btree_not_null", ondelete="cascade")
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id",
        string="Customer Company",
        store=True,
        index="btree_not_null",
    )
    lead_id = fields.Many2one("crm.lead", string="Prospect", index="btree_not_null", ondelete="cascade")
    occurrence_id = fields.Many2one(
        "crm.occurrence", string="Noted At", index="btree_not_null", ondelete="set null"
    )
    user_id = fields.Many2one(
        "res.users", string="Noted By", required=True, index=True, default=lambda self: self.env.user
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    date = fields.Date(required=True, default=fields.Date.context_today)
    source = fields.Selection(
        [
            ("customer", "The customer said so"),
            ("seen", "Seen there"),
            ("offer", "An offer or invoice of theirs"),
            ("hearsay", "Hearsay"),
        ],
        default="customer",
        required=True,
    )
    product_name = fields.Char(string="Their Product")
    product_id = fields.Many2one(
        "product.product",
        string="Our Product",
        index="btree_not_null",
        ondelete="set null",
        domain="[('sale_ok', '=', True)]",
    )
    categ_id = fields.Many2one(related="product_id.categ_id", store=True, string="Our Family")
    uom_id = fields.Many2one(
        "uom.uom", string="Unit", compute="_compute_uom_id", store=True, readonly=False, ondelete="restrict"
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    price = fields.Monetary(string="Their Price", aggregator="avg", help="Per unit, without tax.")
    our_price = fields.Monetary(
        compute="_compute_our_price",
        store=True,
        aggregator="avg",
        help="Ours to this customer on that day, per the same unit, without tax.",
    )
    price_gap = fields.Float(
        string="Against Ours (%)",
        compute="_compute_price_gap",
        store=True,
        digits=(16, 1),
        aggregator="avg",
        help="Below 0 they are cheaper than we are.",
    )
    share = fields.Float(
        string="Share (%)", digits=(16, 1), aggregator="avg", help="Of what the customer buys of this kind."
    )
    note = fields.Text()

    _share_is_a_part = models.Constraint(
        "CHECK (share BETWEEN 0 AND 100)", "A share lies between 0 and 100 %."
    )
    _price_not_negative = models.Constraint("CHECK (price >= 0)", "A price is not negative.")
    _about_somebody = models.Constraint(
        "CHECK (partner_id IS NOT NULL OR lead_id IS NOT NULL)", "Choose a customer or a prospect."
    )

    @api.depends("competitor_id", "partner_id", "lead_id")
    def _compute_display_name(self):
        for note in self:
            who = note.partner_id.display_name or note.lead_id.display_name or ""
            note.display_name = f"{note.competitor_id.name} · {who}"

    @api.depends("product_id")
    def _compute_uom_id(self):
        for note in self:
            note.uom_id = note.product_id.uom_id or note.uom_id

    @api.depends("product_id", "partner_id", "currency_id", "uom_id", "date")
    def _compute_our_price(self):
        for note in self:
            note.our_price = note._find_our_price()

    def _find_our_price(self):
        """Return what this customer would have paid us that day, 0 without a product of ours or a fitting unit."""
        product, unit = self.product_id, self.uom_id or self.product_id.uom_id
        if not product or not self.partner_id or not unit._has_common_reference(product.uom_id):
            return 0.0
        pricelist = self.partner_id.with_company(self.company_id).property_product_pricelist
        terms = {"uom": unit, "date": self.date, "currency": self.currency_id}
        # The list a customer is on decides, or the product's own price where price lists are not used.
        return pricelist._get_product_price(product, 1.0, **terms)

    @api.depends("price", "our_price")
    def _compute_price_gap(self):
        for note in self:
            comparable = note.price and note.our_price
            note.price_gap = 100 * (note.price - note.our_price) / note.our_price if comparable else 0.0

    def _read_group_select(self, aggregate_spec, query):
        """Average what is known only; a gap of 0 counts where both prices are known."""
        aggregate = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec not in STANDS_ON:
            return aggregate
        figures = (self._field_to_sql(self._table, name, query) for name in STANDS_ON[aggregate_spec])
        known = SQL(" AND ").join(SQL("%s > 0", figure) for figure in figures)
        return SQL("%s FILTER (WHERE %s)", aggregate, known)

    @api.constrains("partner_id", "lead_id", "occurrence_id")
    def _check_occurrence_of_customer(self):
        for note in self.filtered("occurrence_id"):
            # sudo: the contact may be a colleague's
            contact = note.occurrence_id.sudo()
            same = (
                contact.commercial_partner_id == note.commercial_partner_id
                if note.partner_id
                else contact.lead_id == note.lead_id
            )
            if not same:
                raise ValidationError(self.env._("This contact was with somebody else."))
