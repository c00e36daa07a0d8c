from odoo import api, fields, models
from odoo.tools import SQL


class ProductPricelist(models.Model):
    """Whose list it is: a list that only other sellers' customers have is closed to a seller."""

    _inherit = "product.pricelist"

    is_visible = fields.Boolean(
        compute="_compute_is_visible", compute_sudo=True, export_string_translation=False
    )

    @api.depends_context("uid")
    def _compute_is_visible(self):
        """Whether the user may read the list, asked once for all lists at hand."""
        visible = self.browse()
        if ids := [id_ for id_ in self._ids if id_]:
            condition = self.env.user._pricelist_condition(SQL("list.id"), ids)
            select = SQL("SELECT id FROM product_pricelist list WHERE id = ANY(%s) AND %s", ids, condition)
            visible = self & self.browse(id_ for (id_,) in self.env.execute_query(select))
        visible.is_visible = True
        (self - visible).is_visible = False

    def _compute_price_rule(self, products, quantity, **kwargs):
        """Find prices by rules, lists below and suppliers' prices that the user need not see, but in no list of others.

        A record rule that hid some of the rules would not refuse an answer: it would give a wrong one.
        """
        self.check_access("read")
        # Bypassed are the rules on price rules and costs; the list itself has just been checked.
        return super(ProductPricelist, self.sudo())._compute_price_rule(products.sudo(), quantity, **kwargs)
