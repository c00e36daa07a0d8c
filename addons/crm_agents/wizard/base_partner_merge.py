from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merged customers have one list of conditions in a company, and at most one head.

    Odoo moves their rows in SQL: a second list would be deleted with the prices that orders were made at, and a
    customer merged with his head would follow himself.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # Whoever may merge customers need not have a right on their prices.
        self.sudo()._part_prices(src_partners.sudo(), dst_partner.sudo())
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _part_prices(self, src_partners, dst_partner):
        """Leave the prices of the customer who is kept, and those of another where he has none."""
        merged = dst_partner | src_partners
        head = dst_partner.price_head_id - merged
        followers = merged.price_follower_ids - merged
        merged.price_head_id = False
        if head:
            # Who followed one of them follows his head: there is one level only.
            (followers - head).price_head_id = head
            dst_partner.price_head_id = head
            (followers & head).price_head_id = False
        order = merged.ids
        lists = (
            self.env["product.pricelist"]
            .with_context(active_test=False)
            .search([("customer_id", "in", order)])
            .sorted(lambda own: (not own.active, order.index(own.customer_id.id)))
        )
        for own_lists in lists.grouped("company_id").values():
            # Kept for the documents that were priced by them.
            own_lists[1:].write({"customer_id": False, "active": False})
        self.env.flush_all()
