from odoo import api, fields, models

from ..logic.activity_status import DEFAULT_RULE

CUSTOMER_CLASSES = [("a", "A"), ("b", "B"), ("c", "C")]


class CrmActivityRule(models.Model):
    """After how many days without an order a customer of a class counts as dormant and as lost."""

    _name = "crm.activity.rule"
    _description = "Activity Rule"
    _order = "customer_class, id"

    customer_class = fields.Selection(
        CUSTOMER_CLASSES, string="Class", help="Leave empty for all other customers."
    )
    new_days = fields.Integer(
        string="New for",
        default=DEFAULT_RULE.new_days,
        required=True,
        help="Days from the first order during which a customer counts as new.",
    )
    dormant_days = fields.Integer(
        string="Dormant after",
        default=DEFAULT_RULE.dormant_days,
        required=True,
        help="Days without an order after which a customer counts as dormant.",
    )
    lost_days = fields.Integer(
        string="Lost after",
        default=DEFAULT_RULE.lost_days,
        required=True,
        help="Days without an order after which a customer counts as lost, unless somebody still speaks to "
        "him.",
    )
    contact_days = fields.Integer(
        string="Contact counts for",
        default=DEFAULT_RULE.contact_days,
        required=True,
        help="Days from the last contact during which a customer is not given up as lost.",
    )

    _class_unique = models.UniqueIndex("(COALESCE(customer_class, ''))", "There is one rule for each class.")
    _days_ascend = models.Constraint(
        "CHECK (new_days >= 0 AND contact_days >= 0 AND dormant_days > 0 AND lost_days > dormant_days)",
        "A customer can only be lost later than he becomes dormant, and days cannot be negative.",
    )

    @api.depends("customer_class")
    def _compute_display_name(self):
        for rule in self:
            if rule.customer_class:
                rule.display_name = self.env._("Class %(letter)s", letter=rule.customer_class.upper())
            else:
                rule.display_name = self.env._("All other customers")

    def action_apply(self):
        """Classify every customer by the rules as they are now, rather than in the coming night."""
        self.check_access("write")
        # sudo: a rule concerns every customer, also those the manager does not see.
        self.env["res.partner"].sudo()._refresh_activity_status()
