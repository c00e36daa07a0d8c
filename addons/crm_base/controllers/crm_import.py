from odoo import http
from odoo.http import content_disposition, request
from werkzeug.exceptions import NotFound

from ..sheets.template import build_template

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportTemplate(http.Controller):
    """Sheets to fill in, one for each kind of import."""

    @http.route(
        "/crm_base/import/template/<string:kind>", type="http", auth="user", methods=["GET"], readonly=True
    )
    def template(self, kind):
        """The template of a kind that the user may import, with headers in his language."""
        wizard = request.env["crm.import"]
        if kind not in wizard._allowed_kinds():
            raise NotFound
        title = dict(wizard._kinds())[kind]
        right_to_left = request.env["res.lang"]._get_data(code=request.env.lang).direction == "rtl"
        data = build_template(wizard._columns(kind), title, right_to_left)
        headers = [("Content-Type", XLSX_TYPE), ("Content-Disposition", content_disposition(f"{title}.xlsx"))]
        return request.make_response(data, headers)
