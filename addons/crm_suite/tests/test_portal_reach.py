"""What a customer reaches by RPC, told from the registry: a new model, field or method of ours fails until decided."""

import inspect

from odoo.addons.crm_orders_portal.tests.common import PortalCommon
from odoo.exceptions import AccessError, MissingError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

OURS = "odoo.addons.crm_"
# Fields of ours on models that customers read: what a customer may know of his own records.
OPEN_FIELDS = {
    "sale.order": {"order_status", "payment_status", "portal_note", "portal_sent_on"},
}
# Methods of ours that answer a customer, each for a reason.
OPEN_METHODS = {}
# Core's own methods that ours only extend; they look at rights and rules before they answer.
CHECKED_BY_CORE = {
    "copy",
    "copy_data",
    "create",
    "default_get",
    "export_data",
    "fields_get",
    "formatted_read_group",
    "get_view",
    "get_views",
    "load",
    "name_create",
    "name_search",
    "onchange",
    "read",
    "search",
    "search_count",
    "search_fetch",
    "search_read",
    "unlink",
    "web_read",
    "web_read_group",
    "web_search_read",
    "write",
}


@tagged("post_install", "-at_install")
class TestPortalReach(PortalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order_b = cls._create_order(cls.contact_b, (cls.cup, 5))
        cls.order_b.action_confirm()
        cls._deliver(cls.order_b, {cls.cup: 5})
        cls._invoice(cls.order_b)
        cls.env.flush_all()

    def _our_models(self):
        return [
            name for name, model in self.registry.items() if str(model._original_module).startswith("crm_")
        ]

    def test_no_model_of_ours_is_open(self):
        for name in self._our_models():
            model = self.env[name].with_user(self.buyer_a)
            rights = [right for right in ("read", "write", "create", "unlink") if model.has_access(right)]
            self.assertFalse(rights, name)

    def test_fields_of_ours_on_what_customers_read(self):
        for name in self.registry:
            model = self.env[name].with_user(self.buyer_a)
            if model._abstract or not model.has_access("read"):
                continue
            added = {
                field.name
                for field in model._fields.values()
                if str(field._module).startswith("crm_") and model._has_field_access(field, "read")
            }
            self.assertEqual(added - OPEN_FIELDS.get(name, set()), set(), name)

    def test_no_method_of_ours_answers_about_anothers(self):
        answered = {}
        for name, method in self._public_methods():
            if f"{name}.{method}" not in OPEN_METHODS:
                reply = self._reply(name, method)
                if reply is not None:
                    answered[f"{name}.{method}"] = reply
        self.assertEqual(answered, {})

    def _public_methods(self):
        for name, model in sorted(self.registry.items()):
            if model._abstract:
                continue
            for method in sorted(set(dir(model)) - CHECKED_BY_CORE):
                function = getattr(model, method, None)
                is_ours = inspect.isfunction(function) and function.__module__.startswith(OURS)
                if is_ours and not method.startswith("_"):
                    yield name, method

    def _reply(self, name, method):
        """What the method says to customer A of a record of B's, or of any there is; None when it refuses."""
        model = self.env[name]
        function = getattr(type(model), method)
        required = [
            parameter
            for parameter in list(inspect.signature(function).parameters.values())[1:]
            if parameter.default is parameter.empty and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        ]
        arguments = [1 for _parameter in required]
        if not getattr(function, "_api_model", False):
            arguments.insert(0, self._record_of_b(model).ids)
        try:
            with (
                self.env.cr.savepoint(),
                mute_logger("odoo.sql_db", "odoo.models", "odoo.addons.base.models.ir_rule"),
            ):
                return f"answers {call_kw(model.with_user(self.buyer_a), method, arguments, {})!r}"
        except (AccessError, MissingError):
            return None
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        finally:
            self.env.invalidate_all(flush=False)

    def _record_of_b(self, model):
        known = {
            "res.partner": self.contact_b,
            "sale.order": self.order_b,
            "sale.order.line": self.order_b.order_line,
            "account.move": self.order_b.invoice_ids,
            "stock.picking": self.order_b.picking_ids,
            "res.users": self.buyer_b,
        }
        record = known.get(model._name) or model.sudo().with_context(active_test=False).search([], limit=1)
        return record[:1] or model.browse(2**30)
