"""Every way through the ORM to a customer of somebody else; the owner walks each first, so that it can fail."""

from odoo.addons.http_routing.tests.common import MockRequest
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .access_documents import SECRET, AccessDocumentsCommon

# Each way takes the model as a user sees it and the document's id, and returns what that user gets.
WAYS = {
    "search": lambda model, id_: model.search([("id", "=", id_)]).ids,
    "search by guessed ids": lambda model, id_: (
        model.search([("id", "in", [id_, id_ + 1])]).filtered(lambda record: record.id == id_).ids
    ),
    "search_count": lambda model, id_: model.search_count([("id", "=", id_)]),
    "search_read": lambda model, id_: model.search_read([("id", "=", id_)], ["display_name"]),
    "web_search_read": lambda model, id_: model.web_search_read([("id", "=", id_)], {"display_name": {}})[
        "records"
    ],
    "web_read": lambda model, id_: model.browse(id_).web_read({"display_name": {}}),
    "read": lambda model, id_: model.browse(id_).read(["display_name"]),
    "export": lambda model, id_: model.browse(id_).export_data(["id", "display_name"])["datas"],
    "_read_group": lambda model, id_: model._read_group([("id", "=", id_)], [], ["__count"])[0][0],
    "formatted_read_group": lambda model, id_: model.formatted_read_group(
        [("id", "=", id_)], [], ["__count"]
    )[0]["__count"],
    "name_search": lambda model, id_: model.name_search("", [("id", "=", id_)]),
    "filtered access": lambda model, id_: model.browse(id_)._filtered_access("read").ids,
}
# Ways that Odoo closes for a model to everybody, its owner included.
CLOSED = {("export", "mail.message"), ("export", "mail.activity")}


@tagged("post_install", "-at_install")
class TestAccessLeaks(AccessDocumentsCommon):
    """A stranger gets nothing of another seller's customer; the owner and the team's manager get all of it."""

    def attempt(self, way, user, name):
        """What the user gets of the document of a model; nothing when he is refused."""
        self.env.invalidate_all()
        try:
            return WAYS[way](self.env[name].with_user(user), self.documents[name].ids[0])
        except AccessError:
            return None

    def test_no_way_leads_to_a_document(self):
        for name in self.documents:
            for way in WAYS:
                if (way, name) in CLOSED:
                    continue
                with self.subTest(way=way, model=name):
                    self.assertTrue(self.attempt(way, self.owner, name), "the way itself is broken")
                    self.assertFalse(self.attempt(way, self.stranger, name))

    def test_no_document_is_written_or_deleted(self):
        for name, document in self.documents.items():
            stranger = document[:1].with_user(self.stranger)
            field = document._rec_name if document._rec_name and name != "calendar.event" else "write_date"
            for attack in (lambda record: record.write({field: "x"}), lambda record: record.unlink()):  # noqa: B023
                with self.subTest(model=name), self.assertRaises(AccessError), self.cr.savepoint():
                    attack(stranger)
        self.assertTrue(all(document.exists() for document in self.documents.values()))

    def test_analyses_hold_no_line_of_it(self):
        for name, domain in {
            "sale.report": [("partner_id", "=", self.customer_a.id)],
            "account.invoice.report": [("partner_id", "=", self.customer_a.id)],
            "crm.activity.report": [("lead_id", "=", self.documents["crm.lead"].id)],
        }.items():
            with self.subTest(model=name):
                self.documents["crm.lead"].message_post(body="x", subtype_xmlid="mail.mt_note")
                self.env.flush_all()
                self.env["mail.message"].search(
                    [("model", "=", "crm.lead")]
                ).mail_activity_type_id = self.env.ref("mail.mail_activity_data_todo")
                self.env.flush_all()
                self.assertTrue(self.env[name].with_user(self.owner).search_count(domain))
                self.assertFalse(self.env[name].with_user(self.stranger).search_count(domain))

    def test_no_list_of_relations_names_it(self):
        group = self._create_customer_group("North", customers=self.customer_a | self.customer_b)
        tag = self.env["res.partner.category"].create({"name": "Tag", "partner_ids": self.customer_a.ids})
        for record in (group, tag):
            self.env.invalidate_all()
            self.assertIn(
                self.customer_a.id, record.with_user(self.owner).read(["partner_ids"])[0]["partner_ids"]
            )
            self.env.invalidate_all()
            self.assertNotIn(
                self.customer_a.id, record.with_user(self.stranger).read(["partner_ids"])[0]["partner_ids"]
            )
        self.assertEqual(group.with_user(self.owner).customer_count, 1)

    def test_searching_through_a_relation_answers_nothing(self):
        """Guessing a value letter by letter needs a way to ask, from a record that one may see."""
        mine = self._create_customer("Mine Lda", user_id=self.stranger.id)
        order = self._create_order(mine)
        self.env.flush_all()
        for user, customer, expected in (
            (self.stranger, mine, order),
            (self.stranger, self.customer_a, order.browse()),
        ):
            found = self.env["sale.order"].with_user(user).search([("partner_id.name", "=", customer.name)])
            self.assertEqual(found, expected)
        countries = self.env["res.users"].with_user(self.stranger)
        self.assertFalse(countries.search([("partner_id.parent_id.street", "ilike", SECRET)]))

    def test_quotation_with_addresses_of_another_customer_is_refused(self):
        mine = self._create_customer("Mine Lda", user_id=self.stranger.id)
        for field in ("partner_invoice_id", "partner_shipping_id"):
            with self.subTest(field=field), self.assertRaises(AccessError), self.cr.savepoint():
                self.env["sale.order"].with_user(self.stranger).create(
                    {"partner_id": mine.id, field: self.customer_a.id}
                )
            with self.subTest(default=field), self.assertRaises(AccessError), self.cr.savepoint():
                self.env["sale.order"].with_user(self.stranger).with_context(
                    **{f"default_{field}": self.customer_a.id}
                ).create({"partner_id": mine.id})
            order = self._create_order(mine)
            for name in (field, "partner_id"):
                with self.subTest(field=name), self.assertRaises(AccessError), self.cr.savepoint():
                    order.with_user(self.stranger).write({name: self.customer_a.id})
        self.assertFalse(
            self.env["sale.order"].search([("partner_shipping_id", "=", self.customer_a.id)])
            - self.documents["sale.order"]
        )

    def test_nobody_types_to_which_customer_a_partner_belongs(self):
        mine = self._create_customer("Mine Lda", user_id=self.stranger.id).with_user(self.stranger)
        typed = {"commercial_partner_id": self.customer_a.id}
        default = {f"default_{name}": value for name, value in typed.items()}
        for call in (
            lambda: mine.write(typed),
            lambda: mine.create({"name": "New", **typed}),
            lambda: mine.with_context(**default).create({"name": "New"}),
        ):
            with self.assertRaises(AccessError):
                call()
        self.assertEqual(mine.commercial_partner_id, mine)

    def test_unsaved_form_tells_nothing_of_a_guessed_partner(self):
        """What follows from a partner is often computed with the rights of the system."""
        names = {"display_name": {}}
        orders = self.env["sale.order"].with_user(self.stranger)
        spec = {"partner_id": {"fields": names}, "partner_invoice_id": {"fields": names}}
        for typed in ({"partner_id": self.customer_a.id}, {"partner_invoice_id": self.customer_a.id}):
            with self.subTest(**typed), self.assertRaises(AccessError):
                orders.onchange(typed, list(typed), spec)
        with self.assertRaises(AccessError):
            orders.with_context(default_partner_id=self.customer_a.id).onchange({}, [], spec)
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.stranger).onchange(
                {"parent_id": self.customer_a.id}, ["parent_id"], {"street": {}}
            )

    def test_a_guessed_partner_is_found_however_it_is_wrapped(self):
        """Odoo takes a dictionary for a partner, and commands for the lines of a form."""
        names = {"display_name": {}, "email": {}}
        with self.assertRaises(AccessError):
            self.env["sale.order"].with_user(self.stranger).onchange(
                {"partner_id": {"id": self.customer_a.id}}, ["partner_id"], {"partner_id": {"fields": names}}
            )
        lines = [[0, "virtual_1", {"name": "New", "parent_id": self.customer_a.id}]]
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(self.stranger).onchange(
                {"child_ids": lines},
                ["child_ids"],
                {"child_ids": {"fields": {"parent_id": {"fields": names}}}},
            )

    def test_saved_form_keeps_an_address_that_its_user_does_not_see(self):
        mine = self._create_customer("Mine Lda", user_id=self.stranger.id)
        order = self._create_order(mine, partner_invoice_id=self.customer_a.id).with_user(self.stranger)
        values = {"partner_invoice_id": self.customer_a.id, "client_order_ref": "PO 7"}
        self.assertIn("value", order.onchange(values, ["client_order_ref"], {"client_order_ref": {}}))

    def test_refusals_do_not_name_the_record(self):
        """Developer mode, which anybody can switch on in the address line, prints the names of refused records."""
        with MockRequest(self.env(user=self.stranger)) as request:
            request.session.debug = "1"
            with self.assertRaises(AccessError) as refusal:
                self.customer_a.with_user(self.stranger).read(["name"])
        self.assertNotIn(SECRET, str(refusal.exception))
