# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from workbench.console import SetupError
from workbench.core_tests import test_tags as tags_of
from workbench.databases import addon_digest, core_needs, read_manifest
from workbench.layout import Layout
from workbench.translations import stable


@pytest.fixture
def layout(tmp_path):
    for name, depends in {
        "sav_base": ["repair", "portal"],
        "sav_more": ["sav_base", "calendar"],
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "__manifest__.py").write_text(str({"depends": depends}))
    return Layout.of(tmp_path, {"HOME": "/"})


def test_needs_follow_our_own_addons(layout):
    assert core_needs(layout, ["sav_more"]) == ["calendar", "portal", "repair"]
    assert core_needs(layout, ["sav_base"]) == ["portal", "repair"]
    assert core_needs(layout, []) == []


def test_broken_manifest_is_named(layout):
    (layout.repository / "sav_base/__manifest__.py").write_text("{'depends': [")
    with pytest.raises(SetupError, match="the manifest of sav_base cannot be read"):
        read_manifest(layout.repository / "sav_base")


def test_digest_follows_what_a_database_is_made_from(layout):
    addon = layout.repository / "sav_base"
    before = addon_digest(addon)
    (addon / "tests").mkdir()
    (addon / "tests/test_x.py").write_text("x = 1")
    (addon / "__pycache__").mkdir()
    (addon / "__pycache__/x.pyc").write_bytes(b"x")
    assert addon_digest(addon) == before
    (addon / "views").mkdir()
    (addon / "views/x.xml").write_text("<odoo/>")
    changed = addon_digest(addon)
    assert changed != before
    (addon / "views/x.xml").rename(addon / "views/y.xml")
    assert addon_digest(addon) != changed


def test_tags_of_a_selection():
    selection = {
        "run": [{"module": "repair"}, {"module": "account", "classes": ["A", "B"]}],
        "leave_out": [{"test": "repair:C.test_x", "reason": "why"}],
    }
    assert tags_of(selection) == "/repair,/account:A,/account:B,-/repair:C.test_x"


def test_dates_do_not_make_a_template_stale():
    text = 'msgid ""\n"POT-Creation-Date: 2026-01-01\\n"\n"Language: \\n"\n'
    assert stable(text) == 'msgid ""\n"Language: \\n"\n'
