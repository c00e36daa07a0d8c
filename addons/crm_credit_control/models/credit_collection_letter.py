import base64

from odoo import api, fields, models

ACTIVITY = "crm_credit_control.mail_activity_type_post_letter"
REPORT = "crm_credit_control.report_collection_letter"


class CreditCollectionLetter(models.Model):
    """A letter that a customer got: one for all that is overdue, and one for each level."""

    _name = "credit.collection.letter"
    _description = "Collection Letter"
    _order = "date desc, id desc"
    _rec_name = "level_id"

    case_id = fields.Many2one(
        "credit.collection.case", required=True, readonly=True, index=True, ondelete="cascade"
    )
    level_id = fields.Many2one(
        "credit.collection.level", required=True, readonly=True, ondelete="restrict", index=True
    )
    partner_id = fields.Many2one(related="case_id.partner_id", store=True, index=True)
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    recipient_id = fields.Many2one("res.partner", compute="_compute_recipient_id")
    date = fields.Date(required=True, readonly=True, default=lambda self: self.env.company._today())
    amount = fields.Monetary("Overdue", required=True, readonly=True)
    oldest_due_date = fields.Date("Overdue since", readonly=True)
    channel = fields.Selection([("email", "E-mail"), ("post", "On paper")], readonly=True)
    mail_id = fields.Many2one("mail.mail", readonly=True, ondelete="set null", index="btree_not_null")

    _once_per_level = models.UniqueIndex("(case_id, level_id)", "This letter was already sent.")

    @api.depends("partner_id")
    def _compute_recipient_id(self):
        for letter in self:
            address = letter.partner_id.address_get(["invoice"])["invoice"]
            letter.recipient_id = address or letter.partner_id

    def _dispatch(self):
        """Queue the e-mail; a customer without address gets the letter on paper, which somebody must post."""
        self.ensure_one()
        if self.recipient_id.email:
            mail = self.level_id.template_id.send_mail(
                self.id,
                email_values={
                    "model": self.case_id._name,
                    "res_id": self.case_id.id,
                    # The log of the case keeps what the customer read.
                    "auto_delete": False,
                },
            )
            self.write({"channel": "email", "mail_id": mail})
            return
        self.channel = "post"
        content, extension = self.env["ir.actions.report"]._render_qweb_pdf(REPORT, self.ids)
        attachment = self.env["ir.attachment"].create(
            {
                "name": f"{self.level_id.name}.{extension}",
                "datas": base64.b64encode(content),
                "res_model": self.case_id._name,
                "res_id": self.case_id.id,
            }
        )
        self.case_id.message_post(
            body=self.env._("Letter to be posted: %(level)s.", level=self.level_id.name),
            attachment_ids=attachment.ids,
        )
        self.case_id._ask_responsible(
            ACTIVITY, [(self.case_id, self.env._("Print and post: %(level)s", level=self.level_id.name))]
        )

    def _items(self):
        """The overdue documents this letter lists, and the credits taken off, oldest first."""
        self.ensure_one()
        return self.env["credit.exposure.item"].search(self.case_id._overdue_domain())

    def action_print(self):
        """Print the letter as it would be written today."""
        return self.env.ref(REPORT).report_action(self)
