"""Ids that a request brings along: no wizard and no price tells of what its user may not see."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .price_common import PriceCommon


@tagged("post_install", "-at_install")
class TestWizardRequests(PriceCommon):
    """`hidden` is a list of the house that only customers of the other team have; `elsewhere` another company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hidden = cls.house.copy({"name": "Only for others"})
        cls.customer_b.property_product_pricelist = cls.hidden
        cls.elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.plan = cls._create_plan(5)
        (cls.agent_a + cls.seller_b.partner_id).write({"is_agent": True, "commission_plan_id": cls.plan.id})
        cls._assign(cls.customer_a, cls.agent_a)
        cls.condition = cls._condition(cls.customer_a, categ_id=cls.family.id, discount=10)

    def _refused(self, work):
        with self.assertRaises(AccessError), self.cr.savepoint():
            work()
        self.env.invalidate_all()

    def test_price_rule_rests_on_no_list_that_one_does_not_see(self):
        rule = {"compute_price": "percentage", "base": "pricelist", "base_pricelist_id": self.hidden.id}
        rules = self.env["product.pricelist.item"].with_user(self.manager)
        own = self.condition.pricelist_id
        for number, work in enumerate(
            (
                lambda: self.condition.with_user(self.manager).write(rule),
                lambda: rules.create({"pricelist_id": own.id, **rule}),
                lambda: rules.create({"customer_id": self.customer_a.id, **rule}),
                lambda: own.with_user(self.manager).write({"customer_base_id": self.hidden.id}),
                lambda: own.with_user(self.manager).write({"item_ids": [Command.create(rule)]}),
                lambda: self.customer_a.with_user(self.manager).write({"price_base_id": self.hidden.id}),
                lambda: self.customer_a.with_user(self.manager).write(
                    {"specific_property_product_pricelist": self.hidden.id}
                ),
            )
        ):
            with self.subTest(number=number):
                self._refused(work)
        self.assertEqual((own.customer_base_id, self.customer_a.price_base_id), (self.house, self.house))
        self.assertFalse(own.item_ids.filtered(lambda item: item.base_pricelist_id == self.hidden))

    def test_manager_still_sets_conditions_on_what_he_sees(self):
        visible = self.house.copy({"name": "For all"})
        self.customer_a.with_user(self.manager).price_base_id = visible
        self.assertEqual(self.condition.base_pricelist_id, visible)

    def test_simulation_of_another_company(self):
        simulations = self.env["agent.price.simulation"].with_user(self.seller_a)
        values = {"partner_id": self.customer_a.id, "product_id": self.desk.id}
        self.assertTrue(simulations.create(values).price_untaxed)
        alien = self._create_goods("Alien", company_id=self.elsewhere.id)
        for wrong in (
            {"company_id": self.elsewhere.id},
            {"product_id": alien.id},
            {"partner_id": self.customer_b.id},
        ):
            self._refused(lambda wrong=wrong: simulations.create({**values, **wrong}).read(["price_untaxed"]))

    def test_detaching_somebody_elses_customer(self):
        head = self._create_customer("Head of theirs", user_id=self.seller_b.id)
        self.customer_b.price_head_id = head
        wizards = self.env["agent.price.detach"].with_user(self.manager)
        self._refused(lambda: wizards.create({"partner_id": self.customer_b.id}).read(["head_id"]))
        self._refused(lambda: wizards.create({"partner_id": self.customer_b.id}).action_detach())
        self.assertEqual(self.customer_b.price_head_id, head)

    def test_adjustment_names_no_customer_of_others(self):
        values = {"agent_id": self.agent_a.id, "amount": 1, "reason": "Test", "date": "2026-01-31"}
        wizards = self.env["agent.settlement.adjustment"].with_user(self.manager)
        self._refused(lambda: wizards.create({**values, "partner_id": self.customer_b.id}).action_adjust())
        self._refused(lambda: wizards.create({**values, "company_id": self.elsewhere.id}).action_adjust())
        wizards.create({**values, "partner_id": self.customer_a.id}).action_adjust()
        self.assertEqual(self._entries().mapped("partner_id"), self.customer_a)

    def test_lines_of_a_what_if_are_written_by_it_alone(self):
        foreign = self._invoice(self.customer_b, (self.desk, 100))
        wizard = (
            self.env["agent.commission.what.if"]
            .with_user(self.manager)
            .create({"plan_id": self.plan.id, "date_from": "2026-01-01", "date_to": "2026-01-31"})
        )
        values = {"what_if_id": wizard.id, "agent_id": self.agent_a.id, "move_id": foreign.id}
        lines = self.env["agent.commission.what.if.line"].with_user(self.manager)
        self._refused(lambda: lines.create(values))
        self._refused(lambda: lines.onchange(values, [], {"reference": {}, "partner_id": {}}))
        self._invoice(self.customer_a, (self.desk, 100))
        wizard.action_compute()
        self.assertEqual(wizard.line_ids.mapped("partner_id"), self.customer_a)
        self._refused(lambda: wizard.line_ids.write({"move_id": foreign.id}))
        self._refused(lambda: wizard.write({"company_id": self.elsewhere.id}) and wizard.action_compute())

    def test_settling_and_targets_of_another_company(self):
        run = self.env["agent.settlement.run"].with_user(self.manager)
        self._refused(
            lambda: run.create({"company_id": self.elsewhere.id, "date_to": "2026-01-31"}).action_settle()
        )
        copies = self.env["agent.target.copy"].with_user(self.manager)
        self._refused(lambda: copies.create({"company_id": self.elsewhere.id, "year": 2027}).action_propose())

    def test_price_revision_goes_by_its_buttons(self):
        desk = self.desk.product_tmpl_id
        self._condition(self.customer_a, product_tmpl_id=desk.id, applied_on="1_product", price=90)
        revision = (
            self.env["agent.price.revision"]
            .with_user(self.manager)
            .with_context(default_state="applied", default_applied_by=self.admin_user.id)
            .create(
                {"pricelist_id": self._list_of(self.customer_a).id, "change_percent": 10, "state": "undone"}
            )
        )
        self.assertEqual((revision.state, revision.applied_by.id), ("draft", False))
        self._refused(lambda: revision.write({"state": "applied"}))
        revision.action_apply()
        self._refused(lambda: revision.write({"state": "draft", "starts_on": False}))
        with self.assertRaisesRegex(UserError, "undo it first"), self.cr.savepoint():
            revision.line_ids.unlink()
        self.assertEqual(revision.line_ids.new_price, 99)
        revision.action_undo()
        self.assertEqual((revision.state, revision.undone_by), ("undone", self.manager))
