from odoo.tests import tagged

from .common import ObligoCommon

CUSTOMER_MODELS = {
    "account.move",
    "account.move.line",
    "account.payment",
    "calendar.event",
    "crm.lead",
    "res.partner",
    "sale.order",
    "sale.order.line",
    "stock.move",
    "stock.move.line",
    "stock.picking",
}
# Models that lead to a partner or a document and need no rule of ours, with the reason.
FREE = {
    "account.analytic.distribution.model": "accountants' configuration",
    "account.reconcile.model": "accountants' configuration",
    "account.reconcile.model.line": "accountants' configuration",
    "agent.commission.entry": "an agent's own income, by the rule of its module",
    "agent.commission.term": "an agent's own income, by the rule of its module",
    "agent.commission.volume": "an agent's own income, by the rule of its module",
    "agent.receivable": "an agent's own sales and what is due of them, by the rule of its module",
    "agent.sales.analysis": "an agent's own sales and what is due of them, by the rule of its module",
    "agent.settlement": "an agent's own income, by the rule of its module",
    "agent.settlement.objection": "an agent's own income, by the rule of its module",
    "agent.target": "a seller's own targets, by the rule of its module",
    "agent.target.analysis": "a seller's own targets, by the rule of its module",
    "agent.target.progress": "a seller's own targets, by the rule of its module",
    "agent.target.year": "a seller's own targets, by the rule of its module",
    "calendar.recurrence": "a rhythm without name or partner",
    "crm.customer.group": "its customers are read through their own rule",
    "crm.visit.performance": "a seller's own work, by the rule of its module",
    "discuss.channel.member": "colleagues in channels, by Odoo's rules",
    "hr.employee.public": "colleagues",
    "hr.work.location": "our own places of work",
    "ir.attachment": "Odoo asks the document",
    "mail.activity": "Odoo asks the document, or who it is assigned to",
    "mail.message": "Odoo asks the document",
    "mail.scheduled.message": "Odoo asks the document",
    "product.brand": "the maker of a brand, a supplier",
    "product.document": "Odoo asks the product",
    "product.pricelist.item": "the supplier whose prices a price list starts from",
    "product.supplierinfo": "suppliers",
    "purchase.bill.line.match": "suppliers' bills",
    "purchase.order": "suppliers' orders",
    "purchase.order.line": "suppliers' orders",
    "quotation.document": "the company's own leaflets",
    "res.company": "ourselves",
    "res.partner.category": "its partners are read through their own rule",
    "res.users": "Odoo applies the rule of the partner it inherits from",
    "res.users.settings.volumes": "colleagues",
    "stock.package.history": "its transfers are read through their own rule",
    "stock.quant": "owner of goods that lie with us",
    "stock.rule": "addresses of our warehouses",
    "stock.warehouse": "addresses of our warehouses",
}


@tagged("post_install", "-at_install")
class TestAccessCoverage(ObligoCommon):
    """Every model that leads to a customer has a rule of ours, or a stated reason to have none."""

    def test_every_stored_link_to_a_customer_is_covered(self):
        wide = self._create_user(
            "wide", "crm_base.group_seller", "stock.group_stock_user", "account.group_account_invoice"
        )
        missing = {
            name: links
            for name in self.registry.models
            if (links := self._links(name)) and self._is_open_to(wide, name) and name not in FREE
        }
        self.assertFalse(missing, "Models that show customers and have neither a rule nor a reason")

    def _links(self, name):
        """The stored fields of a model that lead to a customer or to a document of one."""
        model = self.env[name]
        if model._abstract or model._transient:
            return []
        fields = [field for field in model._fields.values() if field.store]
        return [
            field.name
            for field in fields
            if field.type in ("many2one", "many2many") and field.comodel_name in CUSTOMER_MODELS
        ]

    def _is_open_to(self, user, name):
        """Whether the user may read the model, and no subquery on the customers he sees narrows what he reads."""
        if not self.env[name].with_user(user).has_access("read"):
            return False
        query = self.env[name].with_user(user)._search([])
        return "res_partner_allowed_user_rel" not in query.select().code
