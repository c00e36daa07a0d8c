from datetime import datetime, time
from itertools import groupby

from odoo import models
from odoo.fields import Command

from ..logic.import_columns import ColumnSpec


class CrmImport(models.TransientModel):
    """Orders that were agreed before: each is entered and confirmed as a seller would, gates included."""

    _inherit = "crm.import"

    def _import_order_columns(self):
        _ = self.env._
        return [
            ColumnSpec("order", _("Order"), required=True, key=True, group=True, example="10248"),
            ColumnSpec("line", _("Line"), key=True),
            ColumnSpec(
                "customer", _("Customer"), required=True, example="C0001", note=_("Code of the customer")
            ),
            ColumnSpec("seller", _("Seller")),
            ColumnSpec("date", _("Order date"), "date"),
            ColumnSpec("delivery_date", _("Delivery date"), "date"),
            ColumnSpec("product", _("Product"), required=True, key=True, example="P0001"),
            ColumnSpec("quantity", _("Quantity"), "decimal", required=True, example="12"),
            ColumnSpec("price", _("Unit price"), "decimal", note=_("The customer's own price when empty")),
            ColumnSpec("discount", _("Discount %"), "percent"),
        ]

    def _import_order_rows(self, rows):
        customers = self._import_found(
            "customer",
            "res.partner",
            list({row["customer"] for row in rows}),
            "ref",
            [("parent_id", "=", False)],
        )
        codes = list({row["product"] for row in rows})
        products = self._import_found("product", "product.product", codes, "default_code")
        entries = []
        for code, grouped in groupby(rows, key=lambda row: row["order"]):  # pylint: disable=bad-builtin-groupby
            lines = list(grouped)
            values = self._order_values(rows, lines, customers, products)
            if not any(line.is_refused for line in lines):
                entries.append((lines, code, values))
        self._enter_orders(entries)

    def _order_values(self, rows, lines, customers, products):
        """The values of the order that these rows are the lines of."""
        first = lines[0]
        if len({(line["customer"], line["seller"], line["date"]) for line in lines}) > 1:
            first.refuse("order", self.env._("Its rows differ in customer, seller or date."))
        if first["customer"] not in customers:
            text = self.env._("There is no customer with the code “%(code)s”.", code=first["customer"])
            first.refuse("customer", text)
        seller = self._import_link(rows, first, "seller", "res.users", ("login", "name"), kind="seller")
        values = {
            "partner_id": customers.get(first["customer"]),
            "origin": first["order"],
            "user_id": seller,
            "date_order": first["date"] and datetime.combine(first["date"], time(12)),
            "commitment_date": first["delivery_date"] and datetime.combine(first["delivery_date"], time(12)),
            "order_line": [Command.create(self._line_values(line, products)) for line in lines],
        }
        return {name: value for name, value in values.items() if value is not None}

    def _line_values(self, line, products):
        product = products.get(line["product"])
        if not product:
            line.refuse(
                "product", self.env._("There is no product with the code “%(code)s”.", code=line["product"])
            )
        if line["quantity"] is not None and line["quantity"] <= 0:
            line.refuse("quantity", self.env._("The quantity must be more than zero."))
        if line["discount"] is not None and not 0 <= line["discount"] <= 100:
            line.refuse("discount", self.env._("A discount is between 0 and 100 %."))
        values = {"product_id": product, "product_uom_qty": float(line["quantity"] or 0)}
        for name, field in (("price", "price_unit"), ("discount", "discount")):
            if line[name] is not None:
                values[field] = float(line[name])
        return values

    def _enter_orders(self, entries):
        """Create and confirm the orders that are not there; those that are must say the same."""
        found = self._import_find("order", "sale.order", [key for _lines, key, _values in entries])
        new = [entry for entry in entries if entry[1] not in found]
        for lines, key, values in entries:
            if key in found:
                self._compare_order(lines, self.env["sale.order"].browse(found[key]), values)
        orders = self.env["sale.order"].create([values for _lines, _key, values in new])
        self._import_remember(
            "order", "sale.order", {key: order.id for (_l, key, _v), order in zip(new, orders, strict=True)}
        )
        orders.action_confirm()
        for (lines, _key, values), order in zip(new, orders, strict=True):
            if values.get("date_order"):
                # Confirming dates an order today; this one was agreed when the file says.
                order.date_order = values["date_order"]
            for line in lines:
                line.outcome = "created"
            if order.state != "sale":
                lines[0].note(
                    "order", self.env._("Entered as %(name)s, but waits to be released.", name=order.name)
                )

    def _compare_order(self, lines, order, values):
        """An order that is there is never changed by a file: goods may be on their way."""
        wanted = [command[2] for command in values["order_line"]]
        present = order.order_line.filtered(lambda line: not line.display_type and not line.is_downpayment)
        same = len(wanted) == len(present) and order.partner_id.id == values["partner_id"]
        for line, line_values in zip(present, wanted, strict=False):
            same = same and not self._import_changes(line, line_values)
        if not same:
            text = self.env._(
                "Is there already as %(name)s, with other lines. Change it there.", name=order.name
            )
            lines[0].refuse("order", text)
        for line in lines:
            line.outcome = "unchanged"
