from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmComplaintRemedyMixin(models.AbstractModel):
    """A document that was made because of a complaint: of the customer who complained, and of no other."""

    _name = "crm.complaint.remedy.mixin"
    _description = "Made because of a complaint"

    complaint_id = fields.Many2one(
        "crm.complaint",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        groups="base.group_user",
    )

    @api.constrains("complaint_id", "partner_id")
    def _check_complaint_of_customer(self):
        for document in self:
            # sudo: the document may be changed by somebody who does not see complaints
            customer = document.sudo().complaint_id.commercial_partner_id
            if customer and document.partner_id.commercial_partner_id != customer:
                raise ValidationError(self.env._("This complaint is another customer's."))
