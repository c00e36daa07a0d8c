from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class AgentSettlement(models.Model):
    """The agent's bill: his own in our books, with the tax that his fiscal position asks for."""

    _inherit = "agent.settlement"

    def action_bill(self):
        """Write a draft bill for each agent, for all of his settlements that were chosen."""
        self._check_step("billed")
        self._check_nothing_open()
        employees = self.filtered("is_payroll")
        if employees:
            raise UserError(
                self.env._(
                    "%(agents)s: paid through payroll, without a bill.",
                    agents=", ".join(employees.agent_id.mapped("name")),
                )
            )
        parts = self.grouped(lambda settlement: (settlement.agent_id, settlement.company_id))
        for settlements in parts.values():
            bill = self.env["account.move"].create(settlements._prepare_bill())
            self._add_included_taxes(bill.invoice_line_ids)
            settlements._force({"bill_id": bill.id, "state": "billed"})

    def action_view_bill(self):
        """Open the agent's bill."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "view_mode": "form",
            "res_id": self.bill_id.id,
        }

    def _prepare_bill(self):
        """Return the values of one agent's bill, a refund when he owes us.

        One line per settlement and plan, with that plan's product, which gives account and tax.
        """
        total = sum(self.mapped("amount"))
        if self.currency_id.is_zero(total):
            raise UserError(
                self.env._(
                    "%(settlements)s: together nothing to bill.", settlements=", ".join(self.mapped("name"))
                )
            )
        sign = 1 if total > 0 else -1
        return {
            "move_type": "in_invoice" if total > 0 else "in_refund",
            "partner_id": self.agent_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "invoice_date": fields.Date.context_today(self),
            "ref": ", ".join(self.sorted("date_to").mapped("name")),
            "invoice_line_ids": [
                fields.Command.create(self._prepare_bill_line(settlement, plan, sign * amount))
                for settlement, plan, amount in self._bill_sums()
            ],
        }

    def _add_included_taxes(self, lines):
        """Raise the prices by the taxes that they include: commission is an amount without tax, whatever the tax is."""
        for line in lines:
            taxes = line.tax_ids.compute_all(
                line.price_unit, line.currency_id, product=line.product_id, handle_price_include=False
            )["taxes"]
            included = [tax["amount"] for tax in taxes if line.tax_ids.browse(tax["id"]).price_include]
            if included:
                line.price_unit += sum(included)

    def _bill_sums(self):
        """Return (settlement, plan, amount), in the order of the periods."""
        sums = self.env["agent.commission.entry"]._read_group(
            [("settlement_id", "in", self.ids)], ["settlement_id", "plan_id"], ["amount:sum"]
        )
        return sorted(sums, key=lambda row: (row[0].date_to, row[0].id, row[1].id))

    def _prepare_bill_line(self, settlement, plan, amount):
        name = self.env._(
            "Commission %(number)s until %(day)s, %(plan)s",
            number=settlement.name,
            day=format_date(self.env, settlement.date_to),
            plan=plan.sudo().name,
        )
        # sudo: who writes bills need not be told the plan's terms, what it is billed as he is
        return {"product_id": plan.sudo().product_id.id, "name": name, "quantity": 1, "price_unit": amount}
