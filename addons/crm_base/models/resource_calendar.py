from odoo import models


class ResourceCalendar(models.Model):
    """Working hours say in which time zone a company lives, and so when its day begins."""

    _inherit = "resource.calendar"

    def write(self, vals):
        """Follow a company that moves."""
        result = super().write(vals)
        if "tz" in vals:
            self.env.registry.clear_cache()
        return result
