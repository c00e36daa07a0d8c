from odoo import fields, models
from odoo.tools import SQL, ormcache


class ResUsers(models.Model):
    """A deputy sees the customers of the approver in whose name he decides, as long as he does."""

    _inherit = "res.users"

    def _is_restricted_seller(self):
        return super()._is_restricted_seller() and all(
            approver._is_restricted_seller() for approver in self._stood_in_for()
        )

    def _audience(self, shared=True):
        return (*super()._audience(shared), *self._stood_in_for().ids)

    def _stood_in_for(self):
        """The approvers whose deputy this user is today."""
        self.ensure_one()
        return self.browse(self._stood_in_for_ids(fields.Date.to_string(fields.Date.context_today(self))))

    @ormcache("self.id", "today")
    def _stood_in_for_ids(self, today):  # `today` is part of the key: the answer is another one tomorrow.
        today = fields.Date.to_date(today)
        return tuple(self.env["sale.authorization.deputy"]._in_force(today, deputy_id=self).user_id.ids)

    def _sees_himself(self, partner):
        """Whether this user sees `partner` in his own right, not as somebody's deputy."""
        # His own right is what there was before this extension.
        if not super()._is_restricted_seller():  # pylint: disable=super-method-mismatch
            return True
        pairs = SQL(
            "SELECT FROM res_partner_allowed_user_rel WHERE partner_id = %s AND user_id IN %s",
            partner.id,
            super()._audience(),  # pylint: disable=super-method-mismatch
        )
        return bool(self.env.execute_query(pairs))
