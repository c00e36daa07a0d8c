from odoo import models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from ..logic.import_columns import ColumnSpec

# Alike names only give a note, and finding them costs milliseconds each: too long for a whole takeover.
MOST_SIMILAR_NAMES = 2000
CLASS_WORDS = {"a": ("A",), "b": ("B",), "c": ("C",)}


class CrmImport(models.TransientModel):
    """Customers and suppliers: companies with their code, address and first contact person."""

    _inherit = "crm.import"

    def _company_columns(self):
        _ = self.env._
        return [
            ColumnSpec("code", _("Code"), required=True, key=True, example="C0001"),
            ColumnSpec("name", _("Name"), required=True, example="Mercearia Central, Lda."),
            ColumnSpec("contact_name", _("Contact person")),
            ColumnSpec("contact_function", _("Contact's position")),
            *self._address_columns(),
            ColumnSpec("comment", _("Notes")),
        ]

    def _import_customer_columns(self):
        _ = self.env._
        return [
            *self._company_columns(),
            ColumnSpec("seller", _("Seller"), note=_("Log-in, name or code of the seller")),
            ColumnSpec(
                "groups", _("Customer groups"), note=_("Names of groups, with a semicolon between them")
            ),
            ColumnSpec("customer_class", _("Class"), example="A"),
            ColumnSpec("key_customer", _("Key customer"), "boolean"),
            ColumnSpec("pricelist", _("Price list")),
            ColumnSpec("payment_term", _("Payment terms")),
            ColumnSpec("industry", _("Industry")),
        ]

    def _import_supplier_columns(self):
        return self._company_columns()

    def _import_customer_rows(self, rows):
        entries = [(row, row["code"], self._customer_values(rows, row)) for row in rows]
        self._import_companies(rows, "customer", [entry for entry in entries if not entry[0].is_refused])

    def _import_customer_faults(self, rows):
        """Refuse the rows with a tax number that Odoo would refuse, the commonest fault of lists of customers."""
        partners = self.env["res.partner"]
        for row in rows:
            country = self.env["res.country"].browse(self._country(rows, row))
            try:
                partners._run_vat_checks(country, row["vat"], partner_name=row["name"] or "")
            except ValidationError as error:
                row.refuse("vat", error.args[0])

    def _import_supplier_faults(self, rows):
        self._import_customer_faults(rows)

    def _import_supplier_rows(self, rows):
        entries = [(row, row["code"], self._company_values(rows, row)) for row in rows]
        self._import_companies(rows, "supplier", [entry for entry in entries if not entry[0].is_refused])

    def _company_values(self, rows, row):
        values = {
            "ref": row["code"],
            "name": row["name"],
            "is_company": True,
            **self._address_values(rows, row),
        }
        if row["comment"]:
            values["comment"] = row["comment"]
        return values

    def _customer_values(self, rows, row):
        values = self._company_values(rows, row)
        links = {
            "user_id": self._import_link(rows, row, "seller", "res.users", ("login", "name"), kind="seller"),
            "specific_property_product_pricelist": self._customer_pricelist(rows, row),
            "property_payment_term_id": self._import_link(rows, row, "payment_term", "account.payment.term"),
            "industry_id": self._import_link(
                rows, row, "industry", "res.partner.industry", ("name", "full_name")
            ),
            "customer_class": self._import_choice(row, "customer_class", CLASS_WORDS),
            "is_key_customer": row["key_customer"],
        }
        values.update({name: value for name, value in links.items() if value is not None})
        if row["groups"]:
            values["customer_group_ids"] = [Command.set(self._group_ids(rows, row))]
        return values

    def _customer_pricelist(self, rows, row):
        if row["pricelist"]:
            self._check_pricelists_are_used(row)
        return self._import_link(rows, row, "pricelist", "product.pricelist", kind="pricelist")

    def _group_ids(self, rows, row):
        """Ids of the customer groups that a cell names; a group of that name must be there."""
        known = rows.memory.setdefault("groups", {})
        ids = []
        for name in filter(None, map(str.strip, row["groups"].split(";"))):
            if name not in known:
                known[name] = self._find_named(
                    "crm.customer.group", name, ("complete_name", "name"), (), None
                )
            if isinstance(known[name], int):
                ids.append(known[name])
            else:
                row.refuse("groups", self.env._("There is no one customer group “%(name)s”.", name=name))
        return ids

    def _import_companies(self, rows, kind, entries):
        """Companies with their first contact person, as customers or suppliers."""
        domain = [
            ("parent_id", "=", False),
            ("supplier_rank" if kind == "supplier" else "customer_rank", ">", 0),
        ]
        found = self._import_found(
            kind, "res.partner", [key for _row, key, _values in entries], "ref", domain
        )
        new = [entry for entry in entries if entry[1] not in found]
        for _row, _key, values in new:
            values["supplier_rank" if kind == "supplier" else "customer_rank"] = 1
        self._check_duplicates(rows, new)
        entries = [entry for entry in entries if not entry[0].is_refused]
        partners = self._import_upsert("res.partner", kind, entries, found)
        self._import_first_contacts(kind, entries, partners)

    def _check_duplicates(self, rows, entries):
        """Refuse new companies that are there under another code, unless the wizard has a reason for it."""
        with_similar_names = rows.memory["row_count"] <= MOST_SIMILAR_NAMES
        values_list = [values for _row, _key, values in entries]
        matches_list = self.env["res.partner"]._find_duplicates(values_list, with_similar_names)
        for (row, _key, values), matches in zip(entries, matches_list, strict=True):
            if not matches:
                continue
            if self.duplicate_reason:
                values["duplicate_reason"] = self.duplicate_reason
            names = self._duplicate_names(matches)
            if any(match.is_certain for match in matches) and not self.duplicate_reason:
                row.refuse(
                    "name",
                    self.env._(
                        "Is there already: %(names)s. Correct the code, or give a reason for a second one.",
                        names=names,
                    ),
                )
            else:
                row.note("name", self.env._("Like one that is there: %(names)s.", names=names))

    def _duplicate_names(self, matches):
        """The names of similar companies; those that the user may not see are counted only."""
        partners = self.env["res.partner"].browse(match.partner_id for match in matches)
        visible = partners._filtered_access("read")
        names = [
            f"{partner.name} ({partner.ref})" if partner.ref else partner.name for partner in visible[:3]
        ]
        hidden = len(partners) - len(visible)
        return ", ".join(
            [*names, self.env._("%(count)s of other sellers", count=hidden)] if hidden else names
        )

    def _import_first_contacts(self, kind, entries, partners):
        """The person named in the company's own row, kept apart from the contact persons imported as such."""
        people = []
        for row, key, _values in entries:
            if row["contact_name"]:
                values = {"name": row["contact_name"], "parent_id": partners[key].id, "type": "contact"}
                if row["contact_function"]:
                    values["function"] = row["contact_function"]
                people.append((row, key, values))
        found = self._import_find(f"{kind}_contact", "res.partner", [key for _row, key, _values in people])
        outcomes = [row.outcome for row, _key, _values in people]
        self._import_upsert("res.partner", f"{kind}_contact", people, found)
        for (row, _key, _values), outcome in zip(people, outcomes, strict=True):
            # The row tells about the company; a change of the person alone is a change all the same.
            row.outcome = "updated" if outcome == "unchanged" and row.outcome != "unchanged" else outcome
