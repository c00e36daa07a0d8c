from odoo import models
from odoo.http import request
from werkzeug.exceptions import Unauthorized

# Stands where the name would: a wrong key says nothing about whose it is meant to be.
API_KEY = "(API key)"


class IrHttp(models.AbstractModel):
    """Programs that call with a key that does not hold go into the register of log-ins."""

    _inherit = "ir.http"

    @classmethod
    def _auth_method_bearer(cls):
        try:
            return super()._auth_method_bearer()
        except Unauthorized:
            # Without a key nobody tried to get in: Odoo only says how to.
            if request.httprequest.headers.get("Authorization"):
                request.env["crm.login.log"]._record(API_KEY, is_success=False)
            raise
