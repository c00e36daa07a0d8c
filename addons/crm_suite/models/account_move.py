from odoo import api, models


class AccountMove(models.Model):
    """Payments are booked when they are registered, as Odoo Community does it."""

    _inherit = "account.move"

    @api.model
    def _get_invoice_in_payment_state(self):
        """A paid invoice is paid, unless an app that reconciles bank statements is installed.

        OCA's payment batches say "in payment" here. Odoo then leaves payments without an entry until a statement is
        reconciled, which Community cannot do: receivables, and with them credit, would never fall.
        """
        reconciling = self.env["ir.module.module"]._get("account_accountant").state == "installed"
        return super()._get_invoice_in_payment_state() if reconciling else "paid"
