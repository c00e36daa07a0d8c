"""The company's default ceilings: of everybody for whom nothing else was said, in every figure and at the gate."""

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import CreditCommon


@tagged("post_install", "-at_install")
class TestCeilingsDefault(CreditCommon):
    """`customer_a` has a row of its own (10,000 and 15,000), `customer_b` none."""

    def _set_defaults(self, credit=None, obligo=None):
        self.company.write(
            {
                "has_default_credit_ceiling": credit is not None,
                "default_credit_ceiling": credit or 0,
                "has_default_obligo_ceiling": obligo is not None,
                "default_obligo_ceiling": obligo or 0,
            }
        )
        self.env.invalidate_all()

    def _ceilings(self, partner):
        """What the customer's form says: (credit, obligo), None where nothing limits."""
        partner.invalidate_recordset()
        return tuple(
            partner[f"{kind}_ceiling"] if partner[f"has_{kind}_ceiling"] else None
            for kind in ("credit", "obligo")
        )

    def _rows(self, partner):
        return self.env["credit.exposure"].search(
            [("partner_id", "=", partner.id), ("company_id", "=", self.company.id)]
        )

    def test_without_default_nothing_is_limited(self):
        self.assertEqual(self._ceilings(self.customer_b), (None, None))
        self.assertFalse(self._rows(self.customer_b))
        order = self._sell(500, customer=self.customer_b)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_default_counts_where_no_row_does(self):
        self._set_defaults(credit=500, obligo=800)
        self.assertEqual(self._ceilings(self.customer_b), (500, 800))
        self.assertEqual(self._ceilings(self.customer_a), (10000, 15000))
        self._set_defaults(obligo=800)
        self.assertEqual(self._ceilings(self.customer_b), (None, 800))

    def test_nearer_rows_win_as_a_whole(self):
        self._set_defaults(credit=500, obligo=800)
        group = self._create_customer_group("North", customers=[self.customer_b])
        ceiling = self._create_ceiling(group, credit=700)
        self.assertEqual(self._ceilings(self.customer_b), (700, None))
        own = self._create_ceiling(self.customer_b)
        self.assertEqual(self._ceilings(self.customer_b), (None, None), "an explicit “no ceiling”")
        own.unlink()
        ceiling.unlink()
        self.assertEqual(self._ceilings(self.customer_b), (500, 800))

    def test_gate_holds_an_order_over_the_default(self):
        self._set_defaults(credit=500)
        order = self._sell(6, customer=self.customer_b)
        order.action_confirm()
        self.assertNotConfirmed(order)
        self.assertRecordValues(
            order.authorization_ids, [{"reason": "credit", "value": 600, "ceiling": 500, "excess": 100}]
        )
        fits = self._sell(5, customer=self.customer_b)
        fits.action_confirm()
        self.assertEqual(fits.state, "sale")

    def test_zero_is_nothing_on_account(self):
        self._set_defaults(credit=0)
        order = self._sell(1, customer=self.customer_b)
        order.action_confirm()
        self.assertNotConfirmed(order)
        self.assertEqual(order.authorization_ids.excess, 100)

    def test_list_filter_and_gauge_say_the_same(self):
        order = self._sell(6, customer=self.customer_b)
        order.action_confirm()
        self._set_defaults(credit=500)
        [row] = self._rows(self.customer_b)
        self.assertEqual((row.credit_amount, row.credit_ceiling, row.credit_excess), (600, 500, 100))
        self.assertTrue(row.is_over_ceiling)
        over = self.env["res.partner"].search([("is_over_ceiling", "=", True)])
        self.assertIn(self.customer_b, over)
        self.assertTrue(self.customer_b.is_over_ceiling)
        self.assertEqual(self.customer_b.credit_available, -100)
        form = Form(self.env["sale.order"])
        form.partner_id = self.customer_b
        self.assertTrue(form.has_credit_ceiling)
        self.assertEqual((form.credit_ceiling, form.credit_before), (500, 600))
        self._set_defaults(credit=600)
        self.assertFalse(self._rows(self.customer_b).is_over_ceiling)

    def test_whom_it_is_about(self):
        self._set_defaults(credit=500)
        prospect = self._create_customer("Prospect Lda", customer_rank=0)
        supplier = self._create_customer("Supplier Lda", customer_rank=0, supplier_rank=1)
        both = self._create_customer("Both Lda", supplier_rank=1)
        gone = self._create_customer("Gone Lda", active=False)
        self.assertEqual(self._ceilings(prospect), (500, None))
        self.assertEqual(self._ceilings(both), (500, None))
        for nobody in (supplier, gone, self.company.partner_id, self.seller_a.partner_id):
            with self.subTest(partner=nobody.name):
                self.assertEqual(self._ceilings(nobody), (None, None))
        self.assertFalse(self._rows(self.contact_b), "a contact has the figures of its company")
        order = self._sell(6, customer=supplier)
        order.action_confirm()
        self.assertNotConfirmed(order)

    def test_every_company_has_its_own(self):
        self._set_defaults(credit=500)
        other = self._create_books("Other company")
        self.env.user.company_ids |= other
        self.assertEqual(self._ceilings(self.customer_b.with_company(other)), (None, None))
        other.write({"has_default_credit_ceiling": True, "default_credit_ceiling": 90})
        self.assertEqual(self._ceilings(self.customer_b.with_company(other)), (90, None))
        self.assertEqual(self._ceilings(self.customer_b), (500, None))

    def test_raised_default_lets_waiting_orders_be_looked_at(self):
        job = self.env.ref("crm_credit_control.cron_look_again")
        self._set_defaults(credit=500)
        order = self._sell(6, customer=self.customer_b, user_id=self.seller_b.id)
        order.action_confirm()
        self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)]).unlink()
        self.company.default_credit_ceiling = 600
        self.assertTrue(self.env["ir.cron.trigger"].search_count([("cron_id", "=", job.id)]))
        order._look_again()
        self.assertTrue(order.is_cleared)

    def test_set_in_the_settings_by_who_may(self):
        settings = self.env["res.config.settings"].with_user(self.admin_user).create({})
        settings.write({"has_credit_ceiling_else": True, "credit_ceiling_else": 321})
        settings.execute()
        self.assertEqual(self._ceilings(self.customer_b), (321, None))
        for user in (self.seller_a, self.manager, self.controller):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.company.with_user(user).write({"default_credit_ceiling": 1})
        self.assertEqual(self.company.default_credit_ceiling, 321)
