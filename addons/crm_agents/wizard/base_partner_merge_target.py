from odoo import models

from ..logic.target_scope import MEASURES
from ..models.agent_target import KEY


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Who takes over a customer or a seller takes over what was to be sold: targets for the same are added up.

    Odoo moves rows in SQL, and deletes those that meet one for the same.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # Whoever may merge contacts need not set their targets.
        self.sudo()._add_up_targets(dst_partner.sudo() | src_partners.sudo())
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _add_up_targets(self, partners):
        """Leave one target for the same month, seller, customer, family and brand, with the sums of all."""
        for name in ("partner_id", "agent_id"):
            others = [field for field in KEY if field != name]
            targets = self.env["agent.target"].search([(name, "in", partners.ids)])
            for same in targets.grouped(
                lambda target, names=others: tuple(target[n] for n in names)
            ).values():
                if len(same) > 1:
                    same[0].write({measure: sum(same.mapped(measure)) for measure in MEASURES})
                    same[1:].unlink()
        self.env.flush_all()
