from odoo import api, fields, models
from odoo.tools import SQL

ROLES = "crm_base.group_seller,crm_base.group_credit_controller"


class ResPartner(models.Model):
    """The customer with his contacts and complaints."""

    _inherit = "res.partner"

    occurrence_count = fields.Integer(compute="_compute_visit_counts", groups=ROLES)
    complaint_count = fields.Integer(string="Open Complaints", compute="_compute_visit_counts", groups=ROLES)

    def _compute_visit_counts(self):
        customers = self.commercial_partner_id.ids
        occurrences = dict(
            self.env["crm.occurrence"]._read_group(
                [("commercial_partner_id", "in", customers)], ["commercial_partner_id"], ["__count"]
            )
        )
        complaints = dict(
            self.env["crm.complaint"]._read_group(
                [("commercial_partner_id", "in", customers), ("is_closed", "=", False)],
                ["commercial_partner_id"],
                ["__count"],
            )
        )
        for partner in self:
            partner.occurrence_count = occurrences.get(partner.commercial_partner_id, 0)
            partner.complaint_count = complaints.get(partner.commercial_partner_id, 0)

    def action_view_occurrences(self):
        """Open the contacts with this customer, all its persons included."""
        return self._open_of_customer("crm_visits.action_occurrence", {"default_partner_id": self.id})

    def action_view_complaints(self):
        """Open the customer's complaints."""
        context = {"default_partner_id": self.id, "search_default_open": 1}
        return self._open_of_customer("crm_visits.action_complaint_history", context)

    def _open_of_customer(self, xml_id, context):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        self.env[action["res_model"]].check_access("read")
        domain = [("commercial_partner_id", "=", self.commercial_partner_id.id)]
        return {**action, "domain": domain, "context": context}

    def _last_contact_sources(self):
        """An occurrence that took place is a contact, on the day it was where its seller is."""
        occurrences = self.env["crm.occurrence"]
        occurrences.flush_model(["partner_id", "date", "state", "user_id"])
        self.flush_model(["tz"])
        return [
            *super()._last_contact_sources(),
            SQL(
                """
                SELECT occurrence.partner_id, %s AS date
                  FROM crm_occurrence occurrence
                  JOIN res_users person ON person.id = occurrence.user_id
                  JOIN res_partner of_person ON of_person.id = person.partner_id
                 WHERE occurrence.state = 'done' AND occurrence.partner_id IS NOT NULL
                """,
                occurrences._local_day_sql(),
            ),
        ]

    def write(self, vals):
        """Give what is planned with customers to their new salesperson, when it was the former one's to do."""
        former = self.grouped("user_id") if vals.get("user_id") else {}
        result = super().write(vals)
        for user, customers in former.items():
            if user and user.id != vals["user_id"]:
                customers._hand_over_planned(user)
        return result

    def _hand_over_planned(self, former):
        # sudo: neither of the two may see the other's customers
        occurrences = self.env["crm.occurrence"].sudo().with_context(tracking_disable=True)
        for successor, customers in self.grouped("user_id").items():
            occurrences.search(
                [
                    ("commercial_partner_id", "in", customers.ids),
                    ("user_id", "=", former.id),
                    ("state", "=", "planned"),
                ]
            ).user_id = successor

    @api.model
    def _allowed_user_sources(self):
        """Whoever stands in for a seller sees his customers, and those whose contacts he was given."""
        stand_ins, occurrences = self.env["crm.visit.stand.in"], self.env["crm.occurrence"]
        today = fields.Date.context_today(self)
        return [
            *super()._allowed_user_sources(),
            SQL(
                """
                SELECT partner.id AS partner_id, stand_in.stand_in_id AS user_id
                  FROM crm_visit_stand_in stand_in
                  JOIN res_partner partner ON partner.user_id = stand_in.user_id
                 WHERE partner.id = partner.commercial_partner_id
                   AND (stand_in.date_to IS NULL OR stand_in.date_to >= %(today)s)
                 UNION
                SELECT occurrence.commercial_partner_id, stand_in.stand_in_id
                  FROM crm_visit_stand_in stand_in
                  JOIN crm_occurrence occurrence ON occurrence.user_id = stand_in.stand_in_id
                   AND occurrence.state IN ('planned', 'in_progress')
                  JOIN res_users person ON person.id = occurrence.user_id
                  JOIN res_partner of_person ON of_person.id = person.partner_id
                   AND %(day)s >= stand_in.date_from
                   AND (stand_in.date_to IS NULL OR %(day)s <= stand_in.date_to)
                 WHERE occurrence.commercial_partner_id IS NOT NULL
                   AND (stand_in.date_to IS NULL OR stand_in.date_to >= %(today)s)
                """,
                today=today,
                day=occurrences._local_day_sql(),
                to_flush=(
                    *(stand_ins._fields[name] for name in ("user_id", "stand_in_id", "date_from", "date_to")),
                    self._fields["tz"],
                    *(
                        occurrences._fields[name]
                        for name in ("commercial_partner_id", "date", "state", "user_id")
                    ),
                ),
            ),
        ]

    @api.model
    def _latest_contacts(self, sellers, limit):
        """Visits, calls and other occurrences that took place."""
        occurrences = self.env["crm.occurrence"]
        if not occurrences.has_access("read"):
            return super()._latest_contacts(sellers, limit)
        domain = fields.Domain("state", "=", "done")
        if sellers is not None:
            domain &= fields.Domain("user_id.partner_id", "in", sellers)
        kinds = dict(occurrences._fields["kind"]._description_selection(self.env))
        return super()._latest_contacts(sellers, limit) + [
            (
                fields.Date.context_today(done, done.date),
                ": ".join(filter(None, (kinds[done.kind], done.name or done.result_id.name))),
                done.contact_name,
                done,
            )
            for done in occurrences.search(domain, order="date desc, id desc", limit=limit)
        ]
