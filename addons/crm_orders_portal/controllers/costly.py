"""Requests that cost much are counted per log-in; who asks too often is told to wait."""

from functools import wraps

from odoo.http import request

WAIT_SECONDS = 60


def costly(kind):
    """Decorate a route's method, below `@route`: asked for too often it answers 429 with a page that says so."""

    def decorated(method):
        @wraps(method)
        def limited(self, *args, **kwargs):
            if request.env["portal.request"]._is_allowed(request.env.user, kind):
                return method(self, *args, **kwargs)
            response = request.render("crm_orders_portal.portal_too_many", {"seconds": WAIT_SECONDS})
            response.status_code = 429
            response.headers["Retry-After"] = str(WAIT_SECONDS)
            return response

        return limited

    return decorated
