from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date

from ..logic.places import local_moment

TABS = ("today", "tomorrow", "overdue")
OPEN = ("planned", "in_progress")
MOST_CARDS = 60


class CrmVisitDay(models.AbstractModel):
    """A seller's day as his telephone shows it: one card for each contact, with what to know before going in.

    Read with the rights of whoever looks, in a fixed number of queries however many cards there are.
    """

    _name = "crm.visit.day"
    _description = "Day of a Seller on the Telephone"

    @api.model
    @api.readonly
    def page(self, tab="today", route_id=None):
        """All that a tab shows.

        :param tab: `today`, `tomorrow` or `overdue`
        :param route_id: a route to look at, of oneself or of a seller of one's teams, in place of one's own of the day
        """
        self._check_role()
        tab = tab if tab in TABS else "today"
        day = fields.Date.context_today(self.with_context(tz=self.env.user._time_zone().key))
        day += timedelta(days=tab == "tomorrow")
        route = self.env["crm.visit.route"]
        if route_id:
            route = route.browse(int(route_id))
            route.check_access("read")
            day = route.date
        elif tab != "overdue":
            route = route.search([("user_id", "=", self.env.uid), ("date", "=", day)])
        user = route.user_id or self.env.user
        domain = self._of_tab(user, tab if not route_id else "today", day)
        occurrences = self.env["crm.occurrence"].search(domain, order="date, id", limit=MOST_CARDS)
        full = len(occurrences) == MOST_CARDS
        return {
            "tab": tab,
            "day": fields.Date.to_string(day),
            "label": format_date(self.env, day, date_format="EEEE d MMMM"),
            "seller": user.name if user != self.env.user else "",
            "cards": self._cards(occurrences, route),
            "more": occurrences.search_count(domain) - MOST_CARDS if full else 0,
            "route": self._route_figures(route),
            "ends": [place and list(place) for place in user._route_ends()],
            **self._choices(),
        }

    @api.model
    def _check_role(self):
        if not (
            self.env.user.has_group("crm_base.group_seller")
            or self.env.user.has_group("crm_base.group_credit_controller")
        ):
            raise AccessError(self.env._("Only sellers, their managers and controllers see a day's visits."))

    @api.model
    def _of_tab(self, user, tab, day):
        """Domain of the contacts of a tab: what is done stays on the page of its day."""
        zone = user._time_zone()
        begin, end = local_moment(day, 0, zone), local_moment(day + timedelta(days=1), 0, zone)
        domain = [("user_id", "=", user.id)]
        if tab == "overdue":
            return [*domain, ("state", "=", "planned"), ("date", "<", begin)]
        return [*domain, ("state", "!=", "cancelled"), ("date", ">=", begin), ("date", "<", end)]

    @api.model
    def _choices(self):
        """What the dialogs offer, and how the company wants places and maps."""
        occurrences, company = self.env["crm.occurrence"], self.env.company
        results = self.env["crm.occurrence.result"].search([])  # pylint: disable=no-search-all
        return {
            "results": [{"id": result.id, "name": result.name} for result in results],
            "reasons": occurrences._fields["skip_reason"]._description_selection(self.env),
            "records_place": company.check_in_records_place,
            "tiles": company.map_tiles or "",
            "attribution": company.map_attribution or "",
            "currency_id": company.currency_id.id,
        }

    @api.model
    def _route_figures(self, route):
        if not route.planned_on:
            return False
        return {
            "id": route.id,
            "kilometres": route.planned_kilometres,
            "minutes": route.planned_minutes,
            "home_arrival": fields.Datetime.to_string(route.home_arrival),
            "left_out": route.left_out_count,
        }

    @api.model
    def _cards(self, occurrences, route):
        customers = occurrences.partner_id.commercial_partner_id
        overdue, complaints = customers._overdue_amounts(), customers._open_complaints()
        contacted = customers._last_contact_days()
        stops = {stop.occurrence_id: stop for stop in route.stop_ids | route.left_out_ids}
        photos = self._photos(occurrences)
        today = fields.Date.context_today(self)
        cards = []
        for occurrence in occurrences:
            partner = occurrence.partner_id
            customer = partner.commercial_partner_id
            stop = stops.get(occurrence, self.env["crm.visit.route.stop"])
            since = contacted.get(customer.id)
            cards.append(
                {
                    **self._card_of(occurrence),
                    "customer_class": customer.customer_class or "",
                    "is_key": customer.is_key_customer,
                    "activity_status": customer.activity_status or "",
                    "days_since": (today - since).days if since else None,
                    "overdue": overdue.get(customer.id, 0.0),
                    "complaints": complaints.get(customer.id, 0),
                    "late_complaints": customer.late_complaint_count,
                    "photos": photos.get(occurrence.id, 0),
                    "leg": stop.kilometres if stop.is_planned else None,
                    "left_out": dict(stop._fields["left_out"]._description_selection(self.env)).get(
                        stop.left_out, ""
                    ),
                }
            )
        if any(card["leg"] is not None for card in cards):
            order = {stop.occurrence_id.id: place for place, stop in enumerate(route.stop_ids)}
            cards.sort(key=lambda card: (card["date"], order.get(card["id"], 0)))
        return cards

    @api.model
    def _card_of(self, occurrence):
        """What is known from the occurrence and whom it is with."""
        who = occurrence._who()
        place = occurrence._place()
        address = (who.street, who.zip, who.city)
        return {
            "id": occurrence.id,
            "kind": occurrence.kind,
            "state": occurrence.state,
            "title": occurrence.contact_name,
            "subject": occurrence.name or "",
            "date": fields.Datetime.to_string(occurrence.date),
            "duration": occurrence.duration,
            "has_fixed_hour": occurrence.has_fixed_hour,
            "checked_in": bool(occurrence.check_in_date),
            "is_far": occurrence.check_in_is_far and not occurrence.check_in_reason,
            "partner_id": occurrence.partner_id.id,
            "phone": who.phone or "",
            "email": (who.email if occurrence.partner_id else who.email_from) or "",
            "address": ", ".join(part for part in address if part),
            "place": place and list(place),
        }

    @api.model
    def _photos(self, occurrences):
        groups = self.env["ir.attachment"]._read_group(
            [("res_model", "=", "crm.occurrence"), ("res_id", "in", occurrences.ids)], ["res_id"], ["__count"]
        )
        return defaultdict(int, groups)
