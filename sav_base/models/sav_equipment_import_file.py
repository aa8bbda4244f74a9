# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import csv
import io
import re
from itertools import islice

import openpyxl
from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.import_columns import (
    COLUMNS,
    CUSTOMER_KEYS,
    IDENTITY_KEYS,
    guess_encoding,
)

PLATE_KEYS = ("serial", "product", "barcode", "brand", "model")
KNOWN_KEYS = {*IDENTITY_KEYS, *PLATE_KEYS}
PREVIEW_LINES = 8
UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class SavEquipmentImport(models.Model):
    """The file of an installed base: read, shown, given back with its errors."""

    _inherit = "sav.equipment.import"

    def _read_rows(self):
        """Return the headers and the other rows of the file, as text.

        :raise UserError: in words, when it cannot be read, is empty or too long
        """
        self._check_has_file()
        content = base64.b64decode(self.with_context(bin_size=False).data_file)
        limit = self.company_id.sav_import_max_lines
        try:
            if content.startswith(b"PK\x03\x04") and not self._is_named(".ods"):
                rows = self._read_xlsx(content, limit)
            else:
                rows = self._read_other(content)
        except UserError:
            raise
        except Exception as error:  # whatever a broken file makes of a reader
            raise UserError(
                self.env._(
                    "%(file)s cannot be read: %(reason)s. Save it again as XLSX, or as "
                    "CSV in UTF-8, and send that.",
                    file=self.file_name,
                    reason=error,
                )
            ) from error
        if len(rows) < 2:
            raise UserError(
                self.env._(
                    "%(file)s has no line below its titles.", file=self.file_name
                )
            )
        if len(rows) - 1 > limit:
            raise UserError(
                self.env._(
                    "%(file)s has more than %(limit)s lines, the most that is taken at "
                    "once. Cut it into several files, or ask an administrator to raise "
                    "the limit in the settings.",
                    file=self.file_name,
                    limit=limit,
                )
            )
        width = len(rows[0])
        # A row that is longer than its titles has nothing that anybody named.
        return rows[0], [(row + [""] * width)[:width] for row in rows[1:]]

    def _is_named(self, extension):
        return self.file_name.lower().endswith(extension)

    def _read_xlsx(self, content, limit):
        """Return the rows of the first sheet, read line by line to save memory."""
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True
        )
        rows = []
        for values in book.worksheets[0].iter_rows(values_only=True):
            row = [self._get_cell_text(value) for value in values]
            if any(row):
                rows.append(row)
            if len(rows) > limit + 1:
                break
        book.close()
        return rows

    @api.model
    def _get_cell_text(self, value):
        if value is None:
            return ""
        if hasattr(value, "isoformat"):
            return str(value).removesuffix(" 00:00:00")
        if isinstance(value, float) and value.is_integer():
            # A serial number that the spreadsheet took for a number.
            return str(int(value))
        # Neither the database nor a spreadsheet takes what nobody can type.
        return UNTYPED.sub("", str(value)).strip()

    def _read_other(self, content):
        """Return the rows of a CSV, XLS or ODS file, as core's import reads them."""
        options = {"quoting": '"', "separator": "", "has_headers": True}
        file_type = "text/csv"
        if self._is_named(".ods"):
            file_type = "application/vnd.oasis.opendocument.spreadsheet"
        elif content.startswith(b"\xd0\xcf\x11\xe0"):
            file_type = "application/vnd.ms-excel"
        else:
            options["encoding"] = guess_encoding(content)
        reader = self.env["base_import.import"].create(
            {
                "res_model": "sav.equipment",
                "file": content,
                "file_name": self.file_name,
                "file_type": file_type,
            }
        )
        _length, rows = reader._read_file(options)
        return [[self._get_cell_text(value) for value in row] for row in rows]

    def _check_columns(self, headers, mapping):
        keys = set(mapping.values())
        problems = []
        if not keys.intersection(CUSTOMER_KEYS):
            problems.append(
                self.env._(
                    "No column says the customer: name one %(names)s.",
                    names=self._get_column_names(CUSTOMER_KEYS),
                )
            )
        if not keys.intersection(IDENTITY_KEYS):
            problems.append(
                self.env._(
                    "No column tells machines apart: name one %(names)s.",
                    names=self._get_column_names(IDENTITY_KEYS),
                )
            )
        if problems:
            titles = self.env._(
                "Titles that were read: %(titles)s", titles=", ".join(headers)
            )
            raise UserError("\n".join([*problems, titles]))

    @api.model
    def _get_column_names(self, keys):
        return self.env._(", ").join(
            f"“{name}”" for key in keys for name in COLUMNS[key][:2]
        )

    @api.model
    def _write_rows(self, rows):
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        return base64.b64encode(text.getvalue().encode())

    def _iter_rows(self):
        """Return an iterator on the rows that were read, titles included."""
        content = base64.b64decode(self.with_context(bin_size=False).rows_file)
        return csv.reader(io.StringIO(content.decode(), newline=""))

    def _get_lines(self, size):
        """Return the next lines, and what the earlier ones are known by.

        :return: ``(lines, earlier)``: ``lines`` is a list of ``(number, {key: text})``,
            1 is the line below the titles; ``earlier`` is what ``_add_line_keys``
            fills
        """
        mapping = {int(index): key for index, key in self.mapping.items()}
        rows = self._iter_rows()
        next(rows)
        earlier = {}
        columns = [(i, key) for i, key in mapping.items() if key in KNOWN_KEYS]
        for row in islice(rows, self.position):
            texts = {key: row[index].strip() for index, key in columns}
            self._add_line_keys(texts, earlier)
        lines = [
            (
                self.position + rank,
                {key: row[index].strip() for index, key in mapping.items()},
            )
            for rank, row in enumerate(islice(rows, size), 1)
        ]
        return lines, earlier

    @api.model
    def _add_line_keys(self, texts, known):
        """Add to ``known``, sets by key, what the machine of a line is known by.

        ``plate`` is what tells a machine without reference from another: its serial
        number and what it is.
        """
        for key in IDENTITY_KEYS:
            if texts.get(key):
                known.setdefault(key, set()).add(texts[key])
        if texts.get("serial") and not texts.get("external_ref"):
            known.setdefault("plate", set()).add(self._get_plate(texts))

    @api.model
    def _get_plate(self, texts):
        return tuple(texts.get(key) or "" for key in PLATE_KEYS)

    def _get_preview(self, headers, rows, mapping, ignored, doubles):
        """Return how the columns were understood, and the first lines."""
        head = Markup("").join(
            Markup("<th>%s<br/><small>%s</small></th>")
            % (headers[index], self._get_key_label(key))
            for index, key in mapping.items()
        )
        body = Markup("").join(
            Markup("<tr>%s</tr>")
            % Markup("").join(Markup("<td>%s</td>") % row[index] for index in mapping)
            for row in rows[:PREVIEW_LINES]
        )
        notes = []
        if ignored:
            notes.append(
                self.env._("Columns left out: %(titles)s", titles=", ".join(ignored))
            )
        if doubles:
            notes.append(
                self.env._(
                    "Columns left out, another one says the same: %(titles)s",
                    titles=", ".join(doubles),
                )
            )
        return Markup(
            '<div class="table-responsive"><table class="table table-sm"><thead><tr>%s'
            "</tr></thead><tbody>%s</tbody></table></div>%s"
        ) % (head, body, Markup("").join(Markup("<p>%s</p>") % note for note in notes))

    @api.model
    def _get_key_label(self, key):
        """Return what a column is taken for, in the words of the reader."""
        labels = {
            "external_ref": self.env._("External Reference"),
            "customer": self.env._("Customer"),
            "customer_ref": self.env._("Customer Reference"),
            "customer_vat": self.env._("Tax ID"),
            "customer_email": self.env._("Email"),
            "site": self.env._("Site"),
            "owner": self.env._("Owner"),
            "payer": self.env._("Payer"),
            "product": self.env._("Product Code"),
            "barcode": self.env._("Barcode"),
            "serial": self.env._("Serial Number"),
            "brand": self.env._("Brand"),
            "model": self.env._("Model"),
            "name": self.env._("Name"),
            "category": self.env._("Category"),
            "parent": self.env._("Part Of"),
            "date_sale": self.env._("Sold On"),
            "sale_document": self.env._("Sale Document"),
            "date_commissioning": self.env._("Commissioned On"),
            "warranty_policy": self.env._("Warranty Policy"),
            "note": self.env._("Note"),
        }
        return labels[key]

    @api.model
    def _get_template(self):
        """Return a spreadsheet with the titles and one example line."""
        example = {
            "external_ref": "SITE-0001",
            "customer": self.env._("Name, reference, tax ID or e-mail"),
            "serial": "SN-123456",
            "brand": "Fagor",
            "model": "F-4812",
            "date_sale": "2025-01-31",
        }
        # Titles that are understood, not translated freely.
        rank = 1 if (self.env.lang or "").startswith("fr") else 0
        titles = [names[rank] for names in COLUMNS.values()]
        return self._make_book(
            [titles, [example.get(key, "") for key in COLUMNS]],
        )

    def _get_error_file(self):
        """Return a spreadsheet of the lines in error, to correct and send again."""
        self.ensure_one()
        self._check_has_file()
        if not self.rows_file:
            raise UserError(
                self.env._("Check %(file)s first.", file=self.file_name),
            )
        messages = {error.line: error.message for error in self.error_ids}
        rows = self._iter_rows()
        book = [[*next(rows), self.env._("Error")]]
        book += [
            [*row, messages[line]]
            for line, row in enumerate(rows, 1)
            if line in messages
        ]
        return self._make_book(book)

    @api.model
    def _make_book(self, rows):
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in rows:
            cells = []
            for value in row:
                cell = openpyxl.cell.WriteOnlyCell(sheet, value=value)
                # Text, also where it looks like a formula or a number.
                cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
        content = io.BytesIO()
        book.save(content)
        return content.getvalue()
