from odoo import fields, models

WHO_COLLECTS = "crm_base.group_seller,crm_base.group_credit_controller"


class ResPartner(models.Model):
    """The way from a customer to what is done about his debt."""

    _inherit = "res.partner"

    collection_case_ids = fields.One2many(
        "credit.collection.case", "partner_id", "Collection Cases", groups=WHO_COLLECTS
    )
    collection_case_count = fields.Integer(compute="_compute_collection_case_count", groups=WHO_COLLECTS)
    has_open_collection_case = fields.Boolean(compute="_compute_collection_case_count", groups=WHO_COLLECTS)

    def _compute_collection_case_count(self):
        counts = dict(
            self.env["credit.collection.case"]
            ._read_group(
                [("partner_id", "in", self.commercial_partner_id.ids)], ["partner_id"], ["id:recordset"]
            )
        )  # fmt: skip
        for partner in self:
            cases = counts.get(partner.commercial_partner_id, self.env["credit.collection.case"])
            partner.collection_case_count = len(cases)
            partner.has_open_collection_case = any(not case.date_closed for case in cases)

    def action_open_collection_cases(self):
        """Open the customer's case, or the list when there were several."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_credit_control.action_credit_collection_case"
        )
        cases = self.env["credit.collection.case"].search(
            [("partner_id", "=", self.commercial_partner_id.id)]
        )
        action["context"] = {}
        if len(cases) == 1:
            return action | {"res_id": cases.id, "view_mode": "form", "views": [(False, "form")]}
        return action | {
            "domain": [("id", "in", cases.ids)],
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
        }
