from odoo import api, fields, models
from odoo.tools import SQL


class CrmImportProgress(models.TransientModel):
    """How far a running import is, written outside its transaction so that its own screen can ask."""

    _name = "crm.import.progress"
    _description = "Progress of an import"

    # A plain number: a foreign key would make this writer wait for the transaction it reports on.
    import_id = fields.Integer(required=True)
    done = fields.Integer()
    total = fields.Integer()

    _import_unique = models.UniqueIndex("(import_id)")

    @api.model
    def _tell(self, import_id, done, total):
        """Say that `done` of `total` rows are through, visible at once to other requests."""
        with self.env.registry.cursor() as cursor:
            cursor.execute(
                SQL(
                    """
                    INSERT INTO crm_import_progress
                           (import_id, done, total, create_uid, create_date, write_date)
                    VALUES (%(id)s, %(done)s, %(total)s, %(user)s,
                            now() at time zone 'UTC', now() at time zone 'UTC')
                        ON CONFLICT (import_id) DO UPDATE
                       SET done = %(done)s, total = %(total)s, write_date = now() at time zone 'UTC'
                    """,
                    id=import_id,
                    done=done,
                    total=total,
                    user=self.env.uid,
                )
            )

    @api.model
    def _asked(self, import_id):
        rows = self.env.execute_query(
            SQL("SELECT done, total FROM crm_import_progress WHERE import_id = %s", import_id)
        )
        done, total = rows[0] if rows else (0, 0)
        return {"done": done, "total": total}
