from io import BytesIO

import xlsxwriter
from odoo.addons.crm_base.logic.import_cells import escape
from odoo.addons.crm_base.logic.record_ids import as_id
from odoo.http import content_disposition, request, route
from werkzeug.exceptions import NotFound

from .baskets import BasketsPortal
from .desk import contact_or_404

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_response(content, name):
    """The answer that lets the browser keep a workbook under this name."""
    headers = [("Content-Type", WORKBOOK), ("Content-Disposition", content_disposition(f"{name}.xlsx"))]
    return request.make_response(content, headers)


class OrderFilePortal(BasketsPortal):
    """Baskets and lists as a workbook that the quick order reads again."""

    @route("/my/basket/export", type="http", auth="user", website=True, readonly=True, methods=["GET"])
    def basket_export(self, **_unknown):
        """The basket being filled."""
        contact = contact_or_404("may_order")
        basket = contact.env["sale.order"]._portal_basket(contact)
        if not basket:
            raise NotFound
        return workbook_response(_order_sheet(basket._portal_quantities()), basket._portal_title())

    @route(
        "/my/lists/<int:list_id>/export",
        type="http",
        auth="user",
        website=True,
        readonly=True,
        methods=["GET"],
    )
    def lists_export(self, list_id, **_unknown):
        """A saved list."""
        contact = contact_or_404("may_order")
        lists = contact.env["portal.order.list"]._portal_lists(contact)
        chosen = lists.filtered(lambda order_list: order_list.id == as_id(list_id))
        if not chosen:
            raise NotFound
        return workbook_response(_order_sheet(chosen._quantities()), chosen.name)


def _order_sheet(quantities):
    """Code, quantity and name of each product of `quantities` ({product: quantity}), as the bytes of a workbook."""
    env = request.env
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [env._("Code"), env._("Quantity"), env._("Product")])
    sheet.set_column(0, 0, 20)
    sheet.set_column(2, 2, 40)
    for row, (product, quantity) in enumerate(quantities.items(), 1):
        sheet.write_string(row, 0, escape(product.default_code or product.barcode or ""))
        sheet.write_number(row, 1, float(quantity))
        sheet.write_string(row, 2, escape(product.with_context(display_default_code=False).display_name))
    book.close()
    return stream.getvalue()
