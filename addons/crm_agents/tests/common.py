from odoo import Command
from odoo.addons.crm_base.tests.common import ObligoCommon


class AgentsCommon(ObligoCommon):
    """Agents `agent_a` (seller_a) and `agent_b` (an outside person), 18 % tax, families, short factories."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tax = cls.env["account.tax"].create({"name": "18 %", "amount": 18, "type_tax_use": "sale"})
        cls.family = cls.env["product.category"].create({"name": "Furniture"})
        cls.chairs = cls.env["product.category"].create({"name": "Chairs", "parent_id": cls.family.id})
        cls.desk = cls._create_sold("Desk", cls.family)
        cls.chair = cls._create_sold("Chair", cls.chairs)
        cls.agent_a = cls.seller_a.partner_id
        cls.agent_a.is_agent = True
        cls.agent_b = cls.env["res.partner"].create({"name": "Outside Agent", "is_agent": True})

    @classmethod
    def _create_sold(cls, name, family=None, **values):
        """A product sold with 18 % tax."""
        family = {"categ_id": family.id} if family else {}
        return cls._create_goods(name, taxes_id=[Command.set(cls.tax.ids)], **family, **values)

    @classmethod
    def _create_plan(cls, *rules, name="Plan", **values):
        """A plan with rules given as a rate or as (rate, criteria)."""
        rules = [rule if isinstance(rule, tuple) else (rule, {}) for rule in rules]
        return cls.env["agent.commission.plan"].create(
            {
                "name": name,
                "rule_ids": [
                    Command.create({"sequence": position, "rate": rate, **criteria})
                    for position, (rate, criteria) in enumerate(rules)
                ],
                **values,
            }
        )

    @classmethod
    def _assign(cls, customer, agent, share=100.0, **dates):
        """Make somebody an agent of a customer."""
        return cls.env["agent.assignment"].create(
            {"partner_id": customer.id, "agent_id": agent.id, "share": share, **dates}
        )

    @classmethod
    def _invoice(cls, customer, *lines, day="2026-01-01", post=True, **values):
        """A posted invoice with lines of (product, untaxed amount), or of further line values."""
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "invoice_date": day,
                "date": day,
                "invoice_line_ids": [
                    Command.create(
                        line
                        if isinstance(line, dict)
                        else {"product_id": line[0].id, "quantity": 1, "price_unit": line[1]}
                    )
                    for line in lines
                ],
                **values,
            }
        )
        if post:
            invoice.action_post()
        return invoice

    @classmethod
    def _credit(cls, invoice, day, *amounts):
        """A posted credit note of an invoice: of all of it, or with these amounts on its lines in order."""
        note = invoice._reverse_moves([{"invoice_date": day, "date": day}])
        for line, amount in zip(note.invoice_line_ids, amounts, strict=False):
            line.price_unit = amount
            line.quantity = 1
        note.action_post()
        return note

    @classmethod
    def _pay(cls, invoices, amount, day):
        """Register a receipt on invoices, and return the payment."""
        wizard = (
            cls.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoices.ids)
            .create({"amount": amount, "payment_date": day, "group_payment": True})
        )
        return wizard._create_payments()

    @classmethod
    def _receivable(cls, moves):
        """The receivable lines of documents."""
        return moves.line_ids.filtered(lambda line: line.account_type == "asset_receivable")

    def _entries(self, agent=None, **criteria):
        """The ledger entries of an agent, oldest first."""
        domain = [(name, "=", value) for name, value in criteria.items()]
        if agent:
            domain.append(("agent_id", "=", agent.id))
        return self.env["agent.commission.entry"].search(domain, order="date, id")

    def _earned(self, agent=None, day_from="2000-01-01", day_to="2100-01-01"):
        """What an agent earned from a day to a day."""
        entries = self._entries(agent).filtered(lambda entry: day_from <= str(entry.date) <= day_to)
        return round(sum(entries.mapped("amount")), 2)

    def _of(self, *documents):
        """What each document earned and lost, over all agents."""
        entries = self._entries()
        return [
            round(sum(entries.filtered(lambda entry, move=move: entry.move_id == move).mapped("amount")), 2)
            for move in documents
        ]
