from odoo import api, models
from odoo.tools import SQL


class CrmOccurrence(models.Model):
    """On which day a contact is: that of its seller, wherever the reader is."""

    _inherit = "crm.occurrence"

    @api.model
    def _local_day_sql(self, moment=None):
        """`SQL` of the day of a moment for a seller whose partner is the table `of_person`.

        :param moment: `SQL` of a moment in UTC, that of the table `occurrence` if none
        """
        moment = moment or SQL("occurrence.date")
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(of_person.tz, 'UTC'))::date", moment)
