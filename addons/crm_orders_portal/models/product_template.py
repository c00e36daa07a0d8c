from odoo import api, fields, models
from odoo.addons.crm_base.logic.quantities import LARGEST
from odoo.exceptions import ValidationError


class ProductTemplate(models.Model):
    """Which products stand in the customers' catalogue, and in which quantities they are sold."""

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
    order_minimum = fields.Float(
        string="Sold from",
        digits="Product Unit",
        help="Customers order at least this quantity, in the product's unit; 0 for any. Staff are only warned.",
    )
    order_multiple = fields.Float(
        string="Sold in steps of",
        digits="Product Unit",
        help="Customers order whole multiples of this quantity, such as what a box holds; 0 for any.",
    )

    @api.depends("type", "sale_ok")
    def _compute_portal_published(self):
        for template in self:
            template.portal_published = template.sale_ok and template.type == "consu"

    @api.constrains("order_minimum", "order_multiple")
    def _check_order_steps(self):
        for template in self:
            if not (0 <= template.order_minimum <= LARGEST and 0 <= template.order_multiple <= LARGEST):
                raise ValidationError(
                    self.env._(
                        "“Sold from” and “Sold in steps of” lie between 0 and %(most)s.", most=f"{LARGEST:,}"
                    )
                )

    def action_open_customer_codes(self):
        """What customers call this product."""
        self.ensure_one()
        return self.env["product.customer.code"]._action_of(
            [("product_tmpl_id", "=", self.id)], default_product_id=self.product_variant_id.id
        )
