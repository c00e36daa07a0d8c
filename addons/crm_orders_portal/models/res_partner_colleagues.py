import re

from odoo import models
from odoo.fields import Command, Domain

# One address and nothing else: Odoo's own reading of "a@b@c" finds one too.
ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\"]+")
RIGHTS = ("may_order", "may_see_account", "may_approve", "may_manage_contacts")


class ResPartner(models.Model):
    """The customer's chief contact looks after the contacts of his own company, and nobody else's."""

    _inherit = "res.partner"

    def _portal_colleagues(self):
        """The people of this contact's own company, himself among them; none who has a log-in of ours.

        The caller is superuser (customers may not read contacts' rights), so this domain alone keeps companies apart.
        """
        self.ensure_one()
        people = self.search(self._portal_colleagues_domain(), order="name, id")
        users = people.with_context(active_test=False).user_ids
        return people - users.filtered(lambda user: user._is_internal()).partner_id

    def _portal_colleagues_domain(self):
        return (
            Domain("commercial_partner_id", "=", self.commercial_partner_id.id)
            & Domain("id", "!=", self.commercial_partner_id.id)
            & Domain("is_company", "=", False)
            & Domain("type", "=", "contact")
        )

    def _portal_invite(self, name, email):
        """Invite somebody of his company to the portal as this contact wishes: (colleague, problem key).

        An address that is known already is refused without saying whose it is.
        """
        self.ensure_one()
        address = email.strip().lower()
        if not name or not ADDRESS.fullmatch(address):
            return self.browse(), "email"
        users = self.env["res.users"].with_context(active_test=False)
        if users.search_count([("login", "=ilike", address)], limit=1):
            return self.browse(), "email_taken"
        colleague = self._portal_colleagues().filtered(lambda person: person.email_normalized == address)[:1]
        colleague = colleague or self.create(
            {
                "name": name,
                "email": address,
                "parent_id": self.commercial_partner_id.id,
                "type": "contact",
                "lang": self.lang,
                **dict.fromkeys(RIGHTS, False),
            }
        )
        if colleague.with_context(active_test=False).user_ids:
            return self.browse(), "email_taken"
        if not self._sets_limits():
            self._portal_share_limits(colleague)
        self._portal_wizard(colleague).action_grant_access()
        self._portal_log(
            self.env._("%(chief)s invited %(colleague)s to the portal.", **self._names(colleague))
        )
        return colleague, ""

    def _portal_share_limits(self, colleague):
        # Limits of his own would double the inviter's month: nobody can tell a colleague from a second name.
        if colleague.spending_rule == "always":
            return
        owner = self._limits_owner()
        rule = "shared" if owner else "always"
        colleague.write({"spending_rule": rule, "limits_of_id": owner.id})

    def _portal_invite_again(self, colleague):
        """Send the invitation once more, as long as it was not taken up."""
        if colleague._portal_login() and not colleague._portal_login().login_date:
            self._portal_wizard(colleague).action_invite_again()

    def _portal_set_rights(self, colleague, rights, limits):
        """Give `colleague` the `rights` wanted ({name: bool}) and the `limits`; logged.

        Rights that this contact does not have stay as they are. When he has limits himself, so do limits, and the
        right to approve: under a second name he would approve what he orders under the first.
        """
        values = {name: bool(rights.get(name)) for name in self._portal_rights_to_give()}
        if limits.get("spending_rule") == "shared" and not colleague.limits_of_id:
            limits = {}
        values |= limits if self._sets_limits() else {}
        changed = {name: value for name, value in values.items() if colleague[name] != value}
        if changed:
            colleague.write(changed)
            fields_said = ", ".join(
                f"{self._fields[name]._description_string(self.env)}: {value}"
                for name, value in changed.items()
            )
            self._portal_log(
                self.env._(
                    "%(chief)s changed the rights of %(colleague)s in the portal: %(rights)s.",
                    rights=fields_said,
                    **self._names(colleague),
                )
            )

    def _portal_rights_to_give(self):
        """Names of the rights that this contact may give to colleagues and take from them."""
        self.ensure_one()
        return [name for name in RIGHTS if self[name] and (name != "may_approve" or self._sets_limits())]

    def _sets_limits(self):
        return not self._has_limits()

    def _portal_archive(self, colleague):
        """Take away the log-in of `colleague` and archive him."""
        if colleague._portal_login():
            self._portal_wizard(colleague).action_revoke_access()
        colleague.active = False
        self._portal_log(
            self.env._("%(chief)s archived %(colleague)s in the portal.", **self._names(colleague))
        )

    def _portal_wizard(self, colleague):
        wizard = self.env["portal.wizard"].create({"partner_ids": [Command.set(colleague.ids)]})
        return wizard.user_ids

    def _portal_log(self, text):
        # Staff read it on the company's form: rights in the portal decide who orders in its name.
        self.commercial_partner_id._message_log(body=text, author_id=self.id)

    def _names(self, colleague):
        return {"chief": self.display_name, "colleague": colleague.display_name}
