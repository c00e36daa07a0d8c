from odoo import api, fields, models
from odoo.exceptions import ValidationError

LINKS = {
    "order_id": "partner_id",
    "order_line_id": "order_partner_id",
    "picking_id": "partner_id",
    "move_id": "partner_id",
}


class CrmComplaint(models.Model):
    """What a complaint is about: the customer's own order, line, delivery, lot and invoice, and a product."""

    _inherit = "crm.complaint"

    occurrence_id = fields.Many2one(
        "crm.occurrence",
        string="Taken Up At",
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
    )
    order_id = fields.Many2one(
        "sale.order",
        compute="_compute_order_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        ondelete="set null",
    )
    order_line_id = fields.Many2one("sale.order.line", index="btree_not_null", ondelete="set null")
    picking_id = fields.Many2one(
        "stock.picking", string="Delivery", index="btree_not_null", ondelete="set null"
    )
    lot_id = fields.Many2one(
        "stock.lot", string="Lot or Serial Number", index="btree_not_null", ondelete="set null"
    )
    delivered_lot_ids = fields.Many2many(
        "stock.lot", compute="_compute_delivered_lot_ids", groups="base.group_user"
    )
    move_id = fields.Many2one("account.move", string="Invoice", index="btree_not_null", ondelete="set null")
    product_id = fields.Many2one(
        "product.product",
        compute="_compute_product_id",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.depends("order_line_id")
    def _compute_order_id(self):
        for complaint in self:
            complaint.order_id = complaint.order_line_id.order_id or complaint.order_id

    @api.depends("order_line_id", "lot_id")
    def _compute_product_id(self):
        for complaint in self:
            product = complaint.order_line_id.product_id or complaint.lot_id.product_id
            complaint.product_id = product or complaint.product_id

    @api.depends("partner_id")
    def _compute_delivered_lot_ids(self):
        for complaint in self:
            complaint.delivered_lot_ids = complaint._delivered_lots(complaint.commercial_partner_id)

    def _delivered_lots(self, customer):
        """Return the lots that were delivered to this customer."""
        # sudo: whoever registers a complaint need not see deliveries to choose among their lots
        lines = self.env["stock.move.line"].sudo()
        delivered = [("lot_id", "!=", False), ("state", "=", "done")]
        to_customer = [("picking_id.partner_id", "child_of", customer.ids)]
        return (
            lines.search([*delivered, *to_customer]).lot_id.with_env(self.env) if customer else lines.lot_id
        )

    @api.constrains("partner_id", *LINKS)
    def _check_documents_of_customer(self):
        for complaint in self:
            # sudo: whoever registers a complaint need not see deliveries to be told that they differ
            own = complaint.sudo()
            customer = own.partner_id.commercial_partner_id
            for name, path in LINKS.items():
                if own[name] and own[name][path].commercial_partner_id != customer:
                    raise ValidationError(
                        self.env._("Order, delivery and invoice of a complaint are those of its customer.")
                    )

    @api.constrains("order_id", "order_line_id", "product_id", "lot_id")
    def _check_line_and_product(self):
        for complaint in self:
            own = complaint.sudo()  # as above
            line, product = own.order_line_id, own.product_id
            if line and line.order_id != own.order_id:
                raise ValidationError(
                    self.env._("The order line of a complaint is one of the order it is about.")
                )
            named = line.product_id | own.lot_id.product_id
            if product and named and named != product:
                raise ValidationError(
                    self.env._("The product of a complaint is that of its order line and its lot.")
                )

    @api.constrains("partner_id", "lot_id")
    def _check_lot_of_customer(self):
        for complaint in self.filtered("lot_id"):
            if complaint.lot_id not in complaint._delivered_lots(complaint.commercial_partner_id):
                raise ValidationError(
                    self.env._("%(lot)s was never delivered to this customer.", lot=complaint.lot_id.name)
                )
