# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, tagged


@tagged("post_install", "-at_install")
class TestJs(HttpCase):
    """Run the tests of ``static/tests`` in a browser.

    They are skipped, not passed, on a machine without Chrome or Chromium.
    """

    def test_hoot(self):
        self.browser_js(
            # The quotes ask for an exact match: a bare filter is a fuzzy one and would
            # select many tests of other modules.
            '/web/tests?headless&loglevel=2&preset=desktop&filter="@sav_base/"',
            code="",
            login="admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=lambda message: "[HOOT]" not in message,
        )
