from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class ResUsers(models.Model):
    """Which prices a user may see: costs, and the price lists of customers."""

    _inherit = "res.users"

    def _sees_cost(self):
        """Whether this user may know what goods cost, and so what is earned on them."""
        return self.has_group("crm_base.group_see_cost")

    def _pricelist_domain(self, path="id"):
        """Domain of the price lists, or of what belongs to one, that this user may read; for global record rules.

        :param path: name of the field that leads to the list; `id` on lists themselves
        """
        if not self._is_restricted_seller():
            return Domain.TRUE

        def to_sql(model, alias, query):
            return self._pricelist_condition(model._field_to_sql(alias, path, query))

        def predicate(record):
            return (record if path == "id" else record[path]).is_visible

        domain = Domain.custom(to_sql=to_sql, predicate=predicate)
        return domain if path == "id" else domain | Domain(path, "=", False)

    def _pricelist_condition(self, pricelist):
        """SQL condition on a list: one of the partners this user sees has it in some company, or nobody has.

        :param pricelist: SQL expression of the list's id
        """
        given = self.env["res.partner"]._fields["specific_property_product_pricelist"]
        return SQL(
            """
            (
                %(pricelist)s IN (
                    SELECT given.value::int
                      FROM res_partner customer
                      JOIN jsonb_each(customer.specific_property_product_pricelist) given
                        ON jsonb_typeof(given.value) = 'number'
                     WHERE customer.id IN (%(partners)s)
                )
                OR NOT EXISTS (
                    SELECT FROM res_company company
                      JOIN res_partner customer
                        ON customer.specific_property_product_pricelist
                        @> jsonb_build_object(company.id::text, %(pricelist)s)
                )
            )
            """,
            pricelist=pricelist,
            partners=self._pricelist_partners(),
            to_flush=given,
        )

    def _pricelist_partners(self):
        """Select of the ids of the partners whose price lists this user may read.

        Modules extend it by UNION when a customer can have the prices of another one.
        """
        return self._visible_partners()
