from odoo import api, fields, models

from ..logic.search_text import search_text


class ProductCustomerCode(models.Model):
    """What a customer calls a product of ours: his own code, and his own name for it."""

    _name = "product.customer.code"
    _description = "Customer's own product code"
    _order = "partner_id, code, id"
    _rec_name = "code"

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
        help="The whole company: each of its contacts may order by the code.",
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('sale_ok', '=', True)]",
    )
    product_tmpl_id = fields.Many2one(related="product_id.product_tmpl_id", store=True, index=True)
    code = fields.Char(string="Customer's code", required=True)
    name = fields.Char(string="Customer's name for it")
    search_text = fields.Char(compute="_compute_search_text", store=True)

    _once = models.UniqueIndex(
        "(partner_id, lower(code))", "This customer already has this code, for this or another product."
    )

    @api.depends("code", "name")
    def _compute_search_text(self):
        for own in self:
            own.search_text = search_text([own.code], [own.name])

    @api.model_create_multi
    def create(self, vals_list):
        """A code given to a contact is his company's."""
        return super().create([self._of_company(vals) for vals in vals_list])

    def write(self, vals):
        """A code given to a contact is his company's."""
        return super().write(self._of_company(vals))

    def _of_company(self, vals):
        partner = self.env["res.partner"].browse(vals.get("partner_id"))
        return {**vals, "partner_id": partner.commercial_partner_id.id} if partner else vals

    @api.model
    def _portal_of(self, contact, products):
        """The code by which `contact`'s company knows each product, the first of several: {product id: record}."""
        codes = self.search(
            [
                ("partner_id", "=", contact.commercial_partner_id.id),
                ("product_id", "in", products.ids),
            ]
        )
        return {code.product_id.id: code for code in reversed(codes)}

    @api.model
    def _action_of(self, domain, **context):
        """The list of these codes, in which a new line is theirs."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_orders_portal.product_customer_code_action"
        )
        return {**action, "domain": domain, "context": context}
