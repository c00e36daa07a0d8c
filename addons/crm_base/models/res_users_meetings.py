from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class ResUsers(models.Model):
    """Which meetings a seller sees: a colleague's tells of customers by who attends, and by what it is about.

    Odoo keeps the domains of rules in its cache: they hold the id of the user and no record.
    """

    _inherit = "res.users"

    def _meeting_domain(self):
        """Domain of the meetings this user may see: his own, and those of colleagues without a foreign customer."""
        if not self._is_restricted_seller():
            return Domain.TRUE
        own = Domain("user_id", "=", self.id) | Domain("partner_ids", "in", self.partner_id.ids)
        return own | (
            ~self._meeting_with_foreigner()
            & self._meeting_about_visible()
            & (Domain("opportunity_id", "=", False) | Domain("opportunity_id", "any!", self._lead_domain()))
        )

    def _attendee_domain(self):
        """Domain of the attendees this user may see: they tell the name of their meeting."""
        if not self._is_restricted_seller():
            return Domain.TRUE
        customers = self._customer_domain("partner_id", empty=True)
        return customers & Domain("event_id", "any!", self._meeting_domain())

    def _meeting_with_foreigner(self):
        """Domain of the meetings that a customer attends whom this user does not see."""
        audience = self._audience()

        def to_sql(model, alias, _query):
            return SQL(
                """
                EXISTS (
                    SELECT FROM calendar_event_res_partner_rel attendee
                     WHERE attendee.calendar_event_id = %s
                       AND NOT EXISTS (
                            SELECT FROM res_partner_allowed_user_rel pair
                             WHERE pair.partner_id = attendee.res_partner_id AND pair.user_id IN %s
                           )
                )
                """,
                SQL.identifier(alias, "id"),
                audience,
                to_flush=model._fields["partner_ids"],
            )

        return Domain.custom(to_sql=to_sql)

    def _meeting_about_visible(self):
        """Domain of the meetings about no document, or about one that this user sees.

        Such a meeting is made from an activity, and named after its document, the customer himself for one.
        """
        user_id = self.id

        def to_sql(model, alias, query):
            of_model = model._field_to_sql(alias, "res_model", query)
            of_id = model._field_to_sql(alias, "res_id", query)
            seen = [SQL("COALESCE(%s, 0) = 0", of_id), SQL("%s IS NULL", of_model)]
            for documents in _documents_of_meetings(model.env(user=user_id, su=False)):
                readable = documents.with_context(active_test=False)._search([]).subselect()
                seen.append(SQL("(%s = %s AND %s IN %s)", of_model, documents._name, of_id, readable))
            return SQL("(%s)", SQL(" OR ").join(seen))

        return Domain.custom(to_sql=to_sql)


def _documents_of_meetings(env):
    """Models that meetings are about, as far as the user of `env` reads them.

    Only those that have activities: the rules of others, of attendees for one, may ask for meetings in turn.
    """
    found = [env[name] for name in env["calendar.event"]._models_of_documents() if name in env]
    scheduled = env.registry["mail.activity.mixin"]
    return [model for model in found if isinstance(model, scheduled) and model.has_access("read")]
