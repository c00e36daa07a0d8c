"""What a seller could write on documents by RPC so that he, and not somebody else, earns on them."""

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestDocumentForgeries(AgentsCommon):
    """Until March the customer was `agent_a`'s, since April `colleague`'s; today is 10 April 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-04-10 12:00:00"))
        cls.colleague = cls.seller_b.partner_id
        cls.colleague.is_agent = True
        cls._assign(cls.customer_a, cls.agent_a, date_to="2026-03-31")
        cls._assign(cls.customer_a, cls.colleague, date_from="2026-04-01")
        cls.other = cls._create_customer("Gama Lda", user_id=cls.seller_a.id)
        cls._assign(cls.other, cls.agent_a)

    def _call(self, user, record, method, *args):
        ids = [record.ids] if record else []
        model = self.env[record._name].with_user(user)
        return call_kw(model, method, [*ids, *args], {})

    def _agents(self, document):
        document.invalidate_recordset()
        return {row.agent_id: row.share for row in document.sudo().agent_ids}

    def _quote(self, user, **values):
        orders = self.env["sale.order"]
        (key,) = self._call(user, orders, "create", [{"partner_id": self.customer_a.id, **values}])
        return orders.browse(key)

    def _confirm(self, user):
        order = self._create_order(self.customer_a, (self.desk, 1), date_order="2026-03-15 12:00:00")
        self.assertEqual(self._agents(order), {self.agent_a: 100})
        self._call(user, order, "action_confirm")
        return order

    def test_date_of_a_seller_chooses_nobody(self):
        for day in ("2026-03-15 12:00:00", "2026-03-31 23:59:59", "2027-01-01 00:00:00"):
            order = self._quote(self.seller_a, date_order=day)
            self.assertEqual(self._agents(order), {self.colleague: 100})
        self._call(self.seller_a, order, "write", {"date_order": "2026-03-01 12:00:00"})
        self._call(self.seller_a, order, "write", {"partner_id": self.contact_a.id})
        self._call(self.seller_a, order, "write", {"partner_id": self.other.id})
        self._call(self.seller_a, order, "write", {"partner_id": self.customer_a.id})
        self.assertEqual(self._agents(order), {self.colleague: 100})

    def test_date_of_a_manager_counts(self):
        order = self._quote(self.manager, date_order="2026-03-15 12:00:00")
        self.assertEqual(self._agents(order), {self.agent_a: 100})

    def test_time_zone_of_a_seller_chooses_nobody(self):
        with freeze_time("2026-04-01 00:30:00"):
            orders = self.env["sale.order"].with_user(self.seller_a).with_context(tz="America/Lima")
            order = orders.create({"partner_id": self.customer_a.id})
        self.assertEqual(self._agents(order), {self.colleague: 100})

    def test_contact_of_the_same_customer_leaves_what_was_decided(self):
        order = self._quote(self.seller_a)
        order.agent_ids.agent_id = self.agent_b
        self._call(self.seller_a, order, "write", {"partner_id": self.contact_a.id})
        self.assertEqual(self._agents(order), {self.agent_b: 100})
        invoice = self._invoice(self.customer_a, (self.desk, 100), post=False)
        invoice.agent_ids.agent_id = self.agent_b
        invoice.partner_id = self.contact_a
        invoice.action_switch_move_type()
        self.assertEqual(self._agents(invoice), {self.agent_b: 100})

    def test_customer_of_a_confirmed_order_is_not_the_sellers_to_change(self):
        order = self._confirm(self.seller_a)
        for customer in (self.other, self._create_customer("Delta Lda", user_id=self.seller_a.id)):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self._call(self.seller_a, order, "write", {"partner_id": customer.id})
        self._call(self.seller_a, order, "write", {"partner_id": self.contact_a.id})
        self.assertEqual((order.partner_id, self._agents(order)), (self.contact_a, {self.agent_a: 100}))
        self._call(self.manager, order, "write", {"partner_id": self.other.id})
        self.assertEqual(order.partner_id, self.other)

    def test_nobodys_order_does_not_become_a_sellers(self):
        unassigned = self._create_customer("Delta Lda", user_id=self.seller_a.id)
        order = self._create_order(unassigned, (self.desk, 1))
        order.action_confirm()
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._call(self.seller_a, order, "write", {"partner_id": self.other.id})
        self.assertFalse(self._agents(order))

    def test_invoice_of_an_order_keeps_its_agents(self):
        order = self._confirm(self.seller_a)
        invoice = order._create_invoices()
        biller = self._create_user(
            "seller_who_bills",
            "crm_base.group_seller",
            "account.group_account_invoice",
        )
        self.customer_a.user_id = self.other.user_id = biller
        for customer in (self.other, self.customer_a):
            self._call(biller, invoice, "write", {"partner_id": customer.id})
        self.assertEqual(self._agents(invoice), {self.agent_a: 100})
        values = {"move_type": "out_invoice", "partner_id": self.customer_a.id, "invoice_date": "2026-03-01"}
        moves = self.env["account.move"]
        (key,) = self._call(biller, moves, "create", [values])
        self.assertEqual(self._agents(moves.browse(key)), {self.colleague: 100})
        (key,) = self._call(self.controller, moves, "create", [values])
        self.assertEqual(self._agents(moves.browse(key)), {self.agent_a: 100})
