# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where everything lives: the repository, its private folder, the user's cache."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

# A Unix socket path holds 107 bytes; ``.s.PGSQL.5432`` takes 14 of them.
SOCKET_FOLDER_MAX = 90


@dataclass(frozen=True)
class Layout:
    """The folders of one clone."""

    repository: Path
    work: Path
    cache: Path

    @classmethod
    def of(cls, repository, environ=os.environ):
        """Return the layout of a clone; ``SAV_WORK`` shares another one's folder."""
        repository = Path(repository).resolve()
        work = Path(environ.get("SAV_WORK") or repository / ".odoo").resolve()
        cache = environ.get("XDG_CACHE_HOME")
        # The specification says that a relative path is to be ignored.
        if not cache or not Path(cache).is_absolute():
            cache = Path(environ.get("HOME") or "/tmp") / ".cache"
        return cls(repository, work, Path(cache) / "sav-suite")

    @property
    def setup(self):
        return self.repository / "setup"

    @property
    def root(self):
        """Where Debian's packages of Odoo are unpacked."""
        return self.work / "root"

    @property
    def odoo_parent(self):
        """The folder that holds the Python package ``odoo``."""
        return self.root / "usr/lib/python3/dist-packages"

    @property
    def core_addons(self):
        return self.odoo_parent / "odoo/addons"

    @property
    def venv(self):
        return self.work / "venv"

    @property
    def lint_venv(self):
        return self.work / "lint"

    @property
    def python(self):
        return self.venv / "bin/python"

    @property
    def binaries(self):
        return self.work / "bin"

    @property
    def logs(self):
        return self.work / "log"

    @property
    def home(self):
        """The home folder of the unprivileged account's processes."""
        return self.work / "home"

    @property
    def stamps(self):
        return self.work / "stamps"

    def socket_folder(self, name):
        """Return a folder short enough to hold PostgreSQL's socket."""
        folder = self.work / "run" / name
        if len(os.fsencode(folder)) <= SOCKET_FOLDER_MAX:
            return folder
        digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
        return Path("/tmp") / f"sav-{digest}"

    def addons(self):
        """Return the names of the suite's addons present here, sorted."""
        manifests = self.repository.glob("sav_*/__manifest__.py")
        return sorted(manifest.parent.name for manifest in manifests)


class Stamp:
    """Remembers that a step was done, and from what: lets a rerun skip it."""

    def __init__(self, layout, name, *inputs):
        self.path = layout.stamps / name
        text = "\0".join(str(value) for value in inputs)
        self.digest = hashlib.sha256(text.encode()).hexdigest()

    def is_current(self):
        try:
            return self.path.read_text().strip() == self.digest
        except OSError:
            return False

    def clear(self):
        self.path.unlink(missing_ok=True)

    def write(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # A rename is whole or nothing: an interruption leaves no half stamp.
        draft = self.path.with_suffix(".new")
        draft.write_text(self.digest + "\n")
        draft.replace(self.path)
