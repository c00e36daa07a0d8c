"""By RPC, on every model, method and field: who has no business with a record learns nothing, and changes nothing."""

from lxml import etree
from odoo import Command, fields
from odoo.addons.crm_base.tests.rpc_sweep import RpcSweep
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from . import rpc_decisions
from .rpc_world import RpcWorld


@tagged("post_install", "-at_install")
class TestRpcSweep(RpcSweep, RpcWorld):
    swept_module = "crm_credit_control"
    decisions = rpc_decisions
    roles = ("portal_customer", "employee", "seller_a", "manager", "controller")
    wizard_user = "controller"
    without_ids = frozenset({("credit.dashboard", "figures")})
    watched_tables = ("account_move", "account_move_line", "sale_order", "sale_order_line", "res_partner")

    def _fields_elsewhere(self):
        """Fields of ours on the models of other modules that have records: [(model, field)]."""
        ours = set(self._models())
        return [
            (name, field)
            for name, model in self.registry.models.items()
            if name not in ours and not model._abstract and not model._transient
            for field in model._fields.values()
            if set(field._modules) == {self.swept_module}
        ]

    def test_every_field_that_is_open_is_decided(self):
        for user, decided in (
            (self.employee, self.decisions.OPEN_TO_EMPLOYEES),
            (self.portal_customer, self.decisions.OPEN_TO_PORTAL),
        ):
            opened = {}
            for name, field in self._fields_elsewhere():
                model = self.env[name].with_user(user)
                if model.has_access("read") and model._has_field_access(field, "read"):
                    opened.setdefault(name, set()).add(field.name)
            self.assertEqual(opened.keys(), decided.keys(), user.login)
            for name, names in decided.items():
                with self.subTest(user=user.login, model=name):
                    self.assertEqual(opened[name], names)

    def test_what_is_found_is_not_typed(self):
        """Whoever may write on a record of his writes into each field of ours: what was found stays as it was."""
        records = {
            "account.account": self.customer_a.property_account_receivable_id,
            "account.move": self.invoice,
            "crm.team": self.team_a,
            "res.company": self.company,
            "res.partner": self.customer_a,
            "sale.order": self.order,
            "sale.order.line": self.order.order_line,
        }
        self.assertEqual({name for name, _field in self._fields_elsewhere()}, records.keys())
        for role, decided in self.decisions.TYPED.items():
            typed = {}
            for name, field in self._fields_elsewhere():
                if field.store and self._types(getattr(self, role), records[name], field):
                    typed.setdefault(name, set()).add(field.name)
            with self.subTest(role=role):
                self.assertEqual(typed, decided)

    def test_forms_of_others_open_without_a_role(self):
        """What is closed to an employee or an accountant is not in his form either, and does not break it."""
        accountant = self._create_user("accountant", "account.group_account_manager")
        for user in (self.employee, accountant):
            user.write({"company_ids": [Command.link(self.company.id)], "company_id": self.company.id})
            for record in (self.customer_a, self.order, self.invoice):
                seen = record.with_user(user)
                if not seen.has_access("read"):
                    continue
                with self.subTest(user=user.login, model=record._name):
                    arch = etree.fromstring(seen.get_views([(False, "form")])["views"]["form"]["arch"])
                    shown = {node.get("name"): {} for node in arch.xpath("//field[not(ancestor::field)]")}
                    [values] = self._call(user, record._name, "web_read", record.ids, shown)
                    self.assertEqual(values["id"], record.id)
                    if user != accountant:
                        self.assertFalse({"credit_amount", "credit_after"} & values.keys())

    def _types(self, user, record, field):
        """Whether the user can change the field by RPC; nothing of it stays."""
        before = record[field.name]
        savepoint = self.cr.savepoint()
        try:
            self._call(user, record._name, "write", record.ids, {field.name: self._other(field, before)})
            self.env.invalidate_all()
            return record[field.name] != before
        except (AccessError, UserError):
            return False
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def _other(self, field, value):
        """Another value of a field, as a program sends it."""
        if field.type in ("one2many", "many2many"):
            return [Command.clear()] if value else [Command.create({})]
        if field.type == "many2one":
            return self.env[field.comodel_name].search([("id", "!=", value.id)], limit=1).id
        others = {
            "boolean": not value,
            "char": "30, 60",
            "date": "2026-01-31",
            "datetime": fields.Datetime.to_string(fields.Datetime.now()),
        }
        if field.type == "selection":
            return next(one for one in field.get_values(self.env) if one != value)
        return others[field.type] if field.type in others else value + 1
