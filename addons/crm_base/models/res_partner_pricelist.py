from odoo import models


class ResPartner(models.Model):
    """Which price list a customer has decides who sees the list, so it is asked all the time."""

    _inherit = "res.partner"

    # Which lists customers have is asked whenever a seller reads one.
    _given_pricelist_index = models.Index(
        "(specific_property_product_pricelist) WHERE specific_property_product_pricelist IS NOT NULL"
    )
