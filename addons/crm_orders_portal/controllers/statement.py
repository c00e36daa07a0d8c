from datetime import timedelta
from itertools import pairwise

from odoo import fields
from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.http import content_disposition, request, route
from werkzeug.exceptions import NotFound

from ..logic.statement import BOUNDS, aged, debt, is_overdue
from ..report.statement_workbook import Account, statement_workbook
from .costly import costly
from .desk import as_date, contact_or_404, page_values

DAYS_SHOWN = 365
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class StatementPortal(CustomerPortal):
    """The customer's account with us: balance, open items, statement."""

    @route("/my/account/statement", type="http", auth="user", website=True, readonly=True, methods=["GET"])
    def statement(self, date_from="", date_to="", **_unknown):
        """The account of the log-in's own company, between two days."""
        contact = contact_or_404("may_see_account")
        today = fields.Date.context_today(contact)
        date_from, date_to = self._period(today, date_from, date_to)
        opening, rows = contact._portal_statement(date_from, date_to)
        open_items = contact._portal_open_items()
        company = contact.env.company
        return request.render(
            "crm_orders_portal.portal_statement",
            {
                **self._prepare_portal_layout_values(),
                **page_values("statement"),
                "customer": contact.commercial_partner_id,
                "currency": company.currency_id,
                "date_from": date_from,
                "date_to": date_to,
                "opening": opening,
                "rows": rows,
                "open_items": open_items,
                "ageing": self._ageing(open_items, today),
                "instruments": contact.commercial_partner_id._portal_instruments(),
                "debt": debt(open_items, today),
                "is_overdue": lambda item: is_overdue(item, today),
                "figures": contact.commercial_partner_id._portal_account_figures()
                if company.portal_show_credit
                else [],
                "can_print": contact.commercial_partner_id._portal_prints_statement(),
            },
        )

    def _ageing(self, open_items, today):
        """The buckets of the ageing, each with its title."""
        env = request.env
        between = [
            env._("%(first)s to %(last)s days overdue", first=first + 1, last=last)
            for first, last in pairwise(BOUNDS)
        ]
        titles = [env._("Not due"), *between, env._("More than %(days)s days overdue", days=BOUNDS[-1])]
        return list(zip(titles, aged(open_items, today), strict=True))

    @route("/my/account/statement.xlsx", type="http", auth="user", website=True, methods=["GET"])
    @costly("statement")
    def statement_xlsx(self, date_from="", date_to="", **_unknown):
        """The same statement as a workbook."""
        contact = contact_or_404("may_see_account")
        today = fields.Date.context_today(contact)
        date_from, date_to = self._period(today, date_from, date_to)
        opening, rows = contact._portal_statement(date_from, date_to)
        open_items, company = contact._portal_open_items(), contact.env.company
        account = Account(
            customer=contact.commercial_partner_id.name,
            company=company.name,
            currency=company.currency_id.name,
            decimals=company.currency_id.decimal_places,
            date_from=date_from,
            date_to=date_to,
            opening=opening,
            rows=rows,
            open_items=open_items,
            ageing=self._ageing(open_items, today),
            instruments=contact.commercial_partner_id._portal_instruments(),
        )
        title = request.env._("Statement of account")
        name = f"{title} {date_to.isoformat()}.xlsx"
        headers = [("Content-Type", WORKBOOK), ("Content-Disposition", content_disposition(name))]
        return request.make_response(statement_workbook(request.env, account), headers)

    @route("/my/account/statement.pdf", type="http", auth="user", website=True, methods=["GET"])
    @costly("statement")
    def statement_pdf(self, date_from="", date_to="", **_unknown):
        """The same statement on paper, like the workbook in the language of the page that he reads."""
        contact = contact_or_404("may_see_account")
        period = self._period(fields.Date.context_today(contact), date_from, date_to)
        paper = contact.commercial_partner_id._portal_statement_pdf(*period)
        if not paper:
            raise NotFound
        content, name = paper
        headers = [("Content-Type", "application/pdf"), ("Content-Disposition", content_disposition(name))]
        return request.make_response(content, headers)

    def _period(self, today, date_from, date_to):
        """The first and the last day asked for; a year back from `today` where nothing sensible is."""
        last = as_date(date_to) or today
        return min(as_date(date_from) or today - timedelta(days=DAYS_SHOWN), last), last
