from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.crm_base.logic.import_columns import ColumnSpec

from ..logic.shares import Assignment, first_overbooked_day

WHOLE = Decimal(100)
CUSTOMER_WORDS = ("customer code", "cliente", "לקוח")
AGENT_WORDS = ("salesperson", "agente", "vendedor", "comercial", "סוכן")
LINE_WORDS = ("product line", "linha de produtos", "linha", "línea de productos", "línea", "קו מוצרים")
SHARE_WORDS = ("share", "percent", "quota", "percentagem", "porcentagem", "porcentaje", "חלק", "אחוז")


class CrmImport(models.TransientModel):
    """Whose agents customers are, from a day until a day; known by customer, agent, product line and first day."""

    _inherit = "crm.import"

    kind = fields.Selection(
        selection_add=[("agent_assignment", "Agents of customers")], ondelete={"agent_assignment": "cascade"}
    )

    @api.model
    def _allowed_kinds(self):
        """A sales manager assigns his team's customers from a file too, as the rules of assignments say."""
        kinds = super()._allowed_kinds()
        if self.env.user.has_group("crm_base.group_sales_manager"):
            kinds |= {"agent_assignment"}
        return kinds

    def _import_agent_assignment_columns(self):
        _ = self.env._
        parties = [
            ColumnSpec(
                "customer",
                _("Customer"),
                required=True,
                key=True,
                aliases=CUSTOMER_WORDS,
                example="C0001",
                note=_("Code or name"),
            ),
            ColumnSpec(
                "agent",
                _("Agent"),
                required=True,
                key=True,
                aliases=AGENT_WORDS,
                example="agent@example.com",
                note=_("Code, e-mail or name of an agent"),
            ),
        ]
        return [*parties, *self._assignment_term_columns()]

    def _assignment_term_columns(self):
        _ = self.env._
        return [
            ColumnSpec(
                "product_line",
                _("Product Line"),
                key=True,
                aliases=LINE_WORDS,
                note=_("All products when empty"),
            ),
            ColumnSpec(
                "share",
                _("Share (%)"),
                "percent",
                aliases=SHARE_WORDS,
                example="60",
                note=_("100 when empty"),
            ),
            ColumnSpec("date_from", _("From"), "date", key=True, aliases=("start", "desde", "de", "מתאריך")),
            ColumnSpec("date_to", _("Until"), "date", aliases=("end", "to", "até", "hasta", "עד")),
        ]

    def _import_agent_assignment_rows(self, rows):
        entries = []
        for row in rows:
            values = self._assignment_values(rows, row)
            if not row.is_refused:
                entries.append((row, self._assignment_key(values), values))
        existing = self._assignments_of([values["partner_id"] for _row, _key, values in entries])
        entries = self._without_overbooking(entries, existing)
        found = {self._assignment_key(values): key for key, values in existing.items()}
        self._import_upsert("agent.assignment", "agent_assignment", entries, found)

    def _assignment_values(self, rows, row):
        customer = self._import_link(
            rows, row, "customer", "res.partner", ("ref", "name"), [("parent_id", "=", False)], "customer"
        )
        agent = self._import_link(
            rows, row, "agent", "res.partner", ("ref", "email", "name"), [("is_agent", "=", True)]
        )
        product_line = self._import_link(rows, row, "product_line", "agent.product.line")
        share = WHOLE if row["share"] is None else row["share"]
        if not 0 < share <= WHOLE:
            row.refuse("share", self.env._("A share lies above 0 and up to 100 %."))
        if row["date_from"] and row["date_to"] and row["date_to"] < row["date_from"]:
            row.refuse("date_to", self.env._("The assignment ends before it begins."))
        return {
            "partner_id": customer,
            "agent_id": agent,
            "share": float(share),
            "product_line_id": product_line or False,
            "date_from": row["date_from"] or False,
            "date_to": row["date_to"] or False,
        }

    def _assignment_key(self, values):
        names = ("partner_id", "agent_id", "product_line_id", "date_from")
        return "/".join(str(values[name] or "") for name in names)

    def _assignments_of(self, customers):
        """Return {id: values} of the assignments that customers have now."""
        names = ["partner_id", "agent_id", "share", "product_line_id", "date_from", "date_to"]
        rows = self.env["agent.assignment"].search_read([("partner_id", "in", customers)], names, load="")
        return {row.pop("id"): row for row in rows}

    def _without_overbooking(self, entries, existing):
        """Return the entries of customers whose agents have 100 % together at most; refuse the others' rows."""
        planned = {}
        for values in [*existing.values(), *(values for _row, _key, values in entries)]:
            planned.setdefault(values["partner_id"], {})[self._assignment_key(values)] = Assignment(
                values["agent_id"],
                Decimal(str(round(values["share"], 4))),
                values["date_from"] or None,
                values["date_to"] or None,
                values["product_line_id"] or None,
            )
        days = {customer: first_overbooked_day(rows.values()) for customer, rows in planned.items()}
        kept = []
        for entry in entries:
            row, _key, values = entry
            day = days[values["partner_id"]]
            if day:
                row.refuse(
                    "share",
                    self.env._(
                        "The agents of this customer have more than 100 %% together from %(day)s on.",
                        day=day if day.year > 1 else self.env._("the beginning"),
                    ),
                )
            else:
                kept.append(entry)
        return kept
