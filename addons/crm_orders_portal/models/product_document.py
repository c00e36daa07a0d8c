from odoo import api, fields, models
from odoo.fields import Domain


class ProductDocument(models.Model):
    """Documents of products that customers may download: data sheets, certificates, manuals."""

    _inherit = "product.document"

    is_for_customers = fields.Boolean(
        string="Customers' catalogue",
        groups="base.group_user",
        help="Customers who may order the product find and download the document in the portal.",
    )

    @api.model
    def _portal_of(self, products):
        """The documents that customers find with `products`; the caller is superuser."""
        on_product = Domain("res_model", "=", "product.product") & Domain("res_id", "in", products.ids)
        on_template = Domain("res_model", "=", "product.template") & Domain(
            "res_id", "in", products.product_tmpl_id.ids
        )
        return self.search(self._portal_shown() & (on_product | on_template))

    @api.model
    def _portal_find(self, document_id, contact):
        """The document of this id when `contact` may order what it belongs to; else an empty record."""
        document = self.search(self._portal_shown() & Domain("id", "=", document_id))
        field = "product_tmpl_id" if document.res_model == "product.template" else "id"
        products = self.env["product.product"]
        domain = products._portal_domain(contact) & Domain(field, "=", document.res_id)
        return document if document and products.search_count(domain, limit=1) else self.browse()

    @api.model
    def _portal_shown(self):
        return (
            Domain("is_for_customers", "=", True)
            & Domain("res_model", "in", ["product.product", "product.template"])
            & Domain("company_id", "in", [False, self.env.company.id])
        )
