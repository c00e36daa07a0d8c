from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# Every table from which a code is read; what is not written yet would not be found.
CODE_MODELS = ("product.customer.code", "product.product", "product.barcode", "product.uom", "uom.uom")


class ProductProduct(models.Model):
    """All the codes by which a customer may call a product."""

    _inherit = "product.product"

    customer_code_ids = fields.One2many(
        "product.customer.code", "product_id", string="Customers' codes", groups="base.group_user"
    )

    @api.model
    def _portal_find(self, codes, contact):
        """What `contact` means by each code, letter case aside: {code: {product: its units in one}}.

        His company's own code goes before any of ours. Of ours, the reference, every bar code and the bar codes of
        packs count alike, so that a code of two products is found twice and never guessed.
        """
        hits = self._code_hits(codes, contact)
        own = {code for code, _product, _units, is_own in hits if is_own}
        hits = [hit for hit in hits if hit[3] or hit[0] not in own]
        domain = self._portal_domain(contact) & Domain("id", "in", [hit[1] for hit in hits])
        allowed = {product.id: product for product in self.search(domain)}
        found = {code: {} for code in codes}
        for code, product_id, units, _is_own in hits:
            if product_id in allowed:
                found[code][allowed[product_id]] = units
        return found

    @api.model
    def _code_hits(self, codes, contact):
        """(code, product id, units, whether it is the customer's own) for each record that bears one of `codes`."""
        for model in CODE_MODELS:
            self.env[model].flush_model()
        return self.env.execute_query(
            SQL(
                """
                WITH wanted AS MATERIALIZED (
                    SELECT DISTINCT code, lower(code) AS plain FROM unnest(%(codes)s::text[]) AS code
                )
                SELECT wanted.code, own.product_id, 1::float, TRUE
                  FROM wanted JOIN product_customer_code own ON lower(own.code) = wanted.plain
                 WHERE own.partner_id = %(customer)s
                 UNION
                SELECT wanted.code, product.id, 1, FALSE
                  FROM wanted JOIN product_product product ON lower(product.default_code) = wanted.plain
                 UNION
                SELECT wanted.code, barcode.product_id, 1, FALSE
                  FROM wanted JOIN product_barcode barcode ON lower(barcode.name) = wanted.plain
                 WHERE barcode.product_id IS NOT NULL
                 UNION
                SELECT wanted.code, pack.product_id, unit.factor / own_unit.factor, FALSE
                  FROM wanted JOIN product_uom pack ON lower(pack.barcode) = wanted.plain
                  JOIN uom_uom unit ON unit.id = pack.uom_id
                  JOIN product_product product ON product.id = pack.product_id
                  JOIN product_template template ON template.id = product.product_tmpl_id
                  JOIN uom_uom own_unit ON own_unit.id = template.uom_id
                """,
                codes=[code for code in codes if code],
                customer=contact.commercial_partner_id.id,
            )
        )

    def action_open_customer_codes(self):
        """What customers call this product."""
        self.ensure_one()
        return self.env["product.customer.code"]._action_of(
            [("product_id", "=", self.id)], default_product_id=self.id
        )
