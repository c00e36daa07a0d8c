"""What the tests of credit control start from: a company in euro with a chart of accounts, goods at 100 without tax."""

from odoo import Command, fields
from odoo.addons.crm_base.tests.common import ObligoCommon
from odoo.tests import Form

FIGURES = (
    "open_orders_amount",
    "delivered_uninvoiced_amount",
    "receivable_amount",
    "instruments_amount",
    "credit_amount",
    "obligo_amount",
)


class CreditCommon(ObligoCommon):
    """`company` in euro; `customer_a` with ceilings of 10,000 credit and 15,000 obligo; `goods` at 100."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls._create_books("Credit test company")
        users = (
            cls.seller_a | cls.seller_b | cls.manager | cls.other_manager | cls.controller | cls.admin_user
        )
        users.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        for name in ("customer_a", "contact_a", "customer_b", "contact_b"):
            setattr(cls, name, getattr(cls, name).with_env(cls.env))
        cls.goods = cls._create_goods()
        cls.goods_on_delivery = cls._create_goods("Delivered widget", invoice_policy="delivery")
        cls.service = cls._create_goods("Advice", type="service", is_storable=False)
        cls.ceiling = cls._create_ceiling(cls.customer_a, credit=10000, obligo=15000)
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )

    @classmethod
    def _create_books(cls, name):
        """A company in euro with the generic chart of accounts."""
        euro = cls.env.ref("base.EUR")
        euro.active = True
        company = cls.env["res.company"].create({"name": name, "currency_id": euro.id})
        cls.env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
        company.currency_id = euro
        return company

    @classmethod
    def _dollars(cls):
        """A price list in dollars, of which each is worth half a euro."""
        dollar = cls.env.ref("base.USD")
        dollar.active = True
        known = [("currency_id", "in", (dollar | cls.company.currency_id).ids)]
        cls.env["res.currency.rate"].search(known).unlink()
        cls._rate(dollar, "2020-01-01", 2)
        return cls.env["product.pricelist"].create({"name": "USD", "currency_id": dollar.id})

    @classmethod
    def _rate(cls, currency, day, rate):
        """So much of `currency` is worth one euro from `day` on."""
        cls.env["res.currency.rate"].create(
            {"currency_id": currency.id, "company_id": cls.company.id, "name": day, "rate": rate}
        )

    @classmethod
    def _create_ceiling(cls, owner, credit=None, obligo=None, **values):
        """A ceiling of a customer or of a customer group; `None` is no ceiling."""
        field = "partner_id" if owner._name == "res.partner" else "group_id"
        return cls.env["credit.ceiling"].create(
            {
                field: owner.id,
                "company_id": cls.company.id,
                "has_credit_ceiling": credit is not None,
                "credit_ceiling": credit or 0,
                "has_obligo_ceiling": obligo is not None,
                "obligo_ceiling": obligo or 0,
                **values,
            }
        )

    @classmethod
    def _sell(cls, quantity=10, customer=None, product=None, **values):
        """A quotation over `quantity` of one product."""
        return cls._create_order(customer or cls.customer_a, (product or cls.goods, quantity), **values)

    @classmethod
    def _confirm(cls, *args, **kwargs):
        """A confirmed order, whatever the ceilings: the setting of a case, not its subject."""
        order = cls._sell(*args, **kwargs)
        order.action_confirm()
        order.authorization_ids.filtered(lambda row: row.state == "waiting").action_release(tolerance=0)
        return order

    @classmethod
    def _deliver(cls, order, quantity=None):
        """Ship `quantity` of every line of the open delivery, all of it by default; the rest stays to be shipped."""
        picking = order.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty if quantity is None else quantity
            move.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        return picking

    @classmethod
    def _take_back(cls, picking, quantity):
        """The customer returns `quantity` of the goods of a delivery."""
        form = Form(
            cls.env["stock.return.picking"].with_context(
                active_id=picking.id, active_ids=picking.ids, active_model="stock.picking"
            )
        )
        wizard = form.save()
        wizard.product_return_moves.quantity = quantity
        returned = cls.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        returned.move_ids.quantity = quantity
        returned.move_ids.picked = True
        returned.button_validate()
        return returned

    @classmethod
    def _invoice(cls, order, quantity=None, price=None, post=True):
        """Invoice what is due of an order, its quantities or prices changed before posting."""
        invoice = order._create_invoices()
        for line in invoice.invoice_line_ids.filtered("product_id"):
            line.write(
                {
                    **({} if quantity is None else {"quantity": quantity}),
                    **({} if price is None else {"price_unit": price}),
                }
            )
        if post:
            invoice.action_post()
        return invoice

    @classmethod
    def _credit_note(cls, invoice, quantity):
        """A posted credit note over `quantity` of an invoice, set against what is still open of it."""
        note = invoice._reverse_moves([{"invoice_date": fields.Date.context_today(invoice)}])
        note.invoice_line_ids.quantity = quantity
        note.action_post()
        lines = (invoice | note).line_ids
        lines.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        ).reconcile()
        return note

    @classmethod
    def _pay(cls, invoice, amount=None):
        """A payment through our bank."""
        wizard = cls.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        return wizard.create(
            {"journal_id": cls.bank.id, "amount": amount or invoice.amount_residual}
        )._create_payments()

    @classmethod
    def _register(cls, amount, days=60, invoices=None, customer=None, receive=True, **values):
        """A cheque that matures in `days`, received for `invoices`."""
        today = cls.company._today()
        instrument = cls.env["credit.instrument"].create(
            {
                "name": f"CH{amount}-{days}",
                "partner_id": (customer or cls.customer_a).id,
                "company_id": cls.company.id,
                "amount": amount,
                "currency_id": cls.company.currency_id.id,
                "issue_date": today,
                "maturity_date": fields.Date.add(today, days=days),
                "invoice_ids": [Command.set(invoices.ids if invoices else [])],
                **values,
            }
        )
        if receive:
            instrument.action_receive()
        return instrument

    def _figures(self, partner=None):
        """The figures of a customer as they are now."""
        partner = partner or self.customer_a
        partner.invalidate_recordset(FIGURES)
        return {name: partner[name] for name in FIGURES}

    def assertExposure(self, credit, obligo, partner=None, **parts):
        """Credit and obligo are exactly these, and so are the parts named by their first word."""
        figures = self._figures(partner)
        names = {name.split("_")[0]: name for name in FIGURES}
        expected = {"credit_amount": credit, "obligo_amount": obligo}
        expected |= {names[part]: value for part, value in parts.items()}
        self.assertEqual({name: figures[name] for name in expected}, expected)

    def assertNotConfirmed(self, order):
        """The order is still a quotation and started nothing."""
        self.assertIn(order.state, ("draft", "sent"))
        self.assertFalse(order.picking_ids)
        self.assertEqual(order.authorization_state, "waiting")
