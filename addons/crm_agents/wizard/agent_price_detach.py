from odoo import fields, models


class AgentPriceDetach(models.TransientModel):
    """Ask with which prices a customer goes on when he no longer has those of a head."""

    _name = "agent.price.detach"
    _description = "Detach From the Head's Prices"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True)
    # As the user himself: any customer can be named in a dialog that is not opened but called.
    head_id = fields.Many2one(
        related="partner_id.price_head_id", string="Has the Prices Of", related_sudo=False
    )
    prices = fields.Selection(
        [
            ("own", "Those he had before: his own price list and conditions"),
            ("copy", "A copy of the head's price list and conditions as they are now"),
        ],
        string="Goes On With",
        default="own",
        required=True,
    )

    def action_detach(self):
        """End the link."""
        self.ensure_one()
        self.partner_id._detach_prices(keep=self.prices == "copy")
        return {"type": "ir.actions.act_window_close"}
