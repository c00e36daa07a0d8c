from odoo import models


class CreditInstrument(models.Model):
    """Until an instrument is cleared, the money it brought can still come back: who asks is told when that changes."""

    _inherit = "credit.instrument"

    def write(self, vals):
        """Tell that the money of the instruments, and of those they renewed, is certain now, or no longer."""
        result = super().write(vals)
        if "state" in vals:
            self._with_renewed().move_ids._money_clearing_changed()
        return result

    def _with_renewed(self):
        """These instruments and all that they replaced."""
        return self | self.renews_id._with_renewed() if self.renews_id else self

    def _cleared_on(self):
        """The day on which the instrument was paid, or the one that replaced it; False before."""
        self.ensure_one()
        if self.state == "renewed":
            days = [successor._cleared_on() for successor in self.renewed_by_ids]
            return all(days) and max(days, default=False)
        return self.state == "cleared" and max(self.move_ids.mapped("date"))
