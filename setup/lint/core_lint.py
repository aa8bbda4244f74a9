"""Run the linters of the core module test_lint on our addons alone.

As it is, test_lint judges every addon of the addons path, ours or not, and queue_job
fails it. To run in a shell, on a database that has test_lint and our addons::

    MODULES=sav_base,sav_billing odoo shell -d DB --no-http < setup/lint/core_lint.py

The exit status tells whether our addons pass.
"""

import os
import sys
from contextlib import contextmanager, suppress
from unittest.mock import patch

from odoo.modules.module import Manifest
from odoo.tests import loader
from odoo.tests.result import OdooTestResult
from odoo.tests.suite import OdooSuite
from odoo.tools import config

from odoo.addons.test_lint.tests import (
    test_docstring,
    test_index,
    test_markers,
    test_override_signatures,
    test_pofile,
)

# The first two have tools of their own (pylint takes minutes on the whole of Odoo,
# current releases of ESLint refuse the options); the others test the linters.
SKIPPED = {
    "TestPyLint",
    "TestESLint",
    "TestGetTextLint",
    "TestSqlLint",
    "TestI18nChecks",
}
MarkersTest = test_markers.TestConflictMarkers
SignatureTest = test_override_signatures.TestLintOverrideSignatures

ours = os.environ["MODULES"].split(",")
manifests = [Manifest.for_addon(name) for name in ours]
if not all(manifests):
    sys.exit(f"not all on the addons path: {ours}")
our_folders = tuple(os.path.join(manifest.path, "") for manifest in manifests)


class FieldsOfOthers:
    """Stands for the set of the fields that need no index: all but ours."""

    def __contains__(self, full_name):
        model, _dot, name = full_name.rpartition(".")
        return env[model]._fields[name]._module not in ours  # noqa: F821 (shell)


@contextmanager
def judge_ours(test, module, original=SignatureTest.subTest, **params):
    """Stand for ``subTest``: overrides made by other modules may be wrong."""
    ignored = () if module in ours else (TypeError,)
    with original(test, module=module, **params), suppress(*ignored):
        yield


def check_our_file(test, path, original=MarkersTest.check_file):
    """Stand for ``check_file``: the addons path holds more than our addons."""
    if path.startswith(our_folders):
        original(test, path)


config["test_enable"] = True
tests = [
    test
    for test_module in loader.get_test_modules("test_lint")
    for test in loader.get_module_test_cases(test_module)
    if type(test).__name__ not in SKIPPED
]
result = OdooTestResult()
with (
    patch.object(Manifest, "all_addon_manifests", staticmethod(lambda: manifests)),
    patch.object(MarkersTest, "check_file", check_our_file),
    patch.object(SignatureTest, "subTest", judge_ours),
    patch.object(test_docstring, "MODULES_TO_LINT", tuple(ours)),
    patch.object(test_index, "BTREE_INDEX_IGNORE_FIELDS", FieldsOfOthers()),
    patch.object(test_pofile, "get_modules", lambda: ours),
):
    OdooSuite(tests)(result)
print(f"core linters: {result}")
sys.exit(not result.wasSuccessful())
