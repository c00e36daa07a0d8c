"""What a many2one names, it shows: whoever may not see a record may not name it in another."""

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .access_documents import SECRET, AccessDocumentsCommon

# What a many2one of another model can name, of `AccessDocumentsCommon`.
NAMED = {
    "account.move",
    "account.move.line",
    "account.payment",
    "calendar.event",
    "crm.lead",
    "res.partner",
    "res.partner.bank",
    "sale.order",
    "sale.order.line",
    "stock.move",
    "stock.picking",
}


@tagged("post_install", "-at_install")
class TestNamedRecords(AccessDocumentsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger.group_ids += cls.env.ref("crm_base.group_sales_manager")
        cls.env.flush_all()

    def _links(self):
        """(model, field name, record of `customer_a`) of every many2one that the stranger can write."""
        for name in self.registry.models:
            model = self.env[name].with_user(self.stranger)
            if model._abstract or not (model.has_access("create") or model.has_access("write")):
                continue
            for field in model._fields.values():
                if field.type == "many2one" and field.comodel_name in NAMED:
                    yield model, field.name, self.documents[field.comodel_name][:1]

    def _what_comes_of(self, work, values):
        """What comes of a call: what refuses it, or that it is accepted."""
        self.env.invalidate_all()
        try:
            with self.cr.savepoint():
                work(values)
                self.env.flush_all()
        except Exception as error:
            # Whatever else the row is missing stops it as well.
            return str(error)
        return "accepted"

    @mute_logger("odoo.sql_db")
    def test_no_model_takes_a_record_of_somebody_elses_customer(self):
        tried = set()
        for model, name, record in self._links():
            tried.add(model._name)
            with self.subTest(model=model._name, field=name):
                outcome = self._what_comes_of(model.create, {name: record.id})
                self.assertNotEqual(outcome, "accepted")
                self.assertNotIn(SECRET, outcome)
        self.assertGreater(len(tried), 80)

    def test_every_model_looks_before_it_writes(self):
        """Whatever else a row may be missing."""
        for model, name, record in self._links():
            with self.subTest(model=model._name, field=name), self.assertRaises(AccessError) as refusal:
                model._check_written([{}, {name: record.id}])
            self.assertNotIn(SECRET, str(refusal.exception))

    def test_defaults_are_looked_at_too(self):
        leads = self.env["crm.lead"].with_user(self.stranger)
        with self.assertRaises(AccessError):
            leads.with_context(default_partner_id=self.customer_a.id).create({"name": "Mine"})
        self.env["ir.default"].with_user(self.stranger).set(
            "crm.lead", "partner_id", self.customer_a.id, user_id=True
        )
        with self.assertRaises(AccessError):
            leads.create({"name": "Mine"})

    def test_what_was_named_before_stays(self):
        mine = self._create_customer("Mine Lda", user_id=self.stranger.id)
        orders = self._create_order(mine, partner_invoice_id=self.customer_a.id) + self._create_order(mine)
        values = {"partner_invoice_id": self.customer_a.id, "client_order_ref": "PO 7"}
        orders[0].with_user(self.stranger).write(values)
        self.assertEqual(orders[0].client_order_ref, "PO 7")
        with self.assertRaises(AccessError), self.cr.savepoint():
            orders.with_user(self.stranger).write(values)
        self.assertEqual(orders[1].partner_invoice_id, mine)

    def test_whoever_sees_him_may_name_him(self):
        values = {"name": "Lead", "partner_id": self.customer_a.id}
        for user in (self.owner, self.admin_user):
            with self.subTest(user=user.login):
                lead = self.env["crm.lead"].with_user(user).create(values)
                self.assertEqual(lead.partner_id, self.customer_a)

    def test_a_batch_is_looked_at_at_once(self):
        mine = self.env["res.partner"].create(
            [{"name": f"Mine {number}", "user_id": self.stranger.id} for number in range(50)]
        )
        self.env.flush_all()
        leads = self.env["crm.lead"].with_user(self.stranger)
        rows = [{"name": "Lead", "partner_id": partner.id} for partner in mine]
        leads._check_written(rows[:1])
        with self.assertQueryCount(1):
            leads._check_written(rows)
