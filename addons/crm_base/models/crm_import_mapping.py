from odoo import api, fields, models


class CrmImportMapping(models.Model):
    """Which column of a partner's or a program's file is what, kept by name to be used again."""

    _name = "crm.import.mapping"
    _description = "Kept mapping of columns"
    _order = "kind, name"

    name = fields.Char(required=True)
    kind = fields.Selection("_selection_kind", string="What it imports", required=True, readonly=True)
    targets = fields.Json(help="Header of the file to the column it is imported as; empty when left out.")

    _name_unique = models.UniqueIndex(
        "(kind, name)", "A mapping of this name is already kept for this kind of import."
    )

    @api.model
    def _selection_kind(self):
        return self.env["crm.import"]._kinds()

    @api.model
    def _keep(self, name, kind, targets):
        """Keep a mapping under a name; one that has this name already is replaced."""
        mapping = self.search([("kind", "=", kind), ("name", "=", name)])
        if mapping:
            mapping.targets = targets
            return mapping
        return self.create({"name": name, "kind": kind, "targets": targets})
