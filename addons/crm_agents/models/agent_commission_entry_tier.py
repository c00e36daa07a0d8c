from collections import defaultdict
from decimal import Decimal

from odoo import models

from ..logic.commission import HUNDRED
from ..logic.tiers import slices, tier_steps


class AgentCommissionEntry(models.Model):
    """What the tiers of a plan give: each entry is worth what it adds to the worth of the period's volume.

    So whatever made up a volume, in whatever order, earns the same. With retroactive tiers an entry that reaches
    another tier brings a second one, of the kind "tier": what the volume before gains or loses by it.
    """

    _inherit = "agent.commission.entry"

    def _volume_key(self, entry):
        """Return what the volume of an entry's values adds up by; nothing for those that do not count."""
        if not entry["volume_from"]:
            return None
        return entry["agent_id"], entry["plan_id"], entry["company_id"], entry["volume_from"]

    def _apply_tiers(self, values, reached):
        """Return the values of entries with the amounts of the tiers, and with those of the kind "tier".

        :param reached: {key as from `_volume_key`: volume before}, to which what the entries count is added
        """
        result = []
        for entry in values:
            key = self._volume_key(entry)
            if not key:
                result.append(entry)
                continue
            plan = self.env["agent.commission.plan"].browse(entry["plan_id"])
            scale = plan._scale(self.env["res.company"].browse(entry["company_id"]))
            (step,) = tier_steps(scale, reached[key], [_exact(entry["volume"])])
            reached[key] += step.volume
            result.append(self._prepare_by_tier(entry, scale, step))
            if step.correction:
                result.append(self._prepare_correction(entry, step))
        return result

    def _prepare_by_tier(self, entry, scale, step):
        """Return the values of an entry with what the tiers give for it, and how that came about."""
        if scale.mode == "retroactive":
            parts = [(step.volume, step.new if step.volume > 0 else step.old)]
        else:
            parts = slices(scale, step.before, step.before + step.volume)
        rate = step.amount * HUNDRED / step.volume if len(parts) > 1 else sum(rate for _part, rate in parts)
        trace = {"before": str(step.before), "slices": [[str(part), str(rate)] for part, rate in parts]}
        return {
            **entry,
            "amount": float(step.amount),
            "rate": round(float(rate), 4),
            "trace": {**(entry["trace"] or {}), "tier": trace},
        }

    def _prepare_correction(self, entry, step):
        """Return the values of the entry that brings the rest of the volume to the rate that an entry reached."""
        return {
            **entry,
            "kind": "tier",
            "term_id": False,
            "move_line_id": False,
            "partial_id": False,
            "product_id": False,
            "rule_id": False,
            "base": 0.0,
            "volume": 0.0,
            "share": 0.0,
            "rate": float(step.new - step.old),
            "amount": float(step.correction),
            "trace": {"correction": {"volume": str(step.rest), "old": str(step.old), "new": str(step.new)}},
            "source": f"tier/{entry['source']}",
        }

    def _volume_changes(self, values):
        """Return {key as from `_volume_key`: (volume, amount)} that the values add to the sums of the periods."""
        changes = defaultdict(lambda: (Decimal(0), Decimal(0)))
        for entry in values:
            key = self._volume_key(entry)
            if key:
                volume, amount = changes[key]
                changes[key] = (volume + _exact(entry["volume"]), amount + _exact(entry["amount"]))
        return changes


def _exact(amount):
    return Decimal(str(round(amount, 6)))
