#!/bin/bash
# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
#
# Static checks of the repository, without a database. All of them run, whatever the
# first ones say; the status is that of the worst.
#
#   setup/lint/static.sh            check
#   setup/lint/static.sh --fix      repair what the tools can repair, then check
#
# setup/test starts it with the linters on PATH and ODOO_CONF set to an Odoo
# configuration file, in which the addons that ours depend on are found.
set -uo pipefail
cd "$(dirname "$0")/../.."
: "${ODOO_CONF:?names an Odoo configuration file}"
shopt -s nullglob
addons=(sav_*/__manifest__.py)
addons=("${addons[@]%/__manifest__.py}")
failed=()

# check NAME COMMAND...: run a check and remember that it failed.
check() {
    local name=$1
    shift
    "$@" || { failed+=("$name"); echo "--- $name: failed"; }
}

# Print the terms of a translation that a filter keeps; fail if there is one.
no_term() {
    local found
    found=$(msgattrib --no-obsolete "$1" "$2") || return
    [ -z "$found" ] || { echo "$2: ${1#--}"; echo "$found"; return 1; }
}

# Tell whether a file exists, aloud when it does not.
present() {
    [ -f "$1" ] || { echo "$1 is missing"; return 1; }
}

if [ "${1:-}" = --fix ]; then
    ruff check --fix .
    ruff format .
    node_modules/.bin/prettier --write --log-level=warn .
    node_modules/.bin/eslint --fix .
    [ ${#addons[@]} -eq 0 ] || oca-checks-odoo-module --fix "${addons[@]}"
fi

check ruff ruff check .
check "ruff format" ruff format --check .
check prettier node_modules/.bin/prettier --check --log-level=warn .
check eslint node_modules/.bin/eslint --max-warnings=0 .
if [ ${#addons[@]} -gt 0 ]; then
    # A model that has much to do is split by subject, a class in each file
    # (sav_case_warranty.py, sav_case_flow.py…): merged as this check wants, it would be
    # a file of a thousand lines. An option of the command, as .pylintrc enables after
    # it disables.
    check pylint pylint --rcfile=.pylintrc \
        --disable=consider-merging-classes-inherited "${addons[@]}"
    check oca-checks-odoo-module oca-checks-odoo-module "${addons[@]}"
    manifestoo=(manifestoo -d . --no-addons-path-from-import-odoo
        --addons-path-from-odoo-cfg "$ODOO_CONF")
    check licences "${manifestoo[@]}" check-licenses
    # Prints what is missing, and is silent when nothing is.
    check dependencies test -z "$("${manifestoo[@]}" list-missing)"
fi
for addon in "${addons[@]}"; do
    check "$addon README" python -m docutils --report=2 --halt=2 \
        "$addon/README.rst" /dev/null
    check "$addon pyproject" present "$addon/pyproject.toml"
    if check "$addon fr.po" present "$addon/i18n/fr.po" &&
        [ -f "$addon/i18n/fr.po" ]; then
        check "$addon po" oca-checks-po --disable=po-pretty-format \
            "$addon/i18n/fr.po" "$addon/i18n/$addon.pot"
        # The French translation is complete and certain.
        check "$addon fr.po" no_term --untranslated "$addon/i18n/fr.po"
        check "$addon fr.po" no_term --only-fuzzy "$addon/i18n/fr.po"
    fi
done

if [ ${#failed[@]} -gt 0 ]; then
    printf 'static checks failed: %s\n' "${failed[*]}"
    exit 1
fi
echo "static checks passed"
