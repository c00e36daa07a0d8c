from odoo import api, fields, models
from odoo.fields import Domain

MOST_BASKETS = 20


class SaleOrder(models.Model):
    """Several baskets side by side: each named by its customer, for himself or for his whole company."""

    _inherit = "sale.order"

    portal_name = fields.Char(
        string="Basket", copy=False, groups="base.group_user", help="What the customer calls his basket."
    )
    portal_is_shared = fields.Boolean(
        string="Basket of the whole company",
        copy=False,
        groups="base.group_user",
        help="His colleagues who may order fill it and send it too.",
    )

    # Every page of the portal asks for the open baskets, among all the orders there ever were.
    _portal_open_baskets = models.Index("(partner_id) WHERE portal_token IS NOT NULL AND state = 'draft'")

    @api.model
    def _portal_baskets(self, contact):
        """Every basket that `contact` may fill: his own and those that colleagues share, the latest first.

        The caller is superuser (customers may not write orders), so this domain alone keeps baskets apart.
        """
        return self.search(
            self._portal_usable(contact)
            & Domain("company_id", "=", self.env.company.id)
            & Domain("state", "=", "draft")
            & Domain("portal_token", "!=", False)
            & Domain("portal_sent_on", "=", False)
            & Domain("portal_approval_state", "!=", "waiting"),
            order="id desc",
        )

    @api.model
    def _portal_usable(self, contact):
        own = Domain("portal_contact_id", "=", contact.id)
        company = Domain("partner_id.commercial_partner_id", "=", contact.commercial_partner_id.id)
        return own | (company & Domain("portal_is_shared", "=", True))

    @api.model
    def _portal_new_basket(self, contact, name):
        """A further basket of `contact` by that name, which is the one he fills now; empty when he has too many."""
        own = self._portal_baskets(contact).filtered(lambda basket: basket.portal_contact_id == contact)
        if len(own) >= MOST_BASKETS:
            return self.browse()
        contact._touch_for_basket()
        basket = self.create({**self._prepare_portal_basket(contact), "portal_name": name})
        contact.portal_basket_id = basket
        return basket

    def _portal_title(self):
        """What the customer calls this basket."""
        return self.portal_name or self.env._("Basket")

    def _portal_addresses(self, contact):
        """Where this basket may go: what `contact` may choose, and where the colleague who shares it lets it go."""
        addresses = contact._portal_delivery_addresses()
        chosen = self.partner_shipping_id
        is_ours = chosen.commercial_partner_id == contact.commercial_partner_id
        return addresses | chosen if is_ours else addresses
