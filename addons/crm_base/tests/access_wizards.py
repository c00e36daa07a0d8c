"""What a user has typed into a dialog, or read in one, is for nobody else with the same role."""

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tools import SQL
from psycopg2.extras import Json

SAMPLES = {
    "boolean": True,
    "char": "x",
    "date": fields.Date.to_date("2026-01-31"),
    "datetime": fields.Datetime.to_datetime("2026-01-31"),
    "float": 1.0,
    "html": "x",
    "integer": 1,
    "monetary": 1.0,
    "text": "x",
}


class OwnWizardsMixin:
    """For a test class of a module that has dialogs: `_assert_wizards_are_own("crm_visits")`."""

    def _assert_wizards_are_own(self, module):
        """Two users with every role: neither finds, reads, writes nor deletes a row that the other has made."""
        names = self._wizards_of(module)
        self.assertTrue(names)
        owner, colleague = (self._create_all_roles(f"{module}_{name}") for name in ("owner", "colleague"))
        for name in names:
            with self.subTest(model=name):
                row = self._insert(name, owner)
                self._assert_own(row.with_user(owner), row.with_user(colleague))

    def _assert_own(self, row, foreign):
        found = [("id", "in", row.ids)]
        self.assertEqual(row.search(found), row)
        self.assertFalse(foreign.search(found))
        for operation in ("read", "write", "unlink"):
            if self.env["ir.model.access"].with_user(row.env.user).check(row._name, operation, False):
                row.check_access(operation)
                with self.assertRaises(AccessError, msg=operation):
                    foreign.check_access(operation)

    def _wizards_of(self, module):
        """Names of the transient models that the access list of `module` opens to somebody."""
        listed = self.env["ir.model.data"].search(
            [("module", "=", module), ("model", "=", "ir.model.access")]
        )
        opened = self.env["ir.model.access"].browse(listed.mapped("res_id")).filtered("perm_read")
        return sorted(
            {name for name in opened.model_id.mapped("model") if self.env.registry[name]._transient}
        )

    def _create_all_roles(self, login):
        return self._create_user(login, "crm_base.group_administrator", "account.group_account_invoice")

    def _insert(self, name, owner):
        """A row that `owner` has made, by SQL: what a dialog wants to be filled in with is not tried here."""
        model = self.env[name]
        values = {
            field.name: self._sample(field, owner)
            for field in model._fields.values()
            if field.store and field.column_type and field.required
        }
        values |= {"create_uid": owner.id, "create_date": fields.Datetime.now()}
        [(number,)] = self.env.execute_query(
            SQL(
                "INSERT INTO %s (%s) VALUES %s RETURNING id",
                SQL.identifier(model._table),
                SQL(", ").join(map(SQL.identifier, values)),
                tuple(values.values()),
            )
        )
        return model.browse(number)

    def _sample(self, field, owner):
        if field.type == "many2one":
            comodel = self.env[field.comodel_name].with_context(active_test=False)
            found = comodel.browse() if comodel._transient else comodel.search([], limit=1)
            return (found or self._insert(field.comodel_name, owner)).id
        if field.type == "selection":
            return field.get_values(self.env)[0]
        sample = SAMPLES[field.type]
        return Json({"en_US": sample}) if field.translate else sample
