from functools import cache

import babel
from odoo import models

from ..logic.country_names import COUNTRY_ALIASES
from ..logic.import_columns import ColumnSpec, normalise_header

NAMING_LANGUAGES = ("en", "pt", "es", "he")


@cache
def country_codes():
    """Country names in our languages, without accents and spaces, to ISO codes."""
    codes = {}
    for language in NAMING_LANGUAGES:
        for code, name in babel.Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                codes.setdefault(normalise_header(name), code)
    return {**codes, **COUNTRY_ALIASES}


class CrmImport(models.TransientModel):
    """The columns of an address, the same for customers, suppliers and contact persons."""

    _inherit = "crm.import"

    def _address_columns(self):
        _ = self.env._
        return [
            ColumnSpec("vat", _("Tax ID")),
            ColumnSpec("phone", _("Phone"), example="+351 210 000 000"),
            ColumnSpec("email", _("E-mail")),
            ColumnSpec("website", _("Website")),
            ColumnSpec("street", _("Street")),
            ColumnSpec("street2", _("Street 2")),
            ColumnSpec("zip", _("Postal code")),
            ColumnSpec("city", _("City")),
            ColumnSpec("state", _("Region")),
            ColumnSpec("country", _("Country"), example="Portugal"),
        ]

    def _address_values(self, rows, row):
        """The values of a row's address for a partner; what Odoo has no place for becomes a note."""
        values = {
            name: row[name] for name in ("vat", "phone", "email", "street2", "zip", "city") if row[name]
        }
        if row["street"]:
            # Line breaks come as they are or, from databases, as the two characters \n.
            first, *others = row["street"].replace("\\n", "\n").splitlines()
            values["street"] = first.strip()
            if others and "street2" not in values:
                values["street2"] = ", ".join(other.strip() for other in others)
        if row["website"]:
            # Access writes a link as text#address#.
            parts = [part for part in row["website"].split("#") if part.strip()]
            values["website"] = self.env["res.partner"]._clean_website(parts[-1].strip())
        country = self._country(rows, row)
        if country:
            values["country_id"] = country
        if row["state"] and not row.is_refused:
            values.update(self._state_values(rows, row, country))
        return values

    def _country(self, rows, row):
        if row["country"] is None:
            return None
        known = rows.memory.setdefault("countries", {})
        text = row["country"]
        if text not in known:
            code = country_codes().get(normalise_header(text), text.upper())
            # The field holds two letters and a longer code would be cut to the code of another country.
            known[text] = len(code) == 2 and self.env["res.country"].search([("code", "=", code)]).id
        if not known[text]:
            row.refuse(
                "country", self.env._("“%(value)s” is no known country. Write its name or code.", value=text)
            )
        return known[text] or None

    def _state_values(self, rows, row, country):
        known = rows.memory.setdefault("states", {})
        wanted = normalise_header(row["state"])
        if country not in known:
            known[country] = {}
            for state in (
                self.env["res.country.state"].search([("country_id", "=", country)]) if country else []
            ):
                # Names carry the country at times: "Asturias (ES)".
                for word in (state.name, state.name.partition(" (")[0], state.code):
                    known[country].setdefault(normalise_header(word), state.id)
        state = known[country].get(wanted)
        if state:
            return {"state_id": state}
        row.note(
            "state",
            self.env._("“%(value)s” is no region known for this country; left out.", value=row["state"]),
        )
        return {}
