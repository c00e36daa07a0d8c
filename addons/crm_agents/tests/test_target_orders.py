from odoo import Command
from odoo.tests import tagged

from .common_targets import TargetsCommon


@tagged("post_install", "-at_install")
class TestTargetOrders(TargetsCommon):
    """Open orders beside the targets."""

    def test_parts_of_the_agents_add_up_to_the_line(self):
        self.customer_a.agent_assignment_ids.unlink()
        agents = self.agent_a + self.agent_b + self.colleague
        for agent, share in zip(agents, (33.3333, 33.3333, 33.3334), strict=True):
            self._assign(self.customer_a, agent, share)
        for price in (100.01, 0.05, 0.01):
            order = self._create_order(self.customer_a)
            order.order_line = [Command.create({"product_id": self.desk.id, "price_unit": price})]
            order.action_confirm()
            parts = [self._rows(agent_id=agent.id).open_orders_amount for agent in agents]
            self.assertEqual(round(sum(parts), 2), price)
            order._action_cancel()
