# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the system must give: Debian, disk space, packages and free ports."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from .console import SetupError, say, step
from .process import run, succeeds

# What each package is for; a fresh minimal system has none of them.
PACKAGES = {
    "chromium": "browser tests, pictures",
    "fonts-dejavu-core": "text of the printed documents",
    "gettext": "checks of the translations",
    "libfontconfig1": "PDF engine",
    "libxext6": "PDF engine",
    "libxrender1": "PDF engine",
    "nginx": "proxy",
    "openssl": "certificate of --https",
    "postgresql": "database",
    "procps": "process tools of Odoo's tests",
    "python3-venv": "Python environment",
    "util-linux": "running as another account",
    "odbc-postgresql": "ODBC driver",
    "tdsodbc": "ODBC driver",
    "unixodbc": "ODBC manager",
}
if sys.version_info >= (3, 12):
    PACKAGES["python3-rl-renderpm"] = "bitmaps of barcodes"
# Debian starts these when it installs them; we run private ones instead.
SERVICES = {"nginx": "nginx", "postgresql": "postgresql"}
DISK_NEEDED = 4 * 1024**3
NETWORK_REMEDY = (
    "check the network and the package sources of this machine (apt, pip and npm are "
    "used as they are configured), then run the command again: it resumes."
)


def check_debian(release_file=Path("/etc/os-release")):
    """Refuse a system on which nothing of this is known to work.

    :raise SetupError: not Debian, or a machine that is not 64 bits
    """
    try:
        release = parse_release(release_file.read_text())
    except OSError:
        release = {}
    if release.get("ID") != "debian" or not shutil.which("apt-get"):
        raise SetupError(
            f"this is {release.get('PRETTY_NAME', 'an unknown system')}, not Debian.",
            "run it on Debian 12 or newer, for instance in a virtual machine or in a "
            "container started from the image debian:12.",
        )
    if int(release.get("VERSION_ID", "99").split(".")[0]) < 12:
        raise SetupError(
            f"{release['PRETTY_NAME']} is too old.", "run it on Debian 12 or newer."
        )
    if os.uname().machine != "x86_64":
        raise SetupError(
            f"the PDF engine is built for x86_64, this is {os.uname().machine}.",
            "run it on an x86_64 machine.",
        )


def parse_release(text):
    """Return the fields of an os-release file as a dictionary."""
    pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
    return {key.strip(): value.strip().strip("\"'") for key, _eq, value in pairs}


def check_disk(folder, needed=DISK_NEEDED):
    """Refuse to start what would fill the disk.

    :param needed: bytes
    """
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise SetupError(
            f"{free / 1024**3:.1f} GiB are free on the disk of {folder}, "
            f"{needed / 1024**3:.1f} GiB are needed.",
            "free some space (setup/demo --fresh removes the databases of this "
            "clone), then run the command again.",
        )


def check_port(port, host="0.0.0.0"):
    """Refuse a TCP port that another program holds, or that needs rights."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise SetupError(
                f"port {port} is kept for the administrator.",
                "choose one above 1023, for instance --port 8069.",
            ) from None
        except OSError:
            raise SetupError(
                f"port {port} is taken by another program.",
                f"stop that program, or choose another port: --port {port + 1}.",
            ) from None


def missing_packages(packages=PACKAGES):
    """Return the Debian packages that are not installed, sorted."""
    query = ["dpkg-query", "-W", "-f", "${db:Status-Status}"]
    return sorted(
        name for name in packages if _query_status(query, name) != "installed"
    )


def _query_status(query, name):
    done = subprocess.run([*query, name], capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""


def install_packages(log):
    """Install the missing Debian packages.

    :raise SetupError: no right to do it, or no network
    """
    missing = missing_packages()
    if not missing:
        return
    apt = [*_elevation(missing), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    started = [SERVICES[name] for name in missing if name in SERVICES]
    with step(f"Debian packages: {', '.join(missing)}"):
        run(
            [*apt, "-q", "update"],
            log=log,
            problem="the package lists cannot be read.",
            remedy=NETWORK_REMEDY,
        )
        run(
            [*apt, "-q", "-y", "--no-install-recommends", "install", *missing],
            log=log,
            problem="Debian's packages cannot be installed.",
            remedy=NETWORK_REMEDY,
        )
        _leave_stopped(started, log)


def _elevation(missing):
    if os.geteuid() == 0:
        return []
    if succeeds(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    if shutil.which("sudo") and os.isatty(0):
        say("    sudo asks for your password to install Debian's packages.")
        return ["sudo"]
    raise SetupError(
        f"Debian packages are missing: {', '.join(missing)}.",
        "ask the administrator to run: apt-get install --no-install-recommends "
        f"{' '.join(missing)}",
    )


def _leave_stopped(services, log):
    # Port 80 of somebody's machine is not ours to take.
    if not services or not Path("/run/systemd/system").is_dir():
        return
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    for service in services:
        run([*sudo, "systemctl", "disable", "--now", service], log=log)
