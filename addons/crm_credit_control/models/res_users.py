from odoo import api, models
from odoo.tools import SQL, ormcache


class ResUsers(models.Model):
    """A deputy sees the customers of the approver in whose name he decides, as long as he does."""

    _inherit = "res.users"

    def _is_restricted_seller(self):
        # Each approver by his own right: what he sees as somebody's deputy is not delegated further, and of two who
        # stand in for each other neither would ever know.
        return super()._is_restricted_seller() and all(
            super(ResUsers, approver)._is_restricted_seller() for approver in self._stood_in_for()
        )

    def _audience(self, shared=True):
        return (*super()._audience(shared), *self._stood_in_for().ids)

    def _stood_in_for(self):
        """The approvers whose deputy this user is today."""
        self.ensure_one()
        periods = self._deputy_periods()
        if not periods:
            # Nearly everybody, before each list.
            return self.browse()
        approvers = {
            approver_id for approver_id, first, last in periods if self._is_within(approver_id, first, last)
        }
        return self.browse(sorted(approvers))

    @api.model
    def _is_within(self, approver_id, first, last):
        """Whether it is the `first` or the `last` day or one between for the approver with this id."""
        # By his company's clock: neither the deputy's own time zone nor one he sends along makes his time longer.
        return first <= self.sudo().browse(approver_id).company_id._today() <= last

    @ormcache("self.id")
    def _deputy_periods(self):
        """Whom this user ever stands in for: tuples of the approver's id, the first day and the last."""
        # The rule of deputies is itself among those that ask.
        rows = self.env["sale.authorization.deputy"].sudo().search([("deputy_id", "=", self.id)])
        return tuple((row.user_id.id, row.date_from, row.date_to) for row in rows)

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
