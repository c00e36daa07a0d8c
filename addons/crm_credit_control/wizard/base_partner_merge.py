from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merged customers have one permanent ceiling, one open case, one suspension by each rule, one of each statement.

    Odoo moves their rows in SQL: two that meet where there may be one would break the merge off, or cost the customer
    that goes all of his rows.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        # Whoever may merge customers need not have a right on what credit control keeps of them.
        self.sudo()._part_credit_rows(dst_partner | src_partners)
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _part_credit_rows(self, partners):
        """Of what may be there once, leave that of the first of `partners`: of the customer kept, else of the next."""
        # A lock says nothing: the next order makes a new one.
        self.env["credit.lock"].search([("partner_id", "in", partners.ids)]).unlink()
        self._second("credit.ceiling", partners, [("valid_until", "=", False)]).unlink()
        self._second("credit.statement.mail", partners, [], "date_from", "date_to").unlink()
        standing = [("rule_id", "!=", False), ("date_to", "=", False)]
        self._second("credit.suspension", partners, standing, "rule_id").unlink()
        # A case is history: what was said and promised stays to be read.
        cases = self._second("credit.collection.case", partners, [("date_closed", "=", False)])
        for company, closing in cases.grouped("company_id").items():
            closing.write({"date_closed": company._today()})
        cases.activity_ids.unlink()
        self.env.flush_all()

    def _second(self, model, partners, domain, *names):
        """Rows of `domain` that another one of the same company and `names` goes before."""
        rows = self.env[model].search([("partner_id", "in", partners.ids), *domain], order="id")
        rows = rows.sorted(lambda row: partners.ids.index(row.partner_id.id))
        groups = rows.grouped(lambda row: (row.company_id, *(row[name] for name in names)))
        return rows.browse().union(*(group[1:] for group in groups.values()))
