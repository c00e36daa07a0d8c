import logging

from odoo import api, fields, models
from odoo.fields import Command
from odoo.service.model import retrying
from odoo.tools import SQL

_logger = logging.getLogger(__name__)
TEMPLATE = "crm_credit_control.mail_template_statement"


class CreditStatementMail(models.Model):
    """One statement of account to one customer by e-mail: waiting, sent, or why not.

    There is one row for each customer, company and period, so that no statement goes out twice, whoever asks how
    often; each is rendered and handed to Odoo's outgoing mail in one transaction, so that a killed run loses none.
    """

    _name = "credit.statement.mail"
    _description = "Statement by E-Mail"
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", "Customer", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    date_from = fields.Date("From", required=True, readonly=True)
    date_to = fields.Date("Until", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Asked by", readonly=True)
    recipient_id = fields.Many2one("res.partner", compute="_compute_recipient_id")
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("sent", "Sent"),
            ("no_address", "No e-mail address"),
            ("failed", "Failed"),
        ],
        required=True,
        readonly=True,
        default="waiting",
    )
    sent_on = fields.Datetime(readonly=True)

    _once = models.UniqueIndex(
        "(partner_id, company_id, date_from, date_to)", "This statement is already on its way."
    )
    _waiting_index = models.Index("(id) WHERE state = 'waiting'")

    @api.depends("partner_id")
    def _compute_recipient_id(self):
        for mail in self:
            mail.recipient_id = mail.partner_id.address_get(["invoice"])["invoice"]

    @api.model
    def _queue(self, partners, company, date_from, date_to):
        """Queue the statements of a period, those that did not go out before; returns how many are queued.

        One that had no address or failed is taken up again. Two who ask at once queue each statement once.
        """
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO credit_statement_mail AS mail (partner_id, company_id, date_from, date_to, user_id,
                                                           state, create_uid, create_date, write_uid, write_date)
                SELECT partner_id, %(company)s, %(first)s, %(last)s, %(user)s,
                       'waiting', %(user)s, %(now)s, %(user)s, %(now)s
                  FROM UNNEST(%(partners)s) AS partner_id
                ON CONFLICT (partner_id, company_id, date_from, date_to) DO UPDATE
                   SET state = 'waiting', write_uid = EXCLUDED.write_uid, write_date = EXCLUDED.write_date
                 WHERE mail.state IN ('no_address', 'failed')
                RETURNING id
                """,
                company=company.id,
                first=date_from,
                last=date_to,
                user=self.env.uid,
                now=fields.Datetime.now(),
                partners=partners.commercial_partner_id.ids,
            )
        )
        self.invalidate_model()
        if rows:
            # Whoever may ask for statements need not have a right on scheduled jobs.
            self.env.ref("crm_credit_control.cron_send_statements").sudo()._trigger()
        return len(rows)

    @api.model
    def _cron_send(self):
        """Send what waits, one by one: what was sent stays sent, whatever happens to the others."""
        waiting = self.search([("state", "=", "waiting")], order="id")
        for done, mail in enumerate(waiting, 1):
            try:
                retrying(mail._send, self.env)
            except Exception:
                # One statement must not keep the others from going out.
                _logger.exception("Statement %s could not be sent", mail.id)
                self.env.cr.rollback()
                mail.state = "failed"
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(waiting) - done):
                break

    def _send(self):
        """Render the statement and put it into the outgoing mail, unless it went out meanwhile."""
        self.ensure_one()
        self.invalidate_recordset()
        if self.state != "waiting":
            return
        if not self.recipient_id.email:
            self.state = "no_address"
            return
        # Written first: who sends the same one at the same time is turned back here, before any mail exists.
        self.write({"state": "sent", "sent_on": fields.Datetime.now()})
        self.flush_recordset()
        partner = self.partner_id.with_company(self.company_id)
        content, name = partner._credit_statement_pdf(self.date_from, self.date_to, self.company_id)
        attachment = self.env["ir.attachment"].create(
            {
                "name": name,
                "raw": content,
                "mimetype": "application/pdf",
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        template = self.env.ref(TEMPLATE)
        template.send_mail(self.id, email_values={"attachment_ids": [Command.link(attachment.id)]})

    def action_retry(self):
        """Try again those that had no address or failed."""
        self.check_access("read")
        self.browse().check_access("create")
        for mail in self:
            self._queue(mail.partner_id, mail.company_id, mail.date_from, mail.date_to)
