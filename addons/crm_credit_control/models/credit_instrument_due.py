import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)

PASSED_ON = ("deposited", "discounted", "endorsed")


class CreditInstrument(models.Model):
    """Which instruments are due to clear, and the job that clears those that no bank statement will ever show."""

    _inherit = "credit.instrument"

    is_due_to_clear = fields.Boolean(
        "Due to Clear",
        compute="_compute_is_due_to_clear",
        search="_search_is_due_to_clear",
        help="Passed on, and its clearing days went by without a bounce.",
    )

    @api.depends("state", "maturity_date", "company_id.instrument_clearing_days")
    def _compute_is_due_to_clear(self):
        for instrument in self:
            today = instrument.company_id._today()
            days = timedelta(days=instrument.company_id.instrument_clearing_days)
            instrument.is_due_to_clear = (
                instrument.state in PASSED_ON
                and bool(instrument.maturity_date)
                and instrument.maturity_date + days < today
            )

    def _search_is_due_to_clear(self, operator, value):
        if operator != "in":
            return NotImplemented
        # The clearing days of a company are no secret of its books, and there are few companies.
        companies = self.env["res.company"].sudo().search([("instrument_clearing_days", ">=", 0)])
        last_days = companies.grouped(
            lambda company: company._today() - timedelta(days=company.instrument_clearing_days)
        )
        due = Domain("state", "in", PASSED_ON) & Domain.OR(
            Domain("company_id", "in", group.ids) & Domain("maturity_date", "<", last_day)
            for last_day, group in last_days.items()
        )
        return Domain.OR(due if wanted else ~due for wanted in value)

    @api.model
    def _cron_clear_due(self):
        """Clear discounted and endorsed instruments that are due; killed half way, the next run goes on."""
        due = self.search(
            [
                ("is_due_to_clear", "=", True),
                ("state", "in", ("discounted", "endorsed")),
                ("company_id.instrument_auto_clear", "=", True),
            ]
        )
        jobs = self.env["ir.cron"]
        jobs._commit_progress(remaining=len(due))
        for instrument in due:
            try:
                with self.env.cr.savepoint():
                    instrument.with_company(instrument.company_id).action_clear()
            except UserError as error:
                # A closed period or a missing account of one company must not hold up the others.
                _logger.info("Instrument %s is due and was not cleared: %s", instrument.id, error)
            if not jobs._commit_progress(1):
                break
