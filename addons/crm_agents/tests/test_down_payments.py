"""Down payment and final invoice reset, cancelled, credited and posted again, one without the other."""

import random

from odoo import Command
from odoo.tests import tagged

from .common import AgentsCommon


@tagged("post_install", "-at_install")
class TestDownPayments(AgentsCommon):
    """Each document earns what it bills: a down payment its part of the order, the final invoice the rest.

    6,000 at 5 % and 4,000 at 10 %: 700 in all, 210 of it by the down payment of 30 %.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.commission_down_payment = "down_payment"
        cls.plan = cls._create_plan((10, {"categ_id": cls.chairs.id}), (5, {"categ_id": cls.family.id}))
        (cls.agent_a + cls.agent_b).commission_plan_id = cls.plan
        cls._assign(cls.customer_a, cls.agent_a)

    def _paid_down(self, *lines, post=True):
        """An order with its down payment of 30 % and its final invoice, both posted or both drafts."""
        order = self._create_order(self.customer_a)
        order.order_line = [
            Command.create({"product_id": product.id, "price_unit": price})
            for product, price in lines or ((self.desk, 6000), (self.chair, 4000))
        ]
        order.action_confirm()
        wizards = self.env["sale.advance.payment.inv"]
        for values in ({"advance_payment_method": "percentage", "amount": 30}, {}):
            wizards.create({"sale_order_ids": [Command.set(order.ids)], **values}).create_invoices()
            invoice = order.invoice_ids.sorted("id")[-1]
            invoice.invoice_date = "2026-03-01"
            if post:
                invoice.action_post()
        return order.invoice_ids.sorted("id")

    def _earned_by(self, *documents):
        return [round(sum(self._entries(move_id=move.id).mapped("amount")), 2) for move in documents]

    def test_down_payment_reset_and_posted_again(self):
        down, final = self._paid_down()
        down.button_draft()
        self.assertEqual(self._earned_by(down, final), [0.00, 490.00])
        down.action_post()
        self.assertEqual(self._earned_by(down, final), [210.00, 490.00])
        self.assertEqual(len(self._entries(move_id=final.id)), 4, "nothing of it has changed")

    def test_down_payment_cancelled(self):
        down, final = self._paid_down()
        down.button_draft()
        down.button_cancel()
        self.assertEqual(self._earned_by(down, final), [0.00, 490.00])

    def test_final_posted_while_the_down_payment_is_a_draft(self):
        down, final = self._paid_down(post=False)
        final.action_post()
        self.assertEqual(self._earned_by(down, final), [0.00, 490.00])
        down.action_post()
        self.assertEqual(self._earned_by(down, final), [210.00, 490.00])

    def test_final_posted_again_while_the_down_payment_is_a_draft(self):
        down, final = self._paid_down()
        (down + final).button_draft()
        self.assertEqual(self._earned(), 0.00)
        final.action_post()
        self.assertEqual(self._earned_by(down, final), [0.00, 490.00])
        down.action_post()
        self.assertEqual(self._earned_by(down, final), [210.00, 490.00])

    def test_both_posted_again_by_one_act(self):
        down, final = self._paid_down()
        (down + final).button_draft()
        (final + down).action_post()
        self.assertEqual(self._earned_by(down, final), [210.00, 490.00])

    def test_down_payment_given_to_another_agent(self):
        """What he earned is taken off his own, whoever earns the final invoice."""
        down, final = self._paid_down()
        down.button_draft()
        down.agent_ids = [Command.clear(), Command.create({"agent_id": self.agent_b.id})]
        down.action_post()
        self.assertEqual((self._earned(self.agent_a), self._earned(self.agent_b)), (700.00, 0.00))
        final.button_draft()
        final.action_post()
        self.assertEqual((self._earned(self.agent_a), self._earned(self.agent_b)), (700.00, 0.00))

    def test_down_payment_lowered(self):
        """2,000 in place of 3,000, while the final invoice still takes off 3,000: 9,000 are billed."""
        down, final = self._paid_down()
        down.button_draft()
        down.invoice_line_ids.filtered("is_downpayment").price_unit = 2000
        down.action_post()
        self.assertEqual(self._earned_by(down, final), [140.00, 490.00])
        final.button_draft()
        final.invoice_line_ids.filtered("is_downpayment").price_unit = 3000
        final.action_post()
        self.assertEqual(self._earned_by(down, final), [140.00, 490.00])

    def test_down_payment_credited_after_and_before_the_final_invoice(self):
        for credit_first in (False, True):
            with self.subTest(credit_first=credit_first):
                down, final = self._paid_down(post=False)
                down.action_post()
                if credit_first:
                    note = self._credit(down, "2026-03-02")
                    final.action_post()
                else:
                    final.action_post()
                    note = self._credit(down, "2026-03-02")
                self.assertEqual(self._earned_by(down, note, final), [210.00, -210.00, 490.00])

    def test_both_credited(self):
        for last in (0, 1):
            with self.subTest(last=last):
                documents = self._paid_down()
                notes = [self._credit(documents[1 - last], "2026-03-02")]
                notes.append(self._credit(documents[last], "2026-03-03"))
                self.assertEqual(sum(self._earned_by(*documents, *notes)), 0.00)

    def test_final_credited_while_the_down_payment_is_posted_again(self):
        down, final = self._paid_down()
        note = self._credit(final, "2026-03-02")
        down.button_draft()
        down.agent_ids = [Command.clear(), Command.create({"agent_id": self.agent_b.id})]
        down.action_post()
        self.assertEqual(self._earned_by(final, note), [490.00, -490.00])
        self.assertEqual((self._earned(self.agent_a), self._earned(self.agent_b)), (0.00, 210.00))

    def test_earned_on_receipts(self):
        self.plan.basis = "receipt"
        down, final = self._paid_down(post=False)
        final.action_post()
        self._pay(final, 4130, "2026-03-05")
        self.assertEqual(self._earned(), 245.00)
        down.action_post()
        self._pay(down, 3540, "2026-03-06")
        self.assertEqual(self._earned_by(down, final), [210.00, 245.00])
        down.button_draft()
        down.action_post()
        self._pay(final, 4130, "2026-03-07")
        self.assertEqual(self._earned_by(down, final), [210.00, 490.00])

    def test_without_the_setting_the_final_invoice_earns_all(self):
        self.env.company.commission_down_payment = "final"
        down, final = self._paid_down()
        down.button_draft()
        down.button_cancel()
        final.button_draft()
        final.action_post()
        self.assertEqual(self._earned_by(down, final), [0.00, 700.00])

    def test_any_order_of_steps(self):
        """Whatever is reset and posted in whatever order: what is posted has earned its part, to the cent."""
        self.customer_a.agent_assignment_ids.share = 61.5
        self._assign(self.customer_a, self.agent_b, 38.5)
        self.plan.rule_ids[0].rate, self.plan.rule_ids[1].rate = 7.25, 3.3
        for seed in range(4):
            with self.subTest(seed=seed):
                chance = random.Random(seed)
                prices = [chance.randint(100, 999_99) / 100 for _line in range(2)]
                documents = self._paid_down((self.desk, prices[0]), (self.chair, prices[1]))
                worth = dict(zip(documents, self._earned_by(*documents), strict=True))
                self.assertAlmostEqual(
                    sum(worth.values()), round(prices[0] * 0.033, 2) + round(prices[1] * 0.0725, 2), 2
                )
                for _step in range(8):
                    document = chance.choice(documents)
                    document.action_post() if document.state == "draft" else document.button_draft()
                    expected = [worth[move] if move.state == "posted" else 0.00 for move in documents]
                    self.assertEqual(self._earned_by(*documents), expected)
