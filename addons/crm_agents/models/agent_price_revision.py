from datetime import time
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from ..logic.prices import Change, Rounding

# The biggest changes, on the form; all of them are in a list of their own.
SHOWN = 15
# How far it has come: written by its steps alone.
PROGRESS = {
    *("applied_by", "applied_on", "left_alone_count", "starts_on", "state", "undone_by", "undone_on"),
}


class AgentPriceRevision(models.Model):
    """One round of maintenance of a price list: which prices, how they change, from when; undone as a whole.

    Prices that hold today are not overwritten: the rule ends a second before, and a new one begins.
    """

    _name = "agent.price.revision"
    _description = "Price Revision"
    _order = "id desc"

    name = fields.Char(required=True, default=lambda self: self.env._("Price revision"))
    state = fields.Selection(
        [("draft", "Draft"), ("applied", "Applied"), ("undone", "Undone")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    pricelist_id = fields.Many2one("product.pricelist", required=True, index=True, ondelete="cascade")
    may_change = fields.Boolean(compute="_compute_may_change", export_string_translation=False)
    currency_id = fields.Many2one(related="pricelist_id.currency_id")
    operation = fields.Selection(
        [("change", "Change prices in the list"), ("add", "Add products to the list")],
        default="change",
        required=True,
        help="Change: the fixed prices that the list has, of all quantities. Add: products of the group that have no "
        "fixed price of their own in the list yet get one.",
    )
    source = fields.Selection(
        [
            ("pricelist", "Today's price in this list"),
            ("list_price", "Sales price"),
            ("standard_price", "Cost"),
        ],
        string="Starting From",
        default="pricelist",
        required=True,
    )
    categ_ids = fields.Many2many(
        "product.category", string="Families", help="With all families below them. Empty: every family."
    )
    brand_ids = fields.Many2many("product.brand", string="Brands", help="Empty: every brand.")
    supplier_ids = fields.Many2many("res.partner", string="Suppliers", help="Empty: whoever supplies.")
    product_tmpl_ids = fields.Many2many("product.template", string="Products", help="Empty: every product.")
    change_percent = fields.Float(string="Raise By %", digits=(16, 2), help="In percent; below zero lowers.")
    change_amount = fields.Float(
        string="Raise By Amount",
        min_display_digits="Product Price",
        help="In the list's currency, after the percentage; below zero lowers.",
    )
    round_step = fields.Float(
        string="Round To",
        min_display_digits="Product Price",
        help="0.05 makes 12.35 of 12.37; 0 does not round.",
    )
    round_ending = fields.Float(
        string="Ending",
        min_display_digits="Product Price",
        help="Added to the rounded price: rounded to 1 with the ending -0.01, 12.37 becomes 11.99.",
    )
    round_direction = fields.Selection(
        [("nearest", "To the nearest"), ("up", "Up"), ("down", "Down")],
        string="Rounding",
        default="nearest",
        required=True,
    )
    date_start = fields.Date(
        string="From Day", help="The day on which the new prices begin. Empty: at once.", copy=False
    )
    starts_on = fields.Datetime(string="In Force From", readonly=True, copy=False)
    line_ids = fields.One2many("agent.price.revision.line", "revision_id", readonly=True)
    biggest_line_ids = fields.One2many(
        "agent.price.revision.line", compute="_compute_lines", string="Biggest Changes"
    )
    line_count = fields.Integer(string="Number of Prices", compute="_compute_lines")
    raised_count = fields.Integer(string="Raised", compute="_compute_lines")
    lowered_count = fields.Integer(string="Lowered", compute="_compute_lines")
    left_alone_count = fields.Integer(
        string="Rules Left Alone",
        readonly=True,
        copy=False,
        help="Rules of the list in this group that follow other prices by a discount or a formula, or begin later.",
    )
    applied_by = fields.Many2one("res.users", readonly=True, copy=False)
    applied_on = fields.Datetime(readonly=True, copy=False)
    undone_by = fields.Many2one("res.users", readonly=True, copy=False)
    undone_on = fields.Datetime(readonly=True, copy=False)

    @api.depends("pricelist_id")
    @api.depends_context("uid")
    def _compute_may_change(self):
        for revision in self:
            revision.may_change = not revision.pricelist_id or revision.pricelist_id.may_change

    @api.depends("line_ids")
    def _compute_lines(self):
        lines = self.env["agent.price.revision.line"]
        groups = lines._read_group(
            [("revision_id", "in", self.ids)],
            ["revision_id"],
            ["__count", "change_percent:array_agg"],
        )
        found = {revision: (count, changes) for revision, count, changes in groups}
        for revision in self:
            count, changes = found.get(revision._origin, (0, []))
            revision.line_count = count
            revision.raised_count = sum(change > 0 for change in changes)
            revision.lowered_count = sum(change < 0 for change in changes)
            revision.biggest_line_ids = (
                lines.search([("revision_id", "=", revision._origin.id)], limit=SHOWN) if count else lines
            )

    @api.constrains("change_percent", "round_step", "round_ending")
    def _check_figures(self):
        for revision in self:
            if revision.change_percent <= -100:
                raise ValidationError(self.env._("Prices cannot be lowered by 100 % or more."))
            if revision.round_step < 0:
                raise ValidationError(
                    self.env._("Prices are rounded to an amount above zero, or not at all.")
                )
            if revision.round_ending and abs(revision.round_ending) >= revision.round_step:
                raise ValidationError(
                    self.env._("The ending must be less than the amount that prices round to.")
                )

    @api.constrains("date_start")
    def _check_date_start(self):
        today = fields.Date.context_today(self)
        for revision in self:
            if revision.state == "draft" and revision.date_start and revision.date_start < today:
                raise ValidationError(
                    self.env._(
                        "Prices cannot begin on %(day)s, which has passed.",
                        day=format_date(self.env, revision.date_start),
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        if any(revision.state == "applied" for revision in self):
            raise UserError(
                self.env._("An applied price revision is undone first: it holds the former prices.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Begin as a draft, whatever the caller says of how far it has come."""
        draft = {**dict.fromkeys(PROGRESS, False), "state": "draft"}
        return super().create([{**vals, **draft} for vals in vals_list])

    def write(self, vals):
        """Let a new price list or group make the preview out of date, and no applied revision change its terms."""
        if PROGRESS & vals.keys() and not self.env.su:
            raise AccessError(self.env._("A price revision is applied and undone by its buttons."))
        if vals.keys() - PROGRESS - {"name", "line_ids"}:
            if any(revision.state != "draft" for revision in self):
                raise UserError(self.env._("A price revision that was applied keeps its terms."))
            self.line_ids.unlink()
        result = super().write(vals)
        if "pricelist_id" in vals:
            # Odoo asks before only.
            self.check_access("write")
        return result

    def action_preview(self):
        """Work out old and new prices; nothing changes in the list."""
        self.ensure_one()
        self._check_may_apply("draft")
        if self.operation == "change" and not (self.change_percent or self.change_amount or self.round_step):
            raise UserError(self.env._("Say by how much prices change, or to what they are rounded."))
        self.line_ids.unlink()
        # sudo: how far it has come nobody writes himself; who may change the list was asked
        self.sudo().starts_on = self._start()
        self.line_ids._insert(self, self._found_prices())
        self.line_ids._refuse_given_away(self)
        if not self.line_ids:
            raise UserError(self._nothing_found())
        return True

    def action_apply(self):
        """Put the prices of the preview into the list."""
        self.ensure_one()
        self._check_may_apply("draft")
        if not self.line_ids:
            self.action_preview()
        now = fields.Datetime.now()
        # sudo: as in action_preview
        if self.starts_on < now:
            # It was looked at for a while.
            self.sudo().starts_on = now
        self.line_ids._apply(self)
        self.sudo().write({"state": "applied", "applied_by": self.env.uid, "applied_on": now})
        return True

    def action_undo(self):
        """Take the new prices out of the list and let the former ones go on."""
        self.ensure_one()
        self._check_may_apply("applied")
        self.line_ids._undo(self)
        # sudo: as in action_preview
        self.sudo().write({"state": "undone", "undone_by": self.env.uid, "undone_on": fields.Datetime.now()})
        return True

    def action_view_lines(self):
        """Show all old and new prices."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_price_revision_line")
        return {**action, "domain": [("revision_id", "=", self.id)]}

    def _check_may_apply(self, state):
        """Refuse whoever may not change the list, which is written in SQL, and a second click on the same button."""
        self.check_access("write")
        self.pricelist_id.check_access("write")
        self.lock_for_update()
        if self.state != state:
            raise UserError(self.env._("This price revision has been dealt with already."))

    def _start(self):
        """The moment, in UTC, at which the new prices begin: the day's midnight where the user is, or now."""
        if not self.date_start or self.date_start <= fields.Date.context_today(self):
            return fields.Datetime.now()
        return self.env["product.pricelist.item"]._moment_of_day(self.date_start, time.min)

    def _change(self):
        return Change(Decimal(str(self.change_percent)), Decimal(str(self.change_amount)))

    def _rounding(self):
        return Rounding(Decimal(str(self.round_step)), Decimal(str(self.round_ending)), self.round_direction)
