"""Who sees which figures: the seller his customers', the controller all, the customer none."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import FIGURES, CreditCommon

MODELS = (
    "credit.exposure",
    "credit.exposure.item",
    "credit.ceiling",
    "credit.instrument",
    "credit.suspension",
    "sale.authorization",
    "sale.authorization.rule",
    "credit.lock",
)


@tagged("post_install", "-at_install")
class TestDisclosure(CreditCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = new_test_user(
            cls.env,
            "credit_portal",
            "base.group_portal",
            partner_id=cls.contact_a.id,
            email="ana@alfa.example.com",
        )
        cls._create_ceiling(cls.customer_b, credit=100)
        for customer in (cls.customer_a, cls.customer_b):
            cls._invoice(cls._confirm(2, customer=customer))
            cls._register(50, customer=customer)
            cls.env["credit.suspension"].create(
                {"partner_id": customer.id, "reason": "Test", "company_id": cls.company.id}
            )
            cls._sell(3, customer=customer).action_confirm()

    def _customers(self, model, user):
        records = self.env[model].with_user(user).search([("company_id", "=", self.company.id)])
        return records.partner_id.commercial_partner_id

    def test_seller_sees_his_customers_only(self):
        for model in ("credit.exposure", "credit.exposure.item", "credit.instrument", "credit.suspension",
                      "credit.ceiling", "sale.authorization"):  # fmt: skip
            self.assertEqual(self._customers(model, self.seller_a), self.customer_a, model)
            self.assertEqual(self._customers(model, self.seller_b), self.customer_b, model)
            self.assertEqual(self._customers(model, self.manager), self.customer_a, model)
            self.assertEqual(
                self._customers(model, self.controller), self.customer_a | self.customer_b, model
            )
            groups = (
                self.env[model]
                .with_user(self.seller_b)
                ._read_group([("company_id", "=", self.company.id)], ["partner_id"])
            )
            self.assertEqual([group[0].commercial_partner_id for group in groups], [self.customer_b], model)

    def test_seller_reads_the_figures_without_right_to_the_ledger(self):
        figures = self.customer_a.with_user(self.seller_a).read(FIGURES)[0]
        self.assertEqual((figures["receivable_amount"], figures["instruments_amount"]), (150, 50))
        with self.assertRaises(AccessError):
            self.customer_a.with_user(self.seller_b).read(["credit_amount"])
        with self.assertRaises(AccessError):
            self.customer_a.with_user(self.seller_b).action_open_exposure_documents()

    def test_seller_reads_every_column_of_his_lists(self):
        for model in ("credit.exposure", "credit.exposure.item", "credit.instrument", "sale.authorization"):
            records = self.env[model].with_user(self.seller_a).search([("company_id", "=", self.company.id)])
            self.assertTrue(records)
            specification = {
                name: {"fields": {"display_name": {}}} if field.type == "many2one" else {}
                for name, field in records._fields.items()
                # What tells the cost is closed to him: see TestAuthorizationCost.
                if field.type not in ("one2many", "many2many") and records._has_field_access(field, "read")
            }
            self.assertEqual(len(records.web_read(specification)), len(records))

    def test_portal_reads_nothing(self):
        for model in MODELS:
            with self.assertRaises(AccessError, msg=model):
                self.env[model].with_user(self.portal).search([])
        own = self.contact_a.with_user(self.portal)
        order = self.env["sale.order"].search([("partner_id", "=", self.customer_a.id)], limit=1)
        order.message_subscribe(self.contact_a.ids)
        for record, fields_read in (
            (own, [*FIGURES, "credit_ceiling", "obligo_ceiling", "is_over_ceiling", "is_suspended"]),
            (
                order.with_user(self.portal),
                ["authorization_state", "authorization_ids", "credit_after", "credit_ceiling"],
            ),
        ):
            for name in fields_read:
                with self.assertRaises(AccessError, msg=name):
                    record.read([name])
        with self.assertRaises(AccessError):
            own.search([("is_over_ceiling", "=", True)])
        line = order.order_line.with_user(self.portal)
        with self.assertRaises(AccessError):
            line.read(["unit_price_with_tax"])

    def test_portal_cannot_decide_or_open(self):
        order = self.env["sale.order"].search([("authorization_state", "=", "waiting")], limit=1)
        with self.assertRaises(AccessError):
            order.authorization_ids.with_user(self.portal).action_release()
        with self.assertRaises(AccessError):
            order.with_user(self.portal).action_confirm()
        self.assertNotConfirmed(order)

    def test_customer_calls_no_approver_by_confirming(self):
        order = self._sell(110)
        order.action_quotation_sent()
        order.message_subscribe(self.contact_a.ids)
        seen = order.with_user(self.portal)
        self.assertEqual(seen.name, order.name)
        with self.assertRaises(AccessError):
            seen.action_confirm()
        self.assertFalse(order.authorization_ids)

    def test_no_new_field_is_open_to_the_portal(self):
        """A field of ours on a model that customers read is closed to them."""
        opened = set()
        for model in self.env.registry.values():
            if not model._abstract and self.env[model._name].with_user(self.portal).has_access("read"):
                opened |= {
                    str(field)
                    for field in model._fields.values()
                    if set(field._modules) == {"crm_credit_control"} and not field.groups
                }
        self.assertEqual(opened, set())

    def test_seller_changes_no_ceiling_and_no_instrument(self):
        seller = self.seller_a
        with self.assertRaises(AccessError):
            self.ceiling.with_user(seller).credit_ceiling = 999999
        with self.assertRaises(AccessError):
            self.env["credit.ceiling"].with_user(seller).create(
                {"partner_id": self.customer_a.id, "credit_ceiling": 1}
            )
        with self.assertRaises(AccessError):
            self.env["credit.suspension"].with_user(seller).search([]).action_lift()
        self.assertEqual(self.ceiling.credit_ceiling, 10000)

    def test_suspension_stays_with_a_customer_of_whoever_changes_it(self):
        suspensions = self.env["credit.suspension"]
        values = {"partner_id": self.customer_a.id, "company_id": self.company.id, "reason": "Fraud"}
        row = suspensions.with_user(self.manager).create(values)
        with self.assertRaises(AccessError):
            row.write({"partner_id": self.customer_b.id})
        self.assertEqual(row.partner_id, self.customer_a)
        row.action_lift()
        with self.assertRaises(ValidationError):
            suspensions.create({**values, "partner_id": self.contact_a.id})

    def test_manager_lifts_no_suspension_of_the_controller(self):
        """Only the controller releases such an order, so the manager may not let it pass by another way."""
        row = (
            self.env["credit.suspension"]
            .with_user(self.controller)
            .create({"partner_id": self.customer_a.id, "company_id": self.company.id, "reason": "Fraud"})
        )
        for call in (
            row.with_user(self.manager).action_lift,
            lambda: row.with_user(self.manager).write({"date_to": row.date_from}),
        ):
            with self.assertRaises(AccessError):
                call()
        self.assertTrue(row.is_in_force)
        row.with_user(self.admin_user).action_lift()
        self.assertFalse(row.is_in_force)

    def test_unsaved_forms_tell_no_figures_of_a_guessed_customer(self):
        self._confirm(7, customer=self.customer_b)
        figures = {"credit_amount": {}, "obligo_amount": {}, "credit_ceiling": {}}
        for model, typed, asked in (
            ("credit.ceiling.raise", "partner_id", figures),
            ("res.partner", "parent_id", figures),
            ("sale.order", "partner_invoice_id", {"credit_before": {}, "debtor_id": {}}),
        ):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.seller_a).onchange({typed: self.customer_b.id}, [typed], asked)

    def test_only_the_administrator_sets_who_releases_how_much(self):
        """A manager reads the levels and cannot raise his own."""
        levels = self.env["sale.authorization.level"]
        self.assertTrue(levels.with_user(self.manager).has_access("read"))
        self.assertFalse(levels.with_user(self.manager).has_access("write"))
        self.assertTrue(levels.with_user(self.admin_user).has_access("write"))

    def test_screens_open_for_each_role(self):
        for user in (self.seller_a, self.manager, self.controller, self.admin_user):
            for model in ("credit.exposure", "credit.exposure.item", "credit.ceiling", "credit.instrument",
                          "credit.suspension", "sale.authorization", "res.partner", "sale.order"):  # fmt: skip
                if model == "sale.order" and user == self.controller:
                    continue
                records = self.env[model].with_user(user)
                views = records.get_views([(False, "list"), (False, "form"), (False, "search")])
                self.assertTrue(views["views"]["list"]["arch"])
