from odoo import api, fields, models
from odoo.tools import SQL


class CreditLock(models.Model):
    """The small row that two confirmations for one customer meet on.

    Sessions run REPEATABLE READ: a lock alone would let the second one go on with its old picture. Changing the
    row makes the second one fail with a serialization error, and Odoo repeats it with a fresh picture.
    """

    _name = "credit.lock"
    _description = "Credit Lock"
    _log_access = False

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", index=True)
    version = fields.Integer(required=True, default=0)

    _one_per_customer = models.UniqueIndex("(partner_id, company_id)")

    @api.model
    def _take(self, pairs):
        """Change the rows of `pairs` of (commercial partner id, company id), always in the same order."""
        for partner_id, company_id in sorted(set(pairs)):
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO credit_lock (partner_id, company_id, version) VALUES (%s, %s, 1)
                    ON CONFLICT (partner_id, company_id) DO UPDATE SET version = credit_lock.version + 1
                    """,
                    partner_id,
                    company_id,
                )
            )
