"""Features that apps of Odoo and OCA serve: the role that looks for one finds its menu, and the screen opens."""

from odoo.tests import TransactionCase, new_test_user, tagged

# Feature, role, menu.
SERVED = (
    (
        "A8 scheduled backups",
        "crm_base.group_administrator,base.group_system",
        "auto_backup.backup_conf_menu",
    ),
    ("B11 projects", "crm_base.group_seller", "project.menu_projects"),
    ("B11 hours of services", "crm_base.group_seller", "hr_timesheet.timesheet_menu_activity_user"),
    ("B12 mandates", "crm_base.group_credit_controller", "account_payment_mandate.mandate_menu"),
    (
        "B12 direct debits",
        "crm_base.group_credit_controller",
        "account_payment_batch_oca.account_payment_order_inbound_menu",
    ),
    ("B13 employees", "crm_base.group_administrator", "hr.menu_hr_employee_payroll"),
    ("B13 meetings", "crm_base.group_seller", "calendar.calendar_event_menu"),
    ("C9 price lists", "crm_base.group_administrator", "sale.menu_product_pricelist_main"),
    ("C9 conditions of customers", "crm_base.group_seller", "crm_agents.menu_customer_condition"),
    ("C9 price simulation", "crm_base.group_seller", "crm_agents.menu_price_simulation"),
    ("C11 price revisions", "crm_base.group_administrator", "crm_agents.menu_price_revision"),
    ("C12 suppliers' prices", "crm_base.group_administrator", "crm_agents.menu_price_supplier"),
    ("C13 opportunities", "crm_base.group_seller", "crm.menu_crm_opportunities"),
    ("C13 forecast", "crm_base.group_sales_manager", "crm.crm_menu_forecast"),
    ("C13 mailings", "crm_base.group_sales_manager", "mass_mailing.mass_mailing_menu"),
    ("C13 campaigns", "crm_base.group_sales_manager", "mass_mailing.menu_email_campaigns"),
    (
        "C6 cost methods of families",
        "crm_base.group_administrator",
        "stock.menu_product_category_config_stock",
    ),
)


@tagged("post_install", "-at_install")
class TestMenus(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.config.settings"].create({"group_product_pricelist": True}).execute()
        roles = sorted({groups for _feature, groups, _menu in SERVED})
        cls.users = {
            groups: new_test_user(cls.env, login=f"suite_{number}", groups=groups)
            for number, groups in enumerate(roles)
        }

    def test_the_menu_is_there_and_its_screen_opens(self):
        for feature, groups, xmlid in SERVED:
            with self.subTest(feature=feature, role=groups):
                menu = self.env.ref(xmlid).with_user(self.users[groups])
                self.assertIn(menu.id, menu._visible_menu_ids(), f"{feature}: no menu for {groups}")
                self._open(menu.sudo().action.with_user(self.users[groups]))

    def _open(self, action):
        """Load what the web client loads when the menu is clicked."""
        if action._name == "ir.actions.server":
            action = self.env["ir.actions.act_window"].browse(action.run()["id"])
        window = action.sudo()
        views = [(False, mode) for mode in window.view_mode.split(",")]
        model = self.env[window.res_model].with_user(action.env.user)
        self.assertEqual(set(model.get_views(views)["views"]), set(window.view_mode.split(",")))
        model.search_read([], ["display_name"], limit=5)
