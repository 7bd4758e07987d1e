"""Real files of every format, made on the spot, for the tests of formats and for fuzzing; and what holds of every document."""

import io
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from typing import Any

import docx
from odf import opendocument, style, table, text
from openpyxl import Workbook
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from passerelles.reading.model import Document

TITLE = "Compte rendu du groupe Chine"
PROSE = "Le groupe s’est réuni à Nantes pour préparer le séminaire, avec les villes et les régions qui travaillent en Chine."
ROWS = (
    ("Territoires", "Coopération", "Actualités"),
    ("Région Bretagne – Shandong", "Coopération sur l’agriculture, la mer et la formation des jeunes", "2025 : quarante ans"),
    ("Ville de Rennes – Jinan", "Jumelage ; échanges de jeunes", ""),
    ("Nantes – Qingdao", "Coopération sur le port et la recherche marine", "2024 : accueil d’une délégation"),
)


def holds(document: Document) -> None:
    """Assert what is true of every document: blocks in order, nothing left out but white space, cells inside their rows."""
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end <= len(document.text), block
        assert not document.text[at : block.start].strip(), repr(document.text[at : block.start])
        words = document.text[block.start : block.end]
        assert words == words.strip(), block
        inside = block.start
        for start, end in block.cells:
            assert inside <= start <= end <= block.end, block
            inside = end
        assert bool(block.cells) == (block.kind == "row")
        assert (block.table is None) == (block.kind != "row")
        assert 1 <= block.level <= 6 if block.kind == "heading" else block.level == 0
        at = block.end
    assert not document.text[at:].strip(), repr(document.text[at:])
    assert document.blocks
    document.text.encode("utf-8")  # no half of a surrogate pair


def words(document: Document, kind: str) -> list[str]:
    """Return the words of the blocks of a kind."""
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


def rows(document: Document) -> list[tuple[str, ...]]:
    """Return the rows' cells, the lines of a cell joined: with a blank, but after a hyphen."""
    return [tuple(joined(document.text[start:end]) for start, end in block.cells) for block in document.blocks if block.kind == "row"]


def joined(cell: str) -> str:
    """Put together what a narrow column broke: no blank after a hyphen."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    whole = ""
    for line in lines:
        whole += line if not whole or whole.endswith("-") else f" {line}"
    return whole


def word_file(build: Callable[[Any], object] | None = None) -> bytes:
    """A .docx with a title, a paragraph, a list and a table; or what `build` puts into an empty one."""
    document = docx.Document()
    if build:
        build(document)
    else:
        document.add_heading(TITLE, 1)
        document.add_paragraph(PROSE)
        document.add_paragraph("préparer le séminaire", style="List Bullet")
        grid = document.add_table(rows=0, cols=3)
        for cells in ROWS:
            for cell, said in zip(grid.add_row().cells, cells, strict=True):
                cell.text = said
        document.add_paragraph("Fin de la réunion à midi.")
    return saved(document.save)


def text_file() -> bytes:
    """An .odt with a title, a paragraph, a list and a table."""
    document = opendocument.OpenDocumentText()
    document.text.addElement(text.H(outlinelevel=1, text=TITLE))
    document.text.addElement(text.P(text=PROSE))
    items = text.List()
    item = text.ListItem()
    item.addElement(text.P(text="préparer le séminaire"))
    items.addElement(item)
    document.text.addElement(items)
    grid = table.Table()
    for cells in ROWS:
        row = table.TableRow()
        for said in cells:
            cell = table.TableCell()
            cell.addElement(text.P(text=said))
            row.addElement(cell)
        grid.addElement(row)
    document.text.addElement(grid)
    document.text.addElement(text.P(text="Fin de la réunion à midi."))
    document.automaticstyles.addElement(style.Style(name="unused", family="paragraph"))
    return saved(document.save)


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]], hidden: str = "") -> bytes:
    """An .xlsx with these sheets of rows; the sheet named `hidden` is hidden."""
    book = Workbook()
    book.remove(book.active)
    for name, lines in sheets or (("Relations", ROWS),):
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
        if name == hidden:
            sheet.sheet_state = "hidden"
    return saved(book.save)


def pdf(flowables: Sequence[Any] | None = None, *, page: Callable[[Any, Any], None] | None = None, **options: Any) -> bytes:
    """A PDF with a title, prose and a ruled table, or with the flowables given; `page` draws on every page."""
    if flowables is None:
        flowables = [para(TITLE, "Title"), para(PROSE * 3), grid(ROWS), Spacer(1, 12), para("Fin de la réunion à midi.")]
    draw = {"onFirstPage": page, "onLaterPages": page} if page else {}
    return saved(lambda file: SimpleDocTemplate(file, **options).build(list(flowables), **draw))


def para(said: str, look: str = "Normal") -> Paragraph:
    return Paragraph(said, getSampleStyleSheet()[look])


def grid(
    cells: Sequence[Sequence[str]], *, ruled: bool = True, widths: Sequence[float] = (130, 200, 110), more: Sequence[Any] = ()
) -> Table:
    """A table of paragraphs, so that cells break over lines; with lines drawn around the cells or without."""
    look = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
    return Table(
        [[para(cell) for cell in row] for row in cells], colWidths=list(widths), style=[*look, ("VALIGN", (0, 0), (-1, -1), "TOP"), *more]
    )


def mail(body: str = PROSE + "\n\nÀ bientôt,\nZoé", html: str = "", subject: str = "Délégation de Jinan", **headers: str) -> bytes:
    """An .eml with a text part, an HTML part where one is given, and the headers given."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Zoé <zoe@example.org>", "groupe@example.org", subject
    message["Date"] = "Thu, 14 Sep 2017 10:00:00 +0200"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


PAGE = f"""<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{TITLE} | Réseau</title>
<meta property="article:published_time" content="2017-09-14T10:00:00+02:00"></head><body>
<nav><a href="/">Accueil</a></nav><main><h1>{TITLE}</h1><p>{PROSE}</p><ul><li>préparer le séminaire</li></ul>
<table>{"".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)}</table>
<p>Fin de la réunion à midi.</p></main><footer>Mentions légales</footer></body></html>"""


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


def repacked(data: bytes, **parts: bytes | None) -> bytes:
    """The archive with some parts replaced, added, or (None) left out; `__` in a name stands for `/`, `_dot_` for a dot."""
    changes = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {**dict.fromkeys(old.namelist()), **changes}:
            part = changes.get(name, b"") if name in changes else old.read(name)
            if part is not None:
                new.writestr(name, part)
    return file.getvalue()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "txt": lambda: "\n\n".join([TITLE, PROSE, "• préparer le séminaire", "\n".join("\t".join(row) for row in ROWS)]).encode(),
    "md": lambda: f"# {TITLE}\n\n{PROSE}\n\n- préparer\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode(),
    "html": lambda: PAGE.encode(),
    "pdf": pdf,
    "docx": word_file,
    "odt": text_file,
    "eml": lambda: mail(html=PAGE),
    "csv": lambda: "\n".join(";".join(row) for row in ROWS).encode(),
    "xlsx": workbook,
}
