from odoo import api, fields, models


class ProductTemplate(models.Model):
    """Which products stand in the customers' catalogue."""

    _inherit = "product.template"

    portal_published = fields.Boolean(
        string="In customers' catalogue",
        compute="_compute_portal_published",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        help="Customers find it in the portal and may order it. Goods for sale are in, services out, until changed.",
    )

    @api.depends("type", "sale_ok")
    def _compute_portal_published(self):
        for template in self:
            template.portal_published = template.sale_ok and template.type == "consu"
