"""What happens to an order, and what it has come to by its documents alone, reckoned in plain SQL."""

from odoo.tools import SQL

from .common import PortalCommon


class OrderLife(PortalCommon):
    """An order of ten cups, and sometimes of an hour of advice; a step that makes no sense now does nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._stock(cls.cup, 1000)
        cls.advice = cls._create_goods(
            "Advice", type="service", is_storable=False, service_type="manual", invoice_policy="delivery"
        )
        cls.taken = set()

    def _new_order(self, with_service):
        service = [(self.advice, 2)] if with_service else []
        return self._create_order(self.customer_a, (self.cup, 10), *service)

    def _send(self, order, _figure):
        if order.state == "draft":
            order.action_quotation_sent()
            self.taken.add("send")

    def _confirm(self, order, _figure):
        if order.state in ("draft", "sent"):
            order.action_confirm()
            self.taken.add("confirm")

    def _open_delivery(self, order):
        return order.picking_ids.filtered(
            lambda picking: (
                picking.state not in ("done", "cancel") and picking.picking_type_code == "outgoing"
            )
        )[:1]

    def _deliver(self, order, figure, closing=False):
        picking = self._open_delivery(order)
        if not picking:
            return
        picking.move_ids[:1].write({"quantity": figure, "picked": True})
        given_up = picking.ids if closing else []
        picking.with_context(skip_backorder=True, picking_ids_not_to_backorder=given_up).button_validate()
        self.taken.add("deliver_and_close" if closing else "deliver")

    def _deliver_and_close(self, order, figure):
        self._deliver(order, figure, closing=True)

    def _serve(self, order, _figure):
        line = order.order_line.filtered(lambda line: line.product_id == self.advice)
        if line and order.state == "sale":
            line.qty_delivered = 2
            self.taken.add("serve")

    def _take_back(self, order, figure):
        picking = order.picking_ids.filtered(
            lambda picking: picking.state == "done" and picking.picking_type_code == "outgoing"
        )[:1]
        if not picking:
            return
        wizard = self.env["stock.return.picking"].with_context(
            active_id=picking.id, active_model="stock.picking"
        )
        wizard = wizard.create({"picking_id": picking.id})
        # Some come back only to be exchanged: nothing is credited for them.
        wizard.product_return_moves.write({"quantity": figure, "to_refund": figure % 3 > 0})
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.move_ids.write({"quantity": figure, "picked": True})
        back.with_context(skip_backorder=True).button_validate()
        self.taken.add("take_back")

    def _invoice(self, order, figure, post=True):
        if order.state != "sale" or order.invoice_status != "to invoice":
            return
        invoice = order._create_invoices()
        invoice.invoice_line_ids.filtered(lambda line: line.product_id == self.cup).quantity = figure
        if post:
            invoice.action_post()
        self.taken.add("invoice" if post else "draft_invoice")

    def _draft_invoice(self, order, figure):
        self._invoice(order, figure, post=False)

    def _settle(self, order, _figure):
        """What came back, or was invoiced too much, is credited, with what is to be invoiced."""
        if order.state == "sale" and any(order.order_line.mapped("qty_to_invoice")):
            order._create_invoices(final=True).action_post()
            self.taken.add("settle")

    def _posted(self, order, kind="out_invoice"):
        return order.invoice_ids.filtered(lambda move: move.state == "posted" and move.move_type == kind)

    def _credit_note(self, order, figure):
        invoice = self._posted(order)[:1]
        if not invoice:
            return
        note = invoice._reverse_moves([{"invoice_date": invoice.invoice_date}], cancel=bool(figure % 2))
        if note.state == "draft":
            note.action_post()
        self.taken.add("credit_note")

    def _reset_invoice(self, order, _figure):
        invoice = self._posted(order)[-1:]
        if invoice:
            invoice.button_draft()
            self.taken.add("reset_invoice")

    def _pay(self, order, figure):
        invoice = self._posted(order).filtered("amount_residual")[:1]
        if not invoice:
            return
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        amount = min(invoice.amount_residual, figure * 10)
        wizard.create({"amount": amount, "payment_difference_handling": "open"})._create_payments()
        self.taken.add("pay")

    def _order_more(self, order, figure):
        if order.state != "cancel":
            order.order_line[:1].product_uom_qty += figure
            self.taken.add("order_more")

    def _cancel(self, order, _figure):
        if order.state != "cancel":
            order._action_cancel()
            self.taken.add("cancel")

    def _reopen(self, order, _figure):
        if order.state == "cancel":
            order.action_draft()
            self.taken.add("reopen")

    def _facts(self, order):
        """Per line: ordered, gone, back to be credited, invoiced, ever invoiced, is goods, nothing to come."""
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                SELECT line.product_uom_qty, moved.gone, moved.back, billed.net, billed.ever,
                       template.type = 'consu', moved.planned > 0 AND moved.coming = 0
                  FROM sale_order_line line
                  JOIN product_product product ON product.id = line.product_id
                  JOIN product_template template ON template.id = product.product_tmpl_id,
               LATERAL (SELECT COALESCE(SUM(quantity) FILTER (WHERE target.usage = 'customer' AND state = 'done'), 0),
                               COALESCE(SUM(quantity) FILTER (WHERE source.usage = 'customer' AND state = 'done'
                                                                AND to_refund), 0),
                               COUNT(*) FILTER (WHERE target.usage = 'customer'),
                               COUNT(*) FILTER (WHERE target.usage = 'customer' AND state NOT IN ('done', 'cancel'))
                          FROM stock_move move
                          JOIN stock_location source ON source.id = move.location_id
                          JOIN stock_location target ON target.id = move.location_dest_id
                         WHERE move.sale_line_id = line.id) AS moved (gone, back, planned, coming),
               LATERAL (SELECT COALESCE(SUM(CASE move_type WHEN 'out_refund' THEN -quantity ELSE quantity END), 0),
                               COUNT(*) FILTER (WHERE move_type = 'out_invoice') > 0
                          FROM sale_order_line_invoice_rel rel
                          JOIN account_move_line entry ON entry.id = rel.invoice_line_id
                          JOIN account_move move ON move.id = entry.move_id AND move.state = 'posted'
                         WHERE rel.order_line_id = line.id) AS billed (net, ever)
                 WHERE line.order_id = %s AND line.product_uom_qty > 0
                """,
                order.id,
            )
        )

    def _reckoned_goods(self, order):
        goods = [fact for fact in self._facts(order) if fact[5]]
        if not any(gone for _ordered, gone, *_rest in goods):
            return None
        is_all = all(gone >= ordered or closed for ordered, gone, _back, _net, _ever, _goods, closed in goods)
        return "shipped" if is_all else "shipped_partial"

    def _reckoned_invoices(self, order):
        facts = self._facts(order)
        if not any(fact[4] for fact in facts):
            return None
        is_all = all(
            net >= (min(ordered, gone - back) if closed else ordered)
            for ordered, gone, back, net, _ever, _goods, closed in facts
        )
        if is_all:
            return "invoiced"
        return "invoiced_partial" if any(fact[3] for fact in facts) else None

    def _reckoned_payment(self, order):
        """(what of the posted invoices is paid, when the first of what is open falls due)."""
        [(count, total, residual, due)] = self.env.execute_query(
            SQL(
                """
                  WITH posted AS (
                SELECT DISTINCT move.id, move.amount_total_signed AS total, move.amount_residual_signed AS residual
                  FROM sale_order_line line
                  JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = line.id
                  JOIN account_move_line entry ON entry.id = rel.invoice_line_id
                  JOIN account_move move ON move.id = entry.move_id AND move.state = 'posted'
                 WHERE line.order_id = %s)
                SELECT COUNT(*), SUM(total), SUM(residual),
                       (SELECT MIN(date_maturity) FROM account_move_line entry
                          JOIN account_account account ON account.id = entry.account_id
                         WHERE entry.move_id IN (SELECT id FROM posted) AND entry.amount_residual > 0
                           AND account.account_type = 'asset_receivable')
                  FROM posted
                """,
                order.id,
            )
        )
        if not count:
            return "none", None
        cents = self.env.company.currency_id.compare_amounts
        if cents(residual, 0) <= 0:
            return "paid", due
        return "partial" if cents(residual, total) < 0 else "unpaid", due
