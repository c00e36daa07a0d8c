from decimal import Decimal

from odoo.addons.crm_base.logic.quantities import read_quantity
from odoo.addons.crm_base.logic.record_ids import as_id
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.exceptions import UserError
from odoo.http import request, route
from werkzeug.exceptions import NotFound

from .costly import costly
from .desk import as_line, contact_or_404, number_marks, page_values, shown_quantity
from .messages import problem_text

LARGEST_LIMIT = Decimal(1_000_000_000)


class ContactPortal(CustomerPortal):
    """The customer's chief contact looks after his colleagues' log-ins and rights."""

    @route("/my/contacts", type="http", auth="user", website=True, methods=["GET"])
    def contacts(self, **_unknown):
        """The people of the own company and what each may do."""
        return self._render_contacts(contact_or_404("may_manage_contacts"))

    @route("/my/contacts/invite", type="http", auth="user", website=True, methods=["POST"])
    @costly("invitation")
    def contact_invite(self, name="", email="", **values):
        """Invite a colleague by mail, with the rights ticked."""
        chief = contact_or_404("may_manage_contacts")
        try:
            with request.env.cr.savepoint():
                colleague, problem = chief._portal_invite(as_line(name), as_line(email, 200))
        except UserError:
            # Whose address it is, is nothing that a customer is told.
            colleague, problem = chief.browse(), "email_taken"
        if problem:
            return self._render_contacts(chief, [problem_text(problem)], {"name": name, "email": email})
        chief._portal_set_rights(colleague, values, {})
        return request.redirect("/my/contacts", code=303)

    @route(
        "/my/contacts/<int:number>/<any(rights,remind,archive):what>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def contact_change(self, number, what, **values):
        """Switch a colleague's rights and limits, invite him again, or archive him; never oneself."""
        chief = contact_or_404("may_manage_contacts")
        colleague = chief._portal_colleagues().filtered(lambda person: person.id == as_id(number))
        if not colleague or colleague == chief:
            raise NotFound
        problems = []
        if what == "rights":
            limits, problems = self._spending_limits(colleague, values)
            if not problems:
                chief._portal_set_rights(colleague, values, limits)
        elif what == "remind":
            chief._portal_invite_again(colleague)
        else:
            chief._portal_archive(colleague)
        if problems:
            return self._render_contacts(chief, problems)
        return request.redirect("/my/contacts", code=303)

    def _spending_limits(self, colleague, values):
        rule, problems, limits = values.get("spending_rule"), [], {}
        if rule in dict(colleague._fields["spending_rule"].selection):
            limits["spending_rule"] = rule
        marks = {**number_marks(), "decimals": colleague.env.company.currency_id.decimal_places}
        for name in ("order_limit", "month_limit"):
            typed = values.get(name, "").strip()
            if name in values:
                read = read_quantity(typed or "0", allow_zero=True, largest=LARGEST_LIMIT, **marks)
                if read.problem:
                    problems.append(f"{typed[:30]}: {problem_text('amount')}")
                else:
                    limits[name] = float(read.value)
        return limits, problems

    def _render_contacts(self, chief, problems=(), typed=None):
        colleagues = chief._portal_colleagues()
        return request.render(
            "crm_orders_portal.portal_contacts",
            {
                **self._prepare_portal_layout_values(),
                **page_values("contacts"),
                "chief": chief,
                "colleagues": colleagues,
                "rights": chief._portal_rights_to_give(),
                "right_texts": self._right_texts(),
                "sets_limits": chief._sets_limits(),
                "rules": chief._fields["spending_rule"]._description_selection(chief.env),
                "currency": chief.env.company.currency_id,
                "problems": problems,
                "typed": typed or {},
                "shown_quantity": shown_quantity,
            },
        )

    def _right_texts(self):
        env = request.env
        return {
            "may_order": env._("orders"),
            "may_see_account": env._("sees the account"),
            "may_approve": env._("approves orders"),
            "may_manage_contacts": env._("manages contacts"),
        }
