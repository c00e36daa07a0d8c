"""Letters: one for each level and customer, in his language, never twice."""

from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common_collection import CollectionCommon

DAY_0 = "2026-03-02"


def day(number):
    """The `number`th day after the first one of these stories."""
    return fields.Date.add(fields.Date.to_date(DAY_0), days=number)


@tagged("post_install", "-at_install")
@freeze_time(DAY_0)
class TestCollectionLetters(CollectionCommon):
    def _send(self):
        self._run("cron_send_letters")

    def _levels(self, case):
        return case.letter_ids.sorted("id").level_id.mapped("days_overdue")

    def test_one_letter_for_all_invoices_and_never_twice(self):
        self._owe(300, days=50)
        self._owe(200, days=20)
        self._collect()
        for _run in range(3):
            self._send()
        case = self._case()
        self.assertEqual(self._levels(case), [8])
        letter = case.letter_ids
        self.assertEqual((letter.amount, letter.oldest_due_date, letter.channel), (500, day(-50), "email"))
        self.assertEqual(sum(letter._items().mapped("receivable_amount")), 500)
        mail = self.env["mail.mail"].search([("res_id", "=", case.id), ("model", "=", case._name)])
        self.assertEqual(mail, letter.mail_id)
        self.assertEqual(mail.recipient_ids, self.customer_a)
        self.assertEqual(len(mail.attachment_ids), 1)

    def test_letter_goes_to_the_contact_for_invoices(self):
        clerk = self._create_contact(self.customer_a, "Clerk", type="invoice", email="clerk@alfa.example.com")
        self._owe(300, days=20)
        self._collect()
        self._send()
        letter = self._case().letter_ids
        self.assertEqual((letter.channel, letter.mail_id.recipient_ids), ("email", clerk))

    def test_levels_are_climbed_one_by_one_at_the_interval(self):
        self._owe(300, days=50)
        self._collect()
        for days, expected in [(0, [8]), (6, [8]), (7, [8, 22]), (14, [8, 22, 45]), (60, [8, 22, 45])]:
            with freeze_time(day(days)):
                self._send()
                self.assertEqual(self._levels(self._case()), expected)

    def test_looking_at_many_cases_asks_no_more_than_at_one(self):
        """On a day without letters the job looks at all open cases, a hundred thousand of them perhaps."""
        counts = []
        for names in (["Gama Lda"], ["Delta Lda", "Epsilon Lda", "Zeta Lda", "Eta Lda"]):
            for name in names:
                self._owe(300, days=20, customer=self._create_customer(name, email=f"{name[:3]}@example.com"))
            self._collect()
            self._send()
            self.cases.search([]).mapped("letter_ids.level_id")
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.cases._cron_send_letters()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_killed_in_the_middle_and_gone_on(self):
        for customer in (self.customer_a, self.customer_b):
            self._owe(300, days=20, customer=customer)
        self._collect()
        cases = self._case() | self._case(self.customer_b)
        letters = type(self.env["credit.collection.letter"])
        dispatch, calls = letters._dispatch, []

        def die(letter):
            calls.append(letter.id)
            if len(calls) == 2:
                raise SystemExit
            return dispatch(letter)

        with patch.object(letters, "_dispatch", die), self.assertRaises(SystemExit):
            self._send()
        self.env.invalidate_all()
        self._send()
        self._send()
        for case in cases:
            self.assertEqual(self._levels(case), [8])
            self.assertEqual(
                self.env["mail.mail"].search_count([("res_id", "=", case.id), ("model", "=", case._name)]), 1
            )

    def test_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("pt_PT")
        self.customer_a.lang = "pt_PT"
        level = self.levels.filtered(lambda level: level.days_overdue == 8)
        level.update_field_translations("name", {"pt_PT": "Aviso de pagamento"})
        level.update_field_translations("text", {"pt_PT": "Por favor, pague."})
        self._owe(300, days=20)
        self._collect()
        self._send()
        letter = self._case().letter_ids
        self.assertEqual(letter.mail_id.subject, f"Aviso de pagamento: {self.company.name}")
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "crm_credit_control.report_collection_letter", letter.ids
        )
        self.assertIn(b"Por favor, pague.", html)
        self.assertIn(b"300.00", html.replace(b",", b"."))

    def test_without_address_it_goes_by_post(self):
        self.customer_a.email = False
        self.contact_a.email = False
        self._owe(300, days=20)
        self._collect()
        self._send()
        self._send()
        case = self._case()
        self.assertEqual(case.letter_ids.channel, "post")
        self.assertEqual(case.message_attachment_count, 1)
        kind = self.env.ref("crm_credit_control.mail_activity_type_post_letter")
        self.assertEqual(len(case.activity_ids.filtered(lambda act: act.activity_type_id == kind)), 1)

    def test_by_hand_the_next_level_and_then_a_refusal(self):
        self._owe(300, days=10)
        self.rule.overdue_days = 5
        self._collect()
        case = self._case().with_user(self.controller)
        case.action_send_letter()
        self.assertEqual(self._levels(case), [8])
        with self.assertRaises(UserError):
            case.action_send_letter()
        self.assertEqual(self._levels(case), [8])

    def test_disputed_debt_gets_no_letter(self):
        invoice = self._owe(300, days=20)
        self._collect()
        invoice.is_disputed = True
        self._send()
        self.assertFalse(self._case().letter_ids)
