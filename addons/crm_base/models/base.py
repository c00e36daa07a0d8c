from odoo import api, models

# Models whose records other values are computed from with the rights of the system.
GUARDED_MODELS = ("res.partner", "product.pricelist")


class Base(models.AbstractModel):
    """A form that is not saved yet tells a seller nothing of partners and price lists that he may not see."""

    _inherit = "base"

    def onchange(self, values, field_names, fields_spec):
        """Refuse a foreign partner or price list before anything is computed from it.

        No record rule asks about a record that does not exist, and what follows from its partner is often computed with
        the rights of the system: a guessed id would bring out names and figures.
        """
        if self.env.user._is_restricted_seller():
            for model_name in GUARDED_MODELS:
                self._check_typed_records(model_name, values, [] if field_names else fields_spec)
        return super().onchange(values, field_names, fields_spec)

    def _check_typed_records(self, model_name, values, defaulted):
        """Refuse records of a model that the user may not see, unless the record at hand had them before.

        :param defaulted: names of fields that get their default now
        """
        names = self._fields_to(model_name)
        if missing := [name for name in names if name in defaulted and name not in values]:
            values = {**self.default_get(missing), **values}
        self.env[model_name].browse(self._typed_ids(model_name, values)).check_access("read")

    @api.model
    def _fields_to(self, model_name):
        return [
            name
            for name, field in self._fields.items()
            if field.type == "many2one" and field.comodel_name == model_name
        ]

    def _typed_ids(self, model_name, values):
        """Ids of a model's records in `values` that the record did not have before, those of its lines included."""
        # What the record has it may keep, although its user could not choose it now.
        stored, ids = self.sudo(), set()
        for name in self._fields_to(model_name):
            value = values.get(name)
            # A dictionary stands for a record made on the way, which shows what the one of its id holds.
            id_ = value.get("id") if isinstance(value, dict) else value
            if isinstance(id_, int) and id_ and stored[name].id != id_:
                ids.add(id_)
        for name, commands in values.items():
            field = self._fields.get(name)
            if field and field.type in ("one2many", "many2many") and isinstance(commands, list):
                ids |= self._typed_ids_in_lines(model_name, self.env[field.comodel_name], commands)
        return ids

    @api.model
    def _typed_ids_in_lines(self, model_name, lines, commands):
        ids = set()
        for command in commands:
            if isinstance(command, list | tuple) and len(command) == 3 and isinstance(command[2], dict):
                line = lines.browse(command[1] if isinstance(command[1], int) else ())
                ids |= line.exists()._typed_ids(model_name, command[2])
        return ids
