from odoo import fields, models
from odoo.exceptions import AccessError, UserError

# Which group takes a settlement from one state to the next.
STEPS = {
    "reviewed": ("draft", "crm_base.group_sales_manager"),
    "approved": ("reviewed", "crm_base.group_administrator"),
    "billed": ("approved", "account.group_account_invoice"),
    "paid": ("approved", "account.group_account_invoice"),  # through payroll; a bill pays by being paid
}


class AgentSettlement(models.Model):
    """The steps. Nobody may write a settlement; a step does it for those who may take it."""

    _inherit = "agent.settlement"

    def action_review(self):
        """The sales manager has looked through the entries."""
        self._check_not_own()
        self._step("reviewed")

    def action_approve(self):
        """The administrator releases the settlement for payment."""
        self._check_nothing_open()
        self._step("approved")

    def action_pay_payroll(self):
        """The employee gets it with his pay: no bill."""
        self._check_nothing_open()
        if not all(settlement.is_payroll for settlement in self):
            raise UserError(self.env._("Only employees who are paid through payroll get no bill."))
        self._step("paid", payroll_date=fields.Date.context_today(self))

    def action_undo_payroll(self):
        """It was not paid with a payroll after all."""
        self._check_group("account.group_account_invoice")
        if not all(settlement.payroll_date for settlement in self):
            raise UserError(self.env._("Only what was paid through payroll can be taken back from it."))
        self._force({"state": "approved", "payroll_date": False})

    def action_cancel(self):
        """Give the entries back to the next settlement."""
        self._check_group("crm_base.group_sales_manager")
        self._check_not_own()
        if any(settlement.state not in ("draft", "reviewed", "approved") for settlement in self):
            raise UserError(
                self.env._(
                    "Only what is neither billed nor paid can be cancelled: cancel or delete the bill first."
                )
            )
        self.env["agent.settlement.item"]._release(self)
        self._force({"state": "cancelled", "bill_id": False})

    def action_update(self):
        """Take in what was entered meanwhile for days of the settlement."""
        self._check_group("crm_base.group_sales_manager")
        self._check_not_own()
        if any(settlement.state != "draft" for settlement in self):
            raise UserError(self.env._("Only a settlement that nobody has reviewed takes further entries."))
        for settlement in self:
            agent, company = settlement.agent_id, settlement.company_id
            last_days = self._last_days(agent, company, before=settlement)
            self._apply_limits(agent, company, last_days, settlement.date_to)
            settlement._force({"limits": self._limits_of(agent, company)})
        self.env["agent.settlement.item"]._collect(self)

    def _step(self, state, **values):
        self._check_step(state)
        self._force({"state": state, **values})

    def _force(self, values):
        # sudo: nobody has the right to write settlements; whose step this is, was checked before
        self.sudo().write(values)

    def _check_step(self, state):
        before, group = STEPS[state]
        self._check_group(group)
        if any(settlement.state != before for settlement in self):
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Only settlements in state %(before)s can become %(after)s.",
                    before=labels[before],
                    after=labels[state],
                )
            )

    def _check_group(self, group):
        self.check_access("read")
        if not self.env.user.has_group(group):
            raise AccessError(self.env._("You may not take this step of a settlement."))

    def _check_not_own(self):
        """Somebody else looks through what one has earned oneself, an administrator too: it takes two."""
        own = self.filtered("is_own")
        if own:
            raise AccessError(
                self.env._(
                    "%(settlements)s: somebody else looks through what you earn yourself.",
                    settlements=", ".join(own.mapped("name")),
                )
            )

    def _check_nothing_open(self):
        """Objections are answered before money is promised."""
        disputed = self.filtered("open_objection_count")
        if disputed:
            raise UserError(
                self.env._(
                    "Answer the agents' objections first: %(settlements)s.",
                    settlements=", ".join(
                        f"{settlement.name} ({settlement.agent_id.name}: {settlement.open_objection_count})"
                        for settlement in disputed
                    ),
                )
            )
