# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Style sheets for the PDF pages made while the data is loaded.

The PDF engine fetches them by HTTP, and no server runs yet.
"""

import threading
from contextlib import contextmanager

from werkzeug.serving import WSGIRequestHandler, make_server

from odoo.http import root


class _Quiet(WSGIRequestHandler):
    def log(self, type, message, *args):  # noqa: A002 (named by werkzeug)
        """Say nothing: these requests are nobody's."""


@contextmanager
def style_sheets(env):
    """Serve Odoo's assets to the PDF engine while the block runs.

    Commits: what is served is read by other cursors.
    """
    server = make_server("127.0.0.1", 0, root, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    parameters = env["ir.config_parameter"]
    parameters.set_param("report.url", f"http://127.0.0.1:{server.port}")
    env.cr.commit()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        # Odoo's own address is asked again once it runs.
        parameters.set_param("report.url", False)
