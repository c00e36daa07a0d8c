from collections import namedtuple
from decimal import Decimal

from odoo import models
from odoo.exceptions import UserError

NOTHING = Decimal(0)
# Of a confirmed order before a change: (commercial partner id, company id) it counts for, its total in the company's
# currency, and by how much each of its lines was already wrong: {(reason, line id): excess}.
Baseline = namedtuple("Baseline", ("debtor", "total", "excesses"))


class SaleOrder(models.Model):
    """What was confirmed may not grow into an order that would have had to wait.

    Nothing is left that could wait, so the change is refused as a whole, with its figures. Whatever lowers an order
    passes, and so does what a release in force covers, its tolerance included.
    """

    _inherit = "sale.order"

    def _debtor_key(self):
        return self.partner_invoice_id.commercial_partner_id.id, self.company_id.id

    def _growth_baseline(self):
        """The confirmed ones of these orders before a change, read under the lock: `{order: Baseline}`."""
        # The gate looks at whatever the debtor owes, whoever changes the order; the lock is nobody's to write.
        confirmed = self.sudo().filtered(lambda order: order.state == "sale")
        if not confirmed:
            return {}
        self.env["credit.lock"].sudo()._take(order._debtor_key() for order in confirmed)
        return {
            order: Baseline(
                order._debtor_key(),
                order._in_company_currency(order.amount_total),
                {(found.reason, found.line_id): found.excess for found in order._find_in_lines()},
            )
            for order in confirmed
        }

    def _check_growth(self, baseline):
        """Refuse the change when an order of `baseline` became worse by something nobody released."""
        for order, before in baseline.items():
            if order.state != "sale":
                continue
            if order._debtor_key() == before.debtor:
                growth = order._in_company_currency(order.amount_total) - before.total
            else:
                # Nobody else's to write, see above. The new debtor takes over what is still open.
                self.env["credit.lock"].sudo()._take([order._debtor_key()])
                growth = float(order._exposure_amounts().get(order.id, NOTHING))
            if findings := order._growth_findings(growth, before.excesses):
                raise UserError(order._growth_refusal(findings))

    def _growth_findings(self, growth, excesses):
        """What nobody released of an order that grew by `growth` (company currency) since its lines had `excesses`."""
        if self.company_id.currency_id.compare_amounts(growth, 0) > 0:
            added = Decimal(str(self.company_id.currency_id.round(growth)))
            standings, amounts = self._standings()
            # What the order comes to already holds the growth.
            before = amounts.get(self.id, NOTHING) - added
            findings = self._find(standings[self._debtor_key()].plus(before), added)
        else:
            findings = self._find_in_lines()
        worse = [
            finding
            for finding in findings
            if finding.line_id is None
            or finding.excess > excesses.get((finding.reason, finding.line_id), NOTHING)
        ]
        return self._uncovered(worse)

    def _growth_refusal(self, findings):
        """The text of a refused change: figures for our own people, nothing for the customer."""
        if not self.env.user._is_internal():
            return self.env._("This order can no longer be changed. Please place a new one.")
        return self.env._(
            "%(order)s is confirmed and cannot be changed that far.\n%(limits)s\nPut the addition on a new "
            "quotation: it will wait for authorisation.",
            order=self.name,
            limits="\n".join(
                self.env["sale.authorization"]._text(self.company_id, found) for found in findings
            ),
        )
