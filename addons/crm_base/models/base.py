from odoo import models


class Base(models.AbstractModel):
    """A form that is not saved yet tells a seller nothing of partners that he may not see."""

    _inherit = "base"

    def onchange(self, values, field_names, fields_spec):
        """Refuse a foreign partner before anything is computed from it.

        No record rule asks about a record that does not exist, and what follows from its partner is often computed with
        the rights of the system: a guessed id would bring out names and figures.
        """
        if self.env.user._is_restricted_seller():
            self._check_typed_partners(values, [] if field_names else fields_spec)
        return super().onchange(values, field_names, fields_spec)

    def _check_typed_partners(self, values, defaulted):
        """Refuse partners that the user may not see, unless the record had them before.

        :param defaulted: names of fields that get their default now
        """
        names = [
            name
            for name, field in self._fields.items()
            if field.type == "many2one" and field.comodel_name == "res.partner"
        ]
        typed = {name: values[name] for name in names if name in values}
        if missing := [name for name in names if name in defaulted and name not in values]:
            typed |= self.default_get(missing)
        stored = self.sudo()
        ids = {id_ for name, id_ in typed.items() if isinstance(id_, int) and id_ and stored[name].id != id_}
        self.env["res.partner"].browse(ids).check_access("read")
