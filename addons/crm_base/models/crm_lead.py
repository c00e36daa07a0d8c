from odoo import api, fields, models

# Set while Odoo links prospects to whom a letter goes: a caller who sets it himself is given less, not more.
LINKING = "crm_links_prospects"


class CrmLead(models.Model):
    """A lead becomes a customer: it hands on its source, and the reason when a similar customer exists."""

    _inherit = "crm.lead"

    duplicate_reason = fields.Char(
        string="Reason for a similar customer",
        copy=False,
        help="Why a customer is created although one like it exists. It is recorded and the manager is told.",
    )
    duplicate_values = fields.Json(compute="_compute_duplicate_values", export_string_translation=False)

    @api.depends("partner_name", "contact_name", "name", "phone", "email_from", "website", "country_id")
    def _compute_duplicate_values(self):
        """What the customer to be made of the lead is recognised by, for `res.partner.check_duplicates`."""
        for lead in self:
            name = lead.partner_name or lead.contact_name or lead.name
            values = lead._prepare_customer_values(name, is_company=bool(lead.partner_name))
            names = ("name", "phone", "email", "website", "country_id")
            lead.duplicate_values = {name: values.get(name) or "" for name in names}

    def _prepare_customer_values(self, partner_name, is_company=False, parent_id=False):
        values = super()._prepare_customer_values(partner_name, is_company=is_company, parent_id=parent_id)
        values["customer_source_id"] = self.source_id.id
        if self.duplicate_reason:
            values["duplicate_reason"] = self.duplicate_reason
        return values

    def _message_post_after_hook(self, message, msg_vals):
        # Odoo links all prospects of an address to the partner of that address to whom somebody writes.
        linking = super(CrmLead, self.with_context(**{LINKING: True}))
        return linking._message_post_after_hook(message, msg_vals)

    def write(self, vals):
        """Leave a prospect unlinked where Odoo finds a customer for it whom its seller may not see.

        The letter goes out all the same; and he would lose the prospect with the customer.
        """
        if self.env.context.get(LINKING) and vals.keys() == {"partner_id"}:
            found = self.env["res.partner"].browse(vals["partner_id"])
            if not found.has_access("read"):
                return True
        return super().write(vals)
