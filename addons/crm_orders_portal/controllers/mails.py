from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.http import request, route

from .desk import contact_or_404, page_values


class MailPortal(CustomerPortal):
    """Of what the contact wants to hear by mail."""

    @route("/my/mails", type="http", auth="user", website=True, methods=["GET"])
    def mails(self, saved="", **_unknown):
        """His wishes, to tick."""
        contact_or_404()
        return request.render(
            "crm_orders_portal.portal_mails",
            {
                **self._prepare_portal_layout_values(),
                **page_values("mails"),
                "mails": self._wishes(),
                "is_saved": saved == "1",
            },
        )

    @route("/my/mails", type="http", auth="user", website=True, methods=["POST"])
    def mails_save(self, **values):
        """Keep what he ticked."""
        contact_or_404().write({name: bool(values.get(name)) for name in self._wishes()})
        return request.redirect("/my/mails?saved=1", code=303)

    def _wishes(self):
        env = request.env
        return {
            "notify_confirmed": env._("confirmed"),
            "notify_shipped": env._("shipped, or a part of it"),
            "notify_invoiced": env._("invoiced, or a part of it"),
        }
