from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """After a merge the customer kept has the marks and the orders of both, and the register says who merged
    them.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        partners = self.env["res.partner"].browse(partner_ids).exists()
        merged = [(partner.id, partner.name) for partner in partners]
        # Odoo lets only its own administrator merge contacts with different addresses. Duplicates have different
        # ones more often than not, and to resolve them is a sales manager's work.
        extra_checks = extra_checks and not self.env.user.has_group("crm_base.group_sales_manager")
        # Both have marks in common, which may not be there twice; those of the customer kept are written anew.
        partners._forget_duplicate_keys()
        result = super()._merge(partner_ids, dst_partner=dst_partner, extra_checks=extra_checks)
        kept = partners.exists()
        if kept:
            kept._refresh_duplicate_keys()
        if kept and len(kept) < len(merged):
            # sudo: the status counts every order of the customer, also those of another company.
            kept.commercial_partner_id.sudo()._refresh_activity_status()
            gone = [name for partner_id, name in merged if partner_id not in kept.ids]
            self.env["crm.duplicate.log"]._record_merged(kept[0], gone)
        return result
