from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

# Rows shown of each list, and days ahead in which an instrument is soon due.
SHOWN = 6
DAYS_AHEAD = 7
EXPECTED = ("in_hand", "deposited")


class CreditDashboard(models.AbstractModel):
    """The credit controller's day on one page: who is over, which orders wait, what falls due, which cases rest on us.

    Everything is read with the rights of whoever looks, in the current company.
    """

    _name = "credit.dashboard"
    _description = "Credit Dashboard"

    @api.model
    @api.readonly
    def figures(self):
        """The tiles (title, count, amount, the action behind it) and the first rows of the lists below them."""
        return {
            "currency_id": self.env.company.currency_id.id,
            "tiles": self._tiles(),
            "lists": [
                self._over_ceiling_list(),
                self._waiting_list(),
                self._due_list(),
            ],
        }

    def _tiles(self):
        return [
            self._over_ceiling_tile(),
            self._waiting_tile(),
            self._due_tile(),
            self._count_tile(
                self.env._("Raises to decide"),
                "credit.ceiling.raise",
                Domain("state", "=", "requested") & self._here(),
                "action_credit_ceiling_raise",
            ),
            self._count_tile(
                self.env._("Suspended customers"),
                "credit.suspension",
                Domain("is_in_force", "=", True) & self._here(),
                "action_credit_suspension",
            ),
            self._count_tile(
                self.env._("Collection cases"),
                "credit.collection.case",
                Domain("date_closed", "=", False) & self._here(),
                "action_credit_collection_case",
            ),
        ]

    def _here(self):
        return Domain("company_id", "=", self.env.company.id)

    def _action(self, name, domain, title=None):
        """The window action `name` of this module, narrowed to `domain` and without its own filters."""
        action = self.env["ir.actions.act_window"]._for_xml_id(f"crm_credit_control.{name}")
        title = title or action["name"]
        # The web client prefers the second name.
        return {**action, "name": title, "display_name": title, "domain": list(domain), "context": {}}

    def _count_tile(self, title, model, domain, action, amount=None, count=None, is_warning=False):
        """One tile; `count` defaults to the number of records."""
        count = self.env[model].search_count(domain) if count is None else count
        return {
            "title": title,
            "count": count,
            "amount": amount,
            "is_warning": bool(is_warning and count),
            "action": self._action(action, domain, title),
        }

    def _over_domain(self):
        return Domain("is_over_ceiling", "=", True) & self._here()

    def _over_ceiling_tile(self):
        domain = self._over_domain()
        [(count, credit, obligo)] = self.env["credit.exposure"]._read_group(
            domain, aggregates=["__count", "credit_excess:sum", "obligo_excess:sum"]
        )
        # Whoever is over both by the same orders is over once.
        return self._count_tile(
            self.env._("Over a ceiling"),
            "credit.exposure",
            domain,
            "action_credit_exposure",
            amount=max(credit or 0, obligo or 0),
            count=count,
            is_warning=True,
        )

    def _waiting_domain(self):
        return Domain("state", "=", "waiting") & self._here()

    def _waiting_tile(self):
        domain = self._waiting_domain()
        orders = self.env["sale.authorization"]._read_group(domain, ["order_id"])
        return self._count_tile(
            self.env._("Orders that wait"),
            "sale.authorization",
            domain,
            "action_sale_authorization",
            amount=sum(order._in_company_currency(order.amount_total) for [order] in orders),
            count=len(orders),
            is_warning=True,
        )

    def _due_domain(self):
        today = self.env.company._today()
        return (
            Domain("state", "in", EXPECTED)
            & Domain("maturity_date", "<=", fields.Date.add(today, days=DAYS_AHEAD))
            & self._here()
        )

    def _due_tile(self):
        domain, company = self._due_domain(), self.env.company
        sums = self.env["credit.instrument"]._read_group(domain, ["currency_id"], ["amount:sum", "__count"])
        today = self.env.company._today()
        return self._count_tile(
            self.env._("Cheques and bills due in %(days)s days", days=DAYS_AHEAD),
            "credit.instrument",
            domain,
            "action_credit_instrument",
            amount=sum(
                currency._convert(amount, company.currency_id, company, today)
                for currency, amount, _count in sums
            ),
            count=sum(count for _currency, _amount, count in sums),
        )

    def _list(self, title, action, rows):
        return {"title": title, "action": action, "rows": rows}

    def _row(self, record, partner, detail, amount, ceiling=None, **opened):
        """One line of a list; a click opens the record, or what `opened` names."""
        return {
            "key": record.id,
            "name": partner.display_name,
            "detail": detail,
            "amount": amount,
            "ceiling": ceiling,
            "res_model": opened.get("res_model", record._name),
            "res_id": opened.get("res_id", record.id),
        }

    def _over_ceiling_list(self):
        domain = self._over_domain()
        rows = self.env["credit.exposure"].search(domain, limit=SHOWN)
        return self._list(
            self.env._("Farthest over"),
            self._action("action_credit_exposure", domain),
            [
                self._row(
                    row,
                    row.partner_id,
                    row.user_id.name or "",
                    *(
                        (row.credit_amount, row.credit_ceiling)
                        if row.credit_excess
                        else (row.obligo_amount, row.obligo_ceiling)
                    ),
                    res_model="res.partner",
                    res_id=row.partner_id.id,
                )
                for row in rows
            ],
        )

    def _waiting_list(self):
        domain = self._waiting_domain()
        rows = self.env["sale.authorization"].search(domain, limit=SHOWN, order="id")
        reasons = dict(rows._fields["reason"]._description_selection(self.env))
        return self._list(
            self.env._("Waiting longest"),
            self._action("action_sale_authorization", domain),
            [
                self._row(
                    row,
                    row.partner_id,
                    f"{row.order_id.name} · {reasons[row.reason]}",
                    row.value,
                    row.ceiling,
                )
                for row in rows
            ],
        )

    def _due_list(self):
        domain, company = self._due_domain(), self.env.company
        rows = self.env["credit.instrument"].search(domain, limit=SHOWN, order="maturity_date, id")
        today = self.env.company._today()
        return self._list(
            self.env._("Due next"),
            self._action("action_credit_instrument", domain),
            [
                self._row(
                    row,
                    row.partner_id,
                    f"{row.name} · {format_date(self.env, row.maturity_date)}",
                    row.currency_id._convert(row.amount, company.currency_id, company, today),
                )
                for row in rows
            ],
        )
