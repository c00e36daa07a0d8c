from odoo import models


class AccountPartialReconcile(models.Model):
    """What was reconciled after a day is found without looking at all that ever was."""

    _inherit = "account.partial.reconcile"

    _max_date_index = models.Index("(max_date)")
