from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.crm_base.logic.phone_numbers import normal_phone

MOST_A_MINUTE = 60
KEPT_DAYS = 30
LONGEST_QUESTION = 80
SCHEMES = {"tel", "sip", "sips"}
# Digits from which on a number without a plus may begin with the code of another country.
SHORTEST_WITH_CODE = 11


class CrmCallerLookup(models.Model):
    """A question of a telephone system who is calling; the register of them limits how many there are.

    The number asked for is not kept.
    """

    _name = "crm.caller.lookup"
    _description = "Question Who Is Calling"
    _order = "id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade")
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    was_found = fields.Boolean(readonly=True)

    _of_user = models.Index("(user_id, date)")

    @api.model
    def _look_up(self, number):
        """Return who has a telephone number, of those the user may see; None when he has asked too often.

        :param number: as the telephone system has it, with or without the country's code
        :return: `{found, name, customer, owner, kind, link, others}`
        """
        # sudo: nobody reads or writes the register but through here
        register = self.sudo()
        minute = fields.Datetime.now() - timedelta(minutes=1)
        asked = register.search_count(
            [("user_id", "=", self.env.uid), ("date", ">", minute)], limit=MOST_A_MINUTE
        )
        if asked >= MOST_A_MINUTE:
            return None
        answer = self._answer(number)
        register.create({"user_id": self.env.uid, "was_found": answer["found"]})
        return answer

    @api.model
    def _answer(self, number):
        numbers = self._numbers(number[:LONGEST_QUESTION])
        nobody = {
            "found": False,
            "name": "",
            "customer": "",
            "owner": "",
            "kind": "",
            "link": "",
            "others": 0,
        }
        partners, leads = self.env["res.partner"], self.env["crm.lead"]
        for one in numbers:
            domain = [("phone_sanitized", "=", one)]
            partners = partners.search(domain, order="is_company, id", limit=10)
            leads = leads.search([*domain, ("partner_id", "=", False)], order="id desc", limit=10)
            if partners or leads:
                break
        who = partners[:1] or leads[:1]
        if not who:
            return nobody
        # sudo: whose customer it is is told to whoever sees the customer, as on his form
        owner = (who.commercial_partner_id.user_id if partners else who.user_id).sudo()
        return {
            "found": True,
            "name": who.name or who.display_name,
            "customer": (who.commercial_partner_id.name if partners else who.partner_name) or "",
            "owner": owner.name or "",
            "kind": "customer" if partners else "prospect",
            "link": f"{who.get_base_url()}/odoo/{who._name}/{who.id}",
            "others": len(partners) + len(leads) - 1,
        }

    @api.model
    def _numbers(self, text):
        """Return what a telephone system may mean by a text, as numbers are kept, the likeliest first.

        Systems also send addresses (`tel:`, `sip:…@…`), and numbers abroad without their plus.
        """
        scheme, _colon, rest = text.strip().partition(":")
        text = rest.partition("@")[0] if scheme.casefold() in SCHEMES else text
        ways = [normal_phone(text, self.env.company.country_id.phone_code)]
        if text[:1].isdecimal() and text[:1] != "0" and len(text) >= SHORTEST_WITH_CODE:
            ways.append(normal_phone(f"+{text}"))
        return [f"+{digits}" for digits in dict.fromkeys(ways) if digits]

    @api.autovacuum
    def _gc_lookups(self):
        """Forget old questions."""
        old = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("date", "<", old)], limit=10_000).unlink()
