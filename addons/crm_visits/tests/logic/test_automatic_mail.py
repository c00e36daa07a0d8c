from unittest import TestCase

from logic_loader import load_logic

automatic_mail = load_logic("crm_visits", "automatic_mail")

PERSON = {"From": "Ana <ana@alfa.example>", "Return-Path": "<ana@alfa.example>"}


class TestAutomaticMail(TestCase):
    """Nobody answers a machine."""

    def test_people(self):
        for more in ({}, {"Auto-Submitted": "no"}, {"Precedence": "first-class"}, {"Auto-Submitted": ""}):
            with self.subTest(more=more):
                self.assertFalse(automatic_mail.is_automatic({**PERSON, **more}))
        self.assertFalse(automatic_mail.is_automatic({}))

    def test_machines(self):
        for more in (
            {"Auto-Submitted": "auto-replied"},
            {"Auto-Submitted": "Auto-Generated; owner-email=x"},
            {"Precedence": " Bulk "},
            {"X-Autoreply": "yes"},
            {"List-Id": "<news.alfa.example>"},
            {"Return-Path": "<>"},
            {"From": "MAILER-DAEMON@alfa.example"},
            {"From": "Alfa <no-reply@alfa.example>"},
        ):
            with self.subTest(more=more):
                self.assertTrue(automatic_mail.is_automatic({**PERSON, **more}))
