from datetime import date

from odoo import Command
from odoo.tests import freeze_time, new_test_user

from .price_common import PriceCommon


class RpcWorld(PriceCommon):
    """At least one record of every model, all of team A, and those who have no business with any of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-02-10 12:00:00"))
        cls.plan = cls._create_plan(
            (5, {"categ_id": cls.chairs.id}),
            (0, {"by_tier": True}),
            name="Secret plan",
            tier_mode="marginal",
            tier_ids=[Command.create({"volume_above": 0, "rate": 3})],
        )
        cls.agent_b.user_id = cls.seller_a
        cls.agents = cls.agent_a + cls.agent_b
        cls.agents.commission_plan_id = cls.plan
        cls._assign(cls.customer_a, cls.agent_a, 60)
        cls._assign(cls.customer_a, cls.agent_b, 40)
        cls.product_line = cls.env["agent.product.line"].create(
            {"name": "Chairs", "categ_ids": [Command.set(cls.chairs.ids)]}
        )
        cls._create_order(cls.customer_a, (cls.desk, 3)).action_confirm()
        cls.invoice = cls._invoice(cls.customer_a, (cls.desk, 1000), (cls.chair, 100), day="2026-01-10")
        cls.settlements = cls.env["agent.settlement"]._settle(cls.agents, cls.env.company, "2026-01-31")
        cls.settlements[0].objection_ids.create({"settlement_id": cls.settlements[0].id, "text": "Wrong"})
        cls._invoice(cls.customer_a, (cls.desk, 700), day="2026-02-05")
        cls.env["agent.target"].create(
            {
                "agent_id": cls.agent_a.id,
                "month": date(2026, 2, 1),
                "amount": 500,
                "partner_id": cls.customer_a.id,
            }
        )
        cls.condition = cls._condition(cls.customer_a, product_tmpl_id=cls.desk.product_tmpl_id.id, price=90)
        cls.revision = cls.env["agent.price.revision"].create(
            {"pricelist_id": cls.condition.pricelist_id.id, "change_percent": 10}
        )
        cls.revision.action_preview()
        cls.secrets = ("Alfa Lda", "Secret plan", cls.invoice.name, *cls.settlements.mapped("name"))
        cls.env.flush_all()
        cls.strangers = cls._create_strangers()

    @classmethod
    def _create_strangers(cls):
        """A customer and an outside agent in the portal, the seller and the manager of the other team."""
        outside = cls.env["res.partner"].create(
            {"name": "Of team B", "is_agent": True, "user_id": cls.seller_b.id}
        )
        portal = {"groups": "base.group_portal"}
        cls.portal_customer = new_test_user(cls.env, "portal_b", partner_id=cls.contact_b.id, **portal)
        cls.portal_agent = new_test_user(cls.env, "agent_of_b", partner_id=outside.id, **portal)
        return cls.portal_customer + cls.portal_agent + cls.seller_b + cls.other_manager

    def _owned(self):
        """{model: domain of the records of team A}."""
        by_agent = [("agent_id", "in", self.agents.ids)]
        of_plan = [("plan_id", "=", self.plan.id)]
        special = {
            "account.move.agent": [("move_id.partner_id", "=", self.customer_a.id)],
            "agent.commission.plan": [("id", "=", self.plan.id)],
            "agent.commission.rule": of_plan,
            "agent.commission.tier": of_plan,
            "agent.price.revision": [("id", "=", self.revision.id)],
            "agent.price.revision.line": [("revision_id", "=", self.revision.id)],
            "sale.order.agent": [("order_id.partner_id", "=", self.customer_a.id)],
        }
        return {
            name: special.get(name, by_agent)
            if "agent_id" in self.env[name]._fields or name in special
            else []
            for name in self._stored_models()
        }

    def _wizards(self):
        """{wizard: what the manager of team A has typed into it}."""
        ids, day = {"agent_id": self.agent_a.id}, "2026-01-31"
        pricelist = {"pricelist_id": self.condition.pricelist_id.id}
        return {
            "agent.commission.what.if": {"plan_id": self.plan.id, "date_from": "2026-01-01", "date_to": day},
            "agent.handover": {**ids, "successor_id": self.agent_b.id},
            "agent.price.detach": {"partner_id": self.customer_a.id},
            "agent.price.simulation": {"partner_id": self.customer_a.id, "product_id": self.desk.id},
            "agent.price.supplier": pricelist,
            "agent.sales.report": {},
            "agent.settlement.adjustment": {**ids, "amount": 1, "reason": "Test"},
            "agent.settlement.answer": {"objection_id": self.settlements.objection_ids.id, "answer": "No"},
            "agent.settlement.run": {"date_to": "2026-02-10"},
            "agent.target.copy": {"year": 2027},
            "agent.target.sheet": {"year": 2026},
            "agent.target.spread": {"row_ids": []},
        }
