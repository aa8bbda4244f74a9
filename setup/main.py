# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Start one of the commands of ``setup/``: ``python3 setup/main.py demo|test …``."""

import sys
from pathlib import Path

from workbench import demo_command, test_command
from workbench.console import SetupError, refuse

COMMANDS = {"demo": demo_command.main, "test": test_command.main}


def main(repository, name, *arguments):
    """Run a command and return its exit status; refusals are said in words."""
    try:
        return COMMANDS[name](repository, list(arguments))
    except SetupError as error:
        return refuse(error)
    except KeyboardInterrupt:
        print("\nInterrupted. Run the command again: it resumes.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent, *sys.argv[1:]))
