# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo as a server: several workers, their websocket companion, one database."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from .console import SetupError
from .process import is_alive, read_tail, see

START_SECONDS = 120
STOP_SECONDS = 30


def free_port():
    """Return a TCP port of the loopback that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One Odoo server process with its workers, on one database.

    :param workers: 0 for a single process that also answers websockets
    """

    def __init__(self, odoo, database, *, workers=2, crons=1, proxy=True):
        self.odoo = odoo
        self.database = database
        self.workers = workers
        self.crons = crons
        self.proxy = proxy
        self.log = odoo.layout.logs / f"odoo-{database}.log"
        self.pid_file = odoo.layout.work / "run" / f"odoo-{database}.pid"
        self.http_port = free_port()
        self.gevent_port = free_port()

    def start(self):
        """Start the server and wait until it answers.

        :raise SetupError: it ended or did not answer in time
        """
        self.stop()
        command = self.odoo.command(
            *("-d", self.database, f"--db-filter=^{self.database}$"),
            f"--http-port={self.http_port}",
            f"--gevent-port={self.gevent_port}",
            f"--workers={self.workers}",
            f"--max-cron-threads={self.crons}",
            f"--logfile={self.log}",
            *(["--proxy-mode"] if self.proxy else []),
        )
        self.odoo.account.own(self.pid_file.parent)
        self._hand_over_log()
        with self.log.open("ab") as stream:
            # A session of its own: closing the terminal does not stop it.
            process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                env=self.odoo.environment(),
                cwd=self.odoo.layout.home,
                start_new_session=True,
            )
        self.pid_file.write_text(f"{process.pid}\n")
        self._wait(process)

    def _hand_over_log(self):
        self.log.touch()
        if self.odoo.account.switch:
            os.chown(self.log, self.odoo.account.uid, self.odoo.account.gid)

    def _wait(self, process):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                break
            if answers(f"http://127.0.0.1:{self.http_port}/web/health"):
                return
            time.sleep(0.3)
        self.stop()
        raise SetupError("Odoo does not start.\n" + read_tail(self.log), see(self.log))

    def pid(self):
        """Return the process id of the running server, None if there is none."""
        try:
            pid = int(self.pid_file.read_text())
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            return None
        # The number may have gone to another program since.
        return pid if os.fsencode(self.odoo.configuration) in command else None

    def stop(self):
        """Stop the server and its workers, patiently, then not."""
        pid = self.pid()
        self.pid_file.unlink(missing_ok=True)
        if pid is None:
            return
        os.kill(pid, signal.SIGTERM)
        for _attempt in range(STOP_SECONDS * 10):
            if not is_alive(pid):
                return
            time.sleep(0.1)
        os.killpg(pid, signal.SIGKILL)


def answers(address):
    """Tell whether an HTTP server says that all is well."""
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False
