"""Customers are found however they are typed, archived ones too, and colleagues and contact persons are left
out.
"""

from odoo.tests import tagged
from odoo.tools import SQL

from ..logic.duplicates import NEAREST_NAMES
from .common import ObligoCommon


@tagged("post_install", "-at_install")
class TestDuplicatesFound(ObligoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portugal = cls.env.ref("base.pt")
        cls.bakery = cls._create_customer(
            "Padaria São Romualdo, Lda",
            vat="PT501964843",
            phone="+351 219 876 540",
            email="geral@padariasaoromualdo.pt",
            city="Setúbal",
            country_id=cls.portugal.id,
            user_id=cls.seller_b.id,
        )

    def _kinds(self, **values):
        """The marks by which values find the bakery."""
        [matches] = self.env["res.partner"]._find_duplicates([values])
        return {kind for match in matches if match.partner_id == self.bakery.id for kind in match.kinds}

    def test_tax_number_with_and_without_country(self):
        self.assertEqual(self._kinds(vat="501 964 843"), {"tax_id"})
        self.assertEqual(self._kinds(vat="pt501964843"), {"tax_id"})
        self.assertEqual(self._kinds(vat="501964843", country_id=self.portugal.id), {"tax_id"})
        self.assertEqual(self._kinds(vat="501964843", country_id=self.env.ref("base.es").id), set())

    def test_phone_in_any_format(self):
        self.assertEqual(self._kinds(phone="00351219876540"), {"phone"})
        self.assertEqual(self._kinds(phone="(21) 987 65-40", country_id=self.portugal.id), {"phone"})
        self.assertEqual(self._kinds(phone="+351 219 876 541"), set())

    def test_email_and_domain(self):
        self.assertEqual(self._kinds(email="GERAL+x@PadariaSaoRomualdo.pt"), {"email", "domain"})
        self.assertEqual(self._kinds(email="ana@padariasaoromualdo.pt"), {"domain"})
        self.assertEqual(self._kinds(website="https://www.padariasaoromualdo.pt/"), {"domain"})

    def test_name_without_accents_legal_form_and_order(self):
        self.assertEqual(self._kinds(name="ROMUALDO SAO PADARIA S.A."), {"name"})
        self.assertEqual(self._kinds(name="Padaria São Romualdo do Sado"), {"similar_name"})
        self.assertEqual(self._kinds(name="Talho Vouzela"), set())

    def test_of_a_thousand_similar_names_the_nearest(self):
        """Names that differ by a number are all alike; the nearest of them are found, and no more."""
        branches = self._create_customer("Filial Vouzela 0", email=False)
        for number in range(1, NEAREST_NAMES + 20):
            branches += self._create_customer(f"Filial Vouzela do Norte e Sul {number}", email=False)
        [matches] = self.env["res.partner"]._find_duplicates([{"name": "Filial Vouzela do Norte e Sul"}])
        self.assertEqual(len(matches), NEAREST_NAMES)
        self.assertEqual({kind for match in matches for kind in match.kinds}, {"similar_name"})
        # The nearest come first: one digit beyond the name is less than two.
        self.assertEqual({match.partner_id for match in matches[:9]}, set(branches[1:10].ids))

    def test_hits_are_looked_for_once(self):
        """Whatever the planner thinks of the number of contacts, it cannot look for the hits once for each."""
        query = self.env["res.partner"]._match_query([(0, "name", "romualdo", "", 0)], True)
        plan = "\n".join(row[0] for row in self.env.execute_query(SQL("EXPLAIN %s", query)))
        self.assertIn("CTE hit", plan)

    def test_hebrew_name(self):
        self.bakery.name = 'מאפיית ירקרקת בע"מ'
        self.assertEqual(self._kinds(name="ירקרקת מאפיית"), {"name"})

    def test_archived_customer_is_found(self):
        self.bakery.action_archive()
        self.assertEqual(self._kinds(vat="501964843"), {"tax_id"})

    def test_contact_person_leads_to_his_company(self):
        self._create_contact(self.bakery, "Maria", phone="+351 912 345 678")
        self.assertEqual(self._kinds(phone="912345678", country_id=self.portugal.id), {"phone"})

    def test_marks_follow_changes(self):
        self.bakery.write({"vat": False, "name": "Padaria Vouzela"})
        self.assertEqual(self._kinds(vat="501964843"), set())
        self.assertEqual(self._kinds(name="Padaria Vouzela"), {"name"})
        self.bakery.unlink()
        self.assertFalse(self.env["crm.duplicate.key"].search_count([("partner_id", "=", self.bakery.id)]))

    def test_colleagues_and_we_are_no_customers(self):
        self.env.company.partner_id.vat = "PT508123127"
        found = self.env["res.partner"]._find_duplicates(
            [{"vat": "508123127"}, {"email": self.seller_a.email}, {"name": self.seller_a.name}]
        )
        self.assertFalse([match for matches in found for match in matches if match.is_certain])

    def test_contact_person_typed_finds_nobody(self):
        self.assertEqual(self._kinds(vat="501964843", parent_id=self.customer_a.id), set())

    def test_many_at_once_in_one_statement(self):
        """As import asks: the answer of each row in its place, whatever their number."""
        values_list = [{"name": "Talho Vouzela"}, {"phone": "+351219876540"}, {}, {"vat": "501964843"}]
        self.env["res.partner"]._find_duplicates(values_list)
        with self.assertQueryCount(4):
            found = self.env["res.partner"]._find_duplicates(values_list * 100)
        self.assertEqual([len(matches) for matches in found], [0, 1, 0, 1] * 100)

    def test_strange_values_find_nobody(self):
        """What arrives by RPC may have any type."""
        self.assertEqual(self._kinds(name=["x"], vat=5, phone={"a": 1}, email=None, country_id="PT"), set())

    def test_rebuilding_all_gives_the_same(self):
        own = [("partner_id", "in", (self.bakery | self.customer_a | self.contact_a).ids)]

        def marks():
            return sorted(
                (key.partner_id.id, key.kind, key.value) for key in self.env["crm.duplicate.key"].search(own)
            )

        before = marks()
        self.env["res.partner"]._refresh_duplicate_keys()
        self.assertEqual(marks(), before)
        self.assertEqual(len(before), 8)
