"""What a customer reaches by RPC, told from the registry: a new model, field or method of ours fails until decided."""

import inspect

from odoo.addons.crm_orders_portal.tests.common import PortalCommon
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

OURS = {"crm_agents", "crm_base", "crm_credit_control", "crm_orders_portal", "crm_suite", "crm_visits"}
# Fields of ours on models that customers read: what a customer may know of his own records.
OPEN_FIELDS = {
    # What the reader himself may do; forms that customers never see ask for it.
    "res.partner": {"may_assign", "may_price"},
    # Those of the user's contact, and which digests he chose; customers are sent none.
    "res.users": {"may_assign", "may_price", "visit_digest"},
    "sale.order": {"order_status", "payment_status", "portal_note", "portal_sent_on"},
}
# Methods of ours that answer a customer, each for a reason; by now all refuse.
OPEN_METHODS = set()
# What stands for an argument of that name, where a number would only be refused for its type.
ARGUMENTS = {
    "day": "2026-01-05",
    "msg_dict": {"subject": "Broken cups", "body": "", "message_id": "<1@example.com>"},
    "note": "Because",
    "reason": "closed",
}
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
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order_b = cls._create_order(cls.contact_b, (cls.cup, 5))
        cls.order_b.action_confirm()
        cls._deliver(cls.order_b, {cls.cup: 5})
        cls._invoice(cls.order_b)
        cls.env.flush_all()

    def _our_models(self):
        return [name for name, model in self.registry.items() if model._original_module in OURS]

    def test_no_model_of_ours_is_open(self):
        for name in self._our_models():
            model = self.env[name].with_user(self.buyer_a)
            rights = [right for right in ("read", "write", "create", "unlink") if model.has_access(right)]
            self.assertFalse(rights, name)

    def test_fields_of_ours_on_what_customers_read(self):
        opened = {}
        for name in self.registry:
            model = self.env[name].with_user(self.buyer_a)
            if model._abstract or not model.has_access("read"):
                continue
            added = {
                field.name
                for field in model._fields.values()
                if next(iter(field.base_field._modules), "") in OURS
                and model._has_field_access(field, "read")
            }
            if added:
                opened[name] = added
        self.assertEqual(opened, OPEN_FIELDS)

    def test_no_method_of_ours_does_or_tells_anything(self):
        answers = {
            f"{name}.{method}": answer
            for name, method in self._public_methods()
            if (answer := self._answer(name, method))
        }
        self.assertEqual({name: answers[name] for name in answers.keys() - OPEN_METHODS}, {})
        self.assertFalse(OPEN_METHODS - answers.keys(), "they refuse by now")

    def _public_methods(self):
        """Model and name of each of our public methods that RPC calls."""
        for name, model in sorted(self.registry.items()):
            if model._abstract:
                continue
            for method in sorted(set(dir(model)) - CHECKED_BY_CORE):
                function = getattr(model, method, None)
                if inspect.isfunction(function) and not method.startswith("_"):
                    module = function.__module__.removeprefix("odoo.addons.").partition(".")[0]
                    if module in OURS:
                        yield name, method

    def _answer(self, name, method):
        """What the method does or says to customer A about a record of B's; nothing when it refuses.

        An action that opens a list or a form is no answer: the client then reads with the reader's own rights.
        """
        arguments = self._arguments(name, method)
        # What is in the cache is given to whoever asks; a request begins with none.
        self.env.invalidate_all()
        before = self._written_rows()
        try:
            with (
                self.env.cr.savepoint(),
                mute_logger("odoo.sql_db", "odoo.models", "odoo.addons.base.models.ir_rule"),
            ):
                reply = call_kw(self.env[name].with_user(self.buyer_a), method, arguments, {})
                self.env.flush_all()
        except AccessError:
            return None
        except Exception as error:
            # Whatever else stops it, rights did not.
            return f"{type(error).__name__}: {error}"
        finally:
            self.env.invalidate_all(flush=False)
        if self._written_rows() != before:
            return f"writes, then {reply!r}"
        opens = isinstance(reply, dict) and reply.get("type") == "ir.actions.act_window"
        return None if opens and not self._tells_of_b(reply) else f"{reply!r}"

    def _arguments(self, name, method):
        function = getattr(type(self.env[name]), method)
        arguments = [
            ARGUMENTS.get(parameter.name, 1)
            for parameter in list(inspect.signature(function).parameters.values())[1:]
            if parameter.default is parameter.empty and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        ]
        if not getattr(function, "_api_model", False):
            arguments.insert(0, self._record_of_b(self.env[name]).ids)
        return arguments

    def _written_rows(self):
        [(rows,)] = self.env.execute_query(
            SQL("SELECT SUM(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")
        )
        return rows

    def _tells_of_b(self, reply):
        secrets = [self.customer_b.name, self.contact_b.name, self.contact_b.email, self.order_b.name]
        return any(secret in repr(reply) for secret in secrets)

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
