# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Running programs: output kept in a log, failures told in words."""

import shlex
import subprocess
from pathlib import Path

from .console import SetupError

TAIL_LINES = 15


def run(command, *, log=None, problem="", remedy="", **options):
    """Run a command to its end.

    :param log: file to which the output is appended; None leaves it on the terminal
    :raise SetupError: the command failed or does not exist; holds the log's end
    """
    command = [str(part) for part in command]
    try:
        if log is None:
            status = subprocess.run(command, **options).returncode
        else:
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("ab") as stream:
                stream.write(f"\n$ {shlex.join(command)}\n".encode())
                stream.flush()
                status = subprocess.run(
                    command, stdout=stream, stderr=subprocess.STDOUT, **options
                ).returncode
    except OSError as error:
        raise SetupError(
            problem or f"{command[0]} could not be started ({error.strerror}).", remedy
        ) from error
    if status:
        raise SetupError(
            describe_failure(command, status, log, problem), remedy or see(log)
        )


def capture(command, **options):
    """Return the standard output of a command that must succeed, as text."""
    command = [str(part) for part in command]
    try:
        done = subprocess.run(command, capture_output=True, text=True, **options)
    except OSError as error:
        raise SetupError(
            f"{command[0]} could not be started ({error.strerror})."
        ) from error
    if done.returncode:
        raise SetupError(
            f"{shlex.join(command)} failed:\n{done.stderr.strip() or done.stdout}"
        )
    return done.stdout


def succeeds(command, **options):
    """Tell whether a command ends well, without a word."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        command = [str(part) for part in command]
        return subprocess.run(command, **quiet, **options).returncode == 0
    except OSError:
        return False


def describe_failure(command, status, log, problem):
    """Return the words of a failure, with the end of its log."""
    words = problem or f"{shlex.join(command)} failed with status {status}."
    tail = read_tail(log) if log else ""
    return f"{words}\n{tail}" if tail else words


def see(log):
    """Return the advice to read a log, if there is one."""
    return f"read {log}, then run the command again." if log else ""


def read_tail(log, lines=TAIL_LINES):
    """Return the last lines of a log, indented."""
    try:
        text = log.read_text(errors="replace")
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])


def is_alive(pid):
    """Tell whether a process runs; one that ended and awaits its parent does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
