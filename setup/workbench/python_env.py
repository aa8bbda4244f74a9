# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The two Python environments: Odoo's with the tests, and the linters'."""

import hashlib
import shutil
import sys
from pathlib import Path

from .console import step
from .layout import Stamp
from .process import run
from .system import NETWORK_REMEDY

# Where Debian's Python packages are: one of them draws bitmaps for reportlab.
DEBIAN_MODULES = Path("/usr/lib/python3/dist-packages")


class PythonEnvironment:
    """A virtual environment made from pinned requirements."""

    def __init__(self, layout, name, folder, requirements):
        self.layout = layout
        self.name = name
        self.folder = folder
        self.requirements = [
            layout.setup / "requirements" / f"{part}.txt" for part in requirements
        ]
        self.constraints = layout.setup / "requirements" / f"{name}-constraints.txt"
        self.log = layout.logs / f"python-{name}.log"

    def prepare(self):
        """Install what is pinned unless it is there already."""
        text = "\n".join(path.read_text() for path in self._sources())
        stamp = Stamp(self.layout, f"python-{self.name}", sys.version, text)
        if stamp.is_current():
            return
        stamp.clear()
        with step(f"Python environment “{self.name}”"):
            shutil.rmtree(self.folder, ignore_errors=True)
            run(
                [sys.executable, "-m", "venv", self.folder],
                log=self.log,
                problem="the virtual environment cannot be made.",
            )
            wheels = self._collect(text)
            self._pip("install", "--no-index", "--find-links", wheels, *self._files())
            if self.name == "odoo":
                self._add_odoo()
            stamp.write()

    def _collect(self, text):
        """Return the folder of the user's cache that holds every wheel."""
        version = "py" + ".".join(str(number) for number in sys.version_info[:3])
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        wheels = self.layout.cache / f"wheels-{self.name}-{version}-{digest}"
        if not wheels.is_dir():
            draft = wheels.with_suffix(".part")
            draft.mkdir(parents=True, exist_ok=True)
            # What an interrupted run fetched is taken from its folder.
            places = ["--find-links", draft, "-w", draft]
            # Debian's environments lack what the oldest packages build with.
            self._pip("wheel", "--use-pep517", *places, *self._files())
            draft.rename(wheels)
        return wheels

    def _sources(self):
        return [*self.requirements, self.constraints]

    def _files(self):
        words = [word for path in self.requirements for word in ("-r", path)]
        return [*words, "-c", self.constraints]

    def _pip(self, *words):
        cache = self.layout.cache / "pip"
        run(
            [self.folder / "bin/python", "-m", "pip", "--cache-dir", cache, *words],
            log=self.log,
            problem="Python's packages cannot be fetched or installed.",
            remedy=NETWORK_REMEDY,
        )

    def _add_odoo(self):
        (site,) = self.folder.glob("lib/python3*/site-packages")
        (site / "odoo-source.pth").write_text(f"{self.layout.odoo_parent}\n")
        for library in DEBIAN_MODULES.glob("_rl_renderPM.*.so"):
            (site / library.name).symlink_to(library)


def environments(layout):
    """Return Odoo's environment and the linters'."""
    return (
        PythonEnvironment(layout, "odoo", layout.venv, ["odoo", "test"]),
        PythonEnvironment(layout, "lint", layout.lint_venv, ["lint"]),
    )
