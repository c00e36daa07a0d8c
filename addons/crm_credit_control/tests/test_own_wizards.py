from odoo.addons.crm_base.tests.access_wizards import OwnWizardsMixin
from odoo.addons.crm_base.tests.common import ObligoCommon
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestOwnWizards(OwnWizardsMixin, ObligoCommon):
    """Odoo lets everybody with the right on a dialog open those that others have filled in; ours are one's own."""

    def test_own_wizards(self):
        self._assert_wizards_are_own("crm_credit_control")
