from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merging moves documents and contacts in SQL, behind the back of every write."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        partners = self.env["res.partner"].browse(partner_ids).exists()
        partners.check_access("write")
        customer_ids = set(partners.commercial_partner_id.ids)
        result = super()._merge(partner_ids, dst_partner=dst_partner, extra_checks=extra_checks)
        kept = partners.exists()
        kept.invalidate_recordset()
        kept._update_allowed_users(customer_ids | set(kept.commercial_partner_id.ids))
        return result
