from odoo.addons.portal.controllers.portal import CustomerPortal, pager
from odoo.fields import Domain
from odoo.http import request, route
from werkzeug.exceptions import NotFound

from .desk import as_id, as_line, contact_or_404, page_values

SORTINGS = {
    "name": "name, default_code, id",
    "code": "default_code, name, id",
    "new": "create_date desc, id desc",
}


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
        """One page of the catalogue, filtered by family, brand and words."""
        contact = contact_or_404()
        chosen = {"search": as_line(search), "family": as_id(family), "brand": as_id(brand)}
        sortby = sortby if sortby in SORTINGS else "name"
        products = contact.env["product.product"]
        allowed = products._portal_domain(contact)
        domain = allowed & products._portal_search_domain(chosen["search"])
        if chosen["family"]:
            domain &= Domain("categ_id", "child_of", chosen["family"])
        if chosen["brand"]:
            domain &= Domain("product_brand_id", "=", chosen["brand"])
        url_args = {key: value for key, value in {**chosen, "sortby": sortby}.items() if value}
        pages = pager(
            "/my/catalogue",
            total=(total := products.search_count(domain)),
            page=page,
            step=self._items_per_page,
            url_args=url_args,
        )
        found = products.search(
            domain, order=SORTINGS[sortby], limit=self._items_per_page, offset=pages["offset"]
        )
        return request.render(
            "crm_orders_portal.portal_catalogue",
            {
                **self._prepare_portal_layout_values(),
                **page_values("catalogue"),
                **chosen,
                **self._catalogue_choices(products, allowed),
                "sortby": sortby,
                "pager": pages,
                "total": total,
                "cards": found._portal_cards(contact),
                "currency": contact._portal_currency(),
            },
        )

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
        contact = contact_or_404()
        products = contact.env["product.product"]
        product = products.search(products._portal_domain(contact) & Domain("id", "=", as_id(product_id)))
        if not product:
            raise NotFound
        return request.env["ir.binary"]._get_image_stream_from(product, "image_256").get_response()
