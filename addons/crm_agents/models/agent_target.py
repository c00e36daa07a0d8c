from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from .account_move_line_cost import SEE_COST

# What a target is for, and what it asks.
KEY = ("company_id", "month", "agent_id", "partner_id", "categ_id", "brand_id")
# Who may have targets: agents, and in a house without agents its salespeople.
SELLER_DOMAIN = ["|", ("is_agent", "=", True), ("user_ids.share", "=", False)]
# Those that somebody can mean.
YEARS = range(1990, 2101)


class AgentTarget(models.Model):
    """What a seller is to sell in a month: all of it, or to one customer, of one family, of one brand.

    A sale counts toward one target only, the closest that fits it (see `agent.target.source`). So targets add up:
    "Furniture 10,000" and "Chairs 4,000" of one seller are 14,000, the first being for furniture other than chairs.
    Amounts in company currency, without tax; quantities in the products' own units.
    """

    _name = "agent.target"
    _description = "Sales Target"
    _order = "month desc, agent_id, id"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    month = fields.Date(
        required=True,
        default=lambda self: fields.Date.context_today(self).replace(day=1),
        help="Any day of the month; the first is kept.",
    )
    agent_id = fields.Many2one(
        "res.partner", string="Seller", required=True, index=True, ondelete="restrict", domain=SELLER_DOMAIN
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('parent_id', '=', False), ('customer_rank', '>', 0)]",
    )
    categ_id = fields.Many2one(
        "product.category",
        string="Family",
        index="btree_not_null",
        ondelete="restrict",
        help="With all families below it that have no target of their own.",
    )
    brand_id = fields.Many2one("product.brand", index="btree_not_null", ondelete="restrict")
    amount = fields.Monetary(help="Sales without tax.")
    quantity = fields.Float(digits="Product Unit", help="In the products' own units.")
    margin = fields.Monetary(groups=SEE_COST)

    # Targets are found by company, month and seller; the rest makes each of them unique.
    _once = models.UniqueIndex(
        "(company_id, month, agent_id, COALESCE(partner_id, 0), COALESCE(categ_id, 0), COALESCE(brand_id, 0))",
        "This seller has a target for the same month, customer, family and brand already.",
    )
    _first_of_month = models.Constraint(
        "CHECK (EXTRACT(DAY FROM month) = 1)", "A target belongs to a month, named by its first day."
    )
    _not_negative = models.Constraint(
        "CHECK (amount >= 0 AND quantity >= 0)", "A seller cannot be asked to sell less than nothing."
    )

    @api.depends("month", "agent_id", "partner_id", "categ_id", "brand_id")
    def _compute_display_name(self):
        for target in self:
            parts = [target[name].display_name for name in KEY[2:] if target[name]]
            if target.month:
                parts.insert(0, format_date(self.env, target.month, date_format="LLLL yyyy"))
            target.display_name = " · ".join(parts)

    @api.constrains("partner_id")
    def _check_partner_is_customer(self):
        for target in self:
            if target.partner_id != target.partner_id.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "Targets are for the company %(company)s, not for its contact %(contact)s.",
                        company=target.partner_id.commercial_partner_id.display_name,
                        contact=target.partner_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Take any day for its month."""
        return super().create([_on_first_of_month(vals) for vals in vals_list])

    def write(self, vals):
        """Take any day for its month, and let nobody give a target to whose targets he does not set."""
        result = super().write(_on_first_of_month(vals))
        if {"agent_id", "company_id"} & vals.keys():
            self.check_access("write")  # rules are looked at before writing only
        return result

    @api.model
    def _key(self, **values):
        """The key of a target as a tuple of ids, in the order of `KEY`; what is not named is empty."""
        values.setdefault("company_id", self.env.company.id)
        return tuple(values.get(name) or False for name in KEY)

    def _by_key(self):
        """`{key: target}` of these targets."""
        return {
            tuple(target[name] if name == "month" else target[name].id for name in KEY): target
            for target in self
        }

    @api.model
    def _existing(self, keys):
        """`{key: target}` of those there are among `keys`, found by the columns that the index begins with."""
        keys = set(keys)
        targets = self.search(
            [
                ("company_id", "in", list({key[0] for key in keys})),
                ("month", "in", list({key[1] for key in keys})),
                ("agent_id", "in", list({key[2] for key in keys})),
            ]
        )
        return {key: target for key, target in targets._by_key().items() if key in keys}

    @api.model
    def _put(self, figures):
        """Write `{key: {measure: figure}}` into the targets, making those that are missing; returns them.

        Nothing is made of a month that asks nothing.
        """
        existing = self._existing(figures)
        new = []
        for key, values in figures.items():
            if target := existing.get(key):
                changes = {name: value for name, value in values.items() if target[name] != value}
                if changes:
                    target.write(changes)
            elif any(values.values()):
                new.append(dict(zip(KEY, key, strict=True)) | values)
        return self.browse().union(*existing.values()) | self.create(new)


def check_year(env, year):
    """Refuse a slip of the finger, such as 20266, before it is asked for a date that does not exist."""
    if year not in YEARS:
        raise UserError(env._("“%(value)s” is no year.", value=year))


def _on_first_of_month(vals):
    """`vals` with the month named by its first day."""
    if vals.get("month"):
        return {**vals, "month": fields.Date.to_date(vals["month"]).replace(day=1)}
    return vals
