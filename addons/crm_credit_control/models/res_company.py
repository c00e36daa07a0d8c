from odoo import fields, models

# Role of the account, its type, the code to start from when the chart has none of that type, its name.
INSTRUMENT_ACCOUNTS = {
    "instrument_portfolio_account_id": ("asset_current", "Cheques and bills in hand"),
    "instrument_collection_account_id": ("asset_current", "Cheques and bills at the bank"),
    "instrument_recourse_account_id": ("liability_current", "Cheques and bills discounted or endorsed"),
    "instrument_cost_account_id": ("expense", "Cost of cheques and bills"),
    "instrument_discount_account_id": ("expense", "Interest on discounted bills"),
    "instrument_interest_account_id": ("income_other", "Interest on renewed bills"),
}
FIRST_CODES = {
    "asset_current": "121000",
    "liability_current": "231000",
    "expense": "681000",
    "income_other": "781000",
}


class ResCompany(models.Model):
    """Clearing days, and the journal and accounts of instruments."""

    _inherit = "res.company"

    instrument_clearing_days = fields.Integer(
        default=3,
        required=True,
        groups="base.group_user",
        help="Days after maturity in which a cheque or bill can still come back unpaid.",
    )
    instrument_auto_clear = fields.Boolean(
        "Clear by Itself",
        default=True,
        groups="base.group_user",
        help="Discounted and endorsed instruments are cleared when their clearing days have passed. Deposited ones "
        "never are: there our bank says that the money came.",
    )
    instrument_journal_id = fields.Many2one(
        "account.journal", "Instruments Journal", check_company=True, groups="base.group_user"
    )
    instrument_portfolio_account_id = fields.Many2one(
        "account.account", "Instruments in Hand", check_company=True, groups="base.group_user"
    )
    instrument_collection_account_id = fields.Many2one(
        "account.account", "Instruments at the Bank", check_company=True, groups="base.group_user"
    )
    instrument_recourse_account_id = fields.Many2one(
        "account.account", "Instruments Discounted or Endorsed", check_company=True, groups="base.group_user"
    )
    instrument_cost_account_id = fields.Many2one(
        "account.account", "Instrument Costs", check_company=True, groups="base.group_user"
    )
    instrument_discount_account_id = fields.Many2one(
        "account.account", "Discount Interest", check_company=True, groups="base.group_user"
    )
    instrument_interest_account_id = fields.Many2one(
        "account.account", "Interest Income", check_company=True, groups="base.group_user"
    )

    _clearing_days_not_negative = models.Constraint(
        "CHECK (instrument_clearing_days >= 0)", "Clearing days cannot be negative."
    )

    def _get_company_root_delegated_field_names(self):
        # A branch has the books of its head, and so the same risk of a cheque.
        return [
            *super()._get_company_root_delegated_field_names(),
            "instrument_clearing_days",
            "instrument_auto_clear",
        ]

    def write(self, vals):
        """What remains of an order is rounded as its company rounds: kept figures follow when that changes."""
        method = vals.get("tax_calculation_rounding_method")
        changes = method and set(self.mapped("tax_calculation_rounding_method")) != {method}
        result = super().write(vals)
        if changes:
            # Of orders that whoever keeps the books need not read.
            self.env["sale.order"].sudo()._fill_exposure()
        return result

    def _ensure_instrument_accounts(self):
        """Make the accounts and the journal for instruments that are missing, for any chart of accounts."""
        # Installing and loading a chart are the administrator's doing; the accounts are needed whoever it is.
        for company in self.sudo():
            if not company.root_id.chart_template or company != company.root_id:
                continue
            for field, (account_type, name) in INSTRUMENT_ACCOUNTS.items():
                if not company[field]:
                    company[field] = company._create_instrument_account(account_type, name)
            portfolio = company.instrument_portfolio_account_id | company.instrument_collection_account_id
            portfolio.is_instrument_portfolio = True
            if not company.instrument_journal_id:
                company.instrument_journal_id = company._create_instrument_journal()

    def _create_instrument_account(self, account_type, name):
        """One account with the next free code after those of its type, reconcilable when it holds balances."""
        accounts = self.env["account.account"].with_company(self)
        alike = accounts.search(
            [*accounts._check_company_domain(self), ("account_type", "=", account_type)],
            order="code desc",
            limit=1,
        )
        return accounts.create(
            {
                "name": name,
                "code": accounts._search_new_account_code(alike.code or FIRST_CODES[account_type]),
                "account_type": account_type,
                "reconcile": account_type in ("asset_current", "liability_current"),
                "company_ids": [fields.Command.link(self.id)],
            }
        )

    def _create_instrument_journal(self):
        """The journal of all entries of instruments; payments made in it are booked on the portfolio account."""
        portfolio = self.instrument_portfolio_account_id
        journals = self.env["account.journal"].with_company(self)
        code = next(
            code
            for code in ["TITLE", *(f"TIT{number}" for number in range(1, 100))]
            if not journals.search_count([("code", "=", code), ("company_id", "=", self.id)])
        )
        journal = journals.create(
            {
                "name": self.env._("Cheques and bills"),
                "code": code,
                "type": "cash",
                "company_id": self.id,
                "default_account_id": portfolio.id,
            }
        )
        journal.inbound_payment_method_line_ids.payment_account_id = portfolio
        return journal
