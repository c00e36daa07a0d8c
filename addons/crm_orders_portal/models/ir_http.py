from inspect import unwrap

from odoo import models
from odoo.http import request

OURS = "odoo.addons.crm_orders_portal."
# The one parameter of ours that is a file; other files are read from the request where they are wanted.
FILE = "file"


class IrHttp(models.AbstractModel):
    """What a browser of ours never sends does not reach the customers' pages."""

    _inherit = "ir.http"

    @classmethod
    def _dispatch(cls, endpoint):
        """Hand our pages texts that the database takes: no file in the place of a text, no zero byte."""
        if unwrap(endpoint.func).__module__.startswith(OURS):
            request.params = {
                name: value.replace("\x00", "") if isinstance(value, str) else value
                for name, value in request.params.items()
                if name == FILE or not hasattr(value, "filename")
            }
        return super()._dispatch(endpoint)
