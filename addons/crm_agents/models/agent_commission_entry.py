from odoo import api, fields, models
from odoo.exceptions import UserError


class AgentCommissionEntry(models.Model):
    """What an agent has earned, and from what: a ledger that is only ever added to.

    Amounts in company currency. Corrections are entries of their own. In which settlement an entry is, is kept beside
    it.
    """

    _name = "agent.commission.entry"
    _description = "Commission Entry"
    _inherit = ["agent.ledger.mixin"]
    _order = "date desc, id desc"
    _rec_name = "reference"

    agent_id = fields.Many2one("res.partner", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, help="The day on which it was earned or taken back.")
    kind = fields.Selection(
        [
            ("invoice", "Invoice"),
            ("refund", "Credit note"),
            ("receipt", "Receipt"),
            ("undo", "Receipt taken back"),
            ("reset", "Document withdrawn"),
            ("tier", "Tier"),
            ("guarantee", "Guarantee"),
            ("cap", "Cap"),
        ],
        required=True,
    )
    partner_id = fields.Many2one(
        "res.partner", string="Customer", index="btree_not_null", ondelete="set null"
    )
    move_id = fields.Many2one("account.move", string="Invoice", index="btree_not_null", ondelete="set null")
    move_line_id = fields.Many2one(
        "account.move.line", string="Invoice Line", index="btree_not_null", ondelete="set null"
    )
    partial_id = fields.Many2one(
        "account.partial.reconcile", string="Receipt Matching", index="btree_not_null", ondelete="set null"
    )
    term_id = fields.Many2one(
        "agent.commission.term", string="Terms", index="btree_not_null", ondelete="set null"
    )
    reference = fields.Char(required=True, help="The number of the document, kept when the document goes.")
    product_id = fields.Many2one("product.product", ondelete="set null")
    plan_id = fields.Many2one("agent.commission.plan", required=True, ondelete="restrict")
    rule_id = fields.Many2one("agent.commission.rule", ondelete="set null")
    is_team = fields.Boolean(string="Team's Sale", help="Earned as the leader of the agent's team.")
    base = fields.Monetary(help="The part of the line's base that is recognised by this entry.")
    volume = fields.Monetary(help="What it counts for the tiers: the agent's share of the base.")
    volume_from = fields.Date(
        string="Counts in Period From", help="First day of the period in whose volume it counts."
    )
    rate = fields.Float(
        string="Rate (%)",
        digits=(7, 4),
        aggregator=None,
        help="By tiers: what it came to, where the entry lies in more than one tier.",
    )
    share = fields.Float(string="Share (%)", digits=(7, 4), aggregator=None)
    amount = fields.Monetary(string="Commission")
    trace = fields.Json(groups="crm_base.group_see_cost", help="What it was computed from, as it was then.")
    source = fields.Char(
        required=True, readonly=True, help="What made this entry; one source makes one entry."
    )

    _source_once = models.UniqueIndex("(source)", "This commission is in the ledger already.")
    _newest_first = models.Index("(date DESC, id DESC)")

    def write(self, vals):
        """Refuse: the ledger is only ever added to."""
        if self:
            raise UserError(
                self.env._("Commission entries are never changed. Corrections are entries of their own.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(
            self.env._("Commission entries are never deleted. Corrections are entries of their own.")
        )

    @api.model
    def _enter(self, values):
        """Add to the ledger: the one way in.

        :param values: as from `_prepare_entry`; those with a volume get their amount by the tiers here
        """
        volumes = self.env["agent.commission.volume"]
        reached = volumes._lock({self._volume_key(entry) for entry in values if entry["volume_from"]})
        values = self._apply_tiers(values, reached)
        volumes._add(self._volume_changes(values))
        entries = self._insert(values, once="source")
        self.env["agent.settlement.item"]._take_in(entries)
        self.env["agent.commission.term"].invalidate_model(["entry_ids", "recognised"], flush=False)
        return entries

    def _prepare_entry(self, term, kind, day, amounts, part=0, volume_from=None):
        """Return the values of an entry of a term.

        :param amounts: (base, volume, amount) that the entry recognises, in company currency
        :param part: what of the document it is of: a receipt, a period
        :param volume_from: first day of the period in which the volume counts
        """
        base, volume, amount = (float(value) for value in amounts)
        return {
            "agent_id": term.agent_id.id,
            "company_id": term.company_id.id,
            "date": day,
            "kind": kind,
            "partner_id": term.move_id.commercial_partner_id.id,
            "move_id": term.move_id.id,
            "move_line_id": term.move_line_id.id,
            "term_id": term._origin.id,
            "reference": term.move_id.name,
            "product_id": term.product_id.id,
            "plan_id": term.plan_id.id,
            "rule_id": term.rule_id.id,
            "is_team": term.is_team,
            "base": base,
            "volume": volume,
            "volume_from": volume_from if term.by_tier else False,
            "rate": term.rate,
            "share": term.share,
            "amount": amount,
            "trace": term.trace,
            "source": f"{term.id}/{kind}/{part}",
        }
