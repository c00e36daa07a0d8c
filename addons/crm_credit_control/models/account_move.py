from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

# The links between entries and instruments; the ledger and the portfolio would part if they were typed.
INSTRUMENT_LINKS = {"credit_instrument_id", "settling_instrument_ids"}


class AccountMove(models.Model):
    """Entries know the instrument they belong to and are undone through it only."""

    _inherit = "account.move"

    credit_instrument_id = fields.Many2one(
        "credit.instrument",
        "Instrument",
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
        readonly=True,
        groups="base.group_user",
    )

    settling_instrument_ids = fields.Many2many(
        "credit.instrument", string="Cheques and Bills", readonly=True, copy=False, groups="base.group_user"
    )
    settling_instrument_count = fields.Integer(
        "Number of Cheques and Bills",
        compute="_compute_settling_instrument_count",
        groups="base.group_user",
    )

    is_disputed = fields.Boolean(
        "Disputed",
        copy=False,
        tracking=True,
        groups="base.group_user",
        help="Rests: neither a collection case nor a letter asks for it until the dispute is settled.",
    )
    dispute_reason = fields.Char(copy=False, tracking=True, groups="base.group_user")

    def _is_financing(self):
        # Whoever asks need not see instruments; that the entry belongs to one he may know.
        return super()._is_financing() or bool(self.sudo().credit_instrument_id)

    @api.model
    def _financing_sql(self, alias):
        return SQL(
            "%s OR %s IS NOT NULL",
            super()._financing_sql(alias),
            SQL.identifier(alias, "credit_instrument_id"),
        )

    @api.depends("settling_instrument_ids")
    def _compute_settling_instrument_count(self):
        for move in self:
            # A number on a button: who may see the invoice may know it; the list behind it follows the rules.
            move.settling_instrument_count = len(move.sudo().settling_instrument_ids)

    def action_open_instruments(self):
        """The cheques and bills that were received for these invoices."""
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id("crm_credit_control.action_credit_instrument")
        return {**action, "domain": [("invoice_ids", "in", self.ids)], "context": {"create": False}}

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse entries that are typed onto an instrument."""
        for vals in vals_list:
            self._refuse_instrument_links(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to take entries off their instrument, or to put others there."""
        self._refuse_instrument_links(vals)
        if not self.env.su and "state" in vals:
            self._refuse_instrument_entries()
        return super().write(vals)

    def _refuse_instrument_links(self, vals):
        # Steps write them with the rights of the system.
        if not self.env.su and not INSTRUMENT_LINKS.isdisjoint(vals):
            raise UserError(self.env._("The entries of an instrument are written by its steps only."))

    def _reverse_moves(self, default_values_list=None, cancel=False):
        """Refuse for entries of instruments; steps reverse with the rights of the system."""
        if not self.env.su:
            self._refuse_instrument_entries()
        return super()._reverse_moves(default_values_list, cancel)

    def _refuse_instrument_entries(self):
        """Entries of an instrument are undone by its own steps, or ledger and portfolio would part."""
        for move in self.filtered("credit_instrument_id"):
            raise UserError(
                self.env._(
                    "%(entry)s belongs to instrument %(instrument)s: undo it there, by the opposite step.",
                    entry=move.name,
                    # An accountant need not have a right on instruments.
                    instrument=move.sudo().credit_instrument_id.display_name,
                )
            )

    def button_draft(self):
        """Refuse for entries of instruments."""
        self._refuse_instrument_entries()
        return super().button_draft()

    def button_cancel(self):
        """Refuse for entries of instruments."""
        self._refuse_instrument_entries()
        return super().button_cancel()
