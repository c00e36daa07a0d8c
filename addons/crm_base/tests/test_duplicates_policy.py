"""A customer who exists is not entered once more without a reason, or at all, whichever way is tried."""

from odoo.addons.crm_base.exceptions import DuplicateCustomerError
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ObligoCommon

REASON = "Other branch, own invoices"


@tagged("post_install", "-at_install")
class TestDuplicatesPolicy(ObligoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bakery = cls._create_customer(
            "Zimbro Caramulo, Lda",
            vat="PT501964843",
            phone="+351 219 876 540",
            email="geral@zimbrocaramulo.pt",
            city="Lisboa",
            user_id=cls.seller_b.id,
        )
        cls.Partner = cls.env["res.partner"].with_user(cls.seller_a)
        cls.Log = cls.env["crm.duplicate.log"]

    def _block(self):
        self.env.companies.sudo().search([]).duplicate_policy = "block"

    def _assert_refused(self, action, message=None):
        """The action raises, and neither a customer nor an entry of the register remains."""
        partners = self.env["res.partner"].with_context(active_test=False)
        before = partners.search_count([]), self.Log.search_count([])
        with self.assertRaises(DuplicateCustomerError) as refusal, self.env.cr.savepoint():
            action()
        self.assertEqual((partners.search_count([]), self.Log.search_count([])), before)
        self.assertNotIn("Lisboa", str(refusal.exception))
        if message:
            self.assertIn(message, str(refusal.exception))
        return refusal.exception

    def test_create_needs_a_reason(self):
        refusal = self._assert_refused(
            lambda: self.Partner.create({"name": "Outra", "is_company": True, "vat": "501 964 843"}),
            "other sellers",
        )
        self.assertNotIn("Zimbro Caramulo", str(refusal))
        self.assertEqual(refusal.context["duplicate_values"]["vat"], "501 964 843")

    def test_reason_lets_a_seller_go_on_and_tells_the_managers(self):
        partner = self.Partner.create(
            {
                "name": "Zimbro Caramulo II",
                "is_company": True,
                "phone": "00351219876540",
                "duplicate_reason": REASON,
            }
        )
        [entry] = self.Log.search([("partner_id", "=", partner.id)])
        self.assertRecordValues(
            entry,
            [
                {
                    "user_id": self.seller_a.id,
                    "decision": "continued",
                    "found_partner_id": self.bakery.id,
                    "owner_id": self.seller_b.id,
                    "kinds": "phone,similar_name",
                    "reason": REASON,
                }
            ],
        )
        self.assertEqual(entry.manager_ids, self.manager | self.other_manager)
        self.assertEqual(entry.activity_ids.user_id, self.manager | self.other_manager)
        self.assertFalse(partner.duplicate_reason)

    def test_a_word_is_no_reason(self):
        self._assert_refused(
            lambda: self.Partner.create(
                {"name": "Zimbro Caramulo", "is_company": True, "duplicate_reason": " ok "}
            )
        )

    def test_block_takes_no_reason(self):
        self._block()
        self._assert_refused(
            lambda: self.Partner.create(
                {"name": "Zimbro Caramulo", "is_company": True, "duplicate_reason": REASON}
            ),
            "sales manager",
        )

    def test_block_is_of_all_companies_of_the_user(self):
        """The company chosen in the browser, which is a context key, does not open a way round."""
        other = self.env["res.company"].create({"name": "Second", "duplicate_policy": "warn"})
        self.env.company.duplicate_policy = "block"
        self.seller_a.company_ids |= other
        partners = self.Partner.with_context(allowed_company_ids=other.ids)
        self._assert_refused(
            lambda: partners.create(
                {"name": "Zimbro Caramulo", "is_company": True, "duplicate_reason": REASON}
            )
        )

    def test_no_context_key_opens_a_way(self):
        self._block()
        keys = dict.fromkeys(
            [
                "tracking_disable",
                "install_mode",
                "import_file",
                "no_duplicate_check",
                "skip_duplicates",
                "active_test",
            ],
            1,
        )
        self._assert_refused(
            lambda: self.Partner.with_context(**keys, default_duplicate_reason=REASON).create(
                {"name": "Zimbro Caramulo", "is_company": True}
            )
        )

    def test_block_lets_merely_similar_customers_pass_with_a_reason(self):
        self._block()
        values = {"name": "Zimbro Caramulo do Norte", "is_company": True}
        self._assert_refused(lambda: self.Partner.create(values))
        partner = self.Partner.create({**values, "duplicate_reason": REASON})
        self.assertEqual(self.Log.search([("partner_id", "=", partner.id)]).kinds, "similar_name")

    def test_manager_overrides_a_block(self):
        self._block()
        partner = self.Partner.with_user(self.manager).create(
            {"name": "Zimbro Caramulo", "is_company": True, "duplicate_reason": REASON}
        )
        [entry] = self.Log.search([("partner_id", "=", partner.id)])
        self.assertEqual((entry.decision, entry.manager_ids), ("overridden", self.other_manager))

    def test_two_alike_in_one_call(self):
        values = {"name": "Quinquilharia Bizarril", "is_company": True}
        self._assert_refused(lambda: self.Partner.create([values, dict(values)]))

    def test_write_makes_no_duplicate_either(self):
        partner = self.Partner.create(
            {"name": "Quinquilharia Bizarril", "is_company": True, "user_id": self.seller_a.id}
        )
        self._assert_refused(lambda: partner.write({"vat": "PT501964843"}))
        self.assertFalse(partner.vat)
        partner.write({"vat": "PT501964843", "duplicate_reason": REASON})
        self.assertEqual(self.Log.search([("partner_id", "=", partner.id)]).kinds, "tax_id")
        # Known and explained: other changes need no second reason.
        partner.write({"phone": "+351 999 888 777", "city": "Porto"})

    def test_contact_person_cannot_be_turned_into_a_known_customer(self):
        contact = self.Partner.create({"name": "Zimbro Caramulo", "parent_id": self.customer_a.id})
        self._assert_refused(lambda: contact.write({"parent_id": False}))

    def test_mere_address_may_resemble_until_it_becomes_a_customer(self):
        """Writing to a new person at a customer's makes a contact of him; that takes no reason, a customer
        does.
        """
        person = self.Partner.create({"name": "Rui Reis", "email": "rui@zimbrocaramulo.pt"})
        self._assert_refused(lambda: person.write({"is_company": True}))

    def test_quick_creation(self):
        self._assert_refused(lambda: self.Partner.name_create("ZIMBRO CARAMULO"))
        self._assert_refused(lambda: self.Partner.name_create("Zimbro Caramulos"))
        self._assert_refused(lambda: self.Partner.name_create("X <geral@zimbrocaramulo.pt>"))

    def test_duplicate_action(self):
        mine = self._create_customer("Talho Vouzela, Lda", vat="PT509000002", user_id=self.seller_a.id)
        mine = mine.with_user(self.seller_a)
        self._assert_refused(mine.copy, "Talho Vouzela")
        copied = mine.copy({"duplicate_reason": REASON})
        self.assertEqual(copied.name, "Talho Vouzela, Lda (copy)")
        self.assertTrue(self.Log.search_count([("partner_id", "=", copied.id)]))

    def test_load_as_import_does(self):
        """Odoo's own import reports the row."""
        result = self.Partner.load(["name", "is_company", "vat"], [["Outra", "1", "501964843"]])
        self.assertFalse(result["ids"])
        self.assertIn("other sellers", result["messages"][0]["message"])
        result = self.Partner.load(
            ["name", "is_company", "vat", "duplicate_reason"], [["Outra", "1", "501964843", REASON]]
        )
        self.assertEqual(len(result["ids"]), 1)

    def test_lead_conversion(self):
        lead = (
            self.env["crm.lead"]
            .with_user(self.seller_a)
            .create(
                {
                    "name": "Fair",
                    "partner_name": "Zimbro Caramulo",
                    "phone": "+351219876540",
                    "user_id": self.seller_a.id,
                    "source_id": self.env.ref("utm.utm_source_newsletter").id,
                }
            )
        )
        wizard = self.env["crm.lead2opportunity.partner"].with_user(self.seller_a)
        wizard = wizard.with_context(active_model="crm.lead", active_id=lead.id, active_ids=lead.ids).create(
            {"lead_id": lead.id, "name": "convert", "action": "create"}
        )
        self.assertEqual(wizard.duplicate_values["name"], "Zimbro Caramulo")
        self._assert_refused(wizard.action_apply)
        wizard.duplicate_reason = REASON
        wizard.action_apply()
        self.assertEqual(self.Log.search([("partner_id", "=", lead.partner_id.id)]).reason, REASON)
        self.assertEqual(lead.partner_id.customer_source_id, self.env.ref("utm.utm_source_newsletter"))

    def test_superuser_code_is_not_held_up(self):
        """Portal sign-up and the mail gateway create contacts as superuser."""
        self.assertTrue(self.Partner.sudo().create({"name": "Zimbro Caramulo", "is_company": True}))

    def test_register_is_closed_to_hands(self):
        self.Partner.create({"name": "Zimbro Caramulo", "is_company": True, "duplicate_reason": REASON})
        entry = self.Log.search([], limit=1)
        for user in (self.seller_a, self.manager, self.admin_user):
            with self.assertRaises(AccessError):
                entry.with_user(user).unlink()
            with self.assertRaises(AccessError):
                entry.with_user(user).write({"reason": "x"})
            with self.assertRaises(AccessError):
                self.Log.with_user(user).create({"decision": "shown"})
        with self.assertRaises(AccessError):
            entry.with_user(self.seller_a).read(["reason"])
        self.assertEqual(entry.with_user(self.manager).reason, REASON)

    def test_manager_merges_from_the_register(self):
        self.bakery.user_id = self.seller_a
        partner = self.Partner.create(
            {
                "name": "Zimbro Caramulo",
                "is_company": True,
                "email": "x@y.example",
                "duplicate_reason": REASON,
            }
        )
        [entry] = self.Log.with_user(self.manager).search([("partner_id", "=", partner.id)])
        action = entry.action_merge()
        wizard = self.env[action["res_model"]].with_user(self.manager).browse(action["res_id"])
        self.assertEqual((wizard.partner_ids, wizard.dst_partner_id), (self.bakery | partner, self.bakery))
        wizard.action_merge()
        self.assertTrue(self.bakery.exists())
        self.assertFalse(partner.exists())
        merged = self.Log.search([("decision", "=", "merged")])
        self.assertRecordValues(merged, [{"found_partner_id": self.bakery.id, "user_id": self.manager.id}])
