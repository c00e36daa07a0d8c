import logging
from functools import partial

from odoo import api, models
from odoo.service.model import retrying
from odoo.tools import mute_logger, split_every
from psycopg2.errors import UniqueViolation

from ..logic.collection import Level, next_level
from .credit_collection_case import ACTIVITY, CAUSES

_logger = logging.getLogger(__name__)
BATCH = 100


class CreditCollectionCase(models.Model):
    """The daily jobs: any number of runs does what one does, and a run killed half way is gone on with."""

    _inherit = "credit.collection.case"

    @api.model
    def _cron_collect(self):
        """Open the cases that have a cause, check promises, close the cases that have none any more."""
        steps = []
        for company in self.env["res.company"].search([]):  # pylint: disable=no-search-all
            rule = self.env["credit.collection.rule"]._for_company(company)
            causes = rule._causes(company)
            cases = self.search([("company_id", "=", company.id), ("date_closed", "=", False)])
            missing = sorted(causes.keys() - set(cases.partner_id.ids))
            steps += [partial(self._open, rule, company, causes, ids) for ids in split_every(BATCH, missing)]
            steps += [
                partial(self.browse(ids)._settle, causes) for ids in split_every(BATCH, cases.ids)
            ]  # fmt: skip
        promises = self.env["credit.promise"].search(
            [("state", "=", "open"), ("case_id.date_closed", "!=", False)]
        )
        steps += [promises._check]
        self._work_off(steps)

    @api.model
    def _cron_send_letters(self):
        """Send the letters that are due, one customer at a time."""
        steps = []
        for company in self.env["res.company"].search([]):  # pylint: disable=no-search-all
            rule = self.env["credit.collection.rule"]._for_company(company)
            if rule.sends_letters:
                cases = self.search([("company_id", "=", company.id), ("date_closed", "=", False)])
                levels = self._levels_in(company)
                steps += [
                    partial(self.browse(case.id)._send_next_letter, interval=rule.letter_interval)
                    for case in cases
                    if case._next_level(rule.letter_interval, levels)
                ]
        self._work_off(steps)

    @api.model
    def _work_off(self, steps):
        """Do and commit `steps` one by one, each on a fresh picture; one that met another session is done again.

        A step is handed no more records than it works on: it reads them anew, with all they were read together with.
        """
        for done, step in enumerate(steps, 1):
            try:
                retrying(step, self.env)
            except Exception:
                # One customer must not keep all others from being looked at; the next run tries him again.
                _logger.exception("A step of a daily job failed: %s", step)
                self.env.cr.rollback()
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(steps) - done):
                break
            # What others wrote meanwhile counts, and what was read for the last customers is of no more use.
            self.env.invalidate_all()

    @api.model
    def _open(self, rule, company, causes, partner_ids):
        """Open a case for each of these customers, unless another session was quicker."""
        partners = self.env["res.partner"].browse(partner_ids)
        users, stage = rule._responsible_for(partners, company), self._first_stage(closing=False)
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                # A night of new cases is not a night of e-mails: the activity tells who is responsible.
                cases = self.with_context(mail_auto_subscribe_no_notify=True, mail_create_nolog=True).create(
                    [
                        self._opening_values(
                            company, causes[partner.id], partner, users.get(partner.id), stage
                        )
                        for partner in partners
                    ]
                )
        except UniqueViolation:
            if len(partners) == 1:
                return self.browse()
            return self.concat(
                *(self._open(rule, company, causes, [partner_id]) for partner_id in partner_ids)
            )
        cases._announce_opening()
        return cases

    def _opening_values(self, company, causes, partner, user, stage):
        return {
            "partner_id": partner.id,
            "company_id": company.id,
            "date_opened": company._today(),
            "user_id": user and user.id,
            "stage_id": stage.id,
            **{f"cause_{cause}": cause in causes for cause in CAUSES},
        }

    def _announce_opening(self):
        """Log why these cases were opened, and ask who is responsible to act."""
        labels = {cause: self._fields[f"cause_{cause}"]._description_string(self.env) for cause in CAUSES}
        bodies = {}
        for case in self:
            causes = ", ".join(label for cause, label in labels.items() if case[f"cause_{cause}"])
            bodies[case.id] = self.env._("Opened by rule: %(causes)s.", causes=causes)
        summary = self.env._("Call about the debt")
        self._ask_responsible(ACTIVITY, dict.fromkeys(self, summary).items())
        self._message_log_batch(bodies=bodies)

    def _settle(self, causes):
        """Check the promises of these open cases, note their causes now, and close those without any.

        :param causes: causes of all customers of the cases' company, see `credit.collection.rule._causes`
        """
        self._check_promises()
        closing = self._first_stage(closing=True)

        def changed(case):
            found = causes.get(case.partner_id.id, [])
            values = {f"cause_{cause}": cause in found for cause in CAUSES}
            values = {name: value for name, value in values.items() if case[name] != value}
            if not found and closing:
                values["stage_id"] = closing.id
            return tuple(values.items())

        for values, cases in self.grouped(changed).items():
            if values:
                cases.write(dict(values))

    @api.model
    def _levels_in(self, company):
        return self.env["credit.collection.level"].search([("company_id", "in", [False, company.id])])

    def _next_level(self, interval, levels=None):
        """The level of the letter that is due now, empty when none is.

        :param interval: days since the last letter
        :param levels: those of the company, by whoever asks for many cases
        """
        self.ensure_one()
        if self.date_closed or not self.oldest_due_date:
            return self.env["credit.collection.level"]
        levels = self._levels_in(self.company_id) if levels is None else levels
        last = max(self.letter_ids.mapped("date"), default=None)
        key = next_level(
            [Level(level.id, level.days_overdue) for level in levels],
            self.letter_ids.level_id.ids,
            self.days_overdue,
            (self.company_id._today() - last).days if last else None,
            interval,
        )
        return levels.browse(key or ())

    def _send_next_letter(self, interval):
        """Write and send the letter that is due; return it, empty when none is or another session wrote it."""
        level = self._next_level(interval)
        letters = self.env["credit.collection.letter"]
        if not level:
            return letters
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                letter = letters.create(
                    {
                        "case_id": self.id,
                        "level_id": level.id,
                        "date": self.company_id._today(),
                        "amount": self.overdue_amount,
                        "oldest_due_date": self.oldest_due_date,
                    }
                )
        except UniqueViolation:
            return letters
        # In one transaction with the row: either both are there or none.
        letter._dispatch()
        return letter
