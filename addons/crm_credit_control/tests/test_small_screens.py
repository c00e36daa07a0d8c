from lxml import etree
from odoo.tests import TransactionCase, tagged

# The figures that have to be readable at once on a phone, by model.
FIGURES = {
    "credit.ageing": {"total_amount", "days_overdue"},
    "credit.statement": {"debit", "credit", "running_balance", "open_amount", "instruments_amount"},
    "credit.exposure": {"credit_amount", "obligo_amount"},
    "credit.exposure.item": {"open_orders_amount", "delivered_uninvoiced_amount", "receivable_amount"},
    "credit.exposure.day": {"open_orders_amount", "delivered_uninvoiced_amount", "receivable_amount"},
    "credit.exposure.forecast": {"amount"},
    "credit.ceiling": {"credit_ceiling", "obligo_ceiling"},
    "credit.ceiling.raise": {"credit_raise", "obligo_raise"},
    "credit.instrument": {"amount"},
    "credit.deposit.slip": {"total"},
    "credit.promise": {"amount", "paid_amount"},
    "credit.collection.case": {"overdue_amount", "credit_amount"},
    "sale.authorization": {"value", "ceiling", "excess"},
}


@tagged("post_install", "-at_install")
class TestSmallScreens(TransactionCase):
    def test_cards_show_the_figures(self):
        for model, figures in FIGURES.items():
            with self.subTest(model=model):
                arch = etree.fromstring(self.env[model].get_view(view_type="kanban")["arch"])
                shown = {node.get("name") for node in arch.xpath("//t[@t-name='card']//field")}
                self.assertLessEqual(figures, shown)

    def test_a_condition_on_a_widget_stands_around_it(self):
        """The web client cannot compile a card whose widget itself is the `t-else` branch."""
        for model in FIGURES:
            with self.subTest(model=model):
                arch = etree.fromstring(self.env[model].get_view(view_type="kanban")["arch"])
                self.assertFalse(arch.xpath("//field[@widget][@t-else or @t-if or @t-elif]"))

    def test_menus_offer_cards(self):
        actions = self.env["ir.actions.act_window"].search([("res_model", "in", list(FIGURES))])
        menus = self.env["ir.ui.menu"].search([("action", "!=", False)])
        reached = actions.filtered(lambda action: action in menus.mapped("action"))
        self.assertTrue(reached)
        for action in reached:
            self.assertIn("kanban", action.view_mode.split(","), action.name)

    def test_reports_open_as_cards_on_a_phone(self):
        """An action made in Python opens as the first of its views unless it says otherwise."""
        for action in (
            self.env["credit.ageing"]._open([]),
            self.env["res.partner"]._open_credit_statement(),
        ):
            self.assertIn("kanban", action["view_mode"].split(","))
            self.assertEqual(action["mobile_view_mode"], "kanban")
