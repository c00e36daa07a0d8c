from odoo import api, fields, models
from odoo.exceptions import AccessError

KEPT = {"user_id", "date", "partner_id"}


class CrmManagerComment(models.Model):
    """What a manager says about a customer: his sellers read it, only managers write, the customer never sees it."""

    _name = "crm.manager.comment"
    _description = "Manager's Comment"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _rec_name = "text"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, index=True, ondelete="cascade"
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", string="Customer Company", store=True, index=True
    )
    is_key_customer = fields.Boolean(related="commercial_partner_id.is_key_customer")
    text = fields.Text(string="Comment", required=True, tracking=True)
    user_id = fields.Many2one(
        "res.users", string="Author", required=True, readonly=True, default=lambda self: self.env.user
    )
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    active = fields.Boolean(default=True, tracking=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Keep who writes and when, whatever was given."""
        if not self.env.su:
            author = {"user_id": self.env.uid, "date": fields.Datetime.now()}
            vals_list = [{**vals, **author} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        """Author, date and customer stay; the words may be corrected, which the thread tells."""
        if KEPT & vals.keys() and not self.env.su:
            raise AccessError(self.env._("Author, date and customer of a comment are not changed."))
        return super().write(vals)
