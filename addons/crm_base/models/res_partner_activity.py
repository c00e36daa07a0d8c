from odoo import api, fields, models
from odoo.tools import SQL

from ..logic.activity_status import DEFAULT_RULE
from .crm_activity_status_history import ACTIVITY_STATUSES

STORED_FIELDS = ["activity_status", "first_order_date", "last_order_date", "last_contact_date"]


class ResPartner(models.Model):
    """How alive a customer is: computed every night, or when asked, for all customers in one statement."""

    _inherit = "res.partner"

    activity_status = fields.Selection(
        ACTIVITY_STATUSES,
        string="Activity",
        readonly=True,
        copy=False,
        index=True,
        groups="base.group_user",
        help="Prospect: never bought. New: bought first a short time ago. Active, dormant, lost: by the days"
        " since the "
        "last order. Computed every night by the activity rules.",
    )
    first_order_date = fields.Date(string="First order", readonly=True, copy=False, groups="base.group_user")
    last_order_date = fields.Date(
        string="Last order", readonly=True, copy=False, index="btree_not_null", groups="base.group_user"
    )
    last_contact_date = fields.Date(
        string="Last contact", readonly=True, copy=False, index="btree_not_null", groups="base.group_user"
    )
    activity_history_ids = fields.One2many(
        "crm.activity.status.history", "partner_id", string="Activity history", groups="base.group_user"
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A new customer is a prospect at once."""
        partners = super().create(vals_list)
        # Nobody waits for the night to see a new customer among the prospects.
        if partners:
            partners.sudo()._refresh_activity_status()
        return partners

    def action_refresh_activity_status(self):
        """Compute the activity status of these customers now."""
        self.check_access("write")
        # sudo: the status counts every order of the customer, also those of another company.
        customers = self.commercial_partner_id.sudo()
        if customers:
            customers._refresh_activity_status()

    @api.model
    def _cron_refresh_activity_status(self):
        """Compute the activity status of every customer; a second run on the same day finds nothing to
        change.
        """
        self.browse()._refresh_activity_status()

    def _refresh_activity_status(self):
        """Compute the activity status of these customers, or of all when called on none, and note each
        change.
        """
        self.env["sale.order"].flush_model(["partner_id", "state", "date_order"])
        self.env["res.partner"].flush_model(
            [
                *STORED_FIELDS,
                "customer_class",
                "commercial_partner_id",
                "customer_rank",
                "supplier_rank",
                "employee",
            ]
        )
        self.env["crm.activity.rule"].flush_model()
        self.env["crm.activity.status.history"].flush_model()
        scope = SQL("partner.commercial_partner_id = ANY(%s)", self.ids) if self else SQL("TRUE")
        self.env.cr.execute(self._activity_status_statement(scope, fields.Date.context_today(self)))
        self.env["res.partner"].invalidate_model([*STORED_FIELDS, "activity_history_ids"], flush=False)
        self.env["crm.activity.status.history"].invalidate_model(flush=False)

    @api.model
    def _last_contact_sources(self):
        """SQL selects of (partner_id, date): every kind of contact with a partner or one of its contact
        persons.

        Modules add theirs: `return [*super()._last_contact_sources(), SQL("SELECT partner_id, date FROM
        ...")]`.
        """
        self.env["mail.activity"].flush_model(["res_model", "res_id", "date_done"])
        return [
            SQL(
                "SELECT res_id AS partner_id, date_done AS date FROM mail_activity "
                "WHERE res_model = 'res.partner' AND date_done IS NOT NULL"
            )
        ]

    @api.model
    def _latest_contacts(self, sellers, limit):
        """Return the latest contacts with customers that took place, as far as the user may see them, newest first.

        As `[(day, what it was, with whom, record)]`; modules add theirs.

        :param sellers: ids of those (res.partner) whose contacts are meant; None for everybody's
        :param limit: how many are looked for
        """
        return []

    def _activity_status_statement(self, scope, today):
        """The statement that computes, stores and notes the status; `logic.activity_status` says the same in
        Python.
        """
        return SQL(
            """
            WITH computed AS (%s), changed AS (
                UPDATE res_partner partner
                   SET activity_status = computed.status, first_order_date = computed.first_order,
                       last_order_date = computed.last_order, last_contact_date = computed.last_contact
                  FROM computed
                 WHERE partner.id = computed.id
                   AND (partner.activity_status, partner.first_order_date, partner.last_order_date,
                        partner.last_contact_date)
                       IS DISTINCT FROM
                       (computed.status, computed.first_order, computed.last_order, computed.last_contact)
             RETURNING partner.id
            )
            INSERT INTO crm_activity_status_history
                        (partner_id, date, from_status, to_status, last_order_date, last_contact_date)
            SELECT computed.id, %s, computed.old_status, computed.status,
                   computed.last_order, computed.last_contact
              FROM computed
              JOIN changed ON changed.id = computed.id
             WHERE computed.status IS NOT NULL AND computed.status IS DISTINCT FROM computed.old_status
            """,
            self._activity_status_query(scope, today),
            today,
        )

    def _activity_status_query(self, scope, today):
        """Select of id, status, old_status, first_order, last_order, last_contact of the customers in scope."""
        # Materialized: in a database that is being filled the planner takes a table for one row, and would
        # gather all orders and contacts again for each customer.
        return SQL(
            """
              WITH sold AS MATERIALIZED (%(sold)s), spoken AS MATERIALIZED (%(spoken)s),
                   open_partner AS MATERIALIZED (%(open_partners)s)
            SELECT fact.*,
                   CASE WHEN fact.first_order IS NULL AND fact.is_no_customer THEN NULL
                        WHEN fact.first_order IS NULL THEN 'prospect'
                        WHEN %(today)s - fact.first_order <= fact.new_days THEN 'new'
                        WHEN %(today)s - fact.last_order <= fact.dormant_days THEN 'active'
                        WHEN %(today)s - fact.last_order <= fact.lost_days
                          OR %(today)s - fact.last_contact <= fact.contact_days THEN 'dormant'
                        ELSE 'lost' END AS status
              FROM (
                SELECT partner.id, partner.activity_status AS old_status,
                       sold.first_order, sold.last_order, spoken.last_contact,
                       open_partner.id IS NOT NULL AS is_no_customer,
                       COALESCE(own.new_days, other.new_days, %(new_days)s) AS new_days,
                       COALESCE(own.dormant_days, other.dormant_days, %(dormant_days)s) AS dormant_days,
                       COALESCE(own.lost_days, other.lost_days, %(lost_days)s) AS lost_days,
                       COALESCE(own.contact_days, other.contact_days, %(contact_days)s) AS contact_days
                  FROM res_partner partner
             LEFT JOIN crm_activity_rule own ON own.customer_class = partner.customer_class
             LEFT JOIN crm_activity_rule other ON other.customer_class IS NULL
             LEFT JOIN sold ON sold.id = partner.id
             LEFT JOIN spoken ON spoken.id = partner.id
             LEFT JOIN open_partner ON open_partner.id = partner.id
                 WHERE partner.id = partner.commercial_partner_id AND %(scope)s
              ) fact
            """,
            today=today,
            new_days=DEFAULT_RULE.new_days,
            dormant_days=DEFAULT_RULE.dormant_days,
            lost_days=DEFAULT_RULE.lost_days,
            contact_days=DEFAULT_RULE.contact_days,
            sold=self._sold_query(scope),
            spoken=self._spoken_query(scope),
            open_partners=self._no_customers_query(),
            scope=scope,
        )

    def _no_customers_query(self):
        """Select of the ids of colleagues, mere suppliers and ourselves, in scope when called on customers."""
        open_partners = SQL(" UNION ").join(
            SQL("SELECT id FROM (%s) AS part(id)", part) for part in self._open_partners()
        )
        if not self:
            return open_partners
        return SQL("SELECT id FROM (%s) AS open_partner WHERE id = ANY(%s)", open_partners, self.ids)

    @api.model
    def _sold_query(self, scope):
        return SQL(
            """
            SELECT partner.commercial_partner_id AS id,
                   MIN(sale.date_order)::date AS first_order, MAX(sale.date_order)::date AS last_order
              FROM sale_order sale
              JOIN res_partner partner ON partner.id = sale.partner_id
             WHERE sale.state = 'sale' AND %s
          GROUP BY partner.commercial_partner_id
            """,
            scope,
        )

    @api.model
    def _spoken_query(self, scope):
        return SQL(
            """
            SELECT partner.commercial_partner_id AS id, MAX(contacted.date)::date AS last_contact
              FROM (%s) contacted
              JOIN res_partner partner ON partner.id = contacted.partner_id
             WHERE %s
          GROUP BY partner.commercial_partner_id
            """,
            SQL(" UNION ALL ").join(self._last_contact_sources()),
            scope,
        )
