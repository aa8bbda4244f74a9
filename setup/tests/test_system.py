# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import socket

import pytest
from workbench import system
from workbench.console import SetupError


def release(tmp_path, text):
    path = tmp_path / "os-release"
    path.write_text(text)
    return path


def test_debian_is_accepted(tmp_path):
    system.check_debian(release(tmp_path, 'ID=debian\nVERSION_ID="13"\n'))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('ID=fedora\nPRETTY_NAME="Fedora Linux 41"\n', "Fedora Linux 41, not Debian"),
        (
            'ID=debian\nVERSION_ID="11"\nPRETTY_NAME="Debian 11"\n',
            "Debian 11 is too old",
        ),
    ],
)
def test_other_systems_are_refused_by_name(tmp_path, text, words):
    with pytest.raises(SetupError) as refusal:
        system.check_debian(release(tmp_path, text))
    assert words in refusal.value.problem
    assert "Debian 12 or newer" in refusal.value.remedy


def test_missing_release_file_is_not_debian(tmp_path):
    with pytest.raises(SetupError, match="not Debian"):
        system.check_debian(tmp_path / "none")


def test_full_disk_is_refused_with_the_amounts(tmp_path):
    with pytest.raises(SetupError) as refusal:
        system.check_disk(tmp_path / "not/yet/made", needed=2**60)
    assert "GiB are free" in refusal.value.problem
    assert "run the command again" in refusal.value.remedy
    system.check_disk(tmp_path, needed=1)


def test_taken_port_is_refused_with_another_one():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(SetupError) as refusal:
            system.check_port(port)
    assert f"port {port} is taken" in refusal.value.problem
    assert f"--port {port + 1}" in refusal.value.remedy
    system.check_port(port)


def test_missing_packages_are_those_dpkg_does_not_have():
    assert system.missing_packages(["dpkg", "no-such-package-here"]) == [
        "no-such-package-here"
    ]


def test_without_the_right_to_install_the_words_are_for_the_administrator(monkeypatch):
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system.shutil, "which", lambda _name: None)
    monkeypatch.setattr(system, "succeeds", lambda _command: False)
    with pytest.raises(SetupError) as refusal:
        system._elevation(["chromium", "nginx"])
    assert "chromium, nginx" in refusal.value.problem
    assert "apt-get install --no-install-recommends chromium nginx" in (
        refusal.value.remedy
    )
