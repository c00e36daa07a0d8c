from odoo import api, fields, models
from odoo.fields import Domain

from ..report.crm_complaint_workbook import complaint_workbook

# What the review looks at, one table each, with the field of the analysis that it groups by.
VIEWS = ("cause_id", "product_id", "seller_id")
FIGURES = {
    "count": "__count",
    "open": "open_count:sum",
    "late": "late_count:sum",
    "days": "days_to_close:avg",
    "rating": "rating:avg",
    "credited": "credited_amount:sum",
    "cost": "cost_amount:sum",
}


class CrmComplaintReport(models.TransientModel):
    """The periodic review of complaints, on paper or as a workbook: by cause, by product, by seller.

    Everything is read with the rights of whoever asks: a seller reviews his customers' complaints.
    """

    _name = "crm.complaint.report"
    _inherit = ["crm.report.period.mixin", "crm.report.mixin"]
    _description = "Review of Complaints"

    category_ids = fields.Many2many("crm.complaint.category", string="Categories")

    @api.model
    def _first_day(self):
        return fields.Date.start_of(self._today(), "year")

    def _domain(self):
        """Domain of the complaints of the period."""
        chosen = Domain("category_id", "in", self.category_ids.ids) if self.category_ids else Domain.TRUE
        return self._within_period() & chosen & Domain("company_id", "=", self.company_id.id)

    def _headings(self):
        """The columns and their headings, those that the reader may see, in order."""
        analysis = self.env["crm.complaint.analysis"]
        cost = {"cost": self.env._("Other costs")}
        return {
            "count": self.env._("Complaints"),
            "open": self.env._("Open"),
            "late": self.env._("Late"),
            "days": self.env._("Days to close"),
            "rating": self.env._("Satisfaction"),
            "credited": self.env._("Credited"),
            **(cost if analysis._has_field_access(analysis._fields["cost_amount"], "read") else {}),
        }

    def _tables(self):
        """The tables of the review: `[(title, [(name, {column: figure})])]`, what is most frequent first."""
        described = self.env["crm.complaint.analysis"].fields_get(VIEWS, ["string"])
        return [(described[name]["string"], self._rows(name)) for name in VIEWS]

    def _rows(self, name):
        columns = list(self._headings())
        groups = self.env["crm.complaint.analysis"]._read_group(
            self._domain(), [name], [FIGURES[column] for column in columns]
        )
        rows = [
            # sudo: the names of products and colleagues stand on the complaints that were counted
            (group.sudo().display_name or self.env._("None given"), dict(zip(columns, figures, strict=True)))
            for group, *figures in groups
        ]
        return sorted(rows, key=lambda row: (-row[1]["count"], row[0].casefold()))

    def _total(self):
        """The figures of all complaints of the period: {column: figure}."""
        columns = list(self._headings())
        [figures] = self.env["crm.complaint.analysis"]._read_group(
            self._domain(), [], [FIGURES[column] for column in columns]
        )
        return dict(zip(columns, figures, strict=True))

    def _complaints(self):
        """The complaints of the period, the oldest first."""
        return self.env["crm.complaint.analysis"].search(self._domain(), order="date, id")

    def action_show(self):
        """The complaints of the period on screen."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_visits.action_complaint_analysis")
        return {**action, "domain": list(self._domain()), "context": {}}

    def action_print(self):
        """The review as PDF."""
        self.ensure_one()
        return self.env.ref("crm_visits.action_report_complaint_review").report_action(self)

    def action_export(self):
        """The review and the complaints it is made of as a workbook."""
        self.ensure_one()
        title = self.env._("Complaints")
        return self._download(complaint_workbook(self), f"{title} {self.date_from} {self.date_to}")
