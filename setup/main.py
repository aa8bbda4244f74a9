# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Start a command of ``setup/``: ``python3 setup/main.py demo|test|bench …``."""

import errno
import sys
from pathlib import Path

from workbench import bench_command, demo_command, test_command
from workbench.console import SetupError, refuse

COMMANDS = {
    "bench": bench_command.main,
    "demo": demo_command.main,
    "test": test_command.main,
}


def describe(error):
    """Return the refusal that an error of the system amounts to."""
    if error.errno == errno.ENOSPC:
        return SetupError("the disk is full.", "free some space, then run it again.")
    return SetupError(
        f"{error.filename or 'a file'}: {error.strerror or error}.",
        "check who owns the clone and its folder .odoo, then run the command again.",
    )


def main(repository, name, *arguments):
    """Run a command and return its exit status; refusals are said in words."""
    try:
        return COMMANDS[name](repository, list(arguments))
    except SetupError as error:
        return refuse(error)
    except OSError as error:
        return refuse(describe(error))
    except KeyboardInterrupt:
        print("\nInterrupted. Run the command again: it resumes.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent, *sys.argv[1:]))
