from odoo import fields, models

# From telling nothing to telling all: who is in several groups reads what the most careful of them allows.
DISPLAYS = [("hidden", "Nothing"), ("band", "In words"), ("figure", "The figure")]


class CrmCustomerGroup(models.Model):
    """What a group of customers may order, and what it reads about stock."""

    _inherit = "crm.customer.group"

    portal_stock_display = fields.Selection(
        DISPLAYS,
        string="Stock shown in the portal",
        help="When empty: as for the group above, and in the end as the company's settings say.",
    )

    def _with_those_above(self):
        """These groups and every group above them."""
        ids = {int(part) for group in self for part in (group.parent_path or "").split("/") if part}
        return self.browse(ids)

    def _distances(self):
        """How far above these groups each group is that holds for them: {group id: steps up, 0 for themselves}."""
        distances = {}
        for group in self:
            path = [int(part) for part in (group.parent_path or "").split("/") if part]
            for far, group_id in enumerate(reversed(path)):
                distances[group_id] = min(far, distances.get(group_id, far))
        return distances

    def _stock_display(self):
        """What this group reads about stock, or False when the company decides."""
        self.ensure_one()
        return self.portal_stock_display or (self.parent_id and self.parent_id._stock_display())

    def action_open_order_steps(self):
        """In which quantities this group orders."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_orders_portal.portal_order_step_action")
        return {
            **action,
            "domain": [("customer_group_id", "in", self._with_those_above().ids)],
            "context": {"default_customer_group_id": self.id},
        }

    def action_open_assortment(self):
        """What this group may order."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_orders_portal.portal_assortment_action")
        return {
            **action,
            "domain": [("customer_group_id", "in", self._with_those_above().ids)],
            "context": {"default_customer_group_id": self.id},
        }
