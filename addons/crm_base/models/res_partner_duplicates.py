from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import parse_contact_from_email

from ..exceptions import DuplicateCustomerError
from ..logic import duplicates

SHORTEST_REASON = 5
# Who brings in a file does not make everybody wait who enters a customer meanwhile.
MOST_LOCKED = 20
CREATING = "crm_base.creating_partners"
# Fields that make a record more than a mere address book entry, such as mail makes of a recipient.
CUSTOMER_FIELDS = ("is_company", "vat", "phone", "website", "street")


class ResPartner(models.Model):
    """Refuses, or records with a reason, a customer who is entered a second time.

    Enforced in `create` and `write`, so on every way in: forms, quick creation, import, duplication, lead
    conversion and RPC. Superuser code (portal sign-up, mail gateway) is not held up.
    """

    _inherit = "res.partner"

    duplicate_reason = fields.Char(
        string="Reason for a similar customer",
        store=False,
        groups="base.group_user",
        help="Why this customer is entered although one like it exists. It is recorded and the manager is "
        "told.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse or record each customer who exists already; `duplicate_reason` is taken out of the values."""
        reasons = [vals.get("duplicate_reason") for vals in vals_list]
        vals_list = [
            {name: value for name, value in vals.items() if name != "duplicate_reason"} for vals in vals_list
        ]
        with self._creating_partners():
            partners = super().create(vals_list)
        if self._is_duplicate_policy_applied():
            partners._apply_duplicate_policy(dict(zip(partners.ids, reasons, strict=True)), {})
        return partners

    def write(self, vals):
        """Refuse or record a change that makes a customer the duplicate of another."""
        reason = vals.get("duplicate_reason")
        vals = {name: value for name, value in vals.items() if name != "duplicate_reason"}
        if not self._is_duplicate_policy_applied() or self._duplicate_trigger_fields().isdisjoint(vals):
            return super().write(vals)
        # Odoo writes on a new contact while it is still creating it; the policy is applied when that is done.
        partners = self - self._partners_in_creation()
        known = partners._policy_matches()
        result = super().write(vals)
        partners._apply_duplicate_policy(dict.fromkeys(partners.ids, reason), known)
        return result

    @api.model
    def name_create(self, name):
        """Quick creation gives no more than a name, so names that are merely alike count as well."""
        if self._is_duplicate_policy_applied() and not self._may_override_duplicates():
            parsed_name, email = parse_contact_from_email(name)
            values = {
                "name": parsed_name or email or name,
                "email": email,
                "parent_id": self.env.context.get("default_parent_id"),
            }
            [matches] = self._find_duplicates([values])
            if matches:
                raise self._duplicate_error(values, matches)
        return super().name_create(name)

    @api.model
    def check_duplicates(self, values, partner_id=None):
        """What the web client shows before saving: who has a customer like this, and whether one may go on.

        This is the one place that discloses customers whom the user may not see: name, city and salesperson of
        at most five, each recorded in the log, and no more in a day than the company allows.

        :param dict values: what was typed, named as the fields of a contact
        :param int partner_id: the contact being changed, which is not its own duplicate
        :return: dict with `matches`, `can_continue` (a reason suffices) and `is_limited` (details are withheld)
        """
        if not self.env.user._is_internal():
            raise AccessError(self.env._("Only employees can look for similar customers."))
        self.check_access("create")
        partner = self.browse(partner_id if isinstance(partner_id, int) else ()).exists().sudo(False)
        [matches] = self._find_duplicates([values if isinstance(values, dict) else {}])
        own = partner.sudo().commercial_partner_id.id
        known = {
            match.partner_id: match.kinds for match in partner._find_stored_duplicates().get(partner.id, [])
        }
        matches = [
            match
            for match in matches
            if match.partner_id != own and not match.kinds <= known.get(match.partner_id, frozenset())
        ]
        disclosures, is_limited = self.env["crm.duplicate.log"]._disclose(matches)
        return {
            "matches": disclosures,
            "can_continue": self._may_override_duplicates() or not self._is_blocked(matches),
            "is_limited": is_limited,
        }

    @api.model
    def _is_duplicate_policy_applied(self):
        return not self.env.su and self.env.user.has_group("crm_base.group_seller")

    @api.model
    def _may_override_duplicates(self):
        return self.env.user.has_group("crm_base.group_sales_manager")

    @api.model
    def _duplicate_trigger_fields(self):
        """Names of the fields whose change may make a contact the duplicate of another."""
        return {*self._duplicate_key_fields(), *CUSTOMER_FIELDS}

    @api.model
    def _is_blocked(self, matches):
        """Whether even a reason does not let a seller go on: it is the same customer, and a company of his blocks."""
        # All his companies count, not the one chosen at the moment, which comes from the browser.
        policies = self.env.user.sudo().company_ids.mapped("duplicate_policy")
        return "block" in policies and any(match.is_certain for match in matches)

    @contextmanager
    def _creating_partners(self):
        """Count the creations of contacts under way, in a place that no caller from outside can set."""
        cache = self.env.cr.cache
        cache[CREATING] = cache.get(CREATING, 0) + 1
        try:
            yield
        finally:
            cache[CREATING] -= 1

    def _partners_in_creation(self):
        """Those of these contacts that the creation under way, if there is one, has just brought about."""
        if not self.env.cr.cache.get(CREATING):
            return self.browse()
        return self.filtered(lambda partner: partner.create_date == self.env.cr.now())

    def _policy_matches(self):
        """Dictionary of id to the matches that the policy looks at: not of contact persons, not faint ones of
        addresses.
        """
        may_override = self._may_override_duplicates()
        # Looks among all customers, as the check must; what a seller is told of them is decided later.
        stored = self.sudo()._find_stored_duplicates(with_similar_names=not may_override)
        found = {}
        for partner in self.sudo().filtered(lambda partner: not partner.parent_id):
            is_mere_address = not any(partner[name] for name in CUSTOMER_FIELDS)
            found[partner.id] = [
                match for match in stored.get(partner.id, []) if match.is_certain or not is_mere_address
            ]
        return found

    def _apply_duplicate_policy(self, reasons, known):
        """Refuse or record those of these contacts that match others.

        :param reasons: dictionary of id to the reason given, or none
        :param known: dictionary of id to the matches that there were before a change
        """
        if len(self) <= MOST_LOCKED:
            self.env["crm.duplicate.lock"]._take(self, duplicates.CERTAIN_KINDS)
        for partner_id, matches in self._policy_matches().items():
            marks = {match.partner_id: match.kinds for match in known.get(partner_id, [])}
            new = [match for match in matches if not match.kinds <= marks.get(match.partner_id, frozenset())]
            if not new:
                continue
            partner = self.browse(partner_id)
            reason = (reasons.get(partner_id) or "").strip()
            if not self._may_override_duplicates() and (
                len(reason) < SHORTEST_REASON or self._is_blocked(new)
            ):
                raise self._duplicate_error(partner._duplicate_values(), new)
            self.env["crm.duplicate.log"]._record_continued(partner, new, reason)

    def _duplicate_values(self):
        """What this contact is recognised by, as `check_duplicates` takes it."""
        # Reads the user's own new entry, whose fields may be closed to him.
        partner = self.sudo()
        names = self._duplicate_key_fields() - {"country_id", "parent_id"}
        return {**{name: partner[name] or "" for name in names}, "country_id": partner.country_id.id}

    @api.model
    def _duplicate_error(self, values, matches):
        """The refusal; customers the user may not see are counted, not named."""
        visible = self.browse(match.partner_id for match in matches)._filtered_access("read")
        lines = [f"- {partner.display_name}" for partner in visible[:5]]
        hidden = len(matches) - len(visible)
        if hidden:
            lines.append(self.env._("- %(count)s of other sellers", count=hidden))
        if self._is_blocked(matches):
            advice = self.env._("Ask your sales manager: only he can enter it once more.")
        else:
            advice = self.env._("To enter it nevertheless, give a reason; your manager will see it.")
        title = self.env._("%(name)s seems to be a customer already:", name=values.get("name") or "?")
        return DuplicateCustomerError("\n".join([title, *lines, advice]), values)
