from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command, Domain


class ProductPricelist(models.Model):
    """A price list may belong to one customer: it holds his own conditions, on top of the house's list he is on."""

    _inherit = "product.pricelist"

    customer_id = fields.Many2one(
        "res.partner",
        ondelete="cascade",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups="base.group_user",
        help="The customer whose own conditions these are. Empty for the lists of the house.",
    )
    customer_base_id = fields.Many2one(
        "product.pricelist",
        string="Based On",
        ondelete="restrict",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="The list of the house that holds for this customer where he has no condition of his own. "
        "Without one, the sales price of the product.",
    )
    may_change = fields.Boolean(
        compute="_compute_may_change", search="_search_may_change", export_string_translation=False
    )

    _customer_unique = models.UniqueIndex(
        "(customer_id, company_id) WHERE customer_id IS NOT NULL",
        "A customer has one list of his own in a company.",
    )

    @api.constrains("customer_id", "customer_base_id", "company_id", "country_group_ids")
    def _check_customer(self):
        for pricelist in self.filtered("customer_id"):
            if pricelist.customer_id != pricelist.customer_id.commercial_partner_id:
                raise ValidationError(
                    self.env._(
                        "Conditions are the company's: %(customer)s is a contact of one.",
                        customer=pricelist.customer_id.display_name,
                    )
                )
            if (
                pricelist.customer_base_id.customer_id
                or pricelist.country_group_ids
                or not pricelist.company_id
            ):
                raise ValidationError(
                    self.env._(
                        "The conditions of %(customer)s rest on a list of the house, in one company and no country.",
                        customer=pricelist.customer_id.display_name,
                    )
                )

    @api.depends("customer_id")
    @api.depends_context("uid")
    def _compute_may_change(self):
        for pricelist in self:
            pricelist.may_change = pricelist._origin.has_access("write")

    def _search_may_change(self, operator, value):
        """Offer a manager no list of the house, which he would be refused when he is done."""
        if operator != "in":
            return NotImplemented
        if not self.has_access("write"):
            return Domain.FALSE
        return self.env.user._price_change_domain("customer_id")

    @api.model_create_multi
    def create(self, vals_list):
        """Let nobody learn by a list that rests on it what another list says."""
        pricelists = super().create(vals_list)
        pricelists.customer_base_id.check_access("read")
        return pricelists

    def write(self, vals):
        """Let nobody hand a list to a customer whose prices he may not change, nor learn what another list says."""
        result = super().write(vals)
        if "customer_base_id" in vals:
            self.customer_base_id.check_access("read")
        if "customer_id" in vals:
            # Odoo asks before only.
            self.check_access("write")
        return result

    @api.model
    def _own_lists(self, customers, with_archived=False):
        """The customers' own lists in the current company: {customer id: list}.

        With sudo(): which list holds for a customer must not depend on who asks; rules guard what is read of it.
        """
        found = (
            self.sudo()
            .with_context(active_test=not with_archived)
            .search([("customer_id", "in", customers.ids), ("company_id", "=", self.env.company.id)])
        )
        return {pricelist.customer_id.id: pricelist.with_env(self.env) for pricelist in found}

    @api.model
    def _house_lists(self, customers):
        """The lists of the house that Odoo finds for customers, their own conditions and heads aside: {id: list}."""
        return self.with_context(house_price_lists=True)._get_partner_pricelist_multi(customers._ids)

    @api.model
    def _get_partner_pricelist_multi(self, partner_ids):
        """Put before Odoo's order what the customer's head, else he himself, has agreed with us."""
        if self.env.context.get("house_price_lists") or not self.env["res.groups"]._is_feature_enabled(
            "product.group_product_pricelist"
        ):
            return super()._get_partner_pricelist_multi(partner_ids)
        # A seller may quote to a customer whose head he does not see.
        partners = self.env["res.partner"].sudo().with_context(active_test=False).browse(partner_ids)
        payers = {partner.id: partner._price_policy_holder() for partner in partners}
        holders = self.env["res.partner"].sudo().union(*payers.values())
        found = self.sudo()._house_lists(holders)
        owned = self._own_lists(holders._origin)
        return {
            partner_id: (owned.get(holder._origin.id) or found[holder.id]).with_env(self.env)
            for partner_id, holder in payers.items()
        }

    def _get_partner_pricelist_multi_search_domain_hook(self, company_id):
        """Keep a customer's own list from becoming anybody else's by country or as the last resort."""
        domain = super()._get_partner_pricelist_multi_search_domain_hook(company_id)
        return [*domain, ("customer_id", "=", False)]

    def _get_applicable_rules_domain(self, products, date, **kwargs):
        """Leave out the rules of other brands."""
        domain = super()._get_applicable_rules_domain(products, date, **kwargs)
        return [*domain, ("product_brand_id", "in", [False, *products.product_brand_id.ids])]

    def _get_applicable_rules(self, products, date, **kwargs):
        """Order a customer's conditions by nearness; and let rules on suppliers' prices know the day.

        Odoo compares minimum quantities before families, so a tier of the family above would hide the discount of
        the nearer one. Lists of the house keep Odoo's order.
        """
        rules = super()._get_applicable_rules(products, date, **kwargs).with_context(price_rule_date=date)
        # With sudo(): the field is for colleagues, and customers in the portal are priced too.
        if self.sudo().customer_id:
            return rules.sorted(lambda rule: rule._nearness())
        return rules._in_former_order()

    @api.model
    def _open_own_list(self, customer):
        """The customer's own list in the current company, made or taken up anew on the house's list he is on."""
        if not self.env["res.groups"]._is_feature_enabled("product.group_product_pricelist"):
            raise ValidationError(
                self.env._("Price lists are switched off. Switch them on in the sales settings.")
            )
        customer = customer.commercial_partner_id
        found = self._own_lists(customer, with_archived=True).get(customer.id)
        if found:
            if not found.active:
                found.active = True
                found._rest_on(self._house_lists(customer)[customer.id])
            return found
        base = self._house_lists(customer)[customer.id]
        return self.create(
            {
                "name": customer.name,
                "customer_id": customer.id,
                "customer_base_id": base.id,
                "company_id": self.env.company.id,
                "currency_id": (base.currency_id or self.env.company.currency_id).id,
                # After the lists of the house, wherever lists are listed.
                "sequence": 1000,
                "item_ids": [
                    Command.create(
                        {"is_customer_base": True, "applied_on": "3_global", "compute_price": "percentage"}
                    )
                ],
            }
        )

    def _rest_on(self, base):
        """Put the customers' conditions on top of another list of the house."""
        for pricelist in self:
            currency = base.currency_id or pricelist.company_id.currency_id
            prices = pricelist.item_ids.filtered(lambda item: item.compute_price == "fixed")
            if currency != pricelist.currency_id and prices:
                raise ValidationError(
                    self.env._(
                        "%(customer)s has %(count)s special prices in %(old)s; a price list in %(new)s would turn them "
                        "into other amounts. Remove them first.",
                        customer=pricelist.customer_id.display_name,
                        count=len(prices),
                        old=pricelist.currency_id.name,
                        new=currency.name,
                    )
                )
            pricelist.write({"customer_base_id": base.id, "currency_id": currency.id})
            pricelist.item_ids._follow_customer_base()

    def _archive_empty_own_lists(self):
        """Put away own lists without a condition; documents priced by them keep pointing to them.

        With sudo(): whoever might remove the last condition might empty the list.
        """
        for pricelist in self.sudo().filtered("customer_id"):
            base_row = pricelist.item_ids.filtered("is_customer_base")
            if pricelist.item_ids == base_row and not any(base_row.mapped("percent_price")):
                pricelist.active = False
