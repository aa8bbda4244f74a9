# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Private PostgreSQL clusters, reached by a Unix socket only.

There are two: the demonstration's keeps what was written through a power cut, the
tests' does not and is faster.
"""

import pwd
from pathlib import Path

from .account import environment
from .console import SetupError, step
from .process import capture, read_tail, run, succeeds

BINARIES = Path("/usr/lib/postgresql")
# Odoo refuses a role named ``postgres``, which is what root's servers run as.
ROLE = "odoo"
COMMON_SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
}
FORGETFUL_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
# The account, and nobody else of the machine, is the role.
ACCESS = {"hba": "local all all peer map=sav\n", "ident": "sav {account} {role}\n"}


def newest_binaries(folder=BINARIES):
    """Return the ``bin`` folder of the newest server installed.

    :raise SetupError: PostgreSQL is not installed
    """
    versions = [path for path in folder.glob("*/bin") if (path / "initdb").exists()]
    if not versions:
        raise SetupError(
            "PostgreSQL is not installed.",
            "install Debian's package postgresql, then run the command again.",
        )
    return max(versions, key=lambda path: float(path.parent.name))


class Cluster:
    """One private server.

    :param durable: False trades safety after a power cut for speed
    """

    def __init__(self, layout, account, name, *, durable):
        self.layout = layout
        self.account = account
        self.name = name
        self.durable = durable
        self.log = layout.logs / f"postgresql-{name}.log"
        self.socket = layout.socket_folder(f"pg-{name}")
        self._binaries = None

    @property
    def binaries(self):
        self._binaries = self._binaries or newest_binaries()
        return self._binaries

    @property
    def version(self):
        """Major version of the server, as text."""
        return self.binaries.parent.name

    @property
    def data(self):
        return self.layout.work / f"pg-{self.name}-{self.version}"

    def environment(self):
        """Return the environment in which clients reach this server."""
        return environment(
            self.layout, PGHOST=str(self.socket), PGPORT="5432", PGUSER=ROLE
        )

    def command(self, program, *words):
        """Return a command of PostgreSQL under the right account."""
        return [*self.account.prefix(), self.binaries / program, *words]

    def is_running(self):
        return succeeds(
            self.command("pg_ctl", "status", "-D", self.data), env=self.environment()
        )

    def start(self):
        """Make the cluster if needed and start it.

        :return: whether it had to be started
        """
        if not (self.data / "sav-ready").exists():
            self._create()
        if self.is_running():
            return False
        self._write_settings()
        self.account.own(self.socket)
        # pg_ctl's server must not keep our output open.
        run(
            self.command("pg_ctl", "start", "-w", "-t", "60", "-D", self.data)
            + ["-l", self.log, "-o", f"-c config_file={self.data}/sav.conf"],
            log=self.layout.logs / "setup.log",
            problem="the private PostgreSQL does not start.\n" + read_tail(self.log),
            remedy=f"read {self.log}.",
            env=self.environment(),
            cwd="/",
        )
        return True

    def stop(self):
        if (self.data / "PG_VERSION").exists() and self.is_running():
            run(
                self.command("pg_ctl", "stop", "-w", "-m", "fast", "-D", self.data),
                log=self.layout.logs / "setup.log",
                env=self.environment(),
                cwd="/",
            )

    def _create(self):
        with step(f"PostgreSQL {self.version} ({self.name})"):
            if self.data.exists():
                run([*self.account.prefix(), "rm", "-rf", self.data], cwd="/")
            self.account.own(self.data)
            self.data.chmod(0o700)
            run(
                self.command("initdb", "-D", self.data, "-A", "trust", "-E", "UTF8")
                + ["--locale=C.UTF-8", "-U", ROLE, "--no-sync"],
                log=self.layout.logs / "setup.log",
                problem="the private PostgreSQL cannot be made.",
                env=self.environment(),
                cwd="/",
            )
            self._write_as_account(self.data / "sav-ready", "")

    def _account_name(self):
        return pwd.getpwuid(self.account.uid).pw_name

    def _write_settings(self):
        settings = COMMON_SETTINGS | {"unix_socket_directories": f"'{self.socket}'"}
        if not self.durable:
            settings |= FORGETFUL_SETTINGS
        lines = [f"include '{self.data}/postgresql.conf'"]
        lines += [f"{name} = {value}" for name, value in settings.items()]
        lines += [f"{kind}_file = '{self.data}/sav_{kind}.conf'" for kind in ACCESS]
        lines += [f"data_directory = '{self.data}'", ""]
        self._write_as_account(self.data / "sav.conf", "\n".join(lines))
        for kind, text in ACCESS.items():
            text = text.format(account=self._account_name(), role=ROLE)
            self._write_as_account(self.data / f"sav_{kind}.conf", text)

    def _write_as_account(self, path, text):
        run(
            [*self.account.prefix(), "sh", "-c", 'printf %s "$1" > "$2"', "sh"]
            + [text, path],
            cwd="/",
        )

    def query(self, sql, database="postgres"):
        """Return the rows of a query, one line a row, columns joined by ``|``."""
        rows = capture(
            self.command("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database)
            + ["-c", sql],
            env=self.environment(),
            cwd="/",
        )
        return rows.splitlines()

    def databases(self):
        """Return the names of the databases, without PostgreSQL's own."""
        return self.query(
            "SELECT datname FROM pg_database WHERE NOT datistemplate "
            "AND datname != 'postgres' ORDER BY 1"
        )

    def drop(self, database):
        """Remove a database, throwing out whoever is connected."""
        self.query(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def copy(self, source, target):
        """Make a database that is the copy of another one."""
        self.query(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def rename(self, source, target):
        """Rename a database that nobody uses."""
        self.query(f'ALTER DATABASE "{source}" RENAME TO "{target}"')
