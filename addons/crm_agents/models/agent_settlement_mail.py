import logging
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import retrying

_logger = logging.getLogger(__name__)
TEMPLATE = "crm_agents.mail_template_settlement"


class AgentSettlement(models.Model):
    """The statement by e-mail, with the PDF, in the agent's language: one or many, each once for each time asked."""

    _inherit = "agent.settlement"

    mail_state = fields.Selection(
        [("waiting", "Waiting"), ("sent", "Sent"), ("no_address", "No e-mail address"), ("failed", "Failed")],
        string="E-Mail",
        readonly=True,
        copy=False,
    )
    mailed_on = fields.Datetime(readonly=True, copy=False)

    _mail_waiting = models.Index("(id) WHERE mail_state = 'waiting'")

    def action_mail(self):
        """Send the statements to the agents, from a job: those of many agents take their time."""
        self._check_group("crm_base.group_sales_manager")
        if any(settlement.state == "cancelled" for settlement in self):
            raise UserError(self.env._("A cancelled settlement is not sent."))
        self._force({"mail_state": "waiting"})
        # sudo: whoever may send statements need not have a right on scheduled jobs
        self.env.ref("crm_agents.ir_cron_mail_settlements").sudo()._trigger()

    @api.model
    def _cron_mail(self):
        """Send what waits, one by one: what was sent stays sent, whatever happens to the others."""
        waiting = self.search([("mail_state", "=", "waiting")], order="id")
        for done, settlement in enumerate(waiting, 1):
            try:
                retrying(partial(settlement._mail_statement), self.env)
            except Exception:
                # One statement must not keep the others from going out.
                _logger.exception("The statement of settlement %s could not be sent", settlement.id)
                self.env.cr.rollback()
                settlement.mail_state = "failed"
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(waiting) - done):
                break

    def _mail_statement(self):
        """Put the statement into the outgoing mail, unless it went out meanwhile."""
        self.ensure_one()
        self.invalidate_recordset()
        if self.mail_state != "waiting":
            return
        if not self.agent_id.email:
            self.mail_state = "no_address"
            return
        # Written first: who sends the same one at the same time is turned back here, before any mail exists.
        self.write({"mail_state": "sent", "mailed_on": fields.Datetime.now()})
        self.flush_recordset()
        self.env.ref(TEMPLATE).send_mail(self.id, email_layout_xmlid="mail.mail_notification_light")
