from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..logic.commission import receipt_steps


class AgentCommissionEntry(models.Model):
    """What an agent has earned, and from what: a ledger that is only ever added to.

    Amounts in company currency. Corrections are entries of their own. Which settlement an entry is in is kept beside
    it, in `agent.settlement.item`: not even that changes a row of the ledger.
    """

    _name = "agent.commission.entry"
    _description = "Commission Entry"
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
    base = fields.Monetary(help="The part of the line's base that is recognised by this entry.")
    rate = fields.Float(string="Rate (%)", digits=(7, 4), aggregator=None)
    share = fields.Float(string="Share (%)", digits=(7, 4), aggregator=None)
    amount = fields.Monetary(string="Commission")
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

    # -- what makes entries ---------------------------------------------------------------------------------

    @api.model
    def _record_posting(self, documents):
        """Freeze the terms of documents just posted, and enter what is earned at once."""
        terms = self.env["agent.commission.term"]._freeze(documents)
        values = []
        for term in terms.filtered(lambda term: term.basis == "invoice"):
            kind = "refund" if term.move_id.move_type == "out_refund" else "invoice"
            day = term.move_id.invoice_date or term.move_id.date
            values.append(self._prepare_entry(term, kind, day, term.base, term.amount))
        self.create(values)
        lines = terms.filtered(lambda term: term.basis == "receipt").move_id.line_ids
        receipts = (lines.matched_debit_ids | lines.matched_credit_ids)._commission_receipts()
        self._record_receipts([receipt for receipt in receipts if receipt.document in documents.ids])

    @api.model
    def _record_receipts(self, receipts):
        """Enter what receipts add and receipts taken back remove, in proportion to the document's total.

        :param receipts: values of `logic.receipts.Receipt`, in order, already in effect in the database
        """
        terms_of = defaultdict(self.env["agent.commission.term"].browse)
        if receipts:
            domain = [
                ("move_id", "in", [receipt.document for receipt in receipts]),
                ("basis", "=", "receipt"),
            ]
            for term in self.env["agent.commission.term"].search(domain):
                terms_of[term.move_id] |= term
        values = []
        for move, terms in terms_of.items():
            changes = [receipt for receipt in receipts if receipt.document == move.id]
            before = move._commission_received() - sum(change.amount for change in changes)
            for term in terms:
                values += self._prepare_receipts(term, before, changes)
        self.create(values)

    def _prepare_receipts(self, term, before, changes):
        gross, step = Decimal(str(term.move_id.amount_total)), term.move_id._commission_step()
        amounts, bases = (
            receipt_steps(Decimal(str(total)), gross, before, [change.amount for change in changes], step)
            for total in (term.amount, term.base)
        )
        today = fields.Date.context_today(self)
        for change, amount, base in zip(changes, amounts, bases, strict=True):
            if not amount:
                continue
            kind = "receipt" if change.amount > 0 else "undo"
            day = change.day if kind == "receipt" else today
            matching = {"partial_id": change.matching} if kind == "receipt" else {}
            yield {
                **self._prepare_entry(term, kind, day, float(base), float(amount), change.matching),
                **matching,
            }

    @api.model
    def _record_withdrawal(self, documents):
        """Take back all that documents reset to draft have earned, and drop their terms.

        Settled entries stay as they are; what is taken back counts in the current period, and whoever is
        responsible for the settlement is told.
        """
        terms = self.env["agent.commission.term"].search([("move_id", "in", documents.ids)])
        today = fields.Date.context_today(self)
        groups = self._read_group(
            [("term_id", "in", terms.ids)], ["term_id"], ["base:sum", "amount:sum", "settlement_id:recordset"]
        )
        self.create(
            [
                self._prepare_entry(term, "reset", today, -base, -amount)
                for term, base, amount, _settlements in groups
                if not term.currency_id.is_zero(amount)
            ]
        )
        withdrawn = defaultdict(self.env["account.move"].browse)
        for term, _base, _amount, settlements in groups:
            for settlement in settlements:
                withdrawn[settlement] |= term.move_id
        for settlement, moves in withdrawn.items():
            settlement._note_withdrawn(moves)
        terms.unlink()

    def _prepare_entry(self, term, kind, day, base, amount, matching=0):
        return {
            "agent_id": term.agent_id.id,
            "company_id": term.company_id.id,
            "date": day,
            "kind": kind,
            "partner_id": term.move_id.commercial_partner_id.id,
            "move_id": term.move_id.id,
            "move_line_id": term.move_line_id.id,
            "term_id": term.id,
            "reference": term.move_id.name,
            "product_id": term.move_line_id.product_id.id,
            "plan_id": term.plan_id.id,
            "rule_id": term.rule_id.id,
            "base": base,
            "rate": term.rate,
            "share": term.share,
            "amount": amount,
            "source": f"{term.id}/{kind}/{matching}",
        }
