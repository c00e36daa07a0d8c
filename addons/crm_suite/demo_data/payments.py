"""Collecting: bank payments registered on invoices."""


def pay(invoices, day, share: float = 1.0):
    """Register the bank payment of what is open on each invoice, or of a share of it."""
    open_invoices = invoices.filtered("amount_residual")
    if share == 1.0:
        _register(open_invoices, day, group_payment=False)
        return
    for invoice in open_invoices:
        amount = invoice.currency_id.round(invoice.amount_residual * share)
        _register(invoice, day, amount=amount)


def _register(invoices, day, **values):
    if not invoices:
        return
    wizard = invoices.env["account.payment.register"].with_context(
        active_model="account.move", active_ids=invoices.ids
    )
    wizard.create({"payment_date": day, **values})._create_payments()
