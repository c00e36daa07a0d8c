from decimal import Decimal

from odoo import fields, models
from odoo.tools import SQL

from ..logic.authorisation import Finding

# Reasons that are looked for line by line.
LINE_REASONS = ("stock", "below_cost")


class SaleOrder(models.Model):
    """What besides the ceilings can make an order wait: overdue debt, suspension, stock, prices below cost."""

    _inherit = "sale.order"

    def _finding_checks(self):
        """Reason → method that takes the rule and returns findings; other modules may add theirs."""
        return {
            "overdue": self._find_overdue,
            "suspended": self._find_suspended,
            "stock": self._find_stock,
            "below_cost": self._find_below_cost,
        }

    def _find_overdue(self, rule):
        """Debt overdue for longer than the rule allows, unallocated credits taken off."""
        items = self.env["credit.exposure.item"]
        [(overdue, oldest)] = self.env.execute_query(
            SQL(
                """
                SELECT SUM(receivable_amount), MIN(date_due) FILTER (WHERE receivable_amount > 0)
                  FROM %s AS item
                 WHERE kind = 'receivable' AND partner_id = %s AND company_id = %s
                   AND (receivable_amount < 0 OR date_due < %s)
                """,
                items._table_sql,
                self.partner_invoice_id.commercial_partner_id.id,
                self.company_id.id,
                fields.Date.subtract(self.company_id._today(), days=rule.overdue_days),
            )
        )
        if not overdue or overdue <= 0:
            return []
        overdue = Decimal(str(overdue))
        detail = self.env._("Oldest since %(date)s", date=fields.Date.to_string(oldest))
        return [Finding("overdue", overdue, Decimal(0), overdue, detail=detail)]

    def _find_suspended(self, _rule):
        """The debtor or the customer is suspended today in the order's company."""
        customers = (self.partner_invoice_id | self.partner_id).commercial_partner_id
        suspension = self.env["credit.suspension"].search(
            [
                ("partner_id", "in", customers.ids),
                ("company_id", "=", self.company_id.id),
                ("is_in_force", "=", True),
            ],
            limit=1,
        )
        if not suspension:
            return []
        amount = Decimal(str(self._in_company_currency(self.amount_total)))
        return [Finding("suspended", amount, Decimal(0), amount, detail=suspension.reason)]

    def _find_in_lines(self):
        """Findings of single lines only: what else is wrong with an order does not follow from its lines."""
        rules = self.env["sale.authorization.rule"]._for_company(self.company_id)
        checks = self._finding_checks()
        return [
            finding for reason in LINE_REASONS if reason in rules for finding in checks[reason](rules[reason])
        ]

    def _find_stock(self, _rule):
        """Storable lines whose goods will not be there on the promised date, arrivals expected by then counted."""
        findings = []
        for line in self.order_line.filtered(lambda line: line.display_qty_widget and not line.is_mto):
            wanted = line.qty_to_deliver
            available = min(max(line._quantity_on_promised_date(), 0), wanted)
            if line.product_uom_id.compare(available, wanted) >= 0:
                continue
            worth = self._in_company_currency(line.unit_price_with_tax)
            value, there = (Decimal(str(round(quantity * worth, 6))) for quantity in (wanted, available))
            detail = self.env._(
                "%(product)s: %(wanted)s wanted, %(available)s available",
                product=line.product_id.display_name,
                wanted=f"{wanted:g}",
                available=f"{available:g}",
            )
            findings.append(Finding("stock", value, there, value - there, line.id, detail))
        return findings

    def _find_below_cost(self, _rule):
        """Lines sold for less than they cost the order's company, same unit and currency, after discount."""
        findings = []
        currency = self.company_id.currency_id
        # Down payments have no quantity; what marks them is not asked, because anybody can write it.
        for line in self.order_line.filtered(lambda line: line.product_id and line.product_uom_qty > 0):
            product = line.product_id.with_company(self.company_id)
            quantity = line.product_uom_id._compute_quantity(
                line.product_uom_qty, product.uom_id, round=False
            )
            cost = currency.round(product.standard_price * quantity)
            price = self._in_company_currency(line.price_subtotal)
            if currency.compare_amounts(price, cost) >= 0:
                continue
            value, floor = Decimal(str(price)), Decimal(str(cost))
            findings.append(
                Finding("below_cost", value, floor, floor - value, line.id, line.product_id.display_name)
            )
        return findings

    def _in_company_currency(self, amount):
        """`amount` of the order's currency in its company's, at today's rate."""
        return self.currency_id._convert(
            amount, self.company_id.currency_id, self.company_id, self.company_id._today()
        )
