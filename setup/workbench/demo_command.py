# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The command ``setup/demo``."""

import argparse

from .console import SetupError, say
from .demonstration import Demonstration
from .machine import Machine
from .system import check_port

HTTP_PORT = 8069
HTTPS_PORT = 8443
DESCRIPTION = """\
Set up everything and start a demonstration of the SAV suite in Odoo 19.

All that it makes lives in the folder .odoo of this clone, except Debian's packages;
downloads are kept in the user's cache folder. Interrupted, it resumes where it was."""


def parse(arguments):
    """Return the options of the command.

    :raise SystemExit: what was asked makes no sense; argparse has said why
    """
    parser = argparse.ArgumentParser(
        prog="setup/demo",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--fresh", action="store_true", help="throw the database away and make it anew"
    )
    parser.add_argument(
        "--port",
        type=port_number,
        help=f"port to serve on (default {HTTP_PORT}, or {HTTPS_PORT} with --https)",
    )
    parser.add_argument(
        "--https",
        action="store_true",
        help="serve with a certificate made here: a phone's camera asks for it",
    )
    parser.add_argument("--stop", action="store_true", help="stop what was started")
    parser.add_argument(
        "--lang",
        default=None,
        metavar="LANG",
        help="language of the demonstration, such as fr_FR (default) or en_US",
    )
    options = parser.parse_args(arguments)
    if options.stop and (options.fresh or options.port or options.https):
        parser.error("--stop goes alone")
    options.port = options.port or (HTTPS_PORT if options.https else HTTP_PORT)
    return options


def port_number(text):
    """Return a TCP port from its digits."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"“{text}” is no port: give 1 to 65535")
    return int(text)


def main(repository, arguments):
    """Run the command and return its exit status."""
    options = parse(arguments)
    machine = Machine(repository)
    if options.stop:
        return stop(machine)
    with machine.locked():
        if not is_ours(machine.layout, options.port):
            # Said now rather than after the minutes of the set-up.
            check_port(options.port)
        machine.prepare()
        start(Demonstration(machine), options)
    return 0


def is_ours(layout, port):
    """Tell whether the proxy of this clone was last seen on a port."""
    return f"listen {port}" in read_text(layout.work / "nginx/nginx.conf")


def read_text(path):
    """Return the text of a file, nothing when there is none."""
    try:
        return path.read_text()
    except OSError:
        return ""


def start(demonstration, options):
    """Bring the demonstration up as the options ask, and tell about it."""
    demonstration.cluster.start()
    if options.lang:
        check_language(demonstration.layout, options.lang)
    made_in = demonstration.language()
    if options.fresh:
        demonstration.drop_database()
    elif made_in and options.lang and options.lang != made_in:
        raise SetupError(
            f"the demonstration was made in {made_in}, not in {options.lang}.",
            f"make it anew: setup/demo --fresh --lang {options.lang}.",
        )
    demonstration.make_database(options.lang or "fr_FR")
    if not demonstration.is_serving(options.port, options.https):
        demonstration.serve(options.port, options.https)
    demonstration.tell()


def check_language(layout, lang):
    """Refuse a language that Odoo does not speak.

    :param lang: code with or without a country, such as ``fr_FR`` or ``pl``
    """
    codes = {path.stem for path in (layout.core_addons / "base/i18n").glob("*.po")}
    if lang != "en_US" and not {lang, lang.partition("_")[0]} & codes:
        raise SetupError(
            f"Odoo does not know the language “{lang}”.",
            "give a code such as fr_FR, ar_001 or en_US.",
        )


def stop(machine):
    """Stop the servers of this clone and return the exit status."""
    if not (machine.layout.work / "stamps").is_dir():
        say("Nothing was started from this clone.")
        return 0
    Demonstration(machine).stop()
    say("The demonstration is stopped; its data is kept.")
    return 0
