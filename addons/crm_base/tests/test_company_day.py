from datetime import date

from freezegun import freeze_time
from odoo.fields import Domain
from odoo.tests import tagged

from .common import ObligoCommon


@tagged("post_install", "-at_install")
class TestCompanyDay(ObligoCommon):
    """Which day it is: that of the company's working hours, and not of whoever asks."""

    @freeze_time("2026-01-15 11:30:00")
    def test_follows_the_company_and_its_working_hours(self):
        company = self.env.company.with_user(self.seller_a).with_context(tz="Pacific/Pago_Pago")
        company.sudo().resource_calendar_id.tz = "Pacific/Auckland"
        self.assertEqual((company._time_zone(), company._today()), ("Pacific/Auckland", date(2026, 1, 16)))
        company.sudo().resource_calendar_id.tz = "Europe/Lisbon"
        self.assertEqual((company._time_zone(), company._today()), ("Europe/Lisbon", date(2026, 1, 15)))
        far = self.env["resource.calendar"].create({"name": "Far east", "tz": "Asia/Tokyo"})
        company.sudo().resource_calendar_id = far
        self.assertEqual(company._time_zone(), "Asia/Tokyo")

    @freeze_time("2026-01-15 11:30:00")
    def test_each_company_by_its_own_day(self):
        """Half past midnight in one company, noon of the day before in the other."""
        other = self.env["res.company"].create({"name": "Auckland"})
        other.resource_calendar_id.tz = "Pacific/Auckland"
        self.env["res.company"].search([("id", "!=", other.id)]).resource_calendar_id.tz = "Europe/Lisbon"
        domain = self.env["res.company"]._domain_by_today(lambda today: Domain("date_order", "<", today))
        create = self.env["sale.order"].create
        orders = create(
            [
                {
                    "partner_id": self.customer_a.id,
                    "company_id": company.id,
                    "date_order": "2026-01-15 00:00:00",
                }
                for company in (self.env.company, other)
            ]
        )
        found = orders.search([("id", "in", orders.ids), *domain])
        self.assertEqual(found.company_id, other)
