from odoo import fields, models
from odoo.addons.crm_base.logic.import_columns import ColumnSpec


class CrmImport(models.TransientModel):
    """Permanent ceilings of customer groups, which count for every customer of a group without one of its own."""

    _inherit = "crm.import"

    kind = fields.Selection(
        selection_add=[("group_ceiling", "Ceilings of customer groups")],
        ondelete={"group_ceiling": "cascade"},
    )

    def _import_group_ceiling_columns(self):
        group = ColumnSpec(
            "group",
            self.env._("Customer Group"),
            required=True,
            key=True,
            aliases=("group", "grupo", "grupo de clientes", "קבוצת לקוחות", "קבוצה"),
            example="Retail",
        )
        return [group, *self._import_ceiling_columns()[1:]]

    def _import_group_ceiling_rows(self, rows):
        names = list({row["group"] for row in rows})
        groups = self._import_found("customer_group", "crm.customer.group", names, "name")
        for row in rows:
            if row["group"] not in groups:
                row.refuse("group", self.env._("There is no customer group “%(name)s”.", name=row["group"]))
        self._import_ceilings("group", "group_id", groups, rows)
