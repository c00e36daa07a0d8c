from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import format_date, formatLang

SEE_COST = "crm_base.group_see_cost"


class AgentCommissionEntry(models.Model):
    """Why an entry is what it is, in the reader's words: told from the figures kept with it, not from today's rules."""

    _inherit = "agent.commission.entry"

    explanation = fields.Text(
        string="How It Was Computed",
        compute="_compute_explanation",
        help="From the figures of the day on which it was entered; what changed since does not appear.",
    )

    @api.depends("trace")
    @api.depends_context("lang", "uid")
    def _compute_explanation(self):
        for entry in self:
            # sudo: it holds the margin too, which is told to those only who may see costs
            trace = entry.sudo().trace or {}
            lines = [
                *entry._explain_rule(trace),
                *entry._explain_source(trace),
                *entry._explain_rate(trace),
                *entry._explain_receipt(trace.get("receipt")),
                *entry._explain_limit(trace.get("limit")),
            ]
            entry.explanation = "\n".join(lines)

    @api.model
    def _trace_receipt(self, term, change, received):
        """Return how a receipt was counted, as a value for `trace`.

        :param received: what of the document was received with it, in its currency
        """
        move = term.move_id
        return {
            "receipt": {
                "amount": str(change.amount),
                "received": str(received),
                "gross": str(move.amount_total),
                "currency": move.currency_id.name,
                "whole": str(term.volume if term.by_tier else term.amount),
                "settings": [term.receipt_day, term.cash_discount, term.exchange],
            }
        }

    def _explain_rule(self, trace):
        """Yield which rule gave the rate, and what it asked for."""
        if "criteria" not in trace:
            return
        # sudo: sellers may not read rules, but what the columns of the one that fits are called
        labels = self.env["agent.commission.rule"].sudo().fields_get(attributes=["string"])
        criteria = [
            f"{labels[name]['string']}: {self._number(value)} %"
            if name.endswith("_from")
            else f"{labels[name]['string']}: {value}"
            for name, value in trace["criteria"]
        ]
        fits = ", ".join(criteria) or self.env._("everything")
        # sudo: of a plan that he had before, the agent may know the name
        plan = self.plan_id.sudo().name
        yield self.env._("Rule of the plan %(plan)s for: %(criteria)s", plan=plan, criteria=fits)
        if "discount" in trace:
            yield self.env._("Discount of the line: %(percent)s %%", percent=self._number(trace["discount"]))
        if "margin" in trace and self.env.user.has_group(SEE_COST):
            yield self.env._("Margin of the line: %(percent)s %%", percent=self._number(trace["margin"]))

    def _explain_source(self, trace):
        """Yield whose sale it was, and which document or order it goes back to."""
        if "team" in trace:
            yield self.env._("As leader of the team of %(agents)s", agents=", ".join(trace["team"]))
        if "order" in trace:
            yield self.env._("Part of the order %(order)s that was paid down", order=trace["order"])
        if "credited" in trace:
            yield self.env._("At the terms of %(document)s, which it takes from", document=trace["credited"])

    def _explain_rate(self, trace):
        """Yield the arithmetic from the base to the commission."""
        tier, correction = trace.get("tier"), trace.get("correction")
        if tier:
            yield self.env._(
                "Share of %(share)s %% in %(base)s: %(volume)s of volume, after %(before)s in the period from %(day)s",
                base=self._money(self.base),
                share=self._number(self.share),
                volume=self._money(self.volume),
                before=self._money(tier["before"]),
                day=format_date(self.env, self.volume_from),
            )
            for part, rate in tier["slices"]:
                yield self.env._("%(part)s at %(rate)s %%", part=self._money(part), rate=self._number(rate))
            if not self._is_plain_sum(tier["slices"]):
                yield self.env._(
                    "Rounded on the running sum of the period, so that its entries add up to the cent"
                )
        elif correction:
            yield self.env._(
                "The other volume of the period, %(volume)s, moves from %(old)s %% to %(new)s %%",
                volume=self._money(correction["volume"]),
                old=self._number(correction["old"]),
                new=self._number(correction["new"]),
            )
        elif self.rate:
            yield self.env._(
                "%(rate)s %% of %(base)s, of which the share is %(share)s %%",
                base=self._money(self.base),
                rate=self._number(self.rate),
                share=self._number(self.share),
            )

    def _is_plain_sum(self, slices):
        """Tell whether the parts at their rates, rounded by themselves, come to what was entered."""
        whole = sum((Decimal(part) * Decimal(rate) / 100 for part, rate in slices), Decimal(0))
        return self.currency_id.compare_amounts(self.currency_id.round(float(whole)), self.amount) == 0

    def _explain_receipt(self, receipt):
        """Yield what part of the document had been received, and how the parts are rounded."""
        if not receipt:
            return
        currency = self.env["res.currency"].search([("name", "=", receipt["currency"])], limit=1)
        yield self.env._(
            "Receipt of %(amount)s: with it %(received)s of %(gross)s are paid",
            amount=self._money(receipt["amount"], currency),
            received=self._money(receipt["received"], currency),
            gross=self._money(receipt["gross"], currency),
        )
        yield self.env._(
            "In proportion to %(whole)s in all, rounded on the running sum, less what was entered before",
            whole=self._money(receipt["whole"]),
        )

    def _explain_limit(self, limit):
        """Yield what was earned in the period, and the limits that it was held to."""
        if not limit:
            return
        yield self.env._("Earned in the period: %(amount)s", amount=self._money(limit["earned"]))
        if limit["guarantee"]:
            yield self.env._("Guaranteed: %(amount)s", amount=self._money(limit["guarantee"]))
        if limit["cap"]:
            yield self.env._("At most: %(amount)s", amount=self._money(limit["cap"]))
        if Decimal(limit["booked"]):
            yield self.env._("Entered for the limits before: %(amount)s", amount=self._money(limit["booked"]))

    def _money(self, amount, currency=None):
        return formatLang(self.env, float(amount), currency_obj=currency or self.currency_id)

    def _number(self, value):
        return f"{float(value):g}"
