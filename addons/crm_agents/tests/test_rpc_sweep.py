"""By RPC, on every model and public method: who has no business with a record learns nothing, and changes nothing."""

from odoo.addons.crm_base.tests.rpc_sweep import RpcSweep
from odoo.tests import tagged

from . import rpc_decisions
from .rpc_world import RpcWorld


@tagged("post_install", "-at_install")
class TestRpcSweep(RpcSweep, RpcWorld):
    swept_module = "crm_agents"
    decisions = rpc_decisions
    roles = ("portal_agent", "seller_a", "manager")
    parts_of_wizards = frozenset({"agent.commission.what.if.line", "agent.target.copy.line"})
    without_ids = frozenset({("agent.dashboard", "figures")})
    watched_tables = (
        "account_move",
        "product_pricelist_item",
        "product_pricelist",
        "sale_order",
        "res_partner",
    )

    def _arguments(self):
        return {}

    def _records_for_methods(self):
        return (self.customer_a, self._supposed_lines())

    def _supposed_lines(self):
        """What came out of a what-if of the manager."""
        values = self._wizards()["agent.commission.what.if"]
        supposed = self.env["agent.commission.what.if"].with_user(self.manager).create(values)
        supposed.action_compute()
        return supposed.line_ids[:1]
