from odoo.addons.crm_base.tests.access_wizards import OwnWizardsMixin
from odoo.tests import tagged

from .common import VisitsCommon


@tagged("post_install", "-at_install")
class TestOwnWizards(OwnWizardsMixin, VisitsCommon):
    """Odoo lets everybody with the right on a dialog open those that others have filled in; ours are one's own."""

    def test_own_wizards(self):
        self.env["crm.help.request"].with_user(self.seller_a).create(
            {"partner_id": self.customer_a.id, "text": "They want 60 days"}
        )
        self._assert_wizards_are_own("crm_visits")
