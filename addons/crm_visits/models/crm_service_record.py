from odoo import fields, models
from odoo.tools import SQL


class CrmServiceRecord(models.Model):
    """After-sales service in one history: what was complained about, and what was done at the customer's."""

    _name = "crm.service.record"
    _description = "Service Record"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "name"

    kind = fields.Selection([("complaint", "Complaint"), ("service", "Service")], readonly=True)
    date = fields.Date(readonly=True)
    name = fields.Char("Subject", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    user_id = fields.Many2one("res.users", "Responsible", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    complaint_id = fields.Many2one("crm.complaint", readonly=True)
    occurrence_id = fields.Many2one("crm.occurrence", readonly=True)
    is_open = fields.Boolean("Open", readonly=True)

    @property
    def _table_query(self):
        complaints, occurrences = self.env["crm.complaint"], self.env["crm.occurrence"]
        partners = self.env["res.partner"]
        of_complaint = ("commercial_partner_id", "company_id", "date", "is_closed", "name", "user_id")
        of_occurrence = ("commercial_partner_id", "company_id", "date", "kind", "name", "state", "user_id")
        return SQL(
            """
            SELECT 2 * id AS id, 'complaint' AS kind, date, name, commercial_partner_id AS partner_id, user_id,
                   company_id, id AS complaint_id, NULL::int AS occurrence_id, is_closed IS NOT TRUE AS is_open
              FROM crm_complaint
             WHERE commercial_partner_id IS NOT NULL
             UNION ALL
            SELECT 2 * occurrence.id + 1, 'service', %(day)s, occurrence.name, occurrence.commercial_partner_id,
                   occurrence.user_id, occurrence.company_id, NULL, occurrence.id,
                   occurrence.state IN ('planned', 'in_progress')
              FROM crm_occurrence occurrence
              JOIN res_users person ON person.id = occurrence.user_id
              JOIN res_partner of_person ON of_person.id = person.partner_id
             WHERE occurrence.kind = 'service' AND occurrence.state <> 'cancelled'
               AND occurrence.commercial_partner_id IS NOT NULL
            """,
            day=occurrences._local_day_sql(),
            to_flush=(
                partners._fields["tz"],
                *(complaints._fields[name] for name in of_complaint),
                *(occurrences._fields[name] for name in of_occurrence),
            ),
        )

    def action_open_record(self):
        """Open the complaint or the service behind this row."""
        self.ensure_one()
        record = self.complaint_id or self.occurrence_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
        }
