from odoo.addons.crm_base.logic.record_ids import as_id
from odoo.http import request, route
from werkzeug.exceptions import NotFound

from .again import OrderAgainPortal
from .desk import contact_or_404, page_values, shown_quantity

LONGEST_NOTE = 2000
MOST_SHOWN = 100


class ApprovalPortal(OrderAgainPortal):
    """Orders that the customer's own company must approve."""

    @route("/my/approvals", type="http", auth="user", website=True, readonly=True, methods=["GET"])
    def approvals(self, **_unknown):
        """What waits for this contact, and what he laid before others."""
        contact = contact_or_404()
        approvals = contact.env["portal.approval"]
        found = approvals.search(approvals._portal_domain(contact), limit=MOST_SHOWN)
        return request.render(
            "crm_orders_portal.portal_approvals",
            {
                **self._prepare_portal_layout_values(),
                **page_values("approvals"),
                "waiting": found.filtered(lambda approval: approval._is_for(contact)),
                "others": found.filtered(lambda approval: not approval._is_for(contact)),
            },
        )

    @route("/my/approvals/<int:number>", type="http", auth="user", website=True, methods=["GET"])
    def approval(self, number, **_unknown):
        """One order that waits, or waited, for approval."""
        contact = contact_or_404()
        return self._render_approval(contact, self._own_approval(contact, number))

    @route(
        "/my/approvals/<int:number>/<any(approve,decline,withdraw,again):what>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def approval_decide(self, number, what, note="", amount="", **_unknown):
        """Approve or decline as an approver; take back or order again as the buyer. What is decided stays so."""
        contact = contact_or_404()
        approval = self._own_approval(contact, number)
        note = note.replace("\x00", "").strip()[:LONGEST_NOTE]
        if what in ("withdraw", "again"):
            return self._take_back(contact, approval, what)
        if not approval._is_for(contact):
            return request.redirect(f"/my/approvals/{approval.id}", code=303)
        if what == "decline" and not note:
            return self._render_approval(contact, approval, [request.env._("Please say why.")])
        if what == "decline":
            approval._decline(contact, note)
        # What he saw is what he approves: staff may have changed the order since the page was made.
        elif amount != self._seen_amount(approval):
            notice = request.env._("The order changed meanwhile. Please look at it again.")
            return self._render_approval(contact, approval, [notice])
        elif notices := approval._approve(contact):
            return self._render_approval(contact, approval, notices)
        return request.redirect(f"/my/approvals/{approval.id}", code=303)

    def _take_back(self, contact, approval, what):
        is_open = (
            approval.state == "waiting" if what == "withdraw" else approval.state in ("declined", "withdrawn")
        )
        if approval.contact_id != contact or not is_open:
            return request.redirect(f"/my/approvals/{approval.id}", code=303)
        if not contact.may_order:
            raise NotFound
        order = approval.order_id
        if what == "withdraw":
            approval._withdraw(contact)
        if order._is_portal_offer():
            return request.redirect(f"/my/orders/{order.id}", code=303)
        return self._refill(contact, order._portal_quantities())

    def _own_approval(self, contact, number):
        approvals = contact.env["portal.approval"]
        found = approvals.search([*approvals._portal_domain(contact), ("id", "=", as_id(number))])
        if not found:
            raise NotFound
        return found

    def _seen_amount(self, approval):
        return f"{approval.order_id.amount_total:.6f}"

    def _render_approval(self, contact, approval, problems=()):
        return request.render(
            "crm_orders_portal.portal_approval",
            {
                **self._prepare_portal_layout_values(),
                **page_values("approvals"),
                "approval": approval,
                "asked": approval.order_id,
                "reasons": approval._reason_texts(),
                "may_decide": approval._is_for(contact),
                "is_own": approval.contact_id == contact,
                "is_offer": approval.order_id._is_portal_offer(),
                "seen_amount": self._seen_amount(approval),
                "problems": problems,
                "shown_quantity": shown_quantity,
            },
        )
