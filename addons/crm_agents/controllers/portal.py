from odoo.addons.crm_base.logic.record_ids import LARGEST_ID, as_id
from odoo.addons.portal.controllers.portal import CustomerPortal, pager
from odoo.exceptions import UserError, ValidationError
from odoo.http import content_disposition, request, route
from werkzeug.exceptions import NotFound

from .workbook import workbook_response

REPORT = "crm_agents.report_settlement"
LONGEST_TEXT = 2000


class SettlementPortal(CustomerPortal):
    """An outside agent's own settlements: list, page, paper, workbook, and his objections.

    Portal users have no right on any model of commission, so nothing can be called past these pages. Each record
    shown is looked up as the superuser with the log-in's own contact as its agent; another's answers 404.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "commission_count" in counters:
            values["commission_count"] = self._own_settlements().search_count(self._own_domain())
        return values

    @route(
        ["/my/commission", "/my/commission/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
        methods=["GET"],
    )
    def commission(self, page=1, **_unknown):
        """The agent's settlements, the newest first, and what is open."""
        settlements, domain = self._own_settlements(), self._own_domain()
        pages = pager(
            "/my/commission",
            total=settlements.search_count(domain),
            page=as_id(page) or 1,
            step=self._items_per_page,
        )
        return request.render(
            "crm_agents.portal_settlements",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "commission",
                "default_url": "/my/commission",
                "pager": pages,
                "settlements": settlements.search(domain, limit=self._items_per_page, offset=pages["offset"]),
                "open_amounts": self._open_amounts(),
            },
        )

    @route("/my/commission/<int:number>", type="http", auth="user", website=True, methods=["GET"])
    def settlement(self, number, message="", **_unknown):
        """One settlement, entry by entry."""
        return self._page(self._own(number), thanks=message == "objected")

    @route("/my/commission/<int:number>.pdf", type="http", auth="user", website=True, methods=["GET"])
    def settlement_pdf(self, number, **_unknown):
        """The statement on paper, in the agent's language."""
        settlement = self._own(number)
        # sudo: portal users have no right on what the statement lists; whose it is, `_own` has asked
        content, _kind = request.env["ir.actions.report"].sudo()._render_qweb_pdf(REPORT, settlement.ids)
        name = f"{settlement.name.replace('/', '-')}.pdf"
        headers = [("Content-Type", "application/pdf"), ("Content-Disposition", content_disposition(name))]
        return request.make_response(content, headers)

    @route(
        "/my/commission/<int:number>.xlsx",
        type="http",
        auth="user",
        website=True,
        readonly=True,
        methods=["GET"],
    )
    def settlement_xlsx(self, number, **_unknown):
        """The statement as a workbook."""
        return workbook_response(self._own(number))

    @route("/my/commission/<int:number>/object", type="http", auth="user", website=True, methods=["POST"])
    def object(self, number, text="", entry="", **_unknown):
        """The agent says what is wrong with an entry, or what is missing."""
        settlement = self._own(number)
        text = text.strip()[:LONGEST_TEXT] if isinstance(text, str) else ""
        if not text:
            return self._page(settlement, error=request.env._("Write what is wrong."))
        entry = settlement.entry_ids.filtered(lambda row: str(row.id) == entry) if entry else None
        if entry is not None and not entry:
            raise NotFound
        values = {"settlement_id": settlement.id, "text": text, "entry_id": entry.id if entry else False}
        try:
            with request.env.cr.savepoint():
                settlement.objection_ids.create(values)
        except (UserError, ValidationError) as refusal:
            return self._page(settlement, error=str(refusal))
        return request.redirect(f"/my/commission/{settlement.id}?message=objected")

    def _page(self, settlement, error="", thanks=False):
        return request.render(
            "crm_agents.portal_settlement",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "commission",
                "settlement": settlement,
                "can_object": settlement.state in ("draft", "reviewed", "approved"),
                "error": error,
                "thanks": thanks,
            },
        )

    def _own(self, number):
        """The settlement with this id, when it is the log-in's own; else it does not exist."""
        domain = [*self._own_domain(), ("id", "=", min(number, LARGEST_ID))]
        settlement = self._own_settlements().search(domain)
        if not settlement:
            raise NotFound
        return settlement

    def _own_settlements(self):
        # sudo: portal users have no right on settlements; `_own_domain` is what limits them
        return request.env["agent.settlement"].sudo()

    def _own_domain(self):
        return [("agent_id", "=", request.env.user.partner_id.id), ("state", "!=", "cancelled")]

    def _open_amounts(self):
        """What the agent has earned and is in no settlement yet: [(currency, amount)]."""
        # sudo: as above
        groups = (
            request.env["agent.settlement.item"]
            .sudo()
            ._read_group(
                [("agent_id", "=", request.env.user.partner_id.id), ("settlement_id", "=", False)],
                ["company_id"],
                ["amount:sum"],
            )
        )
        return [(company.currency_id, amount) for company, amount in groups if amount]
