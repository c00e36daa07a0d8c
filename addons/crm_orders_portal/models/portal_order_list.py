from odoo import api, fields, models
from odoo.fields import Command, Domain

MOST_LISTS = 100


class PortalOrderList(models.Model):
    """What a customer orders again and again: kept by one contact, for himself or for his whole company."""

    _name = "portal.order.list"
    _description = "Saved list of a customer"
    _order = "name, id"

    name = fields.Char(required=True)
    contact_id = fields.Many2one(
        "res.partner", string="Kept by", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        related="contact_id.commercial_partner_id", string="Customer", store=True, index=True
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    is_shared = fields.Boolean(string="For the whole company", default=True)
    line_ids = fields.One2many("portal.order.list.line", "list_id", copy=True)
    line_count = fields.Integer(string="Products", compute="_compute_line_count")

    @api.depends("line_ids")
    def _compute_line_count(self):
        for order_list in self:
            order_list.line_count = len(order_list.line_ids)

    @api.model
    def _portal_lists(self, contact):
        """The lists `contact` may use: his own, and those his colleagues share.

        The caller is superuser (customers have no rights on lists), so this domain alone keeps companies apart.
        """
        own = Domain("contact_id", "=", contact.id)
        shared = Domain("is_shared", "=", True) & Domain("partner_id", "=", contact.commercial_partner_id.id)
        return self.search((own | shared) & Domain("company_id", "=", self.env.company.id))

    @api.model
    def _portal_save(self, contact, name, is_shared, quantities):
        """Keep `quantities` ({product: quantity}) under `name`; a list of his own by that name is written anew."""
        lines = [
            Command.create({"product_id": product.id, "quantity": quantities[product]})
            for product in quantities
        ]
        lists = self.search([("contact_id", "=", contact.id), ("company_id", "=", self.env.company.id)])
        same = lists.filtered(lambda order_list: order_list.name.casefold() == name.casefold())[:1]
        values = {"name": name, "is_shared": is_shared, "line_ids": [Command.clear(), *lines]}
        if same:
            same.write(values)
            return same
        if len(lists) >= MOST_LISTS:
            return self.browse()
        return self.create({"contact_id": contact.id, **values})

    def _quantities(self):
        """What the list asks for: {product: quantity in the product's unit}."""
        self.ensure_one()
        return {line.product_id: line.quantity for line in self.line_ids}
