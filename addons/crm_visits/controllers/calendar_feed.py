import hashlib

from odoo.http import Controller, request, route
from werkzeug.exceptions import NotFound

FRESH_SECONDS = 900  # calendars ask every few hours; nobody need ask more often than this


class CalendarFeed(Controller):
    """A user's visits for his other calendars, under a secret address that he can end."""

    @route(
        "/crm/calendar/<string:token>.ics",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        save_session=False,
        sitemap=False,
    )
    def calendar(self, token):
        """The calendar of whoever the address belongs to; whatever is wrong with an address, it is not found."""
        user = request.env["res.users"]._visit_feed_user(token)
        if not user:
            raise NotFound
        content = request.env["crm.occurrence"]._calendar_of(user).encode()
        mark = hashlib.sha256(content).hexdigest()[:32]
        headers = [
            ("Content-Type", "text/calendar; charset=utf-8"),
            ("Cache-Control", f"private, max-age={FRESH_SECONDS}"),
            ("ETag", f'"{mark}"'),
            ("X-Robots-Tag", "noindex"),
            ("Referrer-Policy", "no-referrer"),
        ]
        if mark in request.httprequest.if_none_match:
            return request.make_response(b"", headers, status=304)
        return request.make_response(content, headers)
