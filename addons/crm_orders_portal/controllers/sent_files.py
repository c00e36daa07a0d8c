from odoo.addons.crm_base.logic.record_ids import as_id
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.http import request, route
from werkzeug.exceptions import NotFound

from .desk import contact_or_404


class SentFilePortal(CustomerPortal):
    """The files that the customer's own people sent with their orders."""

    @route("/my/files/<int:number>", type="http", auth="user", website=True, readonly=True, methods=["GET"])
    def sent_file(self, number, **_unknown):
        """One file, to keep: never shown as a page, whatever is in it."""
        contact = contact_or_404()
        file = contact.env["ir.attachment"].search(
            [("id", "=", as_id(number)), ("res_model", "=", "sale.order")]
        )
        # The order is searched with the customer's own rights: they keep companies apart.
        order = request.env["sale.order"].search([("id", "=", file.res_id)]) if file else None
        if not order or file not in order.sudo().portal_file_ids:
            raise NotFound
        response = (
            request.env["ir.binary"]
            ._get_stream_from(file)
            .get_response(as_attachment=True, content_security_policy="default-src 'none'; sandbox")
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
