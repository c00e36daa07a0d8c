from urllib.parse import quote

from odoo import models
from odoo.tools import SQL

from ..logic.import_columns import normalise_header

XMLID_MODULE = "crm_import"


class CrmImport(models.TransientModel):
    """Finding the records that a file means, and writing only what differs."""

    _inherit = "crm.import"

    def _import_find(self, kind, model, keys):
        """Ids of records that came in with these keys: {key: id}.

        Access rules are not asked: a record that the user may not see must be refused by the write that
        follows, not created a second time.
        """
        key_of_name = {self._import_external_name(kind, key): key for key in keys}
        if not key_of_name:
            return {}
        query = SQL(
            """
            SELECT data.name, data.res_id
              FROM ir_model_data data JOIN %s record ON record.id = data.res_id
             WHERE data.module = %s AND data.model = %s AND data.name = ANY(%s)
            """,
            SQL.identifier(self.env[model]._table),
            XMLID_MODULE,
            model,
            list(key_of_name),
        )
        return {key_of_name[name]: record_id for name, record_id in self.env.execute_query(query)}

    def _import_external_name(self, kind, key):
        """The name of a key's external id, in which Odoo allows no spaces."""
        return f"{kind}_{quote(key, safe='/')}"

    def _import_remember(self, kind, model, id_of_key):
        """Give records the external ids by which the next file finds them.

        Written in SQL because the users who import have no right on external ids, and because the ORM's own
        way caches each of them, also those that are taken back.
        """
        if not id_of_key:
            return
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO ir_model_data (module, model, name, res_id, noupdate, create_date, write_date)
                SELECT %s, %s, key.name, key.res_id, TRUE, now() at time zone 'UTC', now() at time zone 'UTC'
                  FROM unnest(%s::text[], %s::int[]) AS key (name, res_id)
                    ON CONFLICT (module, name) DO UPDATE SET res_id = EXCLUDED.res_id, model = EXCLUDED.model
                """,
                XMLID_MODULE,
                model,
                [self._import_external_name(kind, key) for key in id_of_key],
                list(id_of_key.values()),
            )
        )

    def _import_found(self, kind, model, keys, field=None, domain=()):
        """Ids by key as `_import_find`; keys not known yet are sought in `field` of existing records."""
        found = self._import_find(kind, model, keys)
        missing = [key for key in keys if key not in found]
        if field and missing:
            # As superuser for the reason told in _import_find; only ids are taken, the write is checked.
            records = self.env[model].sudo().with_context(active_test=False)
            for record in records.search_fetch([(field, "in", missing), *domain], [field]):
                found.setdefault(record[field], record.id)
        return found

    def _import_upsert(self, model, kind, entries, found):
        """Create or update a record per entry, in as few statements as the ORM allows.

        :param entries: list of (row, key, values); values hold only what the row says
        :param found: {key: id} of the records that exist
        :return: {key: record}
        """
        existing = self.env[model].browse(found[key] for _row, key, _values in entries if key in found)
        existing.check_access("write")
        # Taken from one recordset, they are read together.
        record_of_id = {record.id: record for record in existing}
        records, new = {}, []
        for row, key, values in entries:
            if key not in found:
                new.append((row, key, values))
                continue
            record = records[key] = record_of_id[found[key]]
            changes = self._import_changes(record, values)
            row.outcome = "updated" if changes else "unchanged"
            if changes:
                record.write(changes)
        created = self.env[model].create([values for _row, _key, values in new])
        for (row, key, _values), record in zip(new, created, strict=True):
            records[key] = record
            row.outcome = "created"
        self._import_remember(kind, model, {key: record.id for key, record in records.items()})
        return records

    def _import_changes(self, record, values):
        """The values that differ from the record's."""
        return {name: value for name, value in values.items() if not self._is_same(record, name, value)}

    def _is_same(self, record, name, value):
        field, current = record._fields[name], record[name]
        if field.type in ("one2many", "many2many"):
            # Kinds set such a field as a whole: [Command.set(ids)].
            return set(current.ids) == set(value[0][2])
        if field.type == "many2one":
            return (current.id or False) == (value or False)
        if field.type in ("float", "monetary"):
            return abs(current - value) < 1e-6
        return (current or False) == (value or False)

    def _import_link(self, rows, row, column, model, names=("name",), domain=(), kind=None):
        """The id of the record that a cell names, or None with the row refused.

        :param names: fields in which the text is sought, without regard to case
        :param kind: import kind whose keys are tried first
        """
        text = row[column]
        if text is None:
            return None
        known = rows.memory.setdefault(f"link:{column}:{model}", {})
        if text not in known:
            known[text] = self._find_named(model, text, names, domain, kind)
        found = known[text]
        if not found:
            described = self.env["ir.model"]._get(model).name
            row.refuse(column, self.env._("“%(value)s” is no known %(what)s.", value=text, what=described))
        elif found == "several":
            row.refuse(
                column, self.env._("Several records are called “%(value)s”. Write its code.", value=text)
            )
        return found if isinstance(found, int) else None

    def _find_named(self, model, text, names, domain, kind):
        found = self._import_find(kind, model, [text]) if kind else {}
        if found:
            return found[text]
        escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        for name in names:
            records = self.env[model].search([(name, "=ilike", escaped), *domain], limit=2)
            if records:
                return records.id if len(records) == 1 else "several"
        return None

    def _import_choice(self, row, column, words):
        """The stored key for a word of a closed list, or None with the row refused; {key: its words}."""
        text = row[column]
        if text is None:
            return None
        wanted = normalise_header(text)
        for key, synonyms in words.items():
            if wanted in map(normalise_header, (key, *synonyms)):
                return key
        choices = ", ".join(synonyms[0] for synonyms in words.values())
        row.refuse(column, self.env._("“%(value)s” is none of: %(choices)s.", value=text, choices=choices))
        return None
