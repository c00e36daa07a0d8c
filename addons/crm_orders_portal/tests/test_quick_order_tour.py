from odoo.tests import tagged

from .common import PortalHttpCase


@tagged("post_install", "-at_install")
class TestQuickOrderTour(PortalHttpCase):
    def test_17_what_is_too_large_is_said_before_it_is_sent(self):
        self.start_tour("/my/quick-order", "crm_orders_portal.file_too_large", login="buyer_a")

    def test_by_keyboard_alone(self):
        """What was chosen is ordered; a code that was typed stays what it is, though a suggestion stood below it."""
        self.start_tour("/my/quick-order", "crm_orders_portal.quick_order_by_keyboard", login="buyer_a")
        self.assertRecordValues(
            self._basket(self.buyer_a).order_line, [{"product_id": self.cup.id, "product_uom_qty": 3}]
        )
