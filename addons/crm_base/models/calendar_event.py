from odoo import api, models
from odoo.tools import SQL


class CalendarEvent(models.Model):
    """Which models meetings are about: every search of a seller asks."""

    _inherit = "calendar.event"

    _document_model_index = models.Index("(res_model) WHERE res_id > 0")

    @api.model
    def _models_of_documents(self):
        """Names of the models that meetings are about, whoever may see them.

        One step along the index for each of them: `SELECT DISTINCT` reads all meetings there are.
        """
        self.flush_model(["res_model", "res_id"])
        rows = self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE found AS (
                    (SELECT res_model FROM calendar_event WHERE res_id > 0 ORDER BY res_model LIMIT 1)
                     UNION ALL
                    SELECT (
                        SELECT event.res_model
                          FROM calendar_event event
                         WHERE event.res_id > 0 AND event.res_model > found.res_model
                         ORDER BY event.res_model
                         LIMIT 1
                    ) FROM found WHERE found.res_model IS NOT NULL
                )
                SELECT res_model FROM found WHERE res_model IS NOT NULL
                """
            )
        )
        return [name for (name,) in rows]
