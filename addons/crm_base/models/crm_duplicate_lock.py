from odoo import api, fields, models
from odoo.tools import SQL

BUCKETS = 1024


class CrmDuplicateLock(models.Model):
    """The rows that two users meet on who enter the same new customer at one moment.

    Neither sees what the other has not committed yet. Each changes the rows of its customer's marks; the second one
    waits for the first, fails with a serialization error, and is repeated by Odoo with a picture in which the first
    one's customer is there. Marks share rows by their hash: at worst two unlike customers are entered one by one.
    """

    _name = "crm.duplicate.lock"
    _description = "Lock on Marks of Identity"
    _log_access = False

    bucket = fields.Integer(required=True)
    version = fields.Integer(required=True, default=0)

    _one_row = models.UniqueIndex("(bucket)")

    @api.model
    def _take(self, partners, kinds):
        """Change the rows of the marks of these kinds that `partners` have, always in the same order."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO crm_duplicate_lock (bucket, version)
                SELECT DISTINCT abs(hashtext(kind || value) %% %s), 1
                  FROM crm_duplicate_key
                 WHERE partner_id = ANY(%s) AND kind = ANY(%s)
              ORDER BY 1
                    ON CONFLICT (bucket) DO UPDATE SET version = crm_duplicate_lock.version + 1
                """,
                BUCKETS,
                partners.ids,
                sorted(kinds),
            )
        )
