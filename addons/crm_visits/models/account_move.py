from odoo import fields, models


class AccountMove(models.Model):
    """An invoice remembers the contact it was made at."""

    _inherit = "account.move"

    occurrence_id = fields.Many2one(
        "crm.occurrence",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        groups="crm_base.group_seller,crm_base.group_credit_controller",
    )
