from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..logic.search_text import figures, near_words, search_text, search_words

# Nobody reads more than a page of guesses.
MOST_ALIKE = 40


class ProductProduct(models.Model):
    """Searching the catalogue: accents and letter case aside, exact codes first, typing errors forgiven."""

    _inherit = "product.product"

    portal_search_text = fields.Char(
        compute="_compute_portal_search_text",
        store=True,
        index="trigram",
        groups="base.group_user",
        help="Codes and names in all languages, without accents: what customers' searches look in.",
    )

    @api.depends(
        "name",
        "default_code",
        "barcode_ids.name",
        "product_uom_ids.barcode",
        "product_brand_id.name",
        "product_template_attribute_value_ids.name",
    )
    def _compute_portal_search_text(self):
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        for product in self:
            codes = [product.default_code, *product.barcode_ids.mapped("name")]
            names = []
            for language in languages:
                spoken = product.with_context(lang=language)
                values = spoken.product_template_attribute_value_ids.mapped("name")
                names.append(" ".join(filter(None, [spoken.name, *values])))
            names.append(product.product_brand_id.name)
            product.portal_search_text = search_text(
                [*codes, *product.product_uom_ids.mapped("barcode")], names
            )

    @api.model
    def _portal_search_domain(self, text, contact):
        """Products of which a code or a name holds each word of `text`, the customer's own codes and names too."""
        words = [self._portal_word(word, contact) for word in search_words(text)]
        return Domain.AND(words) if words else Domain.TRUE

    @api.model
    def _portal_word(self, word, contact):
        customer = Domain("partner_id", "=", contact.commercial_partner_id.id)
        own = customer & Domain("search_text", "ilike", _literal(word))
        return Domain("portal_search_text", "ilike", _literal(word)) | Domain("customer_code_ids", "any", own)

    @api.model
    def _portal_best(self, domain, text, contact, *, limit, offset=0):
        """The products of `domain` for the words of `text`: an exact code first, then what begins like it."""
        exact = [product.id for product in self._portal_find([text], contact).get(text, {})]
        query = self._search(domain)
        code, name = (self._field_to_sql(self._table, field, query) for field in ("default_code", "name"))
        unaccent, begins = self.env.registry.unaccent, _literal(text) + "%"
        query.order = SQL(
            "%s DESC, %s DESC NULLS LAST, %s DESC NULLS LAST, %s, %s",
            SQL("%s = ANY(%s)", SQL.identifier(self._table, "id"), exact),
            SQL("%s ILIKE %s", code, begins),
            SQL("%s ILIKE %s", unaccent(name), unaccent(SQL("%s", begins))),
            name,
            SQL.identifier(self._table, "id"),
        )
        query.limit, query.offset = limit, offset
        return self.browse(query)

    @api.model
    def _portal_alike(self, allowed, text, contact):
        """Products of the domain `allowed` that `text` may mean when it is mistyped, those most alike.

        The words that are written are replaced by the nearest of those that stand in the catalogue of `contact`.
        """
        words = search_words(text)
        vocabulary = self._portal_vocabulary(allowed, words, contact) if words else []
        near = [near_words(word, vocabulary) for word in words]
        if not near or not all(near):
            return self.browse()
        meant = Domain.AND(Domain.OR(self._portal_word(word, contact) for word in others) for others in near)
        return self._portal_best(allowed & meant, text, contact, limit=MOST_ALIKE)

    @api.model
    def _portal_vocabulary(self, allowed, words, contact):
        """The words of all that `contact` may order, if their figures are those of one of `words`."""
        query = self._search(allowed)
        self.env["product.customer.code"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT word
                  FROM (SELECT unnest(string_to_array(text.words, ' '))
                          FROM (%(products)s
                                UNION ALL
                                SELECT own.search_text FROM product_customer_code own
                                 WHERE own.partner_id = %(customer)s) AS text (words)
                         GROUP BY 1) AS vocabulary (word)
                 WHERE length(word) >= %(least)s AND regexp_replace(word, %(no_figure)s, '', 'g') = ANY(%(figures)s)
                """,
                products=query.select(self._field_to_sql(self._table, "portal_search_text", query)),
                customer=contact.commercial_partner_id.id,
                least=min(map(len, words)) - 2,
                no_figure="[^0-9]",
                figures=list({figures(word) for word in words}),
            )
        )
        return [word for (word,) in rows]

    @api.model
    def _portal_suggest(self, text, contact, limit=8):
        """The first products for what somebody is typing: dicts of code, own code, name and id."""
        allowed = self._portal_domain(contact)
        domain = allowed & self._portal_search_domain(text, contact)
        found = (
            self._portal_best(domain, text, contact, limit=limit)
            or self._portal_alike(allowed, text, contact)[:limit]
        )
        names = found._portal_names()
        own = self.env["product.customer.code"]._portal_of(contact, found)
        return [
            {
                "id": product.id,
                "code": product.default_code or product.barcode or "",
                "own_code": own[product.id].code if product.id in own else "",
                "name": names[product.id],
            }
            for product in found
            if product.default_code or product.barcode or product.id in own
        ]


def _literal(text):
    # What the database would read as "anything" means itself to whoever typed it.
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
