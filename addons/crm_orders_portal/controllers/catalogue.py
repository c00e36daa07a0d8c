from odoo.addons.crm_base.logic.record_ids import as_id
from odoo.addons.portal.controllers.portal import CustomerPortal, pager
from odoo.fields import Domain
from odoo.http import request, route

from .desk import as_line, contact_or_404, page_values, product_or_404, shown_quantity

SORTINGS = {
    "name": "name, default_code, id",
    "code": "default_code, name, id",
    "new": "create_date desc, id desc",
}
LONGEST_TYPED = 80


class CataloguePortal(CustomerPortal):
    """The catalogue: what this customer may order, at his price."""

    @route(
        ["/my/catalogue", "/my/catalogue/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
        methods=["GET"],
    )
    def catalogue(self, page=1, search="", family=None, brand=None, sortby=None, **_unknown):
        """One page of the catalogue, filtered by family, brand and words.

        When nothing holds the words as they are written, what they may have been meant for is shown instead.
        """
        contact = contact_or_404()
        chosen = {"search": as_line(search), "family": as_id(family), "brand": as_id(brand)}
        products = contact.env["product.product"]
        allowed = products._portal_domain(contact)
        narrowed = allowed & _narrowed(chosen)
        sortby = sortby if sortby in SORTINGS else "best" if chosen["search"] else "name"
        asked = {key: value for key, value in {**chosen, "sortby": sortby}.items() if value}
        found, pages = self._catalogue_page(contact, narrowed, chosen["search"], sortby, page, asked)
        alike = products._portal_alike(narrowed, chosen["search"], contact) if not found else products
        return request.render(
            "crm_orders_portal.portal_catalogue",
            {
                **self._prepare_portal_layout_values(),
                **page_values("catalogue"),
                **chosen,
                **self._catalogue_choices(products, allowed),
                "sortby": sortby,
                "pager": pages,
                "total": pages["total"],
                "is_guess": bool(alike),
                "cards": (found or alike)._portal_cards(contact),
                "currency": contact._portal_currency(),
                "shown_quantity": shown_quantity,
            },
        )

    def _catalogue_page(self, contact, domain, search, sortby, page, asked):
        """The products of one page, and what the pager needs to know."""
        products = contact.env["product.product"]
        domain &= products._portal_search_domain(search, contact)
        step = self._items_per_page
        total = products.search_count(domain)
        pages = pager("/my/catalogue", total=total, page=as_id(page) or 1, step=step, url_args=asked)
        if sortby == "best":
            found = products._portal_best(domain, search, contact, limit=step, offset=pages["offset"])
        else:
            found = products.search(domain, order=SORTINGS[sortby], limit=step, offset=pages["offset"])
        return found, {**pages, "total": total}

    @route("/my/catalogue/suggest", type="jsonrpc", auth="user", website=True, readonly=True)
    def catalogue_suggest(self, text="", **_unknown):
        """The first products for what is being typed: [{id, code, own_code, name}]."""
        contact = contact_or_404()
        text = as_line(text if isinstance(text, str) else "", LONGEST_TYPED)
        return contact.env["product.product"]._portal_suggest(text, contact) if len(text) > 1 else []

    def _catalogue_choices(self, products, allowed):
        """Families and brands that hold something this customer may order, each with its name."""
        families = products._read_group(allowed, ["categ_id"])
        brands = products._read_group(allowed, ["product_brand_id"])
        return {
            "families": sorted((family.display_name, family.id) for (family,) in families if family),
            "brands": sorted((brand.name, brand.id) for (brand,) in brands if brand),
        }

    @route(
        "/my/catalogue/picture/<int:product_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
        methods=["GET"],
    )
    def catalogue_picture(self, product_id, **_unknown):
        """The picture of a product that this customer may order."""
        product = product_or_404(contact_or_404(), product_id)
        return request.env["ir.binary"]._get_image_stream_from(product, "image_512").get_response()


def _narrowed(chosen):
    """The domain of the family and the brand that were chosen."""
    domain = Domain.TRUE
    if chosen["family"]:
        domain &= Domain("categ_id", "child_of", chosen["family"])
    if chosen["brand"]:
        domain &= Domain("product_brand_id", "=", chosen["brand"])
    return domain
