# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each addon as a package: its wheel is built, and pip installs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from workbench.databases import read_manifest
from workbench.layout import Layout

LAYOUT = Layout.of(Path(__file__).resolve().parent.parent)


def pip(*words):
    """Run pip without reaching for the network; return its output."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", *map(str, words)],
        # The manifest's version as it is, without counting commits.
        env=os.environ | {"WHOOL_POST_VERSION_STRATEGY_OVERRIDE": "none"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("addon", LAYOUT.addons())
def test_wheel_installs(addon, tmp_path):
    # A copy: building writes beside the sources.
    source = tmp_path / addon
    shutil.copytree(LAYOUT.repository / addon, source)
    pip("wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path / "dist", source)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    version = read_manifest(source)["version"]
    assert wheel.name == f"odoo_addon_{addon}-{version}-py3-none-any.whl"

    target = tmp_path / "target"
    pip("install", "--no-deps", "--no-index", "--target", target, wheel)
    installed = target / "odoo/addons" / addon
    packed = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    unpacked = {
        path.relative_to(installed) for path in installed.rglob("*") if path.is_file()
    }
    kept_out = {Path("pyproject.toml")}
    missing = {
        path
        for path in packed - unpacked - kept_out
        if "__pycache__" not in path.parts and path.parts[0] != "build"
    }
    assert not missing
