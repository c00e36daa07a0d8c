from datetime import date

from odoo.tests import freeze_time

from .common import AgentsCommon

TODAY = "2026-06-10"
MONTH = date(2026, 6, 1)


class TargetsCommon(AgentsCommon):
    """Wednesday 10 June 2026, 8 of 22 working days passed.

    `agent_a` sells to `customer_a`, `colleague`, who is no agent, to `customer_b`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(TODAY))
        cls.colleague = cls.seller_b.partner_id
        cls.brand = cls.env["product.brand"].create({"name": "Norte"})
        cls.stool = cls._create_sold("Stool", cls.chairs, product_brand_id=cls.brand.id)
        cls.lamp = cls._create_sold("Lamp", cls.env["product.category"].create({"name": "Lamps"}))
        cls._assign(cls.customer_a, cls.agent_a)
        cls.company = cls.env.company

    @classmethod
    def _target(cls, amount=0.0, agent=None, month=MONTH, **values):
        """A target of `agent_a`, of this month unless told otherwise."""
        return cls.env["agent.target"].create(
            {"agent_id": (agent or cls.agent_a).id, "month": month, "amount": amount, **values}
        )

    @classmethod
    def _rows(cls, user=None, **criteria):
        """Rows of the analysis of this month, or of what is asked for."""
        criteria.setdefault("month", MONTH)
        cls.env.flush_all()
        model = cls.env["agent.target.analysis"].with_user(user or cls.env.user)
        model.invalidate_model()
        return model.search([(name, "=", value) for name, value in criteria.items()])

    @classmethod
    def _progress(cls, agent=None):
        """`{span: row}` of a seller."""
        cls.env.flush_all()
        model = cls.env["agent.target.progress"]
        model.invalidate_model()
        rows = model.search([("agent_id", "=", (agent or cls.agent_a).id)])
        return {row.span: row for row in rows}
