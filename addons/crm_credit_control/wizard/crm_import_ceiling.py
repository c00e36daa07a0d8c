from odoo import models
from odoo.addons.crm_base.logic.import_columns import ColumnSpec

# What files of other programs say, besides the words of the screen in every language in use.
TERM_WORDS = {
    "limited": ("limit", "with limit"),
    "nothing": ("nothing", "cash", "cash only", "prepayment"),
    "unlimited": ("no limit", "without limit"),
}


class CrmImport(models.TransientModel):
    """Permanent ceilings of customers: an amount, "nothing on account" or "no ceiling", said in words.

    Where both the amount and the words are blank, that ceiling stays as it is.
    """

    _inherit = "crm.import"

    def _import_ceiling_columns(self):
        _ = self.env._
        return [
            self._customer_column(),
            ColumnSpec(
                "credit",
                _("Credit Ceiling"),
                "decimal",
                aliases=("credit limit", "limite de crédito", "plafond", "límite de crédito", "מסגרת אשראי"),
                example="10000",
                note=_("0 means nothing on account"),
            ),
            self._terms_column("credit", "credit policy"),
            ColumnSpec(
                "obligo",
                _("Obligo Ceiling"),
                "decimal",
                aliases=("obligo", "limite de obligo", "límite de obligo", "מסגרת אובליגו"),
                example="15000",
            ),
            self._terms_column("obligo", "obligo policy"),
            ColumnSpec(
                "note", _("Note"), aliases=("notes", "observações", "notas", "observaciones", "הערות")
            ),
        ]

    def _terms_column(self, ceiling, *aliases):
        """The column that says in words whether `ceiling` (credit or obligo) limits, forbids or allows everything."""
        field = self.env["credit.ceiling"]._fields[f"{ceiling}_policy"]
        labels = [label for _key, label in field._description_selection(self.env)]
        return ColumnSpec(
            f"{ceiling}_terms", field._description_string(self.env), aliases=aliases, note=" / ".join(labels)
        )

    def _term_words(self):
        """`{key: its words}`, the label in the user's language first, then those of every language in use."""
        languages = [self.env.lang, *(code for code, _name in self.env["res.lang"].get_installed()), "en_US"]
        words = {key: [] for key in TERM_WORDS}
        for code in filter(None, languages):
            env = self.with_context(lang=code).env
            for key, label in env["credit.ceiling"]._fields["credit_policy"]._description_selection(env):
                words[key].append(label)
        return {key: (*labels, *TERM_WORDS[key]) for key, labels in words.items()}

    def _import_ceiling_rows(self, rows):
        self._import_ceilings("customer", "partner_id", self._customers_of(rows), rows)

    def _import_ceilings(self, column, field, owners, rows):
        """Create or update the permanent ceilings of `owners` (`{text of the column: id}`), found in `field`."""
        ceilings = self.env["credit.ceiling"].search(
            [
                (field, "in", list(owners.values())),
                ("company_id", "=", self.env.company.id),
                ("valid_until", "=", False),
            ]
        )
        text_of = {owner: text for text, owner in owners.items()}
        found = {text_of[ceiling[field].id]: ceiling.id for ceiling in ceilings}
        words, entries = self._term_words(), []
        for row in rows:
            values = {field: owners.get(row[column]), "company_id": self.env.company.id}
            for name in ("credit", "obligo"):
                values |= self._ceiling_values(row, name, words)
            if row.is_refused:
                continue
            if row["note"]:
                values["note"] = row["note"]
            if row[column] not in found:
                values.setdefault("has_credit_ceiling", False)
            entries.append((row, row[column], values))
        self._import_upsert(
            "credit.ceiling", "ceiling" if column == "customer" else "group_ceiling", entries, found
        )

    def _ceiling_values(self, row, name, words):
        """What a row says of one ceiling (`name` is credit or obligo); the row is refused where its cells disagree."""
        amount = row[name]
        terms = self._import_choice(row, f"{name}_terms", words)
        if (amount or 0) < 0:
            row.refuse(name, self.env._("A ceiling cannot be negative."))
        elif terms == "limited" and not amount:
            row.refuse(name, self.env._("A ceiling that limits needs its amount."))
        elif (terms == "nothing" and amount) or (terms == "unlimited" and amount is not None):
            row.refuse(
                f"{name}_terms",
                self.env._("“%(terms)s” and an amount contradict each other.", terms=words[terms][0]),
            )
        if terms is None and amount is None:
            return {}
        return {
            f"has_{name}_ceiling": terms != "unlimited",
            f"{name}_ceiling": float(amount or 0),
        }
