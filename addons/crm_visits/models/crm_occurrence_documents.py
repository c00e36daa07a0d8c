from markupsafe import Markup
from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmOccurrence(models.Model):
    """What an occurrence leads to."""

    _inherit = "crm.occurrence"

    order_ids = fields.One2many("sale.order", "occurrence_id", string="Orders")
    order_count = fields.Integer(string="Quotations", compute="_compute_document_counts")
    invoice_ids = fields.One2many("account.move", "occurrence_id", string="Invoices")
    invoice_count = fields.Integer(compute="_compute_document_counts")
    opportunity_ids = fields.One2many("crm.lead", "occurrence_id", string="Opportunities")
    opportunity_count = fields.Integer(compute="_compute_document_counts")
    complaint_ids = fields.One2many("crm.complaint", "occurrence_id", string="Complaints")
    complaint_count = fields.Integer(compute="_compute_document_counts")

    def _compute_document_counts(self):
        models = {"order": "sale.order", "complaint": "crm.complaint", "opportunity": "crm.lead"}
        for name, model in models.items():
            counts = {}
            if self.env[model].has_access("read"):
                made_here = [("occurrence_id", "in", self.ids)]
                counts = dict(self.env[model]._read_group(made_here, ["occurrence_id"], ["__count"]))
            for occurrence in self:
                occurrence[f"{name}_count"] = counts.get(occurrence._origin, 0)
        invoices = self.env["account.move"]
        may_read = invoices.has_access("read") and self.env["sale.order.line"].has_access("read")
        for occurrence in self:
            occurrence.invoice_count = may_read and invoices.search_count(occurrence._made_invoices())

    def _made_invoices(self):
        """Return the domain of the invoices made at these contacts, or of orders made at them."""
        of_orders = [("line_ids.sale_line_ids.order_id.occurrence_id", "in", self.ids)]
        return fields.Domain("occurrence_id", "in", self.ids) | fields.Domain(of_orders)

    def action_new_quotation(self):
        """Open a new quotation for the customer, linked to this occurrence."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Quotation"),
            "res_model": "sale.order",
            "view_mode": "form",
            "context": {**self._prepare_document_defaults(), "default_opportunity_id": self.lead_id.id},
        }

    def action_new_invoice(self):
        """Open a new invoice for the customer, linked to this occurrence."""
        self.ensure_one()
        defaults = self._prepare_document_defaults()
        defaults["default_invoice_user_id"] = defaults.pop("default_user_id")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Invoice"),
            "res_model": "account.move",
            "view_mode": "form",
            "context": {**defaults, "default_move_type": "out_invoice"},
        }

    def action_new_opportunity(self):
        """Open a new opportunity with the customer or prospect, linked to this occurrence."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Opportunity"),
            "res_model": "crm.lead",
            "view_mode": "form",
            "context": {
                "default_type": "opportunity",
                "default_partner_id": self.partner_id.id,
                "default_partner_name": False if self.partner_id else self._who().partner_name,
                "default_occurrence_id": self.id,
                "default_user_id": self.user_id.id,
                "default_name": self.name,
            },
        }

    def action_new_complaint(self):
        """Open a new complaint of the customer, linked to this occurrence."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Complaint"),
            "res_model": "crm.complaint",
            "view_mode": "form",
            "context": self._prepare_document_defaults(),
        }

    def _prepare_document_defaults(self):
        if not self.partner_id:
            raise UserError(self.env._("Convert the prospect into a customer first."))
        return {
            "default_partner_id": self.partner_id.id,
            "default_occurrence_id": self.id,
            "default_user_id": self.user_id.id,
        }

    def action_view_occurrence_orders(self):
        """Open the quotations and orders made from this occurrence."""
        return self._open("sale.action_orders", [("occurrence_id", "in", self.ids)])

    def action_view_occurrence_invoices(self):
        """Open the invoices made at this occurrence, or of its orders."""
        return self._open("account.action_move_out_invoice_type", list(self._made_invoices()))

    def action_view_occurrence_opportunities(self):
        """Open the opportunities found at this occurrence."""
        return self._open("crm.crm_lead_opportunities", [("occurrence_id", "in", self.ids)])

    def action_view_occurrence_complaints(self):
        """Open the complaints taken up at this occurrence."""
        return self._open("crm_visits.action_complaint_history", [("occurrence_id", "in", self.ids)])

    @api.model
    def _open(self, xml_id, domain, name=None):
        """Return one of the standard actions, limited to these records and without its own filters.

        :param name: title of the window in place of the action's own
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        if name:
            # The web client shows the latter, and reads the former where there is none.
            action.update(name=name, display_name=name)
        context = {"create": False}
        if action["res_model"] == "account.move":
            # Without it Odoo's list leaves out customer and date.
            context["default_move_type"] = "out_invoice"
        nothing = Markup('<p class="o_view_nocontent_empty_folder">%s</p>') % self.env._(
            "There is nothing here"
        )
        return {**action, "domain": domain, "context": context, "help": nothing}
