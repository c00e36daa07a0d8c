from odoo import models
from odoo.tools import SQL

# Farther away than any group: the default counts for customers whom no row is about.
LAST = 1_000_000


class CreditCeiling(models.Model):
    """The ceilings that a company sets for every customer without a row of his own or of a group of his."""

    _inherit = "credit.ceiling"

    def _candidates(self, valid):
        """Add the company's defaults as the farthest row of everybody who buys or could.

        Not of those who are suppliers only, of colleagues, of our own companies and of archived partners; but of
        whoever has an order, whatever else he is: the gate asks for the debtors of orders.
        """
        rows = super()._candidates(valid)
        if not self.env["res.company"]._has_default_ceilings():
            return rows
        return SQL(
            """
            %(rows)s
             UNION ALL
            SELECT partner.id, company.id, %(last)s, NULL::date,
                   COALESCE(company.has_default_credit_ceiling, FALSE),
                   COALESCE(company.default_credit_ceiling, 0),
                   COALESCE(company.has_default_obligo_ceiling, FALSE),
                   COALESCE(company.default_obligo_ceiling, 0)
              FROM res_company company
              JOIN res_partner partner ON partner.commercial_partner_id = partner.id
               AND (partner.company_id IS NULL OR partner.company_id = company.id)
               AND (
                    partner.active AND partner.partner_share
                    AND (COALESCE(partner.customer_rank, 0) > 0 OR COALESCE(partner.supplier_rank, 0) = 0)
                    AND NOT EXISTS (SELECT FROM res_company own WHERE own.partner_id = partner.id)
                 OR EXISTS (
                        SELECT FROM res_partner debtor
                          JOIN sale_order quotation ON quotation.partner_invoice_id = debtor.id
                         WHERE debtor.commercial_partner_id = partner.id
                           AND quotation.company_id = company.id
                           AND quotation.state <> 'cancel'
                    )
               )
             WHERE company.has_default_credit_ceiling OR company.has_default_obligo_ceiling
            """,
            rows=rows,
            last=LAST,
        )
