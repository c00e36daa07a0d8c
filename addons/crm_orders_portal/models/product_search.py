from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..logic.search_text import is_alike, search_text, search_words

# What trigrams find is looked at word by word; nobody reads more than a page of guesses.
MOST_CANDIDATES = 200
MOST_ALIKE = 40
# A swap in a word of five letters leaves a third of its trigrams.
LEAST_SIMILARITY = 0.3


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
        customer = Domain("partner_id", "=", contact.commercial_partner_id.id)
        words = [
            Domain("portal_search_text", "ilike", word)
            | Domain("customer_code_ids", "any", customer & Domain("search_text", "ilike", word))
            for word in map(_literal, search_words(text))
        ]
        return Domain.AND(words) if words else Domain.TRUE

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
    def _portal_alike(self, allowed, text):
        """Products of the domain `allowed` that `text` may mean when it is mistyped, the likeliest first.

        Without the extension pg_trgm there are none: then what is written must be spelled right.
        """
        words = search_words(text)
        if not words or not self.env.registry.has_trigram:
            return self.browse()
        query = self._search(allowed)
        stored = self._field_to_sql(self._table, "portal_search_text", query)
        unaccent = self.env.registry.unaccent
        for word in words:
            query.add_where(SQL("%s %s %s", unaccent(SQL("%s", word)), SQL("<%%"), unaccent(stored)))
        scores = [SQL("word_similarity(%s, %s)", word, stored) for word in words]
        query.order = SQL("%s DESC, %s", SQL(" + ").join(scores), SQL.identifier(self._table, "id"))
        query.limit = MOST_CANDIDATES
        self.env.cr.execute("SET LOCAL pg_trgm.word_similarity_threshold = %s", [LEAST_SIMILARITY])
        rows = self.env.execute_query(query.select(SQL.identifier(self._table, "id"), stored))
        near = [product_id for product_id, stored_text in rows if is_alike(words, stored_text or "")]
        return self.browse(near[:MOST_ALIKE])

    @api.model
    def _portal_suggest(self, text, contact, limit=8):
        """The first products for what somebody is typing: dicts of code, own code, name and id."""
        allowed = self._portal_domain(contact)
        domain = allowed & self._portal_search_domain(text, contact)
        found = (
            self._portal_best(domain, text, contact, limit=limit) or self._portal_alike(allowed, text)[:limit]
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
