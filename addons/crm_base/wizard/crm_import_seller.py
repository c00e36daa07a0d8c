from odoo import models
from odoo.fields import Command

from ..logic.import_columns import ColumnSpec
from ..logic.import_rows import ImportRow
from ..logic.log_in_names import log_in_name

ROLE_GROUPS = {
    "seller": "crm_base.group_seller",
    "manager": "crm_base.group_sales_manager",
    "controller": "crm_base.group_credit_controller",
    "administrator": "crm_base.group_administrator",
}
ROLE_WORDS = {
    "seller": ("seller", "salesperson", "vendedor", "vendedora", "comercial", "מוכר"),
    "manager": ("sales manager", "manager", "chefe de vendas", "gerente", "jefe de ventas", "מנהל מכירות"),
    "controller": ("credit controller", "controlador de crédito", "controller", "cobranças", "בקר אשראי"),
    "administrator": ("administrator", "administrador", "admin", "מנהל מערכת"),
}


class CrmImport(models.TransientModel):
    """Sellers as users: their role, and a sales team for each manager whom others report to.

    No password is set: each user chooses his own through the invitation that an administrator sends.
    """

    _inherit = "crm.import"

    def _import_seller_columns(self):
        _ = self.env._
        return [
            ColumnSpec("code", _("Code"), required=True, key=True, example="7"),
            ColumnSpec("login", _("Log-in")),
            ColumnSpec("name", _("Name"), example="Nancy Davolio"),
            ColumnSpec("first_name", _("First name")),
            ColumnSpec("last_name", _("Last name")),
            ColumnSpec("function", _("Position")),
            ColumnSpec("phone", _("Phone")),
            ColumnSpec("email", _("E-mail")),
            ColumnSpec(
                "role",
                _("Role"),
                note=_(
                    "Seller, sales manager, credit controller or administrator; found from who reports to whom"
                ),
                example="seller",
            ),
            ColumnSpec(
                "manager",
                _("Reports to"),
                note=_("Code of the manager; the two become members and leader of a sales team"),
            ),
        ]

    def _import_seller_rows(self, rows):
        rows.memory.setdefault("logins", {})
        entries = [(row, row["code"], self._seller_values(rows, row)) for row in rows]
        entries = [entry for entry in entries if not entry[0].is_refused]
        found = self._import_find("seller", "res.users", [key for _row, key, _values in entries])
        missing = {
            values["login"]: key for _row, key, values in entries if key not in found and values.get("login")
        }
        for login, user in self._import_found("seller_login", "res.users", list(missing), "login").items():
            found.setdefault(missing[login], user)
        for row, key, values in entries:
            if key in found:
                # Who is here already keeps his log-in and his language.
                values.pop("login", None)
            else:
                values.setdefault("login", self._free_login(rows, values["name"]))
            role = self._import_choice(row, "role", ROLE_WORDS)
            rows.memory.setdefault("seller_roles", {})[key] = (row.number, row.cells, role, row["manager"])
        self._import_upsert(
            "res.users", "seller", [entry for entry in entries if not entry[0].is_refused], found
        )

    def _seller_values(self, rows, row):
        name = row["name"] or " ".join(filter(None, (row["first_name"], row["last_name"])))
        if not name:
            row.refuse("name", self.env._("Give a name."))
        values = {"name": name, "login": row["login"] or row["email"], "email": row["email"]}
        values.update(phone=row["phone"], function=row["function"])
        return {field: value for field, value in values.items() if value}

    def _free_login(self, rows, name):
        """A log-in made from the name that nobody has; all users count, the archived too."""
        taken = rows.memory["logins"]
        stem = log_in_name(name)
        users = self.env["res.users"].with_context(active_test=False).search([("login", "=like", f"{stem}%")])
        taken.update(dict.fromkeys(users.mapped("login"), True))
        login = log_in_name(name, taken)
        taken[login] = True
        return login

    def _import_seller_finish(self, rows):
        """Roles and teams, once everybody is there: a file may name a manager before his own row."""
        known = rows.memory.get("seller_roles", {})
        ids = self._import_find(
            "seller",
            "res.users",
            {*known, *(boss for _number, _cells, _role, boss in known.values() if boss)},
        )
        bosses = {boss for _number, _cells, _role, boss in known.values() if boss}
        for key, (number, cells, role, boss) in known.items():
            if boss and boss not in ids:
                row = ImportRow(number, cells)
                row.refuse("manager", self.env._("There is nobody with the code “%(code)s”.", code=boss))
                rows.append(row)
                continue
            self._grant_role(
                self.env["res.users"].browse(ids[key]), role or ("manager" if key in bosses else "seller")
            )
        if not rows:
            for boss in sorted(bosses):
                members = [
                    ids[key] for key, (_number, _cells, _role, above) in known.items() if above == boss
                ]
                self._form_team(
                    boss, self.env["res.users"].browse(ids[boss]), self.env["res.users"].browse(members)
                )

    def _grant_role(self, user, role):
        group = self.env.ref(ROLE_GROUPS[role])
        if group not in user.all_group_ids:
            user.write({"group_ids": [Command.link(group.id)]})

    def _form_team(self, code, leader, members):
        """The team that a manager leads, with those who report to him in it."""
        found = self._import_find("seller_team", "crm.team", [code])
        team = self.env["crm.team"].browse(found.get(code))
        if not team:
            name = self.env._("Team of %(name)s", name=leader.name)
            team = self.env["crm.team"].create({"name": name, "user_id": leader.id})
            self._import_remember("seller_team", "crm.team", {code: team.id})
        elif team.user_id != leader:
            team.user_id = leader
        for member in members - team.member_ids:
            self.env["crm.team.member"].create({"crm_team_id": team.id, "user_id": member.id})
