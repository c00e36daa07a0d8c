from odoo import models


class AccountMove(models.Model):
    """Whose agents earn on which line of an invoice."""

    _inherit = "account.move"

    def _product_line_of(self, line):
        """Return what was frozen with the posting; before it, what would be."""
        if line._name == "account.move.line" and self.state == "posted":
            return line.product_line_id
        return self._choose_product_line(line)

    def _choose_product_line(self, line):
        """Return the product line that an invoice line, or order line, falls in today.

        A credit note takes it from what it credits. A discount of the whole document is of the line that all of the
        document is of, else the general agents bear it.
        """
        product_lines = self.agent_ids.product_line_id._origin
        if not product_lines:
            return product_lines
        if line._name == "sale.order.line":
            return super()._product_line_of(line)  # pylint: disable=super-method-mismatch
        credited = self.reversed_entry_id and line._commission_matches(
            self.reversed_entry_id.invoice_line_ids
        )
        if credited:
            return credited[:1].product_line_id
        if line in self._commission_discount_lines():
            sold = {product_lines._closest(other.product_id) for other in self._commission_sold_lines()}
            return sold.pop() if len(sold) == 1 else product_lines.browse()
        return super()._product_line_of(line)  # pylint: disable=super-method-mismatch
