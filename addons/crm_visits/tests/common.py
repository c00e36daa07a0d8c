from odoo import fields
from odoo.addons.crm_base.tests.common import ObligoCommon


class VisitsCommon(ObligoCommon):
    """Occurrences by short factories; everybody lives in Lisbon."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.seller_a + cls.seller_b + cls.manager).tz = "Europe/Lisbon"

    @classmethod
    def _create_occurrence(cls, **values):
        """A planned visit of seller_a to customer_a."""
        values = {
            "partner_id": cls.customer_a.id,
            "user_id": cls.seller_a.id,
            "date": fields.Datetime.now(),
            **values,
        }
        return cls.env["crm.occurrence"].create(values)

    @classmethod
    def _create_lead(cls, user=None, **values):
        """A prospect of whom nothing but the name is known."""
        user = user or cls.seller_a
        return cls.env["crm.lead"].create({"name": "Prospect", "type": "lead", "user_id": user.id, **values})
