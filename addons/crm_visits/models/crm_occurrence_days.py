from odoo import api, models
from odoo.tools import SQL


class CrmOccurrence(models.Model):
    """On which day a contact is: that of its seller, wherever the reader is."""

    _inherit = "crm.occurrence"

    @api.model
    def _local_day_sql(self):
        """`SQL` of the day of the table `occurrence`, whose seller's partner is the table `of_person`."""
        return SQL("(occurrence.date AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(of_person.tz, 'UTC'))::date")
