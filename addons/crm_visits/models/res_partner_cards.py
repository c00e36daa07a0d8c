from odoo import api, models

from ..logic.contact_card import Contact, contact_cards

FIELDS = (
    "name", "is_company", "function", "phone", "email", "website", "street", "city", "zip",
    "state_id", "country_id", "parent_id", "commercial_company_name",
)  # fmt: skip


class ResPartner(models.Model):
    """Contacts outside Odoo."""

    _inherit = "res.partner"

    @api.model
    def _my_contact_cards(self):
        """Return the customers that the user sees, and their persons, as vCards."""
        partners = self.search_fetch(
            [
                ("type", "=", "contact"),
                "|",
                ("commercial_partner_id.activity_status", "!=", False),
                ("commercial_partner_id.customer_rank", ">", 0),
            ],
            FIELDS,
            order="commercial_company_name, is_company desc, name, id",
        )
        return partners._contact_cards()

    def _contact_cards(self):
        # sudo: the key of the database is no secret of a user's
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return contact_cards(
            Contact(
                uid=f"res.partner-{partner.id}@{database}",
                name=partner.name or partner.email or "",
                company=partner.commercial_company_name or "",
                function=partner.function or "",
                phone=partner.phone or "",
                email=partner.email or "",
                website=partner.website or "",
                street=partner.street or "",
                city=partner.city or "",
                state=partner.state_id.name or "",
                zip=partner.zip or "",
                country=partner.country_id.name or "",
                is_company=partner.is_company,
            )
            for partner in self
        )
