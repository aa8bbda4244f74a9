# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import os
import subprocess
import sys

import pytest
from workbench.account import Account
from workbench.console import SetupError, find_position, format_duration, refuse
from workbench.layout import Layout
from workbench.postgres import newest_binaries
from workbench.process import capture, is_alive, run
from workbench.proxy import Proxy


@pytest.fixture
def proxy(tmp_path):
    return Proxy(Layout.of(tmp_path, {"HOME": "/"}), Account(1000, 1000))


def test_proxy_parts_websockets_from_the_rest(proxy):
    text = proxy.render(8069, http_port=1111, gevent_port=2222, https=False)
    assert "listen 8069;" in text
    websocket, rest = text.split("location /websocket")[1].split("location / ")
    assert "127.0.0.1:2222" in websocket
    assert "127.0.0.1:1111" in rest
    assert "ssl" not in text


def test_https_redirects_plain_requests(proxy):
    text = proxy.render(8443, http_port=1111, gevent_port=2222, https=True)
    assert "listen 8443 ssl;" in text
    assert "error_page 497 https://" in text


def test_proxy_that_never_ran_has_no_process(proxy):
    assert proxy.pid() is None
    proxy.stop()


def test_pid_file_of_another_program_is_not_ours(proxy):
    proxy.folder.mkdir(parents=True)
    (proxy.folder / "nginx.pid").write_text(str(os.getpid()))
    assert proxy.pid() is None


def test_newest_postgresql_wins(tmp_path):
    for version in ("9.6", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin/initdb").touch()
    (tmp_path / "18/bin").mkdir(parents=True)
    assert newest_binaries(tmp_path) == tmp_path / "17/bin"


def test_missing_postgresql_is_said(tmp_path):
    with pytest.raises(SetupError, match="PostgreSQL is not installed"):
        newest_binaries(tmp_path)


def test_failure_shows_the_end_of_the_log(tmp_path):
    log = tmp_path / "log/step.log"
    with pytest.raises(SetupError) as refusal:
        run(["sh", "-c", "echo the reason; exit 3"], log=log, problem="It failed.")
    assert refusal.value.problem.startswith("It failed.\n")
    assert "the reason" in refusal.value.problem
    assert str(log) in refusal.value.remedy


def test_missing_program_is_said():
    with pytest.raises(SetupError, match="no-such-program could not be started"):
        capture(["no-such-program"])


def test_position_is_the_last_one_odoo_wrote(tmp_path):
    log = tmp_path / "odoo.log"
    assert find_position(log) == find_position(None) == ""
    log.write_text("Loading module sale (3/9) \nLoading module stock (4/9) \nmore")
    assert find_position(log) == "stock (4/9)"


def test_refusal_says_what_to_do(capsys):
    assert refuse(SetupError("the port is taken.", "choose another.")) == 1
    assert capsys.readouterr().err == (
        "\nCannot go on: the port is taken.\nWhat to do: choose another.\n"
    )


def test_ended_process_is_not_alive():
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    # Not reaped yet: the kernel still knows it.
    assert not is_alive(process.pid)
    process.wait()
    assert not is_alive(process.pid)
    assert is_alive(os.getpid())


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "0 s"), (59, "59 s"), (60, "1 min 00 s"), (125, "2 min 05 s")],
)
def test_durations_are_said_as_people_say_them(seconds, text):
    assert format_duration(seconds) == text


def test_lent_account_takes_capabilities_only_when_needed():
    assert Account(1000, 1000).prefix() == []
    lent = Account(101, 104, switch=True)
    assert lent.prefix()[:3] == ["setpriv", "--reuid=101", "--regid=104"]
    assert not any("caps" in word for word in lent.prefix())
    admitted = Account(101, 104, switch=True, capability="dac_read_search")
    assert "--ambient-caps=+dac_read_search" in admitted.prefix()
