from odoo.addons.crm_base.logic.record_ids import as_id
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.http import request, route
from werkzeug.exceptions import NotFound

from .desk import contact_or_404, page_values, product_or_404, shown_quantity


class ProductPortal(CustomerPortal):
    """A product by itself: all its codes, its prices by quantity, its documents, what goes with it."""

    @route(
        "/my/catalogue/<int:product_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
        methods=["GET"],
    )
    def product(self, product_id, **_unknown):
        """The page of a product that this customer may order."""
        contact = contact_or_404()
        product = product_or_404(contact, product_id)
        [card] = product._portal_cards(contact)
        together = product.browse()
        if contact.env.company.portal_show_together:
            together = product._portal_together(contact)
        return request.render(
            "crm_orders_portal.portal_product",
            {
                **self._prepare_portal_layout_values(),
                **page_values("catalogue"),
                "title": card["name"],
                "card": card,
                "family": product.categ_id.display_name,
                "description": product.description_sale,
                "bar_codes": [*product.barcode_ids.mapped("name")],
                "tiers": product._portal_tiers(contact),
                "documents": contact.env["product.document"]._portal_of(product),
                "together": together._portal_cards(contact),
                "currency": contact._portal_currency(),
                "shown_quantity": shown_quantity,
            },
        )

    @route(
        "/my/catalogue/document/<int:document_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
        methods=["GET"],
    )
    def product_document(self, document_id, **_unknown):
        """A document of a product that this customer may order, to be kept and not shown in the page's own name."""
        contact = contact_or_404()
        document = contact.env["product.document"]._portal_find(as_id(document_id), contact)
        if not document:
            raise NotFound
        if document.type == "url":
            return request.redirect(document.url, local=False)
        stream = request.env["ir.binary"]._get_stream_from(document.ir_attachment_id)
        return stream.get_response(as_attachment=True)
