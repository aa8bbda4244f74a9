# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Translation files: the template renewed from the database, and compared."""

import difflib
import shutil

from .console import say
from .process import run

# What Odoo's export writes anew each time, and nobody reads.
VOLATILE = (
    '"POT-Creation-Date:',
    '"PO-Revision-Date:',
)
LANGUAGE = "fr"
DIFFERENCE_LINES = 40


class Translations:
    """Exports the terms of our addons from a database that has them installed."""

    def __init__(self, layout, odoo, database):
        self.layout = layout
        self.odoo = odoo
        self.database = database
        self.log = layout.logs / "translations.log"

    def check(self):
        """Tell whether each addon's template says what its source says."""
        return all([self._check_addon(addon) for addon in self.layout.addons()])

    def _check_addon(self, addon):
        kept = self._template(addon)
        text = kept.read_text() if kept.exists() else ""
        fresh = self.export(addon)
        if stable(text) == fresh:
            return True
        say(f"{kept.relative_to(self.layout.repository)} is not fresh:")
        lines = difflib.unified_diff(
            stable(text).splitlines(), fresh.splitlines(), "kept", "fresh", lineterm=""
        )
        for line in list(lines)[:DIFFERENCE_LINES]:
            say(f"    {line}")
        say("    to renew it: setup/test --renew-translations")
        return False

    def renew(self):
        """Write the templates anew and bring the French files up to them."""
        for addon in self.layout.addons():
            template = self._template(addon)
            template.parent.mkdir(exist_ok=True)
            template.write_text(self.export(addon))
            french = template.with_name(f"{LANGUAGE}.po")
            if not french.exists():
                french.write_text(header(LANGUAGE))
            draft = self.layout.work / "run" / f"{addon}.po"
            merge = ["msgmerge", "--quiet", "--no-fuzzy-matching", "--no-wrap"]
            run([*merge, "-o", draft, french, template], log=self.log)
            run(["msgattrib", "--no-obsolete", "--no-wrap", "-o", draft, draft])
            shutil.copyfile(draft, french)
            draft.unlink()
            say(f"    {addon}: renewed")

    def export(self, addon):
        """Return the text of an addon's template, as its source makes it."""
        target = self.layout.home / f"{addon}.pot"
        self.odoo.run(
            *("-d", self.database, "-o", target, addon),
            subcommand="i18n export",
            log=self.log,
            problem=f"the terms of {addon} cannot be exported.",
        )
        return stable(target.read_text())

    def _template(self, addon):
        return self.layout.repository / addon / "i18n" / f"{addon}.pot"


def stable(text):
    """Return a template without the lines that change at each export."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(VOLATILE))


def header(language):
    """Return the first entry of a new translation file."""
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
    )
