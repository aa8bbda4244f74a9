# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the commands of ``setup/`` share: a machine ready to run Odoo 19."""
