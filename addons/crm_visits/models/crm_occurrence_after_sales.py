from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models

from ..logic.cadence import Cadence, fitting_day
from ..logic.places import local_day, local_moment


class CrmOccurrence(models.Model):
    """Contacts after a delivery, by rule."""

    _inherit = "crm.occurrence"

    visit_rule_id = fields.Many2one(
        "crm.visit.rule",
        string="After-Sales Rule",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    visit_rule_number = fields.Integer(string="Contact Number", readonly=True, copy=False, aggregator=None)
    picking_id = fields.Many2one(
        "stock.picking",
        string="Delivery",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="set null",
    )

    _planned_once_by_rule = models.UniqueIndex(
        "(visit_rule_id, picking_id, visit_rule_number) WHERE visit_rule_id IS NOT NULL",
        "This contact is planned already.",
    )

    @api.model
    def _plan_after_sales(self, picking):
        """Plan what the rules ask for after a delivery; what an earlier part of the same order asked for stands."""
        rules = self.env["crm.visit.rule"]._of_delivery(picking)
        if not rules or not picking.partner_id:
            return self.browse()
        standing = self.search(
            [
                ("visit_rule_id", "in", rules.ids),
                ("picking_id", "in", picking._deliveries_of_order().ids),
                ("state", "!=", "cancelled"),
            ]
        )
        values = []
        for rule in rules - standing.visit_rule_id:
            values += self._prepare_after_sales(rule, picking)
        return self.create(values)

    @api.model
    def _prepare_after_sales(self, rule, picking):
        """Yield the values of the contacts of a rule after a delivery."""
        customer = picking.partner_id.commercial_partner_id
        seller = rule.user_id or customer.user_id or picking.sale_id.user_id
        if not seller.active:
            return
        days = seller._seller_days(rule.company_id)[seller.id]
        zone = ZoneInfo(days.zone)
        delivered = local_day(picking.date_done, zone)
        off = days.days_off(rule.hour, rule.duration)
        for number in range(1, rule.times + 1):
            wanted = delivered + timedelta(days=rule.days + (number - 1) * rule.repeat_days)
            cadence = Cadence(rule.days, wanted, workdays=days.workdays, holidays=off)
            day = fitting_day(wanted, delivered + timedelta(days=1), cadence) or wanted
            yield {
                "visit_rule_id": rule.id,
                "visit_rule_number": number,
                "picking_id": picking.id,
                "partner_id": picking.partner_id.id,
                "user_id": days.stand_in(day) or seller.id,
                "company_id": rule.company_id.id,
                "kind": rule.kind,
                "name": rule.with_context(lang=seller.lang).name,
                "date": local_moment(day, rule.hour, zone),
                "duration": rule.duration,
            }

    def _cancel_after_sales_of_returned(self, deliveries):
        """Cancel what is planned by rules about goods of which nothing is left with the customer."""
        planned = self.search([("picking_id", "in", deliveries.ids), ("state", "=", "planned")])
        for rule, occurrences in planned.grouped("visit_rule_id").items():
            if not any(rule._covers(product) for product in deliveries._products_kept()):
                occurrences.write({"state": "cancelled"})
