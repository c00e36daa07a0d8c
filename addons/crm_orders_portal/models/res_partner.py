from odoo import fields, models


class ResPartner(models.Model):
    """What a contact may do in the portal, and where his goods may go."""

    _inherit = "res.partner"

    may_order = fields.Boolean(
        string="May order in the portal",
        default=True,
        groups="base.group_user",
        help="This contact, once it has a portal log-in, may fill a basket and send orders.",
    )
    may_see_account = fields.Boolean(
        string="May see the account in the portal",
        groups="base.group_user",
        help="This contact, once it has a portal log-in, sees the company's balance, open items and statement.",
    )

    portal_basket_id = fields.Many2one(
        "sale.order",
        string="Basket being filled",
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups="base.group_user",
    )

    def _portal_delivery_addresses(self):
        """The addresses to which this contact may have goods sent: his own company's and his own."""
        self.ensure_one()
        company = self.commercial_partner_id
        addresses = self.search(company._get_delivery_address_domain(), order="id")
        own = addresses.filtered(lambda address: address.commercial_partner_id == company)
        return company | own | self

    def action_open_customer_codes(self):
        """What this customer calls our products."""
        self.ensure_one()
        customer = self.commercial_partner_id.id
        return self.env["product.customer.code"]._action_of(
            [("partner_id", "=", customer)], default_partner_id=customer
        )

    def _touch_for_basket(self):
        # Two tabs that put the first article into a basket at once would make two baskets: they write this row
        # first, so the later one fails to serialize, is retried by Odoo and then finds the basket of the other.
        self.ensure_one()
        query = "UPDATE res_partner SET write_date = write_date WHERE id = %s"
        self.env.cr.execute(query, [self.id], log_exceptions=False)
