# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo's configuration files and command lines."""

import os
import secrets

from .postgres import ROLE
from .process import run


class Odoo:
    """Odoo, bound to one cluster and one data folder.

    :param cluster: the ``Cluster`` that holds its databases
    """

    def __init__(self, layout, account, cluster):
        self.layout = layout
        self.account = account
        self.cluster = cluster
        self.name = cluster.name
        self.configuration = layout.work / f"odoo-{self.name}.conf"

    @property
    def data(self):
        return self.layout.work / f"data-{self.name}"

    def filestore(self, database):
        return self.data / "filestore" / database

    def options(self):
        """Return the options common to every run."""
        folders = [self.layout.core_addons]
        if self.layout.addons():
            # Odoo warns of a folder that has no addon.
            folders.insert(0, self.layout.repository)
        return {
            "addons_path": ",".join(str(folder) for folder in folders),
            # Nobody knows it: databases are made and removed by commands alone.
            "admin_passwd": secrets.token_urlsafe(),
            "data_dir": self.data,
            "db_host": self.cluster.socket,
            "db_port": "5432",
            "db_user": ROLE,
            "http_interface": "127.0.0.1",
            "list_db": "False",
            "max_cron_threads": "0",
            # Its absence is a warning in every log; nothing here needs places.
            "geoip_city_db": "",
            "geoip_country_db": "",
        }

    def write_configuration(self, **extra):
        """Write the configuration file, whose options may be added to."""
        self.account.own(self.data)
        options = self.options() | extra
        lines = [f"{name} = {value}" for name, value in sorted(options.items())]
        self.configuration.write_text("\n".join(["[options]", *lines, ""]))
        if self.account.switch:
            os.chown(self.configuration, 0, self.account.gid)
        self.configuration.chmod(0o640)

    def command(self, *words, subcommand=""):
        """Return the command line of Odoo under the unprivileged account.

        :param subcommand: such as ``shell`` or ``i18n export``; none for the server
        """
        program = [self.layout.python, self.layout.root / "usr/bin/odoo"]
        program += subcommand.split()
        return [*self.account.prefix(), *program, "-c", self.configuration, *words]

    def environment(self, **extra):
        return self.cluster.environment() | extra

    def run(self, *words, subcommand="", log, problem="", **options):
        """Run Odoo to its end, with its output in a log."""
        run(
            self.command(*words, subcommand=subcommand),
            log=log,
            problem=problem,
            env=self.environment(),
            cwd=self.layout.home,
            **options,
        )

    def install(self, database, modules, *words, log):
        """Install modules in a database, which is made if it does not exist."""
        self.run(
            *("-d", database, "-i", ",".join(modules), "--stop-after-init"),
            *("--no-http", *words),
            log=log,
            problem=f"Odoo could not install {', '.join(modules)}.",
        )

    def copy_database(self, source, target):
        """Copy a database that nobody uses, with its filestore."""
        self.drop_database(target)
        self.cluster.copy(source, target)
        if self.filestore(source).is_dir():
            # Odoo names these files after their content and never rewrites them:
            # links are as good as copies.
            run(
                [*self.account.prefix(), "cp", "-al"]
                + [self.filestore(source), self.filestore(target)],
                cwd="/",
            )

    def drop_database(self, database):
        """Remove a database and its filestore, if they exist."""
        self.cluster.drop(database)
        run(
            [*self.account.prefix(), "rm", "-rf", self.filestore(database)],
            cwd="/",
        )

    def rename_database(self, source, target):
        """Rename a database that nobody uses, with its filestore."""
        self.cluster.rename(source, target)
        if self.filestore(source).is_dir():
            os.rename(self.filestore(source), self.filestore(target))
