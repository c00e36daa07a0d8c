from odoo import fields, models


class CrmVisitFeed(models.TransientModel):
    """A user's secret calendar address: made, shown once, and ended."""

    _name = "crm.visit.feed"
    _description = "Calendar Address"

    address = fields.Char(readonly=True)
    is_on = fields.Boolean(readonly=True, default=lambda self: self._has_address())

    def _has_address(self):
        # sudo: whether the user himself has an address
        return bool(self.env.user.sudo().visit_feed_hash)

    def action_renew(self):
        """Make an address; the one before ends."""
        self.check_access("write")
        token = self.env.user._renew_visit_feed()
        self.write({"address": f"{self.get_base_url()}/crm/calendar/{token}.ics", "is_on": True})
        return self._again()

    def action_revoke(self):
        """End the address."""
        self.check_access("write")
        self.env.user._revoke_visit_feed()
        self.write({"address": False, "is_on": False})
        return self._again()

    def _again(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("My Calendar Address"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
