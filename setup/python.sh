# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
#
# To be sourced: makes sure of a Python 3.11 or newer, on a bare Debian too. It is
# Debian's own: another one may be out of reach of the account that runs Odoo.

refuse() {
    printf '\nCannot go on: %s\nWhat to do: %s\n' "$1" "$2" >&2
    exit 1
}

has_python() {
    /usr/bin/python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

ensure_python() {
    has_python && return
    command -v apt-get >/dev/null ||
        refuse "this is not Debian, and Python 3.11 is missing." \
            "run it on Debian 12 or newer."
    local elevate=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            refuse "Python 3.11 or newer is missing." \
                "ask the administrator to run: apt-get install python3 python3-venv"
        elevate=(sudo)
    fi
    echo "==> Python"
    "${elevate[@]}" apt-get -q update >/dev/null &&
        "${elevate[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
            --no-install-recommends install python3 python3-venv >/dev/null 2>&1 ||
        refuse "Python cannot be installed from Debian's packages." \
            "check the network and the package sources, then run the command again."
    has_python ||
        refuse "this Debian's Python is older than 3.11." \
            "run it on Debian 12 or newer."
}
