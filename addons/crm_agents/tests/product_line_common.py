from .common import AgentsCommon


class ProductLineCommon(AgentsCommon):
    """Customer A: 60 % of agent A, and of seating, which is chairs, all of the outside agent; plans of 5 and 7 %."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.none = cls.env["agent.product.line"]
        cls.house = cls.env.company.partner_id
        cls.other = cls.env["product.category"].create({"name": "Other"})
        cls.seating, cls.other_line = cls.none.create(
            [
                {"name": "Seating", "categ_ids": cls.chairs.ids},
                {"name": "Other", "categ_ids": cls.other.ids},
            ]
        )
        cls.agent_a.commission_plan_id = cls._create_plan(5)
        cls.agent_b.commission_plan_id = cls._create_plan(7, name="Seven")
        cls._assign(cls.customer_a, cls.agent_a, 60)
        cls._assign(cls.customer_a, cls.agent_b, product_line_id=cls.seating.id)
