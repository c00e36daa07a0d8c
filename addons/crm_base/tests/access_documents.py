"""One of every document of a customer, for the tests that try to reach them."""

import base64

from odoo import Command, fields

from .common import ObligoCommon

SECRET = "Alfa"
ACCOUNTING_AND_STOCK = ("stock.group_stock_user", "account.group_account_invoice", "base.group_allow_export")


class AccessDocumentsCommon(ObligoCommon):
    """`documents`: one record of each model, all of `customer_a`, whose name holds SECRET.

    `owner` and `stranger` have every right on the models that Odoo can give, so that only whose customer it is
    stands between the stranger and the documents.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls._create_user("owner", "crm_base.group_seller", *ACCOUNTING_AND_STOCK)
        cls.stranger = cls._create_user("stranger", "crm_base.group_seller", *ACCOUNTING_AND_STOCK)
        cls.customer_a.write({"user_id": cls.owner.id, "street": f"{SECRET} Street", "vat": "/"})
        cls.documents = {record._name: record for record in cls._create_documents()}
        cls.documents["res.partner"] = cls.customer_a
        cls.env.flush_all()

    @classmethod
    def _create_documents(cls):
        customer, env = cls.customer_a, cls.env
        product = cls._create_goods()
        order = cls._create_order(customer, (product, 2), client_order_ref=SECRET)
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.action_post()
        picking = order.picking_ids
        yield from (order, order.order_line, picking, picking.move_ids, invoice, invoice.invoice_line_ids)
        yield env["stock.move.line"].create(
            {
                "move_id": picking.move_ids.id,
                "picking_id": picking.id,
                "product_id": product.id,
                "quantity": 1,
            }
        )
        yield cls._pay(invoice)
        yield invoice.line_ids.matched_credit_ids
        yield env["res.partner.bank"].create({"partner_id": customer.id, "acc_number": f"{SECRET} 1"})
        lead = env["crm.lead"].create({"name": f"{SECRET} lead", "partner_id": customer.id, "user_id": False})
        yield lead
        yield lead.activity_schedule("mail.mail_activity_data_todo", summary=SECRET, user_id=cls.owner.id)
        yield customer.message_post(body=SECRET, subtype_xmlid="mail.mt_comment")
        yield env["mail.followers"].search(
            [("res_model", "=", "sale.order"), ("partner_id", "=", customer.id)], limit=1
        ) or env["mail.followers"].create(
            {"res_model": "sale.order", "res_id": order.id, "partner_id": customer.id}
        )
        yield env["ir.attachment"].create(
            {"name": f"{SECRET}.txt", "res_model": "sale.order", "res_id": order.id, "raw": SECRET.encode()}
        )
        yield env["calendar.event"].create(
            {
                "name": f"{SECRET} meeting",
                "start": fields.Datetime.now(),
                "stop": fields.Datetime.now(),
                "user_id": cls.owner.id,
                "partner_ids": [Command.set((customer | cls.owner.partner_id).ids)],
            }
        )
        yield cls._create_transaction(customer, order)
        yield (
            env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": f"{SECRET} portal",
                    "login": f"{SECRET}@example.com",
                    "partner_id": cls._create_contact(customer, f"{SECRET} portal").id,
                    "group_ids": [Command.set(env.ref("base.group_portal").ids)],
                }
            )
        )

    @classmethod
    def _pay(cls, invoice):
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        return cls.env["account.payment.register"].with_context(**context).create({})._create_payments()

    @classmethod
    def _create_transaction(cls, customer, order):
        provider = cls.env["payment.provider"].search([], limit=1)
        method = cls.env["payment.method"].with_context(active_test=False).search([], limit=1)
        return cls.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "reference": f"{SECRET}-1",
                "amount": 1,
                "currency_id": order.currency_id.id,
                "partner_id": customer.id,
            }
        )

    @classmethod
    def _picture(cls):
        """A picture of one pixel, in base64."""
        return base64.b64encode(
            base64.b64decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
            )
        )
