from odoo import api, models

PRICELIST_FIELDS = ("property_product_pricelist", "specific_property_product_pricelist")


class ResPartner(models.Model):
    """Which price list a customer has decides who sees the list, so nobody gives one that he does not see."""

    _inherit = "res.partner"

    # Which lists customers have is asked whenever a seller reads one.
    _given_pricelist_index = models.Index(
        "(specific_property_product_pricelist) WHERE specific_property_product_pricelist IS NOT NULL"
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse price lists that the user may not see."""
        self._check_given_pricelists(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        """Refuse price lists that the user may not see."""
        self._check_given_pricelists([vals])
        return super().write(vals)

    @api.model
    def _check_given_pricelists(self, vals_list):
        ids = {vals.get(name) for vals in vals_list for name in PRICELIST_FIELDS} - {None, False}
        self.env["product.pricelist"].browse(ids).check_access("read")
