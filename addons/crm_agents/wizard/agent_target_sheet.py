from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.agent_target import SELLER_DOMAIN, check_year
from ..models.agent_target_year import COLUMNS
from ..report.agent_target_workbook import target_workbook

KIND = "agent_target_year"
# What tells the rows of a year from each other.
ROW = ("agent_id", "partner_id", "categ_id", "brand_id", "measure")


class AgentTargetSheet(models.TransientModel):
    """The targets of a year as a workbook to fill in: what was exported is imported back as it is."""

    _name = "agent.target.sheet"
    _inherit = "crm.report.mixin"
    _description = "Targets in Excel"

    year = fields.Integer(required=True, default=lambda self: fields.Date.context_today(self).year)
    agent_ids = fields.Many2many(
        "res.partner", string="Sellers", domain=SELLER_DOMAIN, help="Empty: all whose targets you see."
    )
    with_missing = fields.Boolean(
        "Empty Rows Too",
        default=True,
        help="A row without figures for what had a target in the year before and has none yet, to be filled in.",
    )

    def action_export(self):
        """Make the workbook and download it."""
        self.ensure_one()
        check_year(self.env, self.year)
        rows = list(self._rows())
        if not rows:
            raise UserError(
                self.env._(
                    "Nobody has targets in %(year)s or the year before. Take the empty template.",
                    year=self.year,
                )
            )
        columns = self.env["crm.import"]._columns(KIND)
        language = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        workbook = target_workbook(columns, rows, language.direction == "rtl")
        title = self.env._("Targets")
        return self._download(workbook, f"{title} {self.year}")

    def action_template(self):
        """Download the empty sheet, with what each column means."""
        return self.env["crm.import"].new({"kind": KIND}).action_template()

    def action_import(self):
        """Open the import for the sheet that was filled in."""
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_base.crm_import_action")
        return {**action, "context": {"default_kind": KIND, "dialog_size": "extra-large"}}

    def _rows(self):
        """Yield the rows of the workbook: {column of the import: what stands in it}."""
        targets = self._targets(self.year)
        known = {tuple(row[name] for name in ROW) for row in targets}
        for row in targets:
            yield self._written(row) | {column: row[column] for column in COLUMNS}
        if self.with_missing:
            for row in self._targets(self.year - 1):
                if tuple(row[name] for name in ROW) not in known:
                    yield self._written(row)

    def _targets(self, year):
        domain = fields.Domain("year", "=", year) & fields.Domain("company_id", "=", self.env.company.id)
        if self.agent_ids:
            domain &= fields.Domain("agent_id", "in", self.agent_ids.ids)
        rows = self.env["agent.target.year"].search(domain)
        return rows.sorted(lambda row: (row.agent_id.display_name, row.partner_id.name or "", row.id))

    def _written(self, row):
        """What names a row, as the import reads it."""
        # sudo: a target names its customer also to who may no longer open him
        customer = row.partner_id.sudo()
        return {
            "seller": self._word_for(row.agent_id),
            "year": self.year,
            "customer": customer.ref or customer.name or "",
            "family": row.categ_id.complete_name or "",
            "brand": row.brand_id.name or "",
            "measure": self.env["crm.import"]._measures()[row.measure],
        }

    @api.model
    def _word_for(self, seller):
        """The word by which the import finds a seller: his log-in, else his code, e-mail or name."""
        # sudo: log-ins are read of those whose targets the user sees
        user = seller.sudo().user_ids.filtered(lambda user: not user.share)[:1]
        return user.login or seller.ref or seller.email or seller.name
