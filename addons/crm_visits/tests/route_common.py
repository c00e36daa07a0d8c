from datetime import datetime, timedelta

from .common import VisitsCommon

# Twelve places round Lisbon, in an order that nobody would drive: there and back again.
RING = [
    (38.72, -9.14), (38.78, -9.50), (38.64, -9.10), (38.83, -9.17), (38.70, -9.42), (38.89, -9.04),
    (38.57, -8.90), (38.80, -9.38), (38.53, -8.97), (38.85, -9.33), (38.66, -8.98), (38.75, -9.12),
]  # fmt: skip
OFFICE = (38.7369, -9.1427)
TUESDAY = "2026-06-16"  # summer time: nine in Lisbon is eight in UTC


class RouteCommon(VisitsCommon):
    """Customers round Lisbon whom seller_a is to see on a Tuesday; the company's office is in the middle."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.seller_a.company_id
        cls.company.partner_id.write({"partner_latitude": OFFICE[0], "partner_longitude": OFFICE[1]})
        cls.company.write(
            {"route_begin": 8, "route_end": 20, "route_server": False, "check_in_records_place": True}
        )

    @classmethod
    def _create_place(cls, place, name="Stop", **values):
        """A customer of seller_a with a pin."""
        return cls._create_customer(
            name,
            user_id=cls.seller_a.id,
            partner_latitude=place[0],
            partner_longitude=place[1],
            **values,
        )

    @classmethod
    def _create_visits(cls, places, **values):
        """A visit to a new customer at each place, half an hour apart from nine (UTC) on the Tuesday."""
        return cls.env["crm.occurrence"].union(
            *(
                cls._create_occurrence(
                    partner_id=cls._create_place(place, f"Stop {number}").id,
                    date=datetime(2026, 6, 16, 9) + timedelta(minutes=30 * number),
                    duration=0.25,
                    **values,
                )
                for number, place in enumerate(places)
            )
        )

    @classmethod
    def _create_route(cls, user=None):
        """The route of the Tuesday."""
        user = user or cls.seller_a
        return cls.env["crm.visit.route"].with_user(user).create({"user_id": user.id, "date": TUESDAY})
