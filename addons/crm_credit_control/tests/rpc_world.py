from odoo import Command, fields
from odoo.tests import new_test_user

from .common_collection import CollectionCommon


class RpcWorld(CollectionCommon):
    """At least one record of every model, all of `customer_a`, and those who have no business with any of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        today = cls.company._today()
        soon = fields.Date.add(today, days=30)
        cls.case = cls._create_case()
        cls.letter = cls.case._send_next_letter(0)
        cls.order = cls._sell(200, user_id=cls.seller_a.id)
        cls.order.action_confirm()
        cls.authorization = cls.order.authorization_ids[:1]
        cls.cheque, cls.bill = cls._register(100), cls._register(200, kind="bill")
        own = {"partner_id": cls.customer_a.id, "company_id": cls.company.id}
        create = {name: cls.env[name].create for name in cls._models()}
        cls.suspension = create["credit.suspension"]({**own, "reason": "Secret reason"})
        cls.request = create["credit.ceiling.raise"](
            {**own, "credit_raise": 100, "valid_until": soon, "reason": "Secret wish"}
        )
        create["credit.promise"]({"case_id": cls.case.id, "amount": 70, "date_due": soon})
        create["sale.authorization.deputy"](
            {"user_id": cls.manager.id, "deputy_id": cls.controller.id, "date_from": today, "date_to": soon}
        )
        create["credit.suspension.rule"]({"name": "Late payers", "cause": "overdue"})
        paper = {"company_id": cls.company.id, "currency_id": cls.company.currency_id.id}
        bank = {"bank_journal_id": cls.bank.id}
        create["credit.deposit.slip"]({**paper, **bank, "instrument_ids": [Command.set(cls.cheque.ids)]})
        create["credit.discount"]({**paper, **bank, "instrument_ids": [Command.set(cls.bill.ids)]})
        supplier = cls.env["res.partner"].create({"name": "Supplier"})
        create["credit.endorsement"](
            {**paper, "supplier_id": supplier.id, "instrument_ids": [Command.set(cls.cheque.ids)]}
        )
        cls.env["credit.statement.mail"]._queue(cls.customer_a, cls.company, today, today)
        cls.secrets = ("Alfa Lda", "Secret", cls.order.name, cls.invoice.name, cls.cheque.name, "10000")
        cls.strangers = cls._create_strangers()
        cls.env.flush_all()

    @classmethod
    def _create_case(cls):
        """An overdue invoice, and the case that the daily job would open over it."""
        cls.invoice = cls._owe(500, 60)
        causes = cls.rule._causes(cls.company)
        cls.cases._open(cls.rule, cls.company, causes, cls.customer_a.ids)
        return cls.cases.search([("partner_id", "=", cls.customer_a.id), ("company_id", "=", cls.company.id)])

    @classmethod
    def _create_strangers(cls):
        """A customer in the portal, the seller and the manager of the other team."""
        company = {"company_id": cls.company.id, "company_ids": [Command.set(cls.company.ids)]}
        portal = {"groups": "base.group_portal", "partner_id": cls.contact_b.id}
        cls.portal_customer = new_test_user(cls.env, "portal_b", **portal, **company)
        cls.employee = cls._create_user("employee", **company)
        return cls.portal_customer + cls.employee + cls.seller_b + cls.other_manager

    def _owned(self):
        """{model: domain of the records of `customer_a`}."""
        company = [("company_id", "=", self.company.id)]
        special = {
            "credit.lock": [("partner_id", "=", self.customer_a.id)],
            "sale.authorization.deputy": [("user_id", "=", self.manager.id)],
        }
        return {
            name: special[name]
            if name in special
            else [("partner_id", "child_of", self.customer_a.id), *company]
            if "partner_id" in self.env[name]._fields
            else company
            if name in ("credit.deposit.slip", "credit.discount", "credit.endorsement")
            else []
            for name in self._stored_models()
        }

    def _wizards(self):
        """{wizard: what the controller has typed into it}."""
        register = self.env["account.payment.register"].with_user(self.controller)
        dialog = register.with_context(active_model="account.move", active_ids=self.invoice.ids).create({})
        soon = fields.Date.add(self.company._today(), days=30)
        return {
            "account.payment.register.instrument": {
                "register_id": dialog.id,
                "maturity_date": soon,
                "amount": 5,
            },
            "credit.ageing.wizard": {"partner_ids": [Command.set(self.customer_a.ids)]},
            "credit.ceiling.raise.refusal": {
                "request_ids": [Command.set(self.request.ids)],
                "note": "Secret no",
            },
            "credit.exposure.day.choice": {},
            "credit.instrument.step": {"step": "return", "instrument_ids": [Command.set(self.cheque.ids)]},
            "credit.statement.wizard": {"partner_ids": [Command.set(self.customer_a.ids)]},
            "sale.authorization.decision": {
                "decision": "release",
                "authorization_ids": [Command.set(self.authorization.ids)],
            },
        }

    def _arguments(self):
        """{(model, method): what it is called with after the ids}; none elsewhere."""
        soon = fields.Date.add(self.company._today(), days=30)
        return {
            ("credit.ceiling.raise", "action_refuse"): ["No"],
            ("credit.instrument", "action_endorse"): [self.customer_b.id],
            ("credit.instrument", "action_renew"): [soon],
            ("sale.authorization", "action_refuse"): ["No"],
        }

    def _records_for_methods(self):
        return (self.customer_a, self.order, self.invoice)
