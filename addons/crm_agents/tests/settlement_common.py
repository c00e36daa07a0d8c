from odoo import Command

from .common import AgentsCommon


class SettlementCommon(AgentsCommon):
    """One plan of 5 % on invoices; `agent_a` sells alone to `customer_a`, `agent_b` to `customer_b`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._create_plan(5)
        (cls.agent_a + cls.agent_b).commission_plan_id = cls.plan
        cls._assign(cls.customer_a, cls.agent_a)
        cls._assign(cls.customer_b, cls.agent_b)

    def _settle(self, day, agents=None, **options):
        agents = agents or self.agent_a + self.agent_b
        return self.env["agent.settlement"]._settle(agents, self.env.company, day, **options)

    def _approved(self, settlements):
        settlements.action_review()
        settlements.action_approve()
        return settlements

    def _bill(self, settlements):
        """The posted bill of settlements just computed."""
        self._approved(settlements).action_bill()
        bill = settlements.bill_id
        bill.action_post()
        return bill

    @classmethod
    def _purchase_tax(cls, name, amount, **values):
        return cls.env["account.tax"].create(
            {"name": name, "amount": amount, "type_tax_use": "purchase", **values}
        )

    def _object(self, settlement, entry=None, user=None, text="This was mine"):
        return (
            self.env["agent.settlement.objection"]
            .with_user(user or self.seller_a)
            .create({"settlement_id": settlement.id, "entry_id": entry and entry.id, "text": text})
        )

    def _answer(self, objection, user=None, amount=0.0, answer="Looked at"):
        return (
            self.env["agent.settlement.answer"]
            .with_user(user or self.manager)
            .create({"objection_id": objection.id, "amount": amount, "answer": answer})
        )

    @classmethod
    def _fiscal_position(cls, name, source, targets):
        """A fiscal position that puts `targets` in the place of the tax `source`."""
        position = cls.env["account.fiscal.position"].create({"name": name})
        for tax in targets:
            tax.write(
                {
                    "fiscal_position_ids": [Command.link(position.id)],
                    "original_tax_ids": [Command.link(source.id)],
                }
            )
        return position
