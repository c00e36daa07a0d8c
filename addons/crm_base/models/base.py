from collections import defaultdict

from odoo import api, models
from odoo.tools import ormcache


class Base(models.AbstractModel):
    """What a record names, it shows: no seller names what our record rules hide from him, saved or not.

    A many2one is read with its name, whoever may read the other record; and what follows from it is often computed
    with the rights of the system. No record rule asks about the values of a record, nor about one that is not saved.
    """

    _inherit = "base"

    def onchange(self, values, field_names, fields_spec):
        """Refuse hidden records before anything is computed from them: a guessed id would bring out figures."""
        if self.env.user._is_restricted_seller():
            names = [] if field_names else self._guarded_fields().keys() & fields_spec.keys()
            # Fields of a new form get their default now.
            defaults = self.default_get([name for name in names if name not in values])
            self._check_named(self._typed_records({**defaults, **values}))
        return super().onchange(values, field_names, fields_spec)

    def _prepare_create_values(self, vals_list):
        """Refuse hidden records, defaults among them, for all new records at once."""
        vals_list = super()._prepare_create_values(vals_list)
        self._check_written(vals_list)
        return vals_list

    def write(self, vals):
        """Refuse hidden records, unless all of these have named them before."""
        self._check_written([vals])
        return super().write(vals)

    def _check_written(self, vals_list):
        if self.env.su or not any(self._guarded_fields().keys() & vals.keys() for vals in vals_list):
            return
        if self.env.user._is_restricted_seller():
            named = defaultdict(set)
            for vals in vals_list:
                self._collect_named(named, vals)
            self._check_named(named)

    @api.model
    def _check_named(self, named):
        """Refuse `{model: ids}` unless the user sees them all; one search for each model."""
        for model_name, ids in named.items():
            self.env[model_name].browse(ids).check_access("read")

    @api.model
    @ormcache()
    def _guarded_fields(self):
        """`{name: model}` of the many2ones of this model that lead to records which rules of ours hide."""
        guarded = self.env["ir.rule"]._models_hidden_from_sellers()
        return {
            name: field.comodel_name
            for name, field in self._fields.items()
            if field.type == "many2one" and field.comodel_name in guarded
        }

    def _collect_named(self, named, values):
        """Add to `{model: ids}` what `values` name and these records have not named before."""
        for name, model_name in self._guarded_fields().items():
            id_ = self._named_id(name, values[name]) if name in values else None
            # What records have they may keep, although their user could not choose it now.
            if id_ and not (self and all(record[name].id == id_ for record in self.sudo())):
                named[model_name].add(id_)

    def _named_id(self, name, value):
        """Id of the record that a value of the many2one `name` stands for, in any of the forms Odoo takes."""
        if isinstance(value, dict):
            # It stands for a record made on the way, which shows what the one of its id holds.
            return value.get("id")
        id_ = self._fields[name].convert_to_cache(value, self, validate=False)
        return id_ if isinstance(id_, int) else None

    def _typed_records(self, values, named=None):
        """`{model: ids}` of what `values` of a form name, those of its lines included."""
        named = defaultdict(set) if named is None else named
        self._collect_named(named, values)
        for name, commands in values.items():
            field = self._fields.get(name)
            if field and field.type in ("one2many", "many2many") and isinstance(commands, list):
                lines = self.env[field.comodel_name]
                typed = (command for command in commands if isinstance(command, list | tuple))
                for command in typed:
                    if len(command) == 3 and isinstance(command[2], dict):
                        line = lines.browse(command[1] if isinstance(command[1], int) else ())
                        line.exists()._typed_records(command[2], named)
        return named
