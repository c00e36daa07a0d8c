from odoo import models
from odoo.http import request
from werkzeug.exceptions import abort

MEGABYTE = 1024 * 1024


class IrHttp(models.AbstractModel):
    """A customer who sends more than a page takes reads so on a page like the others."""

    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Answer what is too large before it is read.

        Odoo notices while reading, and its page for errors would read again: so only the bare words are left.
        """
        result = super()._pre_dispatch(rule, args)
        most, sent = request.httprequest.max_content_length, request.httprequest.content_length
        if request.is_frontend and most is not None and (sent or 0) > most:
            response = request.render("crm_base.portal_too_large", {"most": most // MEGABYTE})
            response.flatten()
            response.status_code = 413
            # What is still on its way is not waited for.
            response.headers["Connection"] = "close"
            abort(response)
        return result
