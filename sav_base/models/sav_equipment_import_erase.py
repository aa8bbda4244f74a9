# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# Days without a change after which a file is erased: time to correct the lines in
# error of an import, and to take up one that was left.
DAYS_IMPORTED = 7
DAYS_LEFT = 30
GC_LIMIT = 100
SHORTEST_WORD = 3


class SavEquipmentImport(models.Model):
    """The file names customers, and is of no use once it is imported: it is erased."""

    _inherit = "sav.equipment.import"

    date_erased = fields.Date(
        string="File Erased On",
        readonly=True,
        copy=False,
        help="The file, its first lines and its lines in error name customers: they "
        "are erased 7 days after the import, 30 days after one that was not finished.",
    )

    @api.autovacuum
    def _gc_files(self):
        """Erase the files that nobody needs any more."""
        now = fields.Datetime.now()
        is_done = Domain("state", "=", "done")
        domain = Domain("date_erased", "=", False) & (
            is_done & Domain("write_date", "<", now - timedelta(days=DAYS_IMPORTED))
            | ~is_done & Domain("write_date", "<", now - timedelta(days=DAYS_LEFT))
        )
        batches = self.search(domain, limit=GC_LIMIT).try_lock_for_update()
        batches._erase_file()
        return len(batches), len(batches) == GC_LIMIT

    def _erase_file(self):
        """Erase what names customers; when, by whom and how many lines stays.

        What was not finished begins again, with another file.
        """
        # sudo: what came of an import is written by the verbs alone, of any company.
        batches_sudo = self.sudo()
        batches_sudo.error_ids.unlink()
        batches_sudo.write({"data_file": False, "rows_file": False, "preview": False})
        batches_sudo.filtered(lambda batch: batch.state != "done").line_count = 0
        batches_sudo.date_erased = fields.Date.context_today(self)

    def _check_has_file(self):
        if not self.data_file:
            raise UserError(
                self.env._(
                    "The file %(file)s was erased, as it names customers: send it "
                    "again.",
                    file=self.file_name,
                )
            )

    @api.model
    def _find_naming(self, words):
        """Return, in sudo, the imports whose file still holds one of these words.

        :param words: names and e-mails; those of a letter or two are left out
        """
        words = {" ".join((word or "").casefold().split()) for word in words}
        words = sorted(word for word in words if len(word) >= SHORTEST_WORD)
        # sudo: somebody's data are found in all companies, the caller checks the right.
        batches_sudo = self.sudo()
        if not words:
            return batches_sudo.browse()
        pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))})(?!\w)")
        return batches_sudo.search([("date_erased", "=", False)]).filtered(
            lambda batch: pattern.search(batch._get_file_words())
        )

    def _get_file_words(self):
        """Return all that is written in the file, in small letters."""
        if self.rows_file:
            rows = self._iter_rows()
        else:
            try:
                _titles, rows = self._read_rows()
            except UserError:
                # It is no table that can be read, nor imported: its retention ends it.
                return ""
        cells = (cell for row in rows for cell in row if cell)
        return "\n".join(" ".join(cell.casefold().split()) for cell in cells)
