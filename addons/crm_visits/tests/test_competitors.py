from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
class TestCompetitors(VisitsCommon):
    """What competitors sell to customers, and for how much against our price to that customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.group_user").implied_ids |= cls.env.ref("product.group_product_pricelist")
        cls.rival = cls.env["crm.competitor"].create({"name": "Rival"})
        cls.cup = cls._create_goods("Cup", price=100.0)
        cls.pricelist = cls.env["product.pricelist"].create(
            {"name": "Ten off", "currency_id": cls.env.company.currency_id.id}
        )
        cls.env["product.pricelist.item"].create(
            {
                "pricelist_id": cls.pricelist.id,
                "applied_on": "3_global",
                "compute_price": "percentage",
                "percent_price": 10.0,
            }
        )
        cls.customer_a.property_product_pricelist = cls.pricelist

    def _note(self, user=None, **values):
        values = {
            "competitor_id": self.rival.id,
            "partner_id": self.customer_a.id,
            "product_id": self.cup.id,
            "price": 81.0,
            "share": 40.0,
            **values,
        }
        return self.env["crm.competitor.note"].with_user(user or self.seller_a).create(values)

    def test_their_price_against_ours_to_that_customer(self):
        note = self._note()
        self.assertRecordValues(note, [{"our_price": 90.0, "price_gap": -10.0, "uom_id": self.cup.uom_id.id}])
        dozen = self.env.ref("uom.product_uom_dozen")
        note.write({"uom_id": dozen.id, "price": 1188.0})
        self.assertRecordValues(note, [{"our_price": 1080.0, "price_gap": 10.0}])
        self.assertEqual(self._note(product_id=False, product_name="Mug").price_gap, 0.0)

    def test_report_by_competitor(self):
        self._note()
        self._note(partner_id=self.contact_a.id, price=99.0, share=20.0)
        [(rival, gap, share)] = self.env["crm.competitor.note"].with_user(self.seller_a)._read_group(
            [("competitor_id", "=", self.rival.id)], ["competitor_id"], ["price_gap:avg", "share:avg"]
        )  # fmt: skip
        self.assertEqual((rival.name, round(gap, 2), share), ("Rival", 0.0, 30.0))
        own = self.rival.with_user(self.seller_a)
        self.assertEqual((own.note_count, own.customer_count), (2, 1))
        self.assertFalse(self.rival.with_user(self.seller_b).note_count)
        partner = self.customer_a.with_user(self.seller_a)
        action = partner.action_competitor_notes()
        found = self.env["crm.competitor.note"].with_user(self.seller_a).search_count(action["domain"])
        self.assertEqual((partner.competitor_note_count, found), (2, 2))

    def test_averages_leave_out_what_is_unknown(self):
        self._note()
        self._note(price=90.0, share=0)
        self._note(product_id=False, product_name="Mug", price=0, share=20.0)
        self._note(price=0, share=0)
        figures = ["price:avg", "our_price:avg", "price_gap:avg", "share:avg"]
        notes = self.env["crm.competitor.note"].with_user(self.seller_a)
        of_rival = [("competitor_id", "=", self.rival.id)]
        # An equal price is known: its gap of 0 counts, other than that of a note without a price.
        self.assertEqual(notes._read_group(of_rival, [], figures), [(85.5, 90.0, -5.0, 30.0)])
        nothing = [*of_rival, ("price", "=", 0), ("product_id", "=", False), ("share", "=", 0)]
        self._note(product_id=False, product_name="Jug", price=0, share=0)
        self.assertEqual(notes._read_group(nothing, [], figures), [(False, False, False, False)])

    def test_from_a_contact(self):
        visit = self._create_occurrence().with_user(self.seller_a)
        context = visit.action_competitor_notes()["context"]
        note = self.env["crm.competitor.note"].with_user(self.seller_a).with_context(**context).create(
            {"competitor_id": self.rival.id}
        )  # fmt: skip
        self.assertEqual((note.occurrence_id, note.partner_id), (visit, self.customer_a))
        self.assertEqual(visit.competitor_note_count, 1)

    def test_of_others_customers_nothing(self):
        note = self._note()
        with self.assertRaises(AccessError):
            note.with_user(self.seller_b).read(["price"])
        with self.assertRaises(AccessError):
            self._note(partner_id=self.customer_b.id)
