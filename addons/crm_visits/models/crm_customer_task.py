from odoo import fields, models
from odoo.tools import SQL

# The documents whose activities are tasks of a customer; each has `partner_id`, the customer himself his own id.
DOCUMENTS = (
    "crm.lead",
    "crm.occurrence",
    "crm.complaint",
    "crm.help.request",
    "sale.order",
    "account.move",
)


class CrmCustomerTask(models.Model):
    """What was given to whom to do for which customer, whatever document it stands on, and whether it is done.

    A task is an activity of Odoo; done ones stay.
    """

    _name = "crm.customer.task"
    _description = "Task of a Customer"
    _auto = False
    _order = "date_done desc nulls first, date_deadline, id"
    _rec_name = "summary"

    summary = fields.Char(readonly=True)
    activity_type_id = fields.Many2one("mail.activity.type", string="Type", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    lead_id = fields.Many2one("crm.lead", string="Prospect", readonly=True)
    user_id = fields.Many2one("res.users", string="Assigned To", readonly=True)
    giver_id = fields.Many2one("res.users", string="Given By", readonly=True)
    team_id = fields.Many2one("crm.team", string="Sales Team", readonly=True)
    document = fields.Char(readonly=True)
    res_model = fields.Char(string="Model", readonly=True)
    res_id = fields.Integer(string="Record", readonly=True, aggregator=None)
    date_deadline = fields.Date(string="Due", readonly=True)
    date_done = fields.Date(string="Done On", readonly=True)
    days_late = fields.Integer(
        readonly=True, aggregator="avg", help="Of a done one: when it was done. Negative: before it was due."
    )
    state = fields.Selection(
        [("overdue", "Overdue"), ("today", "Today"), ("planned", "Planned"), ("done", "Done")], readonly=True
    )

    @property
    def _table_query(self):
        activities, users = self.env["mail.activity"], self.env["res.users"]
        today = SQL("%s::date", fields.Date.context_today(self))
        names = (
            "active",
            "activity_type_id",
            "date_deadline",
            "date_done",
            "res_id",
            "res_model",
            "res_name",
            "summary",
            "user_id",
        )
        return SQL(
            """
            SELECT activity.id, COALESCE(activity.summary, kind.name->>%(lang)s, kind.name->>'en_US') AS summary,
                   activity.activity_type_id, customer.commercial_partner_id AS partner_id, task.lead_id,
                   activity.user_id, activity.create_uid AS giver_id, person.sale_team_id AS team_id,
                   activity.res_name AS document, activity.res_model, activity.res_id,
                   activity.date_deadline, activity.date_done,
                   COALESCE(activity.date_done, %(today)s) - activity.date_deadline AS days_late,
                   CASE WHEN NOT activity.active THEN 'done'
                        WHEN activity.date_deadline < %(today)s THEN 'overdue'
                        WHEN activity.date_deadline = %(today)s THEN 'today' ELSE 'planned' END AS state
              FROM (%(tasks)s) task
              JOIN mail_activity activity ON activity.id = task.id
         LEFT JOIN mail_activity_type kind ON kind.id = activity.activity_type_id
         LEFT JOIN res_partner customer ON customer.id = task.partner_id
         LEFT JOIN res_users person ON person.id = activity.user_id
            """,
            lang=self.env.lang or "en_US",
            today=today,
            tasks=SQL(" UNION ALL ").join(self._tasks_queries()),
            to_flush=(*(activities._fields[name] for name in names), users._fields["sale_team_id"]),
        )

    def _tasks_queries(self):
        """Yield a select of (id of the activity, partner_id, lead_id) for each kind of document."""
        yield SQL(
            "SELECT activity.id, activity.res_id AS partner_id, NULL::integer AS lead_id "
            "FROM mail_activity activity WHERE activity.res_model = 'res.partner'"
        )
        for name in DOCUMENTS:
            model = self.env[name]
            lead = {"crm.lead": "id", "crm.occurrence": "lead_id", "crm.help.request": "lead_id"}.get(name)
            yield SQL(
                "SELECT activity.id, document.partner_id, %(lead)s FROM mail_activity activity "
                "JOIN %(table)s document ON document.id = activity.res_id "
                "WHERE activity.res_model = %(model)s AND %(sold)s",
                lead=SQL("document.%s", SQL.identifier(lead)) if lead else SQL("NULL::integer"),
                table=SQL.identifier(model._table),
                model=name,
                sold=SQL("document.move_type IN ('out_invoice', 'out_refund')")
                if name == "account.move"
                else SQL("TRUE"),
                to_flush=model._fields["partner_id"],
            )

    def action_open_document(self):
        """Open the document on which the task stands."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }
