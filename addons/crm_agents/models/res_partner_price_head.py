from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .res_partner_prices import SEEN_BY


class ResPartner(models.Model):
    """A customer may have the prices of a head customer: his list and conditions, as they are at any moment.

    Nothing is copied: who asks for the price list of a linked customer gets the head's. What the linked customer
    had himself rests, and holds again when he is detached.
    """

    _inherit = "res.partner"

    price_head_id = fields.Many2one(
        "res.partner",
        string="Prices Of",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        tracking=True,
        domain="[('is_company', '=', True), ('parent_id', '=', False), ('price_head_id', '=', False),"
        " ('id', '!=', id)]",
        groups=SEEN_BY,
        help="The head customer whose price list and conditions hold for this customer, in all companies. "
        "His own ones rest meanwhile.",
    )
    price_follower_ids = fields.One2many(
        "res.partner", "price_head_id", string="Also Hold For", groups=SEEN_BY
    )

    price_follower_count = fields.Integer(
        string="Customers With These Prices", compute="_compute_price_follower_count", groups=SEEN_BY
    )

    @api.depends("price_follower_ids")
    def _compute_price_follower_count(self):
        groups = self._read_group([("price_head_id", "in", self.ids)], ["price_head_id"], ["__count"])
        found = {head.id: count for head, count in groups}
        for partner in self:
            partner.price_follower_count = found.get(partner._origin.id, 0)

    @api.constrains("price_head_id", "parent_id")
    def _check_price_head(self):
        """One level and no more, so that it is plain whose prices hold; and no loop can come to be."""
        for partner in self.filtered("price_head_id"):
            # The head need not be visible to whoever changes something else of the customer.
            head, followers = partner.sudo().price_head_id, partner.sudo().price_follower_ids
            if partner.commercial_partner_id != partner or head.commercial_partner_id != head:
                raise ValidationError(
                    self.env._("Prices are linked between companies, not between their contacts.")
                )
            if head == partner or head.price_head_id or followers:
                raise ValidationError(
                    self.env._(
                        "%(customer)s cannot have the prices of %(head)s: a head has prices of its own, and who has "
                        "those of another is nobody's head.",
                        customer=partner.display_name,
                        head=head.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Let nobody learn a stranger's prices by linking a new customer to him."""
        self._check_price_heads_are_seen(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        """Let nobody learn a stranger's prices by linking a customer to him."""
        self._check_price_heads_are_seen([vals])
        return super().write(vals)

    def _check_price_heads_are_seen(self, vals_list):
        heads = self.browse({vals["price_head_id"] for vals in vals_list if vals.get("price_head_id")})
        heads.check_access("read")

    def _price_policy_holder(self):
        """The customer whose price list and conditions hold for this partner: the head's, else its own company's."""
        self.ensure_one()
        customer = self.commercial_partner_id
        # Whose prices hold does not depend on who asks.
        return customer.sudo().price_head_id.with_env(self.env) or customer

    def action_price_followers(self):
        """List the customers who have this one's prices, as far as the user sees them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_price_follower")
        return {**action, "domain": [("price_head_id", "=", self.id)]}

    def action_detach_prices(self):
        """Ask with which prices the customer goes on alone."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_price_detach")
        return {**action, "context": {"default_partner_id": self.id}}

    def _detach_prices(self, keep):
        """End the link to the head.

        :param keep: whether the head's list and conditions of today become his own, instead of those he had before
        """
        for partner in self:
            head = partner.price_head_id
            partner.price_head_id = False
            if keep:
                partner._copy_price_policy(head)

    def _copy_price_policy(self, head):
        """Give this customer the list and the conditions that the head has, in every company.

        As superuser: the conditions were his until now, so nobody learns anything by it; who may detach is checked
        by the link itself.
        """
        self.check_access("write")
        self._check_may_price()
        for company in self.env["res.company"].sudo().search([]):  # pylint: disable=no-search-all
            customer, source = self.sudo().with_company(company), head.sudo().with_company(company)
            former = customer.price_condition_ids.filtered(
                lambda row, company=company: row.company_id == company
            )
            former.unlink()
            customer.price_general_discount = 0.0
            customer.specific_property_product_pricelist = source._house_price_list()
            customer.price_general_discount = source.price_general_discount
            here = source.price_condition_ids.filtered(lambda row, company=company: row.company_id == company)
            rows = [
                {**values, "customer_id": customer.id} for values in here.copy_data({"pricelist_id": False})
            ]
            self.env["product.pricelist.item"].sudo().with_company(company).create(rows)

    def _house_price_list(self):
        """The list of the house that this customer is on in the current company."""
        self.ensure_one()
        return self.env["product.pricelist"]._house_lists(self)[self.id]
