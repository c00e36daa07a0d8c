from odoo import api, fields, models


class CrmCustomerProduct(models.Model):
    """What a customer makes himself: whoever looks for a maker of something finds him."""

    _name = "crm.customer.product"
    _description = "Product a Customer Makes"
    _order = "name, id"

    name = fields.Char(string="Product", required=True, index="trigram")
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
    )
    code = fields.Char(help="The customer's own code, or a tariff number.")
    yearly_quantity = fields.Float(digits=(16, 0))
    unit = fields.Char()
    needs = fields.Char(string="Needs of Ours", help="What he needs of us to make it.")
    note = fields.Text()
    active = fields.Boolean(default=True)

    _once = models.UniqueIndex(
        "(partner_id, lower(name)) WHERE active", "This product of this customer is on the list already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Keep what a contact is said to make with his company."""
        made = super().create(vals_list)
        made._move_to_company()
        return made

    def write(self, vals):
        """Keep what a contact is said to make with his company."""
        result = super().write(vals)
        if "partner_id" in vals:
            self._move_to_company()
        return result

    def action_open_customer(self):
        """Open the customer who makes this."""
        self.ensure_one()
        return self.partner_id._get_records_action()

    def _move_to_company(self):
        for made in self:
            company = made.partner_id.commercial_partner_id
            if company != made.partner_id:
                made.partner_id = company
