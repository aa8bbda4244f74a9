# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from workbench.console import SetupError
from workbench.odoo_source import check_links, choose_mirror, private_apt, read_pins

MAIN = "http://mirror.example/debian/|bookworm|main"


@pytest.mark.parametrize(
    "targets",
    [
        [MAIN],
        ["http://security.example/debian-security/|bookworm-security|main", MAIN],
        ["http://mirror.example/debian/|bookworm-updates|main", MAIN],
        ["http://mirror.example/debian/|bookworm|contrib", MAIN],
        ["http://packages.example/nodesource/|nodistro|main", MAIN],
        [MAIN, "http://other.example/debian/|bookworm|main"],
    ],
)
def test_mirror_is_the_main_archive(targets):
    assert choose_mirror("\n".join(targets)) == "http://mirror.example/debian/"


def test_no_mirror_without_the_main_archive():
    assert choose_mirror("") is None
    assert choose_mirror("http://s.example/debian-security/|x-security|main") is None


def test_links_that_lead_nowhere_are_named(tmp_path):
    (tmp_path / "font.otf").touch()
    (tmp_path / "good").symlink_to("font.otf")
    check_links(tmp_path)
    (tmp_path / "icons").symlink_to("../share/icons")
    with pytest.raises(SetupError, match="missing: icons"):
        check_links(tmp_path)


def test_pins_leave_comments_out(tmp_path):
    path = tmp_path / "pins.txt"
    path.write_text("# why\n\nodoo-19 19.0.0+dfsg-1 abc\n")
    assert read_pins(path) == {"odoo-19": ("19.0.0+dfsg-1", "abc")}


def test_apt_keeps_off_the_system(tmp_path):
    options = private_apt(tmp_path, tmp_path / "sources.list")
    assert options[::2] == ["-o"] * (len(options) // 2)
    assert f"Dir::State::Lists={tmp_path}/lists" in options
    assert "Dir::Etc::SourceParts=/dev/null" in options
