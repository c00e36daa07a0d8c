from datetime import timedelta

import vobject
from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ..models.crm_caller_lookup import MOST_A_MINUTE
from .route_common import RING, RouteCommon


@tagged("post_install", "-at_install")
class TestCalendarFeed(RouteCommon, HttpCase):
    """Visits in another calendar: under a secret address, without notes, for nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tomorrow = fields.Datetime.now().replace(microsecond=0) + timedelta(days=1)
        customer = cls._create_place(RING[0], "Zimbro, Lda", street="Rua 1", city="Lisboa")
        cls.visit = cls._create_occurrence(
            partner_id=customer.id, date=tomorrow, name="Prices; new list", notes="Pays late, is ill"
        )
        cls._create_occurrence(
            partner_id=cls.customer_b.id, user_id=cls.seller_b.id, date=tomorrow, name="Of another"
        )
        cls.token = cls.seller_a._renew_visit_feed()

    def _open(self, token=None, **headers):
        return self.url_open(
            f"/crm/calendar/{token or self.token}.ics", headers=headers, allow_redirects=False
        )

    def _events(self):
        response = self._open()
        self.assertEqual(response.status_code, 200)
        return getattr(vobject.readOne(response.text), "vevent_list", [])

    def test_another_calendar_reads_it(self):
        response = self._open()
        self.assertEqual(response.headers["Content-Type"], "text/calendar; charset=utf-8")
        self.assertEqual(response.headers["Cache-Control"], "private, max-age=900")
        [event] = self._events()
        self.assertEqual(event.summary.value, "Visit · Zimbro, Lda · Prices; new list")
        self.assertEqual(event.location.value, "Rua 1, Lisboa")
        self.assertEqual(event.dtstart.value.replace(tzinfo=None), self.visit.date)
        self.assertEqual(event.dtend.value - event.dtstart.value, timedelta(minutes=30))
        latitude, longitude = self.visit.partner_id.partner_latitude, self.visit.partner_id.partner_longitude
        self.assertIn(f"\r\nGEO:{latitude:.6f};{longitude:.6f}\r\n", response.content.decode())
        self.assertNotIn("ill", response.text)
        self.assertNotIn("Of another", response.text)

    def test_long_hebrew_text_is_folded_between_characters(self):
        self.visit.name = "מחירים, רשימה; " * 12
        lines = self._open().content.split(b"\r\n")
        self.assertLessEqual(max(map(len, lines)), 75)
        self.assertFalse([line for line in lines if b"\n" in line])
        self.assertTrue(all(line.decode() is not None for line in lines))
        [event] = self._events()
        self.assertEqual(event.summary.value, self.visit.display_name)

    def test_keys_are_stable_and_nothing_is_sent_twice(self):
        first = self._open()
        second = self._open(**{"If-None-Match": first.headers["ETag"]})
        self.assertEqual((second.status_code, second.content), (304, b""))
        [before] = self._events()
        self.visit.date += timedelta(days=1)
        [after] = self._events()
        self.assertEqual(before.uid.value, after.uid.value)
        self.assertEqual(self._open(**{"If-None-Match": first.headers["ETag"]}).status_code, 200)
        self.visit.action_cancel()
        self.assertEqual(self._events(), [])

    def test_customers_of_others_leave_it(self):
        self.visit.partner_id.user_id = self.seller_b
        self.assertEqual(self._events(), [])

    @mute_logger("odoo.http")
    def test_wrong_and_ended_addresses(self):
        number, secret = self.token.split("-", 1)
        wrong = [
            f"{number}-{secret[:-1]}",
            f"{self.seller_b.id}-{secret}",
            f"{number}-",
            number,
            f"-{secret}",
            f"{10**30}-{secret}",
            f"{'9' * 5000}-{secret}",
            f"-1-{secret}",
            f"٣-{secret}",
            "x",
        ]
        for token in wrong:
            with self.subTest(token=token):
                self.assertEqual(self._open(token).status_code, 404)
        new = self.seller_a._renew_visit_feed()
        self.assertEqual(self._open().status_code, 404)
        self.assertEqual(self._open(new).status_code, 200)
        self.seller_a._revoke_visit_feed()
        self.assertEqual(self._open(new).status_code, 404)

    @mute_logger("odoo.http")
    def test_who_leaves_loses_it(self):
        self.seller_a.active = False
        self.assertEqual(self._open().status_code, 404)

    def test_address_is_shown_once_and_kept_nowhere(self):
        wizard = self.env["crm.visit.feed"].with_user(self.seller_b).create({})
        self.assertFalse(wizard.is_on)
        wizard.action_renew()
        address = wizard.address
        self.assertTrue(address.endswith(".ics"))
        # The secret itself may hold dashes: it is all that follows the first one.
        secret = address.rpartition("/")[2].partition("-")[2].removesuffix(".ics")
        self.assertEqual(len(secret), 43)
        self.assertNotIn(secret, self.seller_b.visit_feed_hash)
        with self.assertRaises(AccessError):
            wizard.with_user(self.seller_a).read(["address"])
        with self.assertRaises(AccessError):
            wizard.with_user(self.seller_a).action_revoke()
        with self.assertRaises(AccessError):
            self.seller_b.with_user(self.seller_b).read(["visit_feed_hash"])
        wizard.action_revoke()
        self.assertFalse(self.seller_b.visit_feed_hash)


@tagged("post_install", "-at_install")
class TestContactCards(RouteCommon, HttpCase):
    """All customers for the telephone, and none of another's."""

    def test_customers_of_the_seller(self):
        self.contact_a.write({"phone": "+351 912 345 678", "comment": "Likes football"})
        self.authenticate("seller_a", "seller_a")
        response = self.url_open("/crm/contacts.vcf")
        self.assertEqual(response.headers["Content-Type"], "text/vcard; charset=utf-8")
        cards = {card.fn.value: card for card in vobject.readComponents(response.text)}
        self.assertEqual(cards["Ana Alves"].org.value, ["Alfa Lda"])
        self.assertEqual(cards["Ana Alves"].tel.value, "+351 912 345 678")
        self.assertIn("Alfa Lda", cards)
        self.assertNotIn("Beta Lda", cards)
        self.assertNotIn("football", response.text)

    @mute_logger("odoo.http")
    def test_not_for_others(self):
        new_test_user(self.env, "portal_a", groups="base.group_portal", partner_id=self.contact_a.id)
        new_test_user(self.env, "clerk_without_role", groups="base.group_user")
        for login in ("portal_a", "clerk_without_role"):
            self.authenticate(login, login)
            self.assertEqual(self.url_open("/crm/contacts.vcf").status_code, 403)
        self.authenticate(None, None)
        response = self.url_open("/crm/contacts.vcf", allow_redirects=False)
        self.assertIn("/web/login", response.headers.get("Location", ""))


@tagged("post_install", "-at_install")
class TestCaller(RouteCommon, HttpCase):
    """A telephone system asks who is calling, and learns what its user may know."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.pt")
        (cls.customer_a + cls.contact_a + cls.customer_b).country_id = cls.env.ref("base.pt")
        cls.contact_a.phone = "+351 912 345 678"
        cls.customer_b.phone = "+351 220 104 512"
        cls._create_lead(name="Prospect", partner_name="Novo", phone="+351 213 334 455")

    def _key(self, user):
        keys = self.env["res.users.apikeys"].with_user(user)
        return keys._generate(None, "telephone", fields.Datetime.now() + timedelta(days=1))

    def _ask(self, number, user=None, key=None):
        key = key or self._key(user or self.seller_a)
        return self.url_open(f"/crm/caller?number={number}", headers={"Authorization": f"Bearer {key}"})

    def test_who_is_calling(self):
        key = self._key(self.seller_a)
        written = ("%2B351912345678", "00351912345678", "351912345678", "912345678", "(91) 234-56-78")
        for number in (*written, "tel:%2B351912345678", "sip:00351912345678@exchange.example.com"):
            with self.subTest(number=number):
                answer = self._ask(number, key=key).json()
                self.assertEqual((answer["found"], answer["name"]), (True, "Ana Alves"))
        self.assertEqual((answer["customer"], answer["owner"]), ("Alfa Lda", self.seller_a.name))
        self.assertTrue(answer["link"].endswith(f"/odoo/res.partner/{self.contact_a.id}"))
        prospect = self._ask("213334455", key=key).json()
        self.assertEqual((prospect["kind"], prospect["customer"]), ("prospect", "Novo"))

    def test_a_number_abroad_without_its_plus(self):
        self.contact_a.write({"phone": "+55 81 3424-6602", "country_id": self.env.ref("base.br").id})
        key = self._key(self.seller_a)
        for number in ("%2B558134246602", "558134246602"):
            self.assertEqual(self._ask(number, key=key).json()["name"], "Ana Alves", number)

    def test_customers_of_others_are_nobody(self):
        answers = [self._ask(number).json() for number in ("220104512", "999999999", "x", "1" * 500, "")]
        self.assertEqual(answers, [answers[1]] * 5)
        self.assertEqual((answers[0]["found"], answers[0]["name"], answers[0]["owner"]), (False, "", ""))
        self.assertTrue(self._ask("220104512", self.seller_b).json()["found"])

    @mute_logger("odoo.http")
    def test_only_with_a_key_and_a_role(self):
        self.assertEqual(self.url_open("/crm/caller?number=912345678").status_code, 401)
        self.assertEqual(self._ask("912345678", key="x" * 40).status_code, 401)
        portal = new_test_user(self.env, "portal_a", groups="base.group_portal", partner_id=self.contact_a.id)
        clerk = new_test_user(self.env, "clerk_without_role", groups="base.group_user")
        self.env["ir.config_parameter"].set_param("portal.allow_api_keys", True)
        for user in (portal, clerk):
            answer = self._ask("912345678", user)
            self.assertEqual(answer.status_code, 403)
            self.assertNotIn("Ana", answer.text)
        with self.assertRaises(AccessError):
            self.env["crm.caller.lookup"].with_user(self.seller_a).search([])

    def test_not_too_often(self):
        lookups = self.env["crm.caller.lookup"]
        lookups.create([{"user_id": self.seller_a.id}] * MOST_A_MINUTE)
        answer = self._ask("912345678")
        self.assertEqual((answer.status_code, answer.headers["Retry-After"]), (429, "60"))
        self.assertEqual(self._ask("912345678", self.manager).status_code, 200)
        with freeze_time(fields.Datetime.now() + timedelta(minutes=2)):
            self.assertTrue(lookups.with_user(self.seller_a)._look_up("912345678")["found"])
        with freeze_time(fields.Datetime.now() + timedelta(days=40)):
            lookups._gc_lookups()
        self.assertFalse(lookups.search([]))
