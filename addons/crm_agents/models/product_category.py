from odoo import fields, models


class ProductCategory(models.Model):
    """Families that earn no commission, whatever the plans say."""

    _inherit = "product.category"

    earns_commission = fields.Boolean(
        default=True,
        groups="base.group_user",
        help="Without the tick no plan pays commission on the products of this family and of those below it.",
    )

    def _earns_commission(self):
        """Tell whether the family and all above it earn."""
        return not self or (self.earns_commission and self.parent_id._earns_commission())
