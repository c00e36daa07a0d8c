from odoo import Command, fields, models


class ResCompany(models.Model):
    """How the interest of a renewed cheque or bill is charged."""

    _inherit = "res.company"

    instrument_interest_document = fields.Selection(
        [("invoice", "Invoice"), ("entry", "Journal entry only")],
        "Interest of Renewals",
        default="invoice",
        required=True,
        groups="base.group_user",
        help="An invoice is a paper for the customer and goes into the tax return. A journal entry has neither.",
    )
    instrument_interest_product_id = fields.Many2one(
        "product.product",
        "Product for Interest",
        check_company=True,
        groups="base.group_user",
        help="Its income account and taxes are those of the invoice; without a tax the interest is exempt.",
    )

    def _ensure_instrument_accounts(self):
        # As for the accounts: needed whoever it is that installs or loads a chart.
        companies = self.sudo()
        without = companies.filtered(lambda company: not company.instrument_interest_account_id)
        result = super()._ensure_instrument_accounts()
        for company in companies.filtered("instrument_interest_account_id"):
            product = company._ensure_interest_product().with_company(company)
            if company in without:
                # The product lost its account with the chart that another one has replaced.
                product.property_account_income_id = company.instrument_interest_account_id
        return result

    def _ensure_interest_product(self):
        """The product of the interest on renewals, made without tax when the company has none yet."""
        self.ensure_one()
        # Settings of the company, which whoever renews a bill has no right to.
        company = self.sudo()
        if not company.instrument_interest_product_id:
            company.instrument_interest_product_id = (
                self.env["product.product"]
                .sudo()
                .with_company(company)
                .create(
                    {
                        "name": self.env._("Interest on renewed bills"),
                        "type": "service",
                        "invoice_policy": "order",
                        "sale_ok": False,
                        "purchase_ok": False,
                        "list_price": 0,
                        "company_id": company.id,
                        "property_account_income_id": company.instrument_interest_account_id.id,
                        # The company's default sales tax is for goods; credit is exempt nearly everywhere.
                        "taxes_id": [Command.clear()],
                        "supplier_taxes_id": [Command.clear()],
                    }
                )
            )
        return company.instrument_interest_product_id
