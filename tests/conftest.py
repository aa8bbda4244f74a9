# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests that drive real processes share."""

from pathlib import Path

import pytest
from workbench.machine import Machine


@pytest.fixture(scope="session")
def machine():
    """The machine that ``setup/test`` prepared and on which it runs us."""
    return Machine(Path(__file__).resolve().parent.parent)


@pytest.fixture(scope="session")
def odoo(machine):
    """Odoo bound to the cluster of the tests, for processes of one's own."""
    return machine.odoo("test", durable=False)
