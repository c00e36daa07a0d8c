"""By RPC, on every model and public method: who has no business with a record learns nothing, and changes nothing."""

from odoo.addons.crm_base.tests.rpc_sweep import RpcSweep
from odoo.exceptions import AccessError
from odoo.tests import tagged

from . import rpc_decisions
from .rpc_world import RpcWorld


@tagged("post_install", "-at_install")
class TestRpcSweep(RpcSweep, RpcWorld):
    swept_module = "crm_visits"
    decisions = rpc_decisions
    roles = ("portal_customer", "seller_a", "manager")
    without_ids = rpc_decisions.WITHOUT_IDS
    watched_tables = ("account_move", "mail_activity", "sale_order", "stock_picking", "res_partner")
    strangers_add_rows = True

    def _records_for_methods(self):
        return (self.customer_a, self.lead, self.order, self.invoice, self.delivery)

    def test_nothing_typed_into_a_wizard_is_read(self):
        ids = self._ids_for_methods()
        for name in self._wizards():
            # Of the overview nothing is typed: its rule is that of the customer, who is the seller's own.
            own = () if name == "crm.customer.overview" else (self.seller_a,)
            for user in (*self.strangers, *own):
                with self.subTest(model=name, user=user.login), self.assertRaises(AccessError):
                    self._call(user, name, "read", ids[name], ["create_date"])
