"""What the check tells a seller of another's customer, and that it cannot be used to read the customer list."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ObligoCommon


@tagged("post_install", "-at_install")
class TestDuplicatesDisclosure(ObligoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bakery = cls._create_customer(
            "Zimbro Caramulo, Lda",
            vat="PT501964843",
            phone="+351 219 876 540",
            street="Rua Nova 1",
            city="Lisboa",
            user_id=cls.seller_b.id,
        )
        cls.Partner = cls.env["res.partner"].with_user(cls.seller_a)
        cls.Log = cls.env["crm.duplicate.log"]

    def _shown(self):
        """What the register holds of the seller who asks."""
        return self.Log.search([("user_id", "=", self.seller_a.id)])

    def test_name_city_and_salesperson_and_no_more(self):
        answer = self.Partner.check_duplicates({"vat": "501964843"})
        self.assertEqual(
            answer,
            {
                "matches": [
                    {
                        "id": False,
                        "name": "Zimbro Caramulo, Lda",
                        "city": "Lisboa",
                        "owner": self.seller_b.name,
                        "is_archived": False,
                        "is_certain": True,
                        "marks": ["same tax number"],
                    }
                ],
                "can_continue": True,
                "is_limited": False,
            },
        )
        with self.assertRaises(AccessError):
            self.Partner.browse(self.bakery.id).read(["phone"])

    def test_own_customer_can_be_opened(self):
        [match] = self.Partner.check_duplicates({"name": "Alfa"})["matches"]
        self.assertEqual(match["id"], self.customer_a.id)
        self.assertFalse(self._shown())

    def test_showing_is_recorded_once_a_day(self):
        for _time in range(3):
            self.Partner.check_duplicates({"vat": "501964843"})
        entry = self._shown()
        self.assertRecordValues(
            entry, [{"user_id": self.seller_a.id, "decision": "shown", "found_partner_id": self.bakery.id}]
        )

    def test_no_more_a_day_than_allowed(self):
        self.env.company.duplicate_disclosure_limit = 1
        self.Partner.check_duplicates({"vat": "501964843"})
        answer = self.Partner.check_duplicates({"name": "Beta Lda"})
        self.assertTrue(answer["is_limited"])
        self.assertEqual([match["name"] for match in answer["matches"]], ["A customer"])
        self.assertEqual([match["owner"] for match in answer["matches"]], [""])
        # What he knows already he may be told again.
        self.assertFalse(self.Partner.check_duplicates({"vat": "501964843"})["is_limited"])

    def test_at_most_five(self):
        for number in range(8):
            self._create_customer(
                f"Bricabraque Urze {number}", phone="+351 211 111 111", user_id=self.seller_b.id
            )
        self.assertEqual(len(self.Partner.check_duplicates({"phone": "+351211111111"})["matches"]), 5)

    def test_a_few_letters_find_nobody(self):
        for name in ("P", "Pad", "Padar", "%", "%%%%%%", "_______"):
            self.assertFalse(self.Partner.check_duplicates({"name": name})["matches"], name)

    def test_a_saved_customer_is_not_its_own_duplicate(self):
        values = {"name": "Alfa Lda"}
        answer = self.Partner.check_duplicates(values, partner_id=self.customer_a.id)
        self.assertFalse(answer["matches"])

    def test_block_is_announced(self):
        self.env.company.duplicate_policy = "block"
        self.assertFalse(self.Partner.check_duplicates({"vat": "501964843"})["can_continue"])
        self.assertTrue(self.Partner.check_duplicates({"name": "Zimbro Caramulo Norte"})["can_continue"])
        manager = self.Partner.with_user(self.manager)
        self.assertTrue(manager.check_duplicates({"vat": "501964843"})["can_continue"])

    def test_only_employees_ask(self):
        portal = new_test_user(self.env, "portal_asks", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self.Partner.with_user(portal).check_duplicates({"vat": "501964843"})
        self.assertFalse(self.Log.search_count([("user_id", "=", portal.id)]))

    def test_customers_of_a_foreign_company_stay_unknown(self):
        self.bakery.company_id = self.env["res.company"].create({"name": "Second"})
        self.assertFalse(self.Partner.check_duplicates({"vat": "501964843"})["matches"])
