"""Class, key customer, source, industry and region of customers: entered, filtered, grouped, counted."""

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import ObligoCommon

FAVOURITES = ["New customers", "Recently followed", "Lost customers", "Dormant customers", "Key customers"]


@tagged("post_install", "-at_install")
class TestClassification(ObligoCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.action = cls.env.ref("crm_base.res_partner_action_customers")
        cls.source = cls.env["utm.source"].create({"name": "Fair in Porto"})
        cls.industry = cls.env.ref("base.res_partner_industry_G")
        cls.customer_a.write(
            {
                "customer_class": "a",
                "is_key_customer": True,
                "customer_source_id": cls.source.id,
                "industry_id": cls.industry.id,
                "country_id": cls.env.ref("base.pt").id,
                "city": "Porto",
            }
        )

    def test_seller_enters_a_customer_in_the_form(self):
        partners = self.env["res.partner"].with_user(self.seller_a).with_context(default_is_company=True)
        form = Form(partners)
        form.name = "Quinquilharia Bizarril"
        form.customer_class = "b"
        form.is_key_customer = True
        form.customer_source_id = self.source
        customer = form.save()
        self.assertRecordValues(
            customer,
            [
                {
                    "customer_class": "b",
                    "is_key_customer": True,
                    "customer_source_id": self.source.id,
                    "activity_status": "prospect",
                    "user_id": self.seller_a.id,
                }
            ],
        )

    def test_every_question_of_the_list(self):
        """Name, region, level, entry time, source, industry, seller, group: each is a field or filter of the
        search.
        """
        view = (
            self.env["res.partner"]
            .with_user(self.seller_a)
            .get_view(self.env.ref("base.view_res_partner_filter").id, "search")["arch"]
        )
        fields = [
            "name",
            "city",
            "state_id",
            "country_id",
            "customer_class",
            "customer_source_id",
            "industry_id",
            "user_id",
            "customer_group_ids",
            "activity_status",
        ]
        for name in fields:
            self.assertIn(f'<field name="{name}"', view, name)
        for name in (
            "entered_on",
            "group_state",
            "group_industry",
            "group_source",
            "key_customers",
            "recently_followed",
        ):
            self.assertIn(f'<filter name="{name}"', view, name)

    def test_shared_favourites_of_every_user(self):
        """One click each, and what they find is right."""
        filters = self.env["ir.filters"].with_user(self.seller_a).get_filters("res.partner", self.action.id)
        found = {favourite["name"]: favourite for favourite in filters}
        self.assertEqual([name for name in FAVOURITES if name not in found], [])
        domain = [("is_key_customer", "=", True), ("id", "in", (self.customer_a | self.customer_b).ids)]
        self.assertEqual(self.env["res.partner"].search(domain), self.customer_a)

    def test_grouping_as_the_pivot_does(self):
        groups = (
            self.env["res.partner"]
            .with_user(self.seller_a)
            .formatted_read_group(
                [("id", "in", (self.customer_a | self.customer_b).ids)],
                ["industry_id", "activity_status"],
                ["__count"],
            )
        )
        self.assertEqual(
            [(group["industry_id"][0], group["activity_status"], group["__count"]) for group in groups],
            [(self.industry.id, "prospect", 1)],
        )

    def test_customers_do_not_read_how_they_are_classed(self):
        portal = new_test_user(self.env, "portal_reads", groups="base.group_portal")
        portal.partner_id.parent_id = self.customer_a
        names = [
            "customer_class",
            "is_key_customer",
            "activity_status",
            "last_order_date",
            "customer_source_id",
        ]
        for name in names:
            with self.assertRaises(AccessError, msg=name):
                self.customer_a.with_user(portal).read([name])

    def test_own_fields_on_customers(self):
        """A property defined once is on every customer's form."""
        definition = self.env["properties.base.definition"]._get_definition_for_property_field(
            "res.partner", "properties"
        )
        definition.properties_definition = [{"name": "shelf", "type": "char", "string": "Shelf metres"}]
        self.customer_a.properties = {"shelf": "12"}
        self.assertEqual(self.customer_a.read(["properties"])[0]["properties"][0]["value"], "12")
        arch = self.env["res.partner"].get_view(self.env.ref("base.view_partner_form").id, "form")["arch"]
        self.assertIn('name="properties"', arch)

    def test_one_menu_with_every_list_of_categories(self):
        """The administrator finds all of them, and the company's data, below Configuration."""
        menus = self.env["ir.ui.menu"].with_user(self.admin_user)
        below = menus.search([("id", "child_of", self.env.ref("crm_base.menu_configuration").id)])
        names = set(below.mapped("name"))
        lists = {
            "Activity Rules",
            "Customer Tags",
            "Industries",
            "Sources",
            "Countries",
            "Regions",
            "Activity Types",
        }
        self.assertEqual({*lists, "Company Data"} - names, set())
        visible = menus._visible_menu_ids()
        for menu in below.filtered(lambda menu: menu.action and menu.id in visible):
            self.env[menu.sudo().action.res_model].with_user(self.admin_user).check_access("read")
        seller_menus = self.env["ir.ui.menu"].with_user(self.seller_a)._visible_menu_ids()
        self.assertNotIn(self.env.ref("crm_base.menu_configuration").id, seller_menus)
