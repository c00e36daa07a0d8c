from odoo import api, models
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

    def _pricelist_condition(self, pricelist, ids=None):
        """SQL condition on a list: a partner whom this user sees has it in some company, or nobody has.

        What holds for whoever has no list of his own is open, too, even if some customer was given it by name.

        Whose lists they are is asked of the few different values that partners have: walking through the partners
        themselves would take a second on a hundred thousand.

        :param pricelist: SQL expression of the list's id
        :param ids: ids of the lists in question, None for all
        """
        return SQL(
            """
            (%(pricelist)s IN (%(by_default)s) OR %(pricelist)s NOT IN (
                WITH RECURSIVE given AS (
                    (%(first)s)
                     UNION ALL
                    SELECT (%(next)s) FROM given WHERE given.lists IS NOT NULL
                )
                SELECT entry.value::int
                  FROM given
                  JOIN jsonb_each(given.lists) entry ON jsonb_typeof(entry.value) = 'number'
                 WHERE %(asked)s
                 GROUP BY entry.value
                HAVING NOT BOOL_OR(EXISTS (
                    SELECT FROM res_partner customer
                     WHERE customer.specific_property_product_pricelist = given.lists
                       AND customer.id IN (%(partners)s)
                ))
            ))
            """,
            pricelist=pricelist,
            by_default=self._default_pricelists(),
            first=self._given_lists(SQL("IS NOT NULL")),
            next=self._given_lists(SQL("> given.lists")),
            asked=SQL("TRUE") if ids is None else SQL("entry.value::int = ANY(%s)", list(ids)),
            partners=self._pricelist_partners(),
            to_flush=self.env["res.partner"]._fields["specific_property_product_pricelist"],
        )

    def _default_pricelists(self):
        """Select of the lists that Odoo finds for customers without one: by country, and the first of a company."""
        lists = self.env["product.pricelist"]._fields
        return SQL(
            """
            SELECT pricelist_id FROM res_country_group_pricelist_rel
             UNION ALL
            (SELECT DISTINCT ON (company.id) house.id
               FROM res_company company
               JOIN product_pricelist house ON COALESCE(house.company_id, company.id) = company.id
              WHERE company.id IN (SELECT cid FROM res_company_users_rel WHERE user_id = %(user)s)
                AND house.active AND %(house)s
                AND NOT EXISTS (
                    SELECT FROM res_country_group_pricelist_rel country WHERE country.pricelist_id = house.id
                )
              ORDER BY company.id, house.sequence, house.id)
            """,
            # Nothing is read here: rules keep their domains, and this user with them, longer than a cursor.
            user=self.id,
            house=self._is_house_pricelist(),
            to_flush=[
                self.env["res.users"]._fields["company_ids"],
                *(lists[name] for name in ("active", "company_id", "country_group_ids", "sequence")),
            ],
        )

    def _is_house_pricelist(self):
        """SQL condition on a list called `house` that it can hold for anybody; modules narrow it."""
        return SQL("TRUE")

    @api.model
    def _given_lists(self, condition):
        """Select of the smallest value, price lists by company, that a partner has and `condition` is true of."""
        return SQL(
            """
            SELECT specific_property_product_pricelist AS lists
              FROM res_partner
             WHERE specific_property_product_pricelist %s
             ORDER BY specific_property_product_pricelist
             LIMIT 1
            """,
            condition,
        )

    def _pricelist_partners(self):
        """Select of the ids of the partners whose price lists this user may read.

        Modules extend it by UNION when a customer can have the prices of another one.
        """
        return self._visible_partners()
