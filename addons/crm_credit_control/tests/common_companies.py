"""Three companies that share a customer: a house, its branch with the same books, and a stranger far away."""

from decimal import Decimal

from odoo import Command, fields
from odoo.fields import Domain

from .common import FIGURES, CreditCommon

HOUSE_ZONE, STRANGER_ZONE = "Pacific/Auckland", "America/Los_Angeles"
AT_RISK = ("in_hand", "deposited", "discounted", "endorsed")


class CompaniesCommon(CreditCommon):
    """`company` is the house, `branch` below it; `stranger` has books of its own. Nobody has a ceiling."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ceiling.unlink()
        cls.branch = cls.env["res.company"].create({"name": "Branch", "parent_id": cls.company.id})
        # Odoo does this when the transaction ends.
        cls.env["account.chart.template"]._load("generic_coa", cls.branch, install_demo=False)
        cls.stranger = cls._create_books("Stranger")
        cls.companies = cls.company | cls.branch | cls.stranger
        (cls.company | cls.branch).resource_calendar_id.tz = HOUSE_ZONE
        cls.stranger.resource_calendar_id.tz = STRANGER_ZONE
        users = cls.seller_a | cls.seller_b | cls.manager | cls.controller | cls.env.user
        users.write({"company_ids": [Command.link(company.id) for company in cls.companies]})
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.companies.ids})
        cls.banks = {
            company: cls.env["account.journal"].search(
                [("type", "=", "bank"), ("company_id", "=", company.root_id.id)], limit=1
            )
            for company in cls.companies
        }

    def _in(self, company):
        """The environment of who works in `company`, and may see the others."""
        others = self.companies - company
        return self.env(context={**self.env.context, "allowed_company_ids": [company.id, *others.ids]})

    def _sell_in(self, company, quantity, customer=None, product=None, **values):
        """A quotation of `company`."""
        return self._in(company)["sale.order"].create(
            {
                "partner_id": (customer or self.customer_a).id,
                "company_id": company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": (product or self.service).id,
                            "product_uom_qty": quantity,
                            "price_unit": 100,
                            "tax_ids": [Command.clear()],
                        }
                    )
                ],
                **values,
            }
        )

    def _take_cheque(self, invoice, amount=None, days=60):
        """A cheque for an invoice, as the payment dialog takes it."""
        register = self._in(invoice.company_id)["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        today = invoice.company_id._today()
        wizard = register.create(
            {
                "instrument_kind": "cheque",
                "payment_date": today,
                "instrument_rest_stays": True,
                "instrument_row_ids": [
                    Command.create(
                        {
                            "name": f"CH{invoice.id}",
                            "maturity_date": fields.Date.add(today, days=days),
                            "amount": amount or invoice.amount_residual,
                        }
                    )
                ],
            }
        )
        action = wizard.action_create_payments()
        return self.env["credit.instrument"].browse(action["res_id"])

    def _figures_in(self, company, customer=None):
        """The figures of a customer as whoever works in `company` sees them."""
        partner = (customer or self.customer_a).with_env(self._in(company))
        partner.invalidate_recordset(FIGURES)
        return {name: Decimal(str(partner[name])) for name in FIGURES}

    def _expected_in(self, company, customer=None):
        """The same, found plainly from the records: no statement of exposure, and no way to be quick."""
        customer = customer or self.customer_a
        mine = Domain("company_id", "=", company.id)
        orders = self.env["sale.order"].search(
            mine & Domain("partner_invoice_id.commercial_partner_id", "=", customer.id)
        )
        opened = delivered = Decimal(0)
        for line in orders.order_line:
            invoiced = line.qty_invoiced_posted
            waiting = max(line.qty_delivered - invoiced, 0)
            rest = max(line.product_uom_qty, line.qty_delivered, invoiced) - invoiced
            delivered += Decimal(str(waiting)) * 100
            if line.state == "sale":
                opened += Decimal(str(rest - waiting)) * 100
        items = self.env["account.move.line"].search(
            mine
            & Domain("partner_id", "child_of", customer.ids)
            & Domain("account_type", "=", "asset_receivable")
            & Domain("account_id.is_instrument_portfolio", "=", False)
            & Domain("parent_state", "=", "posted")
        )
        instruments = self.env["credit.instrument"].search(
            mine & Domain("partner_id", "child_of", customer.ids)
        )
        at_risk = instruments.filtered(
            lambda one: (
                one.state in AT_RISK
                and fields.Date.add(one.maturity_date, days=company.instrument_clearing_days)
                >= company._today()
            )
        )
        receivable = sum((Decimal(str(item.amount_residual)) for item in items), Decimal(0))
        risk = sum((Decimal(str(one.amount)) for one in at_risk), Decimal(0))
        credit = opened + delivered + receivable
        return dict(zip(FIGURES, (opened, delivered, receivable, risk, credit, credit + risk), strict=True))
