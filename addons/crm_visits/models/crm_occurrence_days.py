from odoo import api, models
from odoo.tools import SQL


class CrmOccurrence(models.Model):
    """On which day a contact is: that of its seller, wherever the reader is."""

    _inherit = "crm.occurrence"

    @api.model
    def _local_day_sql(self, moment=None):
        """`SQL` of the day of a moment for a seller, the table `person`, whose partner is the table `of_person`.

        As `res.users._time_zone` has it: who has no zone of his own has that of his company.

        :param moment: `SQL` of a moment in UTC, that of the table `occurrence` if none
        """
        moment = moment or SQL("occurrence.date")
        zone = SQL(
            """
            COALESCE(of_person.tz, (
                SELECT of_house.tz
                  FROM res_company house JOIN res_partner of_house ON of_house.id = house.partner_id
                 WHERE house.id = person.company_id
            ), 'UTC')
            """
        )
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", moment, zone)
