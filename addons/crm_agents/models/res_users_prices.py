from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class ResUsers(models.Model):
    """Whose price conditions a user may see, and whose he may change."""

    _inherit = "res.users"

    def _price_list_domain(self, path):
        """Domain of the price lists and rules this user may read, for `domain_force` of global record rules.

        The lists of the house, his customers' own, and those of the heads whose prices hold for his customers:
        he could quote to them at wrong prices only.

        :param path: dotted path to the customer to whom the list belongs
        """
        if not self._is_restricted_seller():
            return Domain.TRUE
        return self._customer_domain(path, empty=True) | Domain(path, "in", self._visible_price_heads())

    def _pricelist_partners(self):
        """The lists of heads as well, whose prices hold for customers that this user sees."""
        return SQL("%s UNION ALL %s", super()._pricelist_partners(), self._visible_price_heads())

    def _is_house_pricelist(self):
        """No customer's own list, which holds for nobody else."""
        return SQL("%s AND house.customer_id IS NULL", super()._is_house_pricelist())

    def _visible_price_heads(self):
        """Select of the ids of the heads whose prices hold for a customer that this user sees."""
        return SQL(
            "SELECT price_head_id FROM res_partner WHERE price_head_id IS NOT NULL AND id IN (%s)",
            self._visible_partners(shared=False),
            to_flush=self.env["res.partner"]._fields["price_head_id"],
        )

    def _price_change_domain(self, path):
        """Domain of the price lists and rules this user may change: a manager his customers' own, never the house's.

        :param path: dotted path to the customer to whom the list belongs
        """
        return self._customer_domain(path, shared=False)
