from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

# Who decides about these decides prices: managers, never the seller himself.
PRICE_FIELDS = {"price_head_id", "property_product_pricelist", "specific_property_product_pricelist"}
SEEN_BY = "crm_base.group_seller,crm_base.group_credit_controller,sales_team.group_sale_salesman"


class ResPartner(models.Model):
    """A customer's own price conditions, typed on his form and kept in the price list that belongs to him."""

    _inherit = "res.partner"

    property_product_pricelist = fields.Many2one(
        domain=lambda self: [
            ("company_id", "in", (self.env.company.id, False)),
            ("customer_id", "=", False),
        ]
    )
    price_list_ids = fields.One2many(
        "product.pricelist",
        "customer_id",
        string="Own Price Lists",
        groups=SEEN_BY,
        help="The lists that hold this customer's own conditions, one in each company.",
    )
    price_condition_ids = fields.One2many(
        "product.pricelist.item",
        "customer_id",
        string="Price Conditions",
        domain=[("is_customer_base", "=", False)],
        groups=SEEN_BY,
        help="Special prices and discounts of this customer. The nearest counts alone: product, brand, the nearest "
        "family, all products.",
    )
    price_general_discount = fields.Float(
        string="General Discount",
        compute="_compute_price_general_discount",
        inverse="_inverse_price_general_discount",
        digits="Discount",
        groups=SEEN_BY,
        help="In percent, on the prices of the list that the customer is on, for whatever has no condition of its own.",
    )
    price_base_id = fields.Many2one(
        "product.pricelist",
        string="House Price List",
        compute="_compute_price_base_id",
        inverse="_inverse_price_base_id",
        domain=lambda self: [("customer_id", "=", False), ("company_id", "in", (self.env.company.id, False))],
        groups=SEEN_BY,
        help="The list of the house that this customer is on. His own conditions come on top of it.",
    )
    may_price = fields.Boolean(compute="_compute_may_price", export_string_translation=False)

    @api.depends("price_list_ids.active", "price_list_ids.item_ids.percent_price")
    @api.depends_context("company")
    def _compute_price_general_discount(self):
        owned = self.env["product.pricelist"]._own_lists(self._origin)
        for partner in self:
            rows = self.env["product.pricelist.item"]
            if own_list := owned.get(partner._origin.id):
                # A reader of the customer reads his conditions.
                rows = own_list.sudo().item_ids.filtered("is_customer_base")
            partner.price_general_discount = rows[:1].percent_price

    def _inverse_price_general_discount(self):
        for partner in self:
            percent = partner.price_general_discount
            lists = self.env["product.pricelist"]
            own_list = lists._own_lists(partner).get(partner.id)
            if not own_list and percent:
                own_list = lists._open_own_list(partner)
            if own_list:
                own_list.item_ids.filtered("is_customer_base").percent_price = percent
                own_list._archive_empty_own_lists()

    @api.depends("country_id", "specific_property_product_pricelist")
    @api.depends_context("company", "country_code")
    def _compute_price_base_id(self):
        found = self.env["product.pricelist"]._house_lists(self)
        for partner in self:
            partner.price_base_id = found.get(partner.id)

    def _inverse_price_base_id(self):
        lists = {partner: partner.price_base_id for partner in self}
        for partner, pricelist in lists.items():
            partner.specific_property_product_pricelist = pricelist

    @api.depends_context("uid")
    @api.depends("commercial_partner_id")
    def _compute_may_price(self):
        may_write = self.env["product.pricelist.item"].has_access("write")
        for partner in self:
            partner.may_price = may_write and partner.commercial_partner_id._origin.has_access("write")

    @api.depends(
        "commercial_partner_id.price_head_id.specific_property_product_pricelist",
        "commercial_partner_id.price_head_id.price_list_ids.active",
        "commercial_partner_id.price_list_ids.active",
    )
    def _compute_product_pricelist(self):
        return super()._compute_product_pricelist()

    def _inverse_product_pricelist(self):
        """Refuse a list for a customer who follows another: it would change nothing."""
        for partner in self:
            if head := partner.commercial_partner_id.price_head_id:
                raise UserError(
                    self.env._(
                        "%(customer)s has the prices of %(head)s. Detach him first.",
                        customer=partner.display_name,
                        head=head.sudo().display_name,
                    )
                )
        # The list of his own conditions holds already, and is none to rest them on.
        others = self.filtered(
            lambda partner: (
                partner.property_product_pricelist.sudo().customer_id != partner.commercial_partner_id
            )
        )
        result = super(ResPartner, others)._inverse_product_pricelist()
        # With conditions of his own, the list that holds is not the one that was set.
        self.invalidate_recordset(["property_product_pricelist"], flush=False)
        return result

    @api.constrains("specific_property_product_pricelist")
    def _check_house_pricelist(self):
        """A customer's conditions are between him and us.

        With sudo(): the more so when the user does not see the list that he names.
        """
        if any(partner.sudo().specific_property_product_pricelist.customer_id for partner in self):
            raise ValidationError(
                self.env._("A customer's own conditions cannot be given to another customer.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Let nobody bring in a new customer at prices that he may not grant."""
        partners = super().create(vals_list)
        for partner, vals in zip(partners, vals_list, strict=True):
            # A form also sends the list that holds anyway.
            if PRICE_FIELDS & vals.keys() and (
                partner.sudo().specific_property_product_pricelist or partner.sudo().price_head_id
            ):
                partner._check_may_price()
        return partners

    def write(self, vals):
        """Rest a customer's conditions on the list of the house that he comes to be on."""
        # With sudo(): whether a price changes is asked before who may read the fields.
        if any(
            partner.sudo()[name].id != (vals[name] or False)
            for name in PRICE_FIELDS & vals.keys()
            for partner in self
        ):
            self._check_may_price()
        result = super().write(vals)
        if {"specific_property_product_pricelist", "country_id"} & vals.keys():
            self._rest_conditions_on_house_list()
        return result

    def _check_may_price(self):
        """Refuse a seller who sets prices: price lists are given by managers."""
        user = self.env.user
        if (
            not self.env.su
            and user._is_restricted_seller()
            and not user.has_group("crm_base.group_sales_manager")
        ):
            raise AccessError(self.env._("A customer's prices are set by his sales manager."))

    def _rest_conditions_on_house_list(self):
        """Put the own lists of these customers on top of the house's lists that now hold for them."""
        lists = self.env["product.pricelist"]
        owned = lists._own_lists(self, with_archived=True)
        if not owned:
            return
        bases = lists._house_lists(self)
        for partner in self.filtered(lambda partner: partner.id in owned):
            # Whoever may give the customer another list, or address, need not have a right on price rules.
            own_list, base = owned[partner.id].sudo(), bases.get(partner.id, lists)
            if own_list.active and own_list.customer_base_id != base:
                own_list._rest_on(base.sudo())

    def action_price_simulation(self):
        """Ask what this customer pays for a product."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_price_simulation")
        return {**action, "context": {"default_partner_id": self.id}}

    def action_price_conditions(self):
        """Show the rules of the price list that holds for this customer, his head's if he has one."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_agents.action_price_condition")
        return {**action, "domain": [("pricelist_id", "=", self.property_product_pricelist.id)]}
