from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.crm_base.logic.import_columns import ColumnSpec

from ..logic.target_periods import PeriodError, read_period
from ..logic.target_scope import MEASURES
from ..logic.target_spread import CENT, spread
from ..models.account_move_line_cost import SEE_COST
from ..models.agent_target import SELLER_DOMAIN

SELLER_WORDS = ("agent", "salesperson", "vendedor", "agente", "comercial", "סוכן", "איש מכירות")
PERIOD_WORDS = ("month", "mês", "mes", "período", "periodo", "date", "data", "fecha", "חודש", "תקופה")


class CrmImport(models.TransientModel):
    """Targets of sellers: a figure per month, or of a quarter or year that is laid over its months."""

    _inherit = "crm.import"

    kind = fields.Selection(
        selection_add=[("agent_target", "Targets of sellers")], ondelete={"agent_target": "cascade"}
    )

    @api.model
    def _allowed_kinds(self):
        """A sales manager brings in targets too: those of his team, as the rules of targets say."""
        kinds = super()._allowed_kinds()
        if self.env.user.has_group("crm_base.group_sales_manager"):
            kinds |= {"agent_target"}
        return kinds

    def _import_agent_target_columns(self):
        _ = self.env._
        columns = [
            ColumnSpec(
                "seller",
                _("Seller"),
                required=True,
                key=True,
                aliases=SELLER_WORDS,
                example="seller@example.com",
                note=_("Log-in, code, e-mail or name"),
            ),
            ColumnSpec(
                "period",
                _("Period"),
                required=True,
                key=True,
                aliases=PERIOD_WORDS,
                example="2026-03",
                note=_("A month, 2026-03; a quarter, 2026-Q1; or a year, 2026"),
            ),
            ColumnSpec(
                "customer",
                _("Customer"),
                key=True,
                aliases=("customer code", "cliente", "לקוח"),
                example="C0001",
                note=_("Code or name; empty for all"),
            ),
            ColumnSpec("family", _("Family"), key=True, aliases=("category", "família", "familia", "משפחה")),
            ColumnSpec("brand", _("Brand"), key=True, aliases=("marca", "מותג")),
            ColumnSpec(
                "amount", _("Amount"), "decimal", aliases=("valor", "importe", "סכום"), example="12000"
            ),
            ColumnSpec("quantity", _("Quantity"), "decimal", aliases=("quantidade", "cantidad", "כמות")),
        ]
        if self._imports_margin():
            columns.append(ColumnSpec("margin", _("Margin"), "decimal", aliases=("margem", "margen", "רווח")))
        season = _("How a quarter or year is laid over its months; alike when empty")
        return [*columns, ColumnSpec("season", _("Season"), note=season)]

    def _imports_margin(self):
        return self.env.su or self.env.user.has_groups(SEE_COST)

    def _import_agent_target_rows(self, rows):
        self._put_targets(rows, self._target_figures)

    def _put_targets(self, rows, figures_of):
        """Write the targets of rows, and say of each row what came of it.

        :param figures_of: gives `{key: {measure: figure}}` of one row, or refuses it
        """
        model, entries = self.env["agent.target"], []
        for row in rows:
            figures = figures_of(rows, row)
            if not row.is_refused:
                entries.append((row, figures))
        existing = model._existing(key for _row, figures in entries for key in figures)
        together = {}
        for row, figures in entries:
            there = {key: existing[key] for key in figures if key in existing}
            differs = any(
                value != (there[key][name] if key in there else 0)
                for key, values in figures.items()
                for name, value in values.items()
            )
            row.outcome = "unchanged" if not differs else "updated" if there else "created"
            for key, values in figures.items():
                together.setdefault(key, {}).update(values)
        model._put(together)

    def _target_figures(self, rows, row):
        """`{key: {measure: figure}}` of the months of a row; the row is refused where its cells are no target."""
        months = self._target_months(row)
        dimensions = self._target_dimensions(rows, row)
        season = self._import_link(rows, row, "season", "agent.target.season")
        given = {name: row[name] for name in MEASURES if row[name] is not None}
        if not given:
            row.refuse("amount", self.env._("Give an amount, a quantity or a margin."))
        for name in ("amount", "quantity"):
            if (given.get(name) or 0) < 0:
                row.refuse(name, self.env._("A target cannot be negative."))
        if row.is_refused:
            return {}
        keys = [self.env["agent.target"]._key(month=month, **dimensions) for month in months]
        self._refuse_told_twice(rows, row, keys)
        weights = self._season_part(season, months)
        parts = {name: spread(figure, weights, CENT) for name, figure in given.items()}
        return {
            key: {name: float(figures[number]) for name, figures in parts.items()}
            for number, key in enumerate(keys)
        }

    def _target_dimensions(self, rows, row):
        """Seller, customer, family and brand that a row names, as ids."""
        return {
            "agent_id": self._target_seller(rows, row),
            "partner_id": self._import_link(
                rows, row, "customer", "res.partner", ("ref", "name"), [("parent_id", "=", False)], "customer"
            ),
            "categ_id": self._import_link(
                rows, row, "family", "product.category", ("complete_name", "name"), kind="product_category"
            ),
            "brand_id": self._import_link(rows, row, "brand", "product.brand"),
        }

    def _target_months(self, row):
        try:
            return read_period(row["period"]).months
        except PeriodError:
            row.refuse(
                "period",
                self.env._(
                    "“%(value)s” is no month like 2026-03, quarter like 2026-Q1 or year.", value=row["period"]
                ),
            )
            return []

    def _target_seller(self, rows, row):
        """Id of the seller a row names: a colleague by his log-in, else an agent by code, e-mail or name."""
        known, text = rows.memory.setdefault("target_sellers", {}), row["seller"]
        if text not in known:
            user = self._find_named("res.users", text, ("login",), [("share", "=", False)], "seller")
            known[text] = (
                self.env["res.users"].browse(user).partner_id.id
                if isinstance(user, int)
                else self._find_named("res.partner", text, ("ref", "email", "name"), SELLER_DOMAIN, None)
            )
        if known[text] == "several":
            row.refuse("seller", self.env._("Several sellers are called “%(value)s”.", value=text))
        elif not known[text]:
            row.refuse("seller", self.env._("“%(value)s” is no seller.", value=text))
        return known[text] if isinstance(known[text], int) else None

    def _refuse_told_twice(self, rows, row, keys):
        """A month comes from one row: of two that name it, one as part of its year, nobody knows which is meant."""
        told = rows.memory.setdefault("target_months", {})
        for key in keys:
            if told.setdefault(key, row.number) != row.number:
                row.refuse(
                    "period",
                    self.env._(
                        "Row %(number)s names the same month for the same seller, customer, family and brand.",
                        number=told[key],
                    ),
                )
                return

    def _season_part(self, season, months):
        """The weights of the months named."""
        if not season:
            return [Decimal(1)] * len(months)
        weights = self.env["agent.target.season"].browse(season)._weights()
        return [weights[month.month - 1] for month in months]
