"""Zip archives told apart: Word, OpenDocument text, Excel; each opened by its own file once the archive is known to be sane."""

from passerelles.reading.formats.archives import open_archive, part
from passerelles.reading.formats.drafts import Opened
from passerelles.reading.formats.errors import Unreadable
from passerelles.reading.formats.opendocument import read_odt
from passerelles.reading.formats.sheets import read_xlsx
from passerelles.reading.formats.word import read_docx


def read_zip(data: bytes) -> Opened:
    """Open an office file by what is in it. Raises Unreadable: truncated, unsafe, encrypted, unknown-format, damaged."""
    archive = open_archive(data)
    names = set(archive.namelist())
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(name.startswith("word/") for name in names)):
        return read_docx(archive)
    if "xl/workbook.xml" in names:
        return read_xlsx(archive, data)
    if "content.xml" in names:
        kind = part(archive, "mimetype").decode("ascii", "replace") if "mimetype" in names else ""
        if "spreadsheet" in kind or "presentation" in kind:
            raise Unreadable(
                f"it is an OpenDocument {'spreadsheet: save it as .xlsx' if 'spread' in kind else 'presentation'}", cause="unknown-format"
            )
        return read_odt(archive)
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable("it is a presentation: save it as .pdf", cause="unknown-format")
    raise Unreadable("it is a zip archive, not a document: unpack it first", cause="unknown-format")
