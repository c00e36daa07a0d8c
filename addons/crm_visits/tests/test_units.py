from odoo.addons.web.tests import test_js
from odoo.tests import HttpCase, no_retry, tagged


@tagged("post_install", "-at_install")
class TestUnits(HttpCase):
    """The parts of the day's page that need no page, in a browser: `static/tests/**/*.test.js`."""

    @no_retry
    def test_units(self):
        suite = test_js.HOOTCommon._generate_hash(self, "@crm_visits")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            code="",
            login="admin",
            timeout=120,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )
