from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL, split_every

from ..logic import duplicates

BATCH = 10_000


class ResPartner(models.Model):
    """Keeps each contact's marks of identity, and finds customers by them."""

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        """New contacts get their marks."""
        partners = super().create(vals_list)
        if partners:
            partners._refresh_duplicate_keys()
        return partners

    def write(self, vals):
        """Marks follow what they are made of."""
        result = super().write(vals)
        if self and not self._duplicate_key_fields().isdisjoint(vals):
            self._refresh_duplicate_keys()
        return result

    @api.model
    def _duplicate_key_fields(self):
        """Names of the fields that a contact's marks are made of."""
        return {"name", "vat", "phone", "email", "website", "country_id", "parent_id"}

    def _refresh_duplicate_keys(self):
        """Write the marks of these contacts anew; called on no contact, of all there are."""
        for batch in split_every(BATCH, self.ids or self._all_partner_ids()):
            rows = [
                (partner_id, key.kind, key.value, key.country)
                for partner_id, identity in self._stored_identities(batch)
                for key in duplicates.identity_keys(identity)
            ]
            self.browse(batch)._forget_duplicate_keys()
            if rows:
                self.env.cr.execute(
                    SQL(
                        """INSERT INTO crm_duplicate_key (partner_id, kind, value, country)
                           SELECT * FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[])""",
                        *(list(column) for column in zip(*rows, strict=True)),
                    )
                )
        self.env["crm.duplicate.key"].invalidate_model()

    def _forget_duplicate_keys(self):
        """Delete the marks of these contacts."""
        self.env.cr.execute(SQL("DELETE FROM crm_duplicate_key WHERE partner_id = ANY(%s)", self.ids))

    def _all_partner_ids(self):
        return [row[0] for row in self.env.execute_query(SQL("SELECT id FROM res_partner ORDER BY id"))]

    def _stored_identities(self, partner_ids):
        """Pairs of id and `Identity` of these contacts, read at once."""
        self.env["res.partner"].flush_model([*self._duplicate_key_fields()])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner.id, partner.name, partner.vat, partner.phone, partner.email, partner.website,
                       country.code, COALESCE(country.phone_code, (%s)), partner.parent_id IS NULL
                  FROM res_partner partner
             LEFT JOIN res_country country ON country.id = partner.country_id
                 WHERE partner.id = ANY(%s)
                """,
                self._home_calling_code_query(),
                list(partner_ids),
            )
        )
        return [
            (row[0], duplicates.Identity(*(value or "" for value in row[1:-2]), *row[-2:])) for row in rows
        ]

    @api.model
    def _home_calling_code_query(self):
        """Select of the calling code for telephone numbers without a country: that of the first company."""
        return SQL(
            """
            SELECT country.phone_code
              FROM res_company company
              JOIN res_partner partner ON partner.id = company.partner_id
              JOIN res_country country ON country.id = partner.country_id
          ORDER BY company.id
             LIMIT 1
            """,
            to_flush=(self._fields["country_id"], self.env["res.company"]._fields["partner_id"]),
        )

    @api.model
    def _typed_identity(self, values, countries):
        """The `Identity` in values as they are given to `create`; texts of another type count as empty.

        :param countries: dictionary of id to (ISO code, calling code); under no id the home country's
        """
        texts = {name: values.get(name) for name in ("name", "vat", "phone", "email", "website")}
        texts = {name: text if isinstance(text, str) else "" for name, text in texts.items()}
        country_id = values.get("country_id")
        country, calling_code = countries.get(country_id if isinstance(country_id, int) else None, ("", None))
        return duplicates.Identity(
            name=texts["name"],
            tax_id=texts["vat"],
            phone=texts["phone"],
            email=texts["email"],
            website=texts["website"],
            country=country,
            calling_code=calling_code or countries[None][1],
            is_main_record=not values.get("parent_id"),
        )

    @api.model
    def _duplicate_countries(self):
        """Dictionary of id to (ISO code, calling code) of every country; under None and False those of no country."""
        # Codes of countries are no secret, and the marks are made for users without rights, too.
        countries = self.env["res.country"].sudo().search_fetch([], ["code", "phone_code"])
        found = {country.id: (country.code or "", country.phone_code or None) for country in countries}
        home = self.env.execute_query(self._home_calling_code_query())
        unknown = ("", home[0][0] or None if home else None)
        return {**found, None: unknown, False: unknown}

    @api.model
    def _find_duplicates(self, values_list, with_similar_names=True):
        """Customers, archived ones too, that share marks with values about to be entered, in one statement
        for all.

        Whatever the user may see; callers decide what they disclose.

        :param values_list: dictionaries as for `create`; one with a `parent_id` is a contact person and finds
            nobody
        :param with_similar_names: also find names that are merely alike; costs some milliseconds for each name
        :return: for each dictionary a list of `logic.duplicates.Match`, best first
        """
        countries = self._duplicate_countries()
        probes = [
            (index, key.kind, key.value, key.country, 0)
            for index, values in enumerate(values_list)
            if not values.get("parent_id")
            for key in duplicates.identity_keys(self._typed_identity(values, countries))
        ]
        found = self._match_probes(probes, with_similar_names)
        return [found.get(index, []) for index in range(len(values_list))]

    def _find_stored_duplicates(self, with_similar_names=True):
        """Other customers that share marks with these: dictionary of id to list of `Match`, best first."""
        rows = self.env.execute_query(
            SQL(
                """SELECT partner_id, kind, value, country, partner_id FROM crm_duplicate_key WHERE partner_id
                = ANY(%s)""",
                self.ids,
            )
        )
        return self._match_probes(rows, with_similar_names)

    @api.model
    def _match_probes(self, probes, with_similar_names):
        """Look up marks (index, kind, value, country, contact they are of or 0): dictionary of index to matches."""
        if not probes:
            return {}
        self.env["res.partner"].flush_model(["commercial_partner_id", "company_id"])
        self.env["res.users"].flush_model(["partner_id", "share"])
        self.env.cr.execute(
            "SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(duplicates.SIMILARITY)]
        )
        found = defaultdict(list)
        for index, partner_id, kinds, score in self.env.execute_query(
            self._match_query(probes, with_similar_names)
        ):
            found[index].append(duplicates.Match(partner_id, frozenset(kinds), score))
        return {index: duplicates.best_first(matches) for index, matches in found.items()}

    @api.model
    def _match_query(self, probes, with_similar_names):
        # The nearest of each name only: in a file of "Branch 1" to "Branch 5000" every name is like every
        # other, and all pairs would be millions of rows that nobody reads.
        similar = SQL(
            """
            UNION ALL
            SELECT probe.index, probe.own_id, near.partner_id, %s, near.score
              FROM probe
        CROSS JOIN LATERAL (
                    SELECT key.partner_id, similarity(key.value, probe.value) AS score
                      FROM crm_duplicate_key key
                     WHERE key.kind = 'name' AND key.value %% probe.value AND key.value <> probe.value
                  ORDER BY score DESC, key.partner_id
                     LIMIT %s
                   ) near
             WHERE probe.kind = 'name' AND length(probe.value) >= %s
            """,
            duplicates.SIMILAR_NAME,
            duplicates.NEAREST_NAMES,
            duplicates.SHORTEST_SIMILAR_NAME,
        )
        # Materialized: while an import fills an empty database the planner takes the table of contacts for
        # one row, and would look for the hits again for each contact.
        return SQL(
            """
            WITH probe AS (
                SELECT * FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::int[])
                    AS probe(index, kind, value, country, own_id)
            ), hit AS MATERIALIZED (
                SELECT probe.index, probe.own_id, key.partner_id, probe.kind, 1.0 AS score
                  FROM probe
                  JOIN crm_duplicate_key key ON key.kind = probe.kind AND key.value = probe.value
                       AND (probe.country = '' OR key.country = '' OR key.country = probe.country)
                %s
            )
            SELECT hit.index, contact.commercial_partner_id,
                   array_agg(DISTINCT hit.kind), max(hit.score)::float
              FROM hit
              JOIN res_partner contact ON contact.id = hit.partner_id
              JOIN res_partner customer ON customer.id = contact.commercial_partner_id
         LEFT JOIN res_partner own ON own.id = hit.own_id
             WHERE contact.commercial_partner_id IS DISTINCT FROM own.commercial_partner_id
               AND (customer.company_id IS NULL OR customer.company_id = ANY(%s))
               AND NOT EXISTS (SELECT FROM res_users colleague
                                WHERE colleague.partner_id = contact.id AND NOT colleague.share)
               AND NOT EXISTS (SELECT FROM res_company company WHERE company.partner_id = customer.id)
          GROUP BY hit.index, contact.commercial_partner_id
            """,
            *(list(column) for column in zip(*probes, strict=True)),
            similar if with_similar_names else SQL(),
            # The companies of a user are the administrators' to read; here they only bound the search.
            self.env.user.sudo().company_ids.ids,
        )
