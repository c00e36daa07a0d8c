from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.crm_base.logic.phone_numbers import normal_phone

MOST_A_MINUTE = 60
KEPT_DAYS = 30


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
        country = self.env.company.country_id
        digits = normal_phone(number[:40], country.phone_code)
        nobody = {
            "found": False,
            "name": "",
            "customer": "",
            "owner": "",
            "kind": "",
            "link": "",
            "others": 0,
        }
        if not digits:
            return nobody
        domain = [("phone_sanitized", "=", f"+{digits}")]
        partners = self.env["res.partner"].search(domain, order="is_company, id", limit=10)
        leads = self.env["crm.lead"].search([*domain, ("partner_id", "=", False)], order="id desc", limit=10)
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

    @api.autovacuum
    def _gc_lookups(self):
        """Forget old questions."""
        old = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("date", "<", old)], limit=10_000).unlink()
