# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The whole set-up, in order: from a bare Debian to a machine that runs Odoo."""

import fcntl
import os
from contextlib import contextmanager

from .account import Account
from .console import SetupError, say
from .layout import Layout
from .node import Node
from .odoo import Odoo
from .odoo_source import OdooSource
from .pdf import PdfEngine
from .postgres import Cluster
from .python_env import environments
from .system import check_debian, check_disk, install_packages


class Machine:
    """What a command works with, once ``prepare`` has been called."""

    def __init__(self, repository):
        self.layout = Layout.of(repository)
        self.node = Node(self.layout)
        self._account = None

    @property
    def account(self):
        """The account that runs the servers, able to read the clone."""
        if self._account is None:
            self._account = Account.current().admitted_to(self.layout.repository)
        return self._account

    def cluster(self, name, *, durable):
        return Cluster(self.layout, self.account, name, durable=durable)

    def odoo(self, name, *, durable):
        """Return Odoo bound to a cluster of its own."""
        return Odoo(self.layout, self.account, self.cluster(name, durable=durable))

    @contextmanager
    def locked(self):
        """Keep a second set-up of this clone out while one is at work."""
        self._make_work_folder()
        with (self.layout.work / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise SetupError(
                    "another setup command is at work in this clone.",
                    "wait for its end, then run the command again.",
                ) from None
            yield

    def prepare(self):
        """Do what is not done yet.

        :raise SetupError: something is missing that only the user can give
        """
        # The account must be able to read what root makes here.
        os.umask(0o022)
        check_debian()
        if not (self.layout.stamps / "odoo").exists():
            check_disk(self.layout.work)
        install_packages(self.layout.logs / "debian.log")
        for folder in (self.layout.home, self.layout.logs):
            self.account.own(folder)
        for folder in ("pycache", "run"):
            self.account.own(self.layout.work / folder)
        odoo_env, lint_env = environments(self.layout)
        with self._cache_to_ourselves():
            lint_env.prepare()
            self.node.prepare()
            odoo_env.prepare()
            OdooSource(self.layout, self.node).prepare()
            PdfEngine(self.layout).prepare()

    @contextmanager
    def _cache_to_ourselves(self):
        """Keep the other clones of this user off the cache, or wait for them."""
        self.layout.cache.mkdir(parents=True, exist_ok=True)
        with (self.layout.cache / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("    waiting for the set-up of another clone of yours")
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make_work_folder(self):
        try:
            self.layout.work.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SetupError(
                f"{self.layout.work} cannot be made ({error.strerror}).",
                "run the command as the owner of the clone.",
            ) from error
