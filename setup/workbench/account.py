# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The unprivileged account that runs Odoo, PostgreSQL and the browser.

Odoo complains when it is root and PostgreSQL refuses it: root lends the account
``postgres``, which Debian's package made, and everybody else is oneself.
"""

import os
import pwd
from dataclasses import dataclass

from .console import SetupError
from .process import capture, succeeds

LENT_ACCOUNT = "postgres"
# What lets the lent account into a clone kept under a private folder, such as
# root's home. Containers may withhold the first and keep the second.
CAPABILITIES = ("dac_read_search", "dac_override")


@dataclass(frozen=True)
class Account:
    """Who runs the servers, and how to become that account."""

    uid: int
    gid: int
    switch: bool = False
    capability: str = ""

    @classmethod
    def current(cls):
        """Return the account for whoever runs the command.

        :raise SetupError: root has no account to lend
        """
        if os.geteuid():
            return cls(os.geteuid(), os.getegid())
        try:
            entry = pwd.getpwnam(LENT_ACCOUNT)
        except KeyError:
            raise SetupError(
                f"the account “{LENT_ACCOUNT}” is missing.",
                "install Debian's package postgresql, then run the command again.",
            ) from None
        return cls(entry.pw_uid, entry.pw_gid, switch=True)

    def prefix(self):
        """Return the words that put a command under this account."""
        if not self.switch:
            return []
        words = ["setpriv", f"--reuid={self.uid}", f"--regid={self.gid}"]
        words.append("--init-groups")
        if self.capability:
            words += [
                # Without it, access(2) answers as if there were no capability.
                "--securebits=+no_setuid_fixup",
                f"--inh-caps=+{self.capability}",
                f"--ambient-caps=+{self.capability}",
            ]
        return [*words, "--"]

    def admitted_to(self, folder):
        """Return this account, able to read the folder.

        :raise SetupError: it cannot, whatever is tried
        """
        if self._can_read(folder):
            return self
        for capability in CAPABILITIES:
            account = Account(self.uid, self.gid, self.switch, capability)
            if self.switch and account._can_read(folder):
                return account
        raise SetupError(
            f"the account that runs Odoo cannot read {folder}.",
            "move the clone to a folder that others may read, such as one under "
            "/srv or /opt, or run the command as an ordinary user.",
        )

    def _can_read(self, folder):
        search = ["find", folder, "-maxdepth", "2", "!", "-readable", "-print", "-quit"]
        if not succeeds([*self.prefix(), "test", "-x", folder]):
            return False
        return not capture([*self.prefix(), *search]).strip()

    def own(self, folder):
        """Make a folder if needed and give it to this account."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.switch:
            os.chown(folder, self.uid, self.gid)
        return folder


def environment(layout, **extra):
    """Return the environment of the account's processes.

    :return: dictionary; programs of the private folder come first on the path
    """
    kept = ("LANG", "TERM", "TZ", "CI", "http_proxy", "https_proxy", "no_proxy")
    values = {name: os.environ[name] for name in kept if name in os.environ}
    values |= {
        "HOME": str(layout.home),
        "LC_ALL": "C.UTF-8",
        "PATH": os.pathsep.join(
            [
                str(layout.binaries),
                str(layout.venv / "bin"),
                "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ]
        ),
        # The clone stays clean, and may be read-only for the account.
        "PYTHONPYCACHEPREFIX": str(layout.work / "pycache"),
    }
    return values | extra
