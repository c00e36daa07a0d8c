"""Ceilings of customer groups come in from a sheet, and count for the customers without one of their own."""

from odoo.addons.crm_base.tests.import_common import ImportCommon
from odoo.addons.crm_base.tests.import_files import csv_file
from odoo.tests import tagged

from .common import CreditCommon

HEADERS = ("Grupo", "Limite de crédito", "Obligo")


@tagged("post_install", "-at_install")
class TestCeilingsImport(CreditCommon, ImportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls._create_customer_group("Chains of Lisbon", customers=[cls.customer_b])

    def _limits(self):
        self.customer_b.invalidate_recordset()
        return (self.customer_b.credit_ceiling, self.customer_b.obligo_ceiling)

    def test_group_gets_its_ceiling_once(self):
        rows = csv_file(HEADERS, ("Chains of Lisbon", "8000", ""))
        self._assert_counts(self._import("group_ceiling", rows), created=1)
        self.assertEqual(self._limits(), (8000, 0))
        self._assert_counts(self._import("group_ceiling", rows), unchanged=1)
        rows = csv_file(HEADERS, ("Chains of Lisbon", "0", "500"))
        self._assert_counts(self._import("group_ceiling", rows), updated=1)
        ceiling = self.env["credit.ceiling"].search([("group_id", "=", self.group.id)])
        self.assertRecordValues(
            ceiling, [{"credit_policy": "nothing", "obligo_policy": "limited", "obligo_ceiling": 500}]
        )
        self.assertEqual(self._limits(), (0, 500))

    def test_unknown_group_and_negative_ceiling_are_refused(self):
        rows = csv_file(HEADERS, ("Nobody", "100", ""), ("Chains of Lisbon", "-1", ""))
        self._assert_counts(self._import("group_ceiling", rows), error=2)
        self.assertFalse(self.env["credit.ceiling"].search_count([("group_id", "=", self.group.id)]))


@tagged("post_install", "-at_install")
class TestCeilingTermsImport(CreditCommon, ImportCommon):
    """What a ceiling means is said in words, because an empty amount could mean three things."""

    HEADERS = ("Customer", "Credit Ceiling", "Credit Terms", "Obligo Ceiling", "Obligo Terms")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_a.ref = "A1"
        cls.customer_b.ref = "B1"

    def _terms(self, partner):
        self.env["credit.ceiling"].invalidate_model()
        ceiling = self.env["credit.ceiling"].search([("partner_id", "=", partner.id)])
        return [
            (ceiling[f"{name}_policy"], ceiling[f"{name}_ceiling"])
            for name in ("credit", "obligo")
            if ceiling
        ]

    def _import_rows(self, *rows, headers=HEADERS, **values):
        return self._import("ceiling", csv_file(headers, *rows), **values)

    def test_said_in_words(self):
        rows = [
            ("A1", "", "No ceiling", "", "nothing on account"),
            ("B1", "8000", "Up to the ceiling", "", "unlimited"),
        ]
        self._assert_counts(self._import_rows(*rows), created=1, updated=1)
        self.assertEqual(self._terms(self.customer_a), [("unlimited", 0), ("nothing", 0)])
        self.assertEqual(self._terms(self.customer_b), [("limited", 8000), ("unlimited", 0)])
        self._assert_counts(self._import_rows(*rows), unchanged=2)

    def test_words_of_every_language_in_use(self):
        self.env["res.lang"]._activate_lang("pt_PT")
        model_field = self.env["ir.model.fields"]._get("credit.ceiling", "credit_policy")
        model_field.with_context(lang="pt_PT").field_description = "Condições de crédito"
        labels = {"unlimited": "Sem plafond nenhum", "nothing": "Nada a crédito"}
        for selection in model_field.selection_ids:
            if selection.value in labels:
                selection.with_context(lang="pt_PT").name = labels[selection.value]
        headers = ("Cliente", "Condições de crédito")
        rows = [("A1", "SEM PLAFOND NENHUM"), ("B1", "nada a credito")]
        self._assert_counts(self._import_rows(*rows, headers=headers), created=1, updated=1)
        self.assertEqual(self._terms(self.customer_a), [("unlimited", 0), ("limited", 15000)])
        self.assertEqual(self._terms(self.customer_b), [("nothing", 0), ("unlimited", 0)])

    def test_words_and_amounts_that_contradict_are_refused(self):
        for row in (
            ("A1", "500", "No ceiling", "", ""),
            ("A1", "0", "No ceiling", "", ""),
            ("A1", "500", "Nothing on account", "", ""),
            ("A1", "", "Up to the ceiling", "", ""),
            ("A1", "", "", "0", "Up to the ceiling"),
            ("A1", "", "perhaps", "", ""),
        ):
            run = self._import_rows(row)
            self._assert_counts(run, error=1)
            [(_number, _column, reason)] = self._findings(run)
            self.assertTrue(reason)
        self.assertEqual(self._terms(self.customer_a), [("limited", 10000), ("limited", 15000)])

    def test_groups_too(self):
        group = self._create_customer_group("Chains of Porto", customers=[self.customer_b])
        rows = csv_file(("Group", "Credit Terms"), (group.name, "No limit"))
        self._assert_counts(self._import("group_ceiling", rows), created=1)
        ceiling = self.env["credit.ceiling"].search([("group_id", "=", group.id)])
        self.assertEqual((ceiling.credit_policy, ceiling.obligo_policy), ("unlimited", "unlimited"))
