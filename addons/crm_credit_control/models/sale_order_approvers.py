from odoo import models

ACTIVITY = "crm_credit_control.mail_activity_type_authorise"


class SaleOrder(models.Model):
    """Telling people: who is asked to release an order, and who hears that it was refused."""

    _inherit = "sale.order"

    def _ask_approvers(self):
        """One activity for each user who may release the largest waiting finding; nobody is asked twice."""
        self.ensure_one()
        rules = self.env["sale.authorization.rule"]._for_company(self.company_id)
        wanted = self.env["res.users"]
        for row in self._findings_in(("waiting",)):
            wanted |= rules[row.reason]._approvers(self, row.excess)
        asked = self.activity_search([ACTIVITY]).user_id
        summary = self.env._("Release or refuse %(order)s", order=self.name)
        for user in wanted - asked:
            self.activity_schedule(ACTIVITY, user_id=user.id, summary=summary)

    def _forget_approvers(self):
        """Take back the requests: decided, or no longer needed."""
        self.activity_unlink([ACTIVITY])

    def _tell_refusal(self, note):
        """Tell the seller; the note is internal, the customer does not see it."""
        for order in self:
            order._forget_approvers()
            order.message_post(
                body=self.env._("Not authorised: %(note)s", note=note),
                partner_ids=order.user_id.partner_id.ids,
                subtype_xmlid="mail.mt_note",
            )
