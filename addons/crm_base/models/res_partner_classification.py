from odoo import fields, models

from .crm_activity_rule import CUSTOMER_CLASSES


class ResPartner(models.Model):
    """By what customers are sorted: class, key customer, where they came from. Industry and region are Odoo's
    own.
    """

    _inherit = "res.partner"

    customer_class = fields.Selection(
        CUSTOMER_CLASSES,
        string="Class",
        index="btree_not_null",
        tracking=True,
        groups="base.group_user",
        help="Priority of the customer: A before B before C. Activity rules and visit plans may depend on "
        "it.",
    )
    is_key_customer = fields.Boolean(
        string="Key customer",
        tracking=True,
        groups="base.group_user",
        help="Set by hand; no computation touches it.",
    )
    customer_source_id = fields.Many2one(
        "utm.source",
        string="Source",
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
        help="Where we know the customer from: a fair, a recommendation, the web site. Leads hand theirs on.",
    )
    industry_id = fields.Many2one(index="btree_not_null")
    state_id = fields.Many2one(index="btree_not_null")
