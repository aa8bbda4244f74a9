# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Odoo 19 itself, from Debian's packages, unpacked and never installed.

Odoo is not on the Python index; Debian unstable carries it. Its static files are
relative links into the same private root, so every package is unpacked there.
"""

import hashlib
import os
import re
import shutil
import tarfile
import tempfile
from pathlib import Path

from .console import SetupError, say, step
from .layout import Stamp
from .process import capture, run
from .system import NETWORK_REMEDY

SUITE = "sid"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
TARGET_FORMAT = "$(REPO_URI)|$(SUITE)|$(COMPONENT)"
# Odoo's package leaves out this file and links to an icon font that Debian has since
# replaced by an incompatible version: the npm packages hold both.
NPM_FILES = {
    "@mediapipe/selfie_segmentation@0.1.1675465747": (
        "package/selfie_segmentation.js",
        "usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/"
        "selfie_segmentation/selfie_segmentation.js",
    ),
    "font-awesome@4.7.0": (
        "package/fonts",
        "usr/share/fonts-font-awesome/fonts",
    ),
}
# Debian moved this font since Odoo's package was made: {where wanted: where it is}.
MOVED_FILES = {
    "usr/share/fonts/truetype/inconsolata/Inconsolata.otf": (
        "usr/share/fonts/opentype/inconsolata/Inconsolata-Regular.otf"
    ),
}


def read_pins(path):
    """Return the tested packages: {name: (version, sha256)}."""
    lines = (line.split() for line in path.read_text().splitlines())
    return {line[0]: (line[1], line[2]) for line in lines if line and line[0] != "#"}


def choose_mirror(targets):
    """Return the address of the main archive among apt's index targets.

    :param targets: lines ``address|suite|component``
    :return: None when there is none
    """
    for line in targets.splitlines():
        address, _sep, rest = line.partition("|")
        suite, _sep, component = rest.partition("|")
        side = re.search(r"security|updates|backports|debug|proposed", line)
        if component == "main" and not side and suite and "debian" in address:
            return address
    return None


class OdooSource:
    """Fetches, checks and unpacks Odoo into the private root."""

    def __init__(self, layout, node):
        self.layout = layout
        self.node = node
        self.log = layout.logs / "odoo-source.log"
        self.apt_folder = layout.cache / "apt"
        self.debs = layout.cache / "debs"
        self.pins_file = layout.setup / "odoo-packages.txt"
        self.pins = read_pins(self.pins_file)

    def prepare(self):
        """Unpack Odoo unless it is there already."""
        stamp = Stamp(self.layout, "odoo", self.pins_file.read_text(), NPM_FILES)
        if stamp.is_current():
            return
        stamp.clear()
        with step("Odoo 19"):
            self._unpack(self._fetch())
            stamp.write()

    def _unpack(self, debs):
        """Make the private root whole, then put it in its place."""
        place = self.layout.root
        # What is left of an interrupted run may still be written to by its child.
        for leftover in place.parent.glob(f"{place.name}-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        draft = Path(tempfile.mkdtemp(prefix=f"{place.name}-", dir=place.parent))
        draft.chmod(0o755)
        for deb in debs:
            run(["dpkg", "-x", deb, draft], log=self.log)
        for package, (inside, target) in NPM_FILES.items():
            self._add_npm_file(package, inside, draft / target)
        for wanted, present in MOVED_FILES.items():
            self._link(draft / wanted, draft / present)
        check_links(draft)
        if place.exists():
            place.rename(tempfile.mkdtemp(prefix=f"{place.name}-", dir=place.parent))
        draft.rename(place)
        for leftover in place.parent.glob(f"{place.name}-*"):
            shutil.rmtree(leftover, ignore_errors=True)

    def _fetch(self):
        self.debs.mkdir(parents=True, exist_ok=True)
        missing = [name for name in self.pins if not self._cached(name)]
        if missing:
            self._download(missing)
        return [self._cached(name) or self._served(name) for name in self.pins]

    def _cached(self, name):
        _version, digest = self.pins[name]
        for deb in self.debs.glob(f"{name}_*.deb"):
            if file_digest(deb) == digest:
                return deb
        return None

    def _served(self, name):
        # Unstable moves on: say so rather than refuse, the tests will judge.
        debs = sorted(
            self.debs.glob(f"{name}_*.deb"), key=lambda deb: deb.stat().st_mtime
        )
        if not debs:
            raise SetupError(f"Debian's package {name} was not served.", NETWORK_REMEDY)
        version, _digest = self.pins[name]
        say(
            f"    NOTE: {debs[-1].name} is served; the suite was tested with {version}."
        )
        return debs[-1]

    def _download(self, names):
        options = self._apt_options()
        failed = {
            "problem": "Odoo's packages cannot be fetched from Debian unstable.",
            "remedy": NETWORK_REMEDY,
            "log": self.log,
        }
        say(f"    fetching {', '.join(names)}")
        run(["apt-get", *options, "-q", "update"], **failed)
        run(["apt-get", *options, "-q", "download", *names], cwd=self.debs, **failed)

    def _apt_options(self):
        """Return options that keep apt off the system's own lists and sources."""
        folder = self.apt_folder
        for part in ("lists/partial", "cache/archives/partial"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        sources = folder / "sources.list"
        sources.write_text(f"deb [signed-by={KEYRING}] {self._mirror()} {SUITE} main\n")
        return private_apt(folder, sources)

    def _mirror(self):
        query = ["apt-get", "indextargets", "--format", TARGET_FORMAT]
        query.append("Created-By: Packages")
        mirror = choose_mirror(capture(query))
        if mirror:
            return mirror
        # apt tells nothing before the lists were read once.
        folder = self.apt_folder / "system"
        (folder / "lists/partial").mkdir(parents=True, exist_ok=True)
        options = ["-o", f"Dir::State::Lists={folder}/lists"]
        run(
            ["apt-get", *options, "-o", "APT::Sandbox::User=", "-q", "update"],
            log=self.log,
            problem="the package lists cannot be read.",
            remedy=NETWORK_REMEDY,
        )
        mirror = choose_mirror(capture([*query, *options]))
        if not mirror:
            raise SetupError(
                "no Debian mirror is configured on this machine.",
                "add Debian's main archive to /etc/apt/sources.list.d, then run the "
                "command again.",
            )
        return mirror

    def _add_npm_file(self, package, inside, target):
        archive = self.node.pack(package)
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                if member.name != inside and not member.name.startswith(inside + "/"):
                    continue
                place = Path(f"{target}{member.name.removeprefix(inside)}")
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(tar.extractfile(member).read())

    def _link(self, wanted, present):
        wanted.parent.mkdir(parents=True, exist_ok=True)
        wanted.symlink_to(os.path.relpath(present, wanted.parent))


def check_links(root):
    """Refuse a root in which a link leads nowhere.

    :raise SetupError: names the missing files
    """
    broken = [
        str(link.relative_to(root))
        for link in root.rglob("*")
        if link.is_symlink() and not link.exists()
    ]
    if broken:
        raise SetupError(
            "Debian's packages no longer fit together; missing: "
            f"{', '.join(sorted(broken))}.",
            "report it: the list in setup/odoo-packages.txt has to follow.",
        )


def private_apt(folder, sources):
    """Return apt options that use a source list and folders of one's own."""
    settings = {
        "Dir::Etc::SourceList": sources,
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State::Lists": folder / "lists",
        "Dir::Cache": folder / "cache",
        "APT::Get::List-Cleanup": 0,
        "APT::Sandbox::User": "",
    }
    return [
        word for name, value in settings.items() for word in ("-o", f"{name}={value}")
    ]


def file_digest(path):
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
