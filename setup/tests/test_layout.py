# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from workbench.layout import SOCKET_FOLDER_MAX, Layout, Stamp


@pytest.fixture
def layout(tmp_path):
    return Layout.of(tmp_path, {"HOME": str(tmp_path / "home")})


def test_cache_follows_the_user_setting(tmp_path):
    layout = Layout.of(
        tmp_path, {"XDG_CACHE_HOME": "/var/tmp/cache", "HOME": "/home/a"}
    )
    assert str(layout.cache) == "/var/tmp/cache/sav-suite"


@pytest.mark.parametrize("setting", ["", "relative/cache"])
def test_cache_is_in_the_home_without_a_valid_setting(tmp_path, setting):
    layout = Layout.of(tmp_path, {"XDG_CACHE_HOME": setting, "HOME": "/home/a"})
    assert str(layout.cache) == "/home/a/.cache/sav-suite"


def test_work_folder_can_be_shared(tmp_path):
    assert Layout.of(tmp_path, {"HOME": "/"}).work == tmp_path / ".odoo"
    shared = Layout.of(tmp_path, {"HOME": "/", "SAV_WORK": "/srv/shared"})
    assert str(shared.work) == "/srv/shared"
    assert shared.repository == tmp_path


def test_socket_folder_is_short_enough(tmp_path):
    deep = tmp_path.joinpath(*["a-rather-long-name"] * 8)
    folder = Layout.of(deep, {"HOME": "/"}).socket_folder("pg-test")
    assert len(str(folder)) <= SOCKET_FOLDER_MAX
    other = Layout.of(deep / "other", {"HOME": "/"}).socket_folder("pg-test")
    assert folder != other


def test_addons_are_the_folders_with_a_manifest(layout):
    for name in ("sav_b", "sav_a", "other"):
        (layout.repository / name).mkdir()
        (layout.repository / name / "__manifest__.py").write_text("{}")
    (layout.repository / "sav_empty").mkdir()
    assert layout.addons() == ["sav_a", "sav_b"]


def test_stamp_holds_until_its_inputs_change(layout):
    stamp = Stamp(layout, "step", "1.0")
    assert not stamp.is_current()
    stamp.write()
    assert Stamp(layout, "step", "1.0").is_current()
    assert not Stamp(layout, "step", "1.1").is_current()
    stamp.clear()
    assert not Stamp(layout, "step", "1.0").is_current()
