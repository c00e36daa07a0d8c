from odoo import api, fields, models

from ..logic import duplicates

MOST_DISCLOSED = 5


class CrmDuplicateLog(models.Model):
    """Who was shown another seller's customer, and who entered a customer once more and why.

    Written by the checks only; nobody changes or deletes it.
    """

    _name = "crm.duplicate.log"
    _description = "Similar Customer Register"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "found_name"
    # A manager who may read the entry may mark the activity on it as done.
    _mail_post_access = "read"

    date = fields.Datetime(default=fields.Datetime.now, required=True, readonly=True, index=True)
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, default=lambda self: self.env.user, index=True
    )
    decision = fields.Selection(
        [
            ("shown", "Shown"),
            ("continued", "Entered with a reason"),
            ("overridden", "Entered by a manager"),
            ("merged", "Merged"),
        ],
        required=True,
        readonly=True,
    )
    partner_id = fields.Many2one(
        "res.partner", string="Entered", readonly=True, index="btree_not_null", ondelete="set null"
    )
    partner_name = fields.Char(string="Name entered", readonly=True)
    found_partner_id = fields.Many2one(
        "res.partner", string="Existing customer", readonly=True, index="btree_not_null", ondelete="set null"
    )
    found_name = fields.Char(string="Name of the existing customer", readonly=True)
    owner_id = fields.Many2one("res.users", string="Its salesperson", readonly=True)
    kinds = fields.Char(
        string="Marks", readonly=True, help="Technical names of the marks, separated by commas."
    )
    kinds_text = fields.Char(string="Found by", compute="_compute_kinds_text")
    reason = fields.Char(readonly=True)
    manager_ids = fields.Many2many("res.users", string="Managers", readonly=True)

    @api.depends("kinds")
    @api.depends_context("lang")
    def _compute_kinds_text(self):
        labels = self._kind_labels()
        for entry in self:
            entry.kinds_text = ", ".join(
                labels.get(kind, kind) for kind in (entry.kinds or "").split(",") if kind
            )

    def action_merge(self):
        """Open Odoo's merge wizard with both customers chosen, the older one as the one to keep."""
        self.ensure_one()
        wizard = self.env["base.partner.merge.automatic.wizard"].create(
            {
                "partner_ids": (self.partner_id | self.found_partner_id).ids,
                "dst_partner_id": self.found_partner_id.id,
                "state": "selection",
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Merge customers"),
            "res_model": wizard._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _kind_labels(self):
        return {
            duplicates.TAX_ID: self.env._("same tax number"),
            duplicates.EMAIL: self.env._("same e-mail address"),
            duplicates.PHONE: self.env._("same telephone number"),
            duplicates.NAME: self.env._("same name"),
            duplicates.SIMILAR_NAME: self.env._("similar name"),
            duplicates.DOMAIN: self.env._("same internet domain"),
        }

    @api.model
    def _disclose(self, matches):
        """What a user is told of customers found: (list of dicts, whether details were withheld for today).

        Customers he may see he gets as they are. Of the others he learns name, city and salesperson, is
        recorded as having learnt it, and in one day learns no more of them than his company allows: the check
        must not serve to read the customer list of the house by guessing.
        """
        matches = matches[:MOST_DISCLOSED]
        partners = self.env["res.partner"].browse(match.partner_id for match in matches)
        visible = partners._filtered_access("read")
        seen_today = self._partners_shown_today()
        # His own company decides, not the one chosen at the moment, which comes from the browser.
        allowance = self.env.user.sudo().company_id.duplicate_disclosure_limit - len(seen_today)
        # sudo: the salesperson and city of a customer of another seller are what this check is there to tell.
        newly = (partners - visible - seen_today).sudo()[: max(allowance, 0)]
        self._record_shown(newly, {match.partner_id: match.kinds for match in matches})
        told = visible | seen_today | newly
        disclosures = [
            self._disclosure(partner, match, partner in visible, partner in told)
            for partner, match in zip(partners.sudo(), matches, strict=True)
        ]
        return disclosures, bool(partners - told)

    @api.model
    def _disclosure(self, partner, match, is_visible, is_told):
        labels = self._kind_labels()
        return {
            "id": partner.id if is_visible else False,
            "name": partner.name if is_told else self.env._("A customer"),
            "city": (partner.city or "") if is_told else "",
            "owner": (partner.user_id.name or "") if is_told else "",
            "is_archived": not partner.active,
            "is_certain": match.is_certain,
            "marks": [labels[kind] for kind in duplicates.KINDS if kind in match.kinds],
        }

    @api.model
    def _partners_shown_today(self):
        # sudo: sellers have no right to the register, not even to their own part of it.
        today = self.sudo().search(
            [("user_id", "=", self.env.uid), ("decision", "=", "shown"), ("date", ">=", "today")]
        )
        return today.found_partner_id.sudo(False)

    @api.model
    def _record_shown(self, partners, kinds):
        self._append(
            [{**self._found_values(partner, kinds[partner.id]), "decision": "shown"} for partner in partners]
        )

    @api.model
    def _record_continued(self, partner, matches, reason):
        """Record that `partner` was entered although it matches others, and tell the managers concerned."""
        # sudo: whose customer it resembles is recorded also when the user may not see that customer.
        partner = partner.sudo()
        decision = "overridden" if partner.with_user(self.env.uid)._may_override_duplicates() else "continued"
        found = partner.browse(match.partner_id for match in matches)
        entries = self._append(
            [
                {
                    **self._found_values(other, match.kinds),
                    "decision": decision,
                    "partner_id": partner.id,
                    "partner_name": partner.name,
                    "reason": reason,
                    "manager_ids": self._managers_concerned(other).ids,
                }
                for other, match in zip(found, matches, strict=True)
            ]
        )
        entries[:1]._tell_managers(entries.manager_ids)

    @api.model
    def _record_merged(self, partner, names):
        """Record that the customers of these names became one with `partner`."""
        # The names go into a register; the user who merged had the right on both.
        partner = partner.sudo()
        self._append(
            [
                {**self._found_values(partner, ()), "decision": "merged", "partner_name": name}
                for name in names
            ]
        )

    @api.model
    def _found_values(self, partner, kinds):
        return {
            "found_partner_id": partner.id,
            "found_name": partner.name,
            "owner_id": partner.user_id.id,
            "kinds": ",".join(kind for kind in duplicates.KINDS if kind in kinds),
        }

    @api.model
    def _append(self, values_list):
        # sudo: nobody has the right to write here; only the checks do.
        silent = self.sudo().with_context(
            mail_create_nolog=True, mail_create_nosubscribe=True, tracking_disable=True
        )
        return silent.create([{"user_id": self.env.uid, **values} for values in values_list])

    @api.model
    def _managers_concerned(self, partner):
        """Leaders above the salesperson found and above the one who goes on; administrators when there is none."""
        # Reads whose the other customer is, which the seller may not know; only managers are told.
        sellers = partner.sudo().user_id | self.env.user
        superiors = self.env["res.users"]._superiors_sql()
        rows = self.env.execute_query_dict(superiors)
        leaders = {row["superior_id"] for row in rows if row["user_id"] in sellers.ids}
        managers = (
            self.env["res.users"]
            .sudo()
            .browse(leaders)
            .filtered(lambda user: user.active and user.has_group("crm_base.group_sales_manager"))
        )
        return (managers or self.env.ref("crm_base.group_administrator").sudo().user_ids) - self.env.user

    def _tell_managers(self, managers):
        for manager in managers.filtered(lambda user: user.id != self.env.ref("base.user_root").id):
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=manager.id,
                summary=self.env._("%(name)s was entered a second time", name=self.partner_name),
                note=self.reason or "",
            )
