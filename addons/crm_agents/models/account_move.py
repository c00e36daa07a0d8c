from decimal import Decimal

from odoo import api, fields, models


class AccountMove(models.Model):
    """Invoices and credit notes carry their agents, and tell the commission ledger what happens to them."""

    _name = "account.move"
    _inherit = ["account.move", "agent.document.mixin"]
    _salesperson_field = "invoice_user_id"

    # A seller's own invoices are looked for by it: few of all invoices.
    invoice_user_id = fields.Many2one(index="btree_not_null")
    agent_ids = fields.One2many(
        "account.move.agent",
        "move_id",
        string="Agents and Shares",
        compute="_compute_agent_ids",
        store=True,
        readonly=False,
        groups="base.group_user",
    )

    @api.depends("partner_id", "move_type")
    def _compute_agent_ids(self):
        for move in self:
            if move.state != "draft":
                move.agent_ids = move.agent_ids
            elif not move.is_sale_document(include_receipts=True):
                move.agent_ids = [fields.Command.clear()]
            elif move.reversed_entry_id:
                move.agent_ids = move.reversed_entry_id._copied_agents()
            elif order := move._ordered_with_agents():
                move.agent_ids = order._copied_agents()
            else:
                day = move.invoice_date or move.date or fields.Date.context_today(move)
                move.agent_ids = move._agents_of_customer(day)

    def _ordered_with_agents(self):
        """Return an order of this customer that the document bills: its agents earn, whoever they are by now.

        Orders on one invoice have the same agents.
        """
        orders = self.invoice_line_ids.sale_line_ids.order_id
        customer = self.partner_id.commercial_partner_id
        return orders.filtered(lambda order: order.partner_id.commercial_partner_id == customer)[:1]

    def _passing_to_others(self, vals):
        passing = super()._passing_to_others(vals)
        if "move_type" in vals:
            # What was no sale, and becomes one, has no agents yet.
            sales = self.get_sale_types(include_receipts=True)
            passing |= self.filtered(lambda move: (move.move_type in sales) != (vals["move_type"] in sales))
        return passing

    def _post(self, soft=True):
        # sudo: shares are counted whoever posts; rows may have been changed one by one, past the document
        self.sudo().filtered(lambda move: move.is_sale_document(include_receipts=True))._check_agent_shares()
        posted = super()._post(soft)
        documents = posted.filtered(lambda move: move.is_sale_document(include_receipts=True))
        if documents:
            # sudo: who posts an invoice has no right to write the ledger, the posting itself has
            documents.sudo().invoice_line_ids._freeze_product_lines()
            documents.sudo().agent_ids._freeze_places_of_documents()
            self.env["agent.commission.entry"].sudo()._record_posting(documents.sudo())
        return posted

    def button_draft(self):
        """Take back what the documents have earned."""
        documents = self.filtered(
            lambda move: move.state == "posted" and move.is_sale_document(include_receipts=True)
        )
        result = super().button_draft()
        if documents:
            # sudo: as in _post
            self.env["agent.commission.entry"].sudo()._record_withdrawal(documents.sudo())
        return result

    def _money_clearing_changed(self):
        """Enter what is earned, or taken back, by money that was cleared or came back."""
        result = super()._money_clearing_changed()
        # sudo: as in _post
        self.env["agent.commission.entry"].sudo()._record_receipts([], cleared=self.sudo())
        return result

    def _commission_lines(self):
        """Return the lines that can earn: products sold, without down payments and document-wide discounts."""
        lines = self._commission_sold_lines()
        earning = lines.filtered(lambda line: not line.is_downpayment and line.product_id._earns_commission())
        return earning.with_prefetch(lines._prefetch_ids)

    def _commission_sold_lines(self):
        """Return the lines with an amount that is no document-wide discount, whether or not they earn today.

        What Odoo filters forgets what it is read together with, which is all documents that are posted at once.
        """
        discount = self.company_id.sale_discount_product_id
        sales = self.filtered(lambda move: not move._is_financing())
        lines = sales.with_prefetch(self._prefetch_ids).invoice_line_ids
        sold = lines.filtered(
            lambda line: (
                line.display_type == "product"
                and line.balance
                and not (discount and line.product_id in discount)
            )
        )
        return sold.with_prefetch(lines._prefetch_ids)

    def _commission_advance_lines(self):
        """Return the down payments that an invoice asks for (positive) or takes off (negative)."""
        invoices = self.filtered(lambda move: move.move_type == "out_invoice")
        return invoices._commission_sold_lines().filtered("is_downpayment")

    def _commission_lines_deducting(self):
        """Return the lines of other posted invoices that take off the down payments which these ask for."""
        asked = self._commission_advance_lines().filtered(lambda line: line._commission_untaxed() > 0)
        return (asked.sale_line_ids.invoice_lines - self.invoice_line_ids).filtered(
            lambda line: (
                line.parent_state == "posted"
                and line.move_id.move_type == "out_invoice"
                and line._commission_untaxed() < 0
            )
        )

    def _commission_discount_lines(self):
        """Return the lines that discount the document as a whole."""
        discount = self.company_id.sale_discount_product_id
        return self.invoice_line_ids.filtered(
            lambda line: line.display_type == "product" and discount and line.product_id in discount
        )

    def _commission_part_left(self, lines):
        """Return the part (0 to 1) of the prices of sold lines that discounts of the document leave.

        :param lines: those which bear them; what was paid down before is not lessened
        """
        prices = sum((line._commission_untaxed() for line in lines if not line.is_downpayment), Decimal(0))
        discounts = (line._commission_untaxed() for line in self._commission_discount_lines())
        # What is no discount, but given back besides, lessens no price.
        left = prices + sum((amount for amount in discounts if amount < 0), Decimal(0))
        return left / prices if prices > 0 and left > 0 else Decimal(1)

    def _commission_step(self):
        """Return the smallest amount of the company's currency."""
        return Decimal(str(self.company_id.currency_id.rounding))

    def _commission_received(self, policies=None):
        """Return {document: the money matched with it so far that counts, in its own currency}.

        :param policies: as from `agent.commission.term._receipt_policies`
        """
        partials = self.line_ids.matched_debit_ids | self.line_ids.matched_credit_ids
        received = dict.fromkeys(self, Decimal(0))
        for receipt in partials._commission_receipts(policies):
            move = self.browse(receipt.document)
            if move in received:
                received[move] += receipt.amount
        return received

    def _commission_lost(self, cash_discount):
        """Return the part (0 to 1) of what a receipt settles that was no money but income or expense in its own entry.

        A rest that was written off with the receipt is as little money as one written off later. Tax that the
        customer withheld is none of it: he paid it, to somebody else, and it lies on an account of its own.

        :param cash_discount: whether early-payment discount, with its tax, is lost as well
        """
        self.ensure_one()
        account = self.company_id.account_journal_early_pay_discount_loss_account_id
        discounts = self._commission_with_taxes(
            self.line_ids.filtered(lambda line: account and line.account_id == account)
        )
        lost = discounts if cash_discount else discounts.browse()
        if self.origin_payment_id or self.statement_line_id:
            # What else stands in an entry of the till may have nothing to do with the customer.
            results = self.line_ids.filtered(
                lambda line: line.account_id.internal_group in ("income", "expense")
            )
            lost |= self._commission_with_taxes(results - discounts)
        settled = self.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        whole = Decimal(str(-sum(settled.mapped("balance"))))
        part = Decimal(str(sum(lost.mapped("balance")))) / whole if whole else Decimal(0)
        return max(part, Decimal(0))  # more than was asked for, kept as income, is no loss

    def _commission_with_taxes(self, lines):
        """Return lines of an entry and those of the taxes on them."""
        taxes = lines.tax_ids.flatten_taxes_hierarchy()
        return lines | self.line_ids.filtered(lambda line: line.tax_line_id and line.tax_line_id in taxes)
