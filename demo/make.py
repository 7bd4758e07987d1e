"""Make the demonstration documents that are not plain text, from the readable sources beside this file.

Run it again and the bytes are the same: every date inside a file is the one its job states. Needs reportlab,
python-docx, openpyxl and odfpy. The other documents are written by hand in `documents/`.
"""

import csv
import io
import os
import re
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn
from odf import dc, meta, style, table, text
from odf.opendocument import OpenDocumentText
from openpyxl.styles import Font
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
DOCUMENTS = HERE / "documents"
ATTACHMENT = "--- pièce jointe ---"


@dataclass(frozen=True)
class Block:
    """One piece of a source: a title (`h1`, `h2`), a paragraph (`p`), a list item (`li`) or a table."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Job:
    """One document to make: from which source, by which writer, in which language, with which date inside."""

    source: str
    target: str
    write: Callable[[str, Path, "Job"], None]
    day: str
    lang: str = "fr"
    author: str = "Territoires en Partage"
    encoding: str = "utf-8"

    @property
    def when(self) -> datetime:
        """The date this document states inside itself."""
        return datetime.fromisoformat(self.day)


# --- reading a source


def cells(line: str) -> list[str]:
    """The cells of a table row written `| a | b |`."""
    return [cell.strip() for cell in line.strip()[1:-1].split("|")]


def one_block(line: str) -> Block:
    """The block that one line of a source makes."""
    for mark, kind in (("## ", "h2"), ("# ", "h1"), ("- ", "li")):
        if line.startswith(mark):
            return Block(kind, line.removeprefix(mark))
    return Block("p", line)


def blocks(source: str) -> Iterator[Block]:
    """Every line is a block; rows that follow each other are one table (its rule is dropped)."""
    rows: list[list[str]] = []
    for line in [*source.splitlines(), ""]:
        if line.startswith("|"):
            rows += [] if set(line) <= set("|- ") else [cells(line)]
            continue
        if rows:
            yield Block("table", rows=rows)
            rows = []
        if line.strip():
            yield one_block(line)


def title_of(source: str) -> str:
    """The first heading of a source."""
    return next((block.text for block in blocks(source) if block.kind == "h1"), "")


# --- plain text, in old encodings or broken as a PDF breaks it


def write_text(source: str, path: Path, job: Job) -> None:
    """Plain text in the job's encoding, heading marks taken away."""
    plain = re.sub(r"^#+ ", "", source, flags=re.MULTILINE)
    path.write_bytes(plain.replace("\n", "\r\n").encode(job.encoding))


def write_broken(source: str, path: Path, job: Job) -> None:
    """Text as a line-ordered PDF reader gives it: wrapped, cells one after the other, the grid lost."""
    out: list[str] = []
    agenda = False
    for block in blocks(source):
        agenda = agenda or block.text == "AGENDA"
        if block.kind == "table":
            out += broken_table(block.rows)
        elif agenda and " : " in block.text:
            out += agenda_lines(*block.text.split(" : ", 1))
        else:
            out += [*wrapped(block.text, 98), "", *([" "] if block.kind == "h2" else [])]
    path.write_text("\n\n\t\n\n" + "\n".join(out) + "\n", encoding=job.encoding)


def wrapped(words: str, width: int) -> list[str]:
    """Lines with the blank at their end that PDF readers leave."""
    return [line + " " for line in textwrap.wrap(words, width)]


def broken_table(rows: list[list[str]]) -> list[str]:
    """Each cell wrapped to its column; what fits on one line keeps its neighbour beside it; a page ends in the middle."""
    out: list[str] = []
    for number, row in enumerate(rows[1:], start=1):
        first, second, third = (wrapped(cell, width) for cell, width in zip(row, (24, 70, 50), strict=True))
        beside = len(first) == 1 and number % 2 == 0
        out += [first[0] + " " + second[0], *second[1:]] if beside else [*first, "", *second]
        out += ["", *third] if number % 3 else [" " + line for line in third]
        out += ["", "2 / 3", "", ""] if number == 9 else [""] if number % 5 else []
    return [*out, " "]


def agenda_lines(when: str, what: str) -> list[str]:
    """A date, then what happens far to its right, as in a table without lines."""
    first, *rest = textwrap.wrap(what, 60)
    return [f"{when:<42}{first}", *(" " * 42 + line for line in rest), ""]


# --- HTML


def write_html(source: str, path: Path, job: Job) -> None:
    """A plain page with one table, as a word processor saves it."""
    head = f'<meta charset="utf-8">\n<title>{escape(title_of(source))}</title>\n<meta name="date" content="{job.day}">'
    body = "\n".join(html_block(block) for block in blocks(source))
    path.write_text(
        f'<!DOCTYPE html>\n<html lang="{job.lang}">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n', encoding="utf-8"
    )


def html_block(block: Block) -> str:
    """One block as an HTML element; a list item stands in a list of its own."""
    if block.kind == "table":
        return html_table(block.rows)
    inner = f"<{block.kind}>{escape(block.text, quote=False)}</{block.kind}>"
    return f"<ul>{inner}</ul>" if block.kind == "li" else inner


def html_table(rows: list[list[str]]) -> str:
    """A table whose first row is its head."""
    lines = [html_row(row, "td" if number else "th") for number, row in enumerate(rows)]
    return '<table border="1">\n' + "\n".join(lines) + "\n</table>"


def html_row(row: list[str], tag: str) -> str:
    """One table row."""
    return "<tr>" + "".join(f"<{tag}>{escape(cell, quote=False)}</{tag}>" for cell in row) + "</tr>"


# --- PDF


def write_pdf(source: str, path: Path, job: Job) -> None:
    """A PDF with ruled tables and a running foot; Chinese with a font every reader has."""
    face = "Helvetica"
    if job.lang == "zh":
        face = "STSong-Light"
        pdfmetrics.registerFont(UnicodeCIDFont(face))
    os.environ["SOURCE_DATE_EPOCH"] = str(int((job.when - datetime(1970, 1, 1)).total_seconds()))
    page = SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=20 * mm, rightMargin=20 * mm, title=title_of(source), author=job.author, lang=job.lang
    )
    page.build([part for block in blocks(source) for part in pdf_parts(block, face)], onFirstPage=foot(face), onLaterPages=foot(face))


def foot(face: str) -> Callable[[Any, Any], None]:
    """What draws the page number at the bottom of each page."""

    def draw(canvas: Any, page: Any) -> None:
        canvas.setFont(face, 8)
        canvas.drawCentredString(A4[0] / 2, 12 * mm, f"– {canvas.getPageNumber()} –")

    return draw


def look(face: str, size: float, **more: Any) -> ParagraphStyle:
    """A paragraph style of one face and size."""
    return ParagraphStyle(f"{face}-{size}", fontName=face, fontSize=size, leading=size * 1.35, **more)


def pdf_parts(block: Block, face: str) -> list[Flowable]:
    """The flowables of one block."""
    if block.kind == "table":
        return [pdf_table(block.rows, face), Spacer(1, 4 * mm)]
    wrap = {"wordWrap": "CJK"} if face.startswith("ST") else {}
    size = {"h1": 15, "h2": 12}.get(block.kind, 10)
    mark = "• " if block.kind == "li" else ""
    return [Paragraph(mark + escape(block.text, quote=False), look(face, size, **wrap)), Spacer(1, 2 * mm)]


def pdf_table(rows: list[list[str]], face: str) -> Table:
    """A ruled table whose head is repeated on every page."""
    small = look(face, 8.5, **({"wordWrap": "CJK"} if face.startswith("ST") else {}))
    body = [[Paragraph(escape(cell, quote=False), small) for cell in row] for row in rows]
    shares = (46, 70, 54) if len(rows[0]) == 3 else (170 / len(rows[0]),) * len(rows[0])
    rules = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table(body, colWidths=[share * mm for share in shares], repeatRows=1, style=rules)


# --- zipped formats


def settle(path: Path, job: Job) -> None:
    """Write a zipped document again with the job's date on every member and in its properties."""
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    said = job.when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path, "w") as new:
        for name in sorted(members, key=lambda name: (name != "mimetype", name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, job.when.timetuple()[:6])
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(info, re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + said, members[name]))


def write_docx(source: str, path: Path, job: Job) -> None:
    """A Word document: styled headings, lists, one ruled table."""
    paper = docx.Document()
    paper.core_properties.title, paper.core_properties.author = title_of(source), job.author
    paper.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "SimSun")
    for block in blocks(source):
        add_to_docx(paper, block)
    paper.save(str(path))
    settle(path, job)


def add_to_docx(paper: Any, block: Block) -> None:
    """Append one block to a Word document."""
    if block.kind == "table":
        grid = paper.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
        for row, words in zip(grid.rows, block.rows, strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
    else:
        paper.add_paragraph(block.text, style={"h1": "Heading 1", "h2": "Heading 2", "li": "List Bullet"}.get(block.kind))


def write_odt(source: str, path: Path, job: Job) -> None:
    """An OpenDocument text."""
    paper = OpenDocumentText()
    for child in list(paper.meta.childNodes):
        paper.meta.removeChild(child)
    paper.meta.addElement(dc.Title(text=title_of(source)))
    paper.meta.addElement(meta.CreationDate(text=job.when.isoformat()))
    paper.automaticstyles.addElement(style.Style(name="Plain", family="paragraph"))
    for block in blocks(source):
        paper.text.addElement(odt_table(block.rows) if block.kind == "table" else odt_element(block))
    paper.save(str(path))
    settle(path, job)


def odt_element(block: Block) -> Any:
    """A heading, list or paragraph of OpenDocument."""
    if block.kind in ("h1", "h2"):
        return text.H(outlinelevel=int(block.kind[1]), text=block.text)
    paragraph = text.P(stylename="Plain", text=block.text)
    if block.kind == "p":
        return paragraph
    item, bullets = text.ListItem(), text.List()
    item.addElement(paragraph)
    bullets.addElement(item)
    return bullets


def odt_table(rows: list[list[str]]) -> Any:
    """A table of OpenDocument."""
    grid = table.Table(name="Table")
    grid.addElement(table.TableColumn(numbercolumnsrepeated=len(rows[0])))
    for row in rows:
        line = table.TableRow()
        for word in row:
            cell = table.TableCell(valuetype="string")
            cell.addElement(text.P(text=word))
            line.addElement(cell)
        grid.addElement(line)
    return grid


def write_xlsx(source: str, path: Path, job: Job) -> None:
    """A workbook: each heading is a sheet, years are numbers."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = job.target, job.author
    for block in blocks(source):
        if block.kind == "h1":
            book.create_sheet(block.text)
        for row in block.rows:
            book.worksheets[-1].append([int(cell) if cell.isdigit() else cell or None for cell in row])
    for sheet in book.worksheets:
        dress(sheet)
    book.save(path)
    settle(path, job)


def dress(sheet: Any) -> None:
    """Make the head bold and keep it in sight."""
    sheet.freeze_panes = "A2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = 28


def write_csv(source: str, path: Path, job: Job) -> None:
    """Semicolons and Windows-1252, as an office export."""
    out = io.StringIO()
    for block in blocks(source):
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(block.rows)
    path.write_bytes(out.getvalue().encode(job.encoding))


# --- e-mail


def write_eml(source: str, path: Path, job: Job) -> None:
    """A message in the job's encoding; with an attachment in the source, it is multipart with an HTML alternative."""
    head, _, rest = source.partition("\n\n")
    body, _, attached = rest.partition(ATTACHMENT)
    said = dict(line.split(": ", 1) for line in head.splitlines())
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = said["De"], said["À"], said["Objet"], said["Date"]
    message["Message-ID"] = f"<{Path(job.target).stem}@territoires.example>"
    coding = "base64" if job.encoding == "utf-8" else "quoted-printable"
    message.set_content(body.strip() + "\n", charset=job.encoding, cte=coding)
    if attached:
        add_other_parts(message, body, attached, said["Pièce jointe"], job.encoding)
    path.write_bytes(message.as_bytes())


def add_other_parts(message: EmailMessage, body: str, attached: str, name: str, encoding: str) -> None:
    """The same words as HTML, then the attachment; boundaries are fixed."""
    page = "<html><body>" + "".join(f"<p>{escape(part, quote=False)}</p>" for part in body.strip().split("\n\n")) + "</body></html>\n"
    message.add_alternative(page, subtype="html", charset=encoding, cte="quoted-printable")
    message.add_attachment(attached.strip() + "\n", filename=name, charset=encoding, cte="base64")
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"----passerelles-demo-{number}")


MINUTES = "minutes-2024-03-groupe-chine"
JOBS = (
    Job(MINUTES, f"{MINUTES}.pdf", write_pdf, "2024-03-26"),
    Job(MINUTES, f"{MINUTES}-word.docx", write_docx, "2024-03-26"),
    Job(MINUTES, f"{MINUTES}-web.html", write_html, "2024-03-26"),
    Job(MINUTES, f"{MINUTES}-broken.txt", write_broken, "2024-03-26"),
    Job("deliberation-2003-saint-malo", "deliberation-2003-saint-malo.txt", write_text, "2003-09-26", encoding="cp1252"),
    Job("deliberation-2019-grand-poitiers", "deliberation-2019-grand-poitiers.pdf", write_pdf, "2019-07-02", author="Grand Poitiers"),
    Job("waiban-news-2008-jingdezhen", "waiban-news-2008-jingdezhen.txt", write_text, "2008-10-20", "zh", encoding="gb18030"),
    Job("friendship-cities-jiangsu", "friendship-cities-jiangsu.docx", write_docx, "2013-01-08", "zh", "江苏省友协"),
    Job("programme-bilingue-2024-lyon", "programme-bilingue-2024-lyon.odt", write_odt, "2024-09-20"),
    Job("sous-groupe-sichuan-2022-10", "sous-groupe-sichuan-2022-10.odt", write_odt, "2022-10-14"),
    Job("memorandum-2018-zhuhai-toulon", "memorandum-2018-zhuhai-toulon.pdf", write_pdf, "2018-09-07", "zh", "珠海市外事局"),
    Job("jiyao-2023-hubei", "jiyao-2023-hubei.docx", write_docx, "2023-09-08", "zh", "湖北省友协"),
    Job("registre-2026", "registre-2026.xlsx", write_xlsx, "2026-01-15"),
    Job("export-2015-anciennes-regions", "export-2015-anciennes-regions.csv", write_csv, "2015-12-01", encoding="cp1252"),
    Job("visite-delegation-guilin-2023", "visite-delegation-guilin-2023.eml", write_eml, "2023-11-09", encoding="iso-8859-1"),
    Job("demande-accueil-2024-hohhot", "demande-accueil-2024-hohhot.eml", write_eml, "2024-03-05", "zh"),
)


def main() -> None:
    """Make every document again."""
    DOCUMENTS.mkdir(exist_ok=True)
    for job in JOBS:
        source = (SOURCES / f"{job.source}.md").read_text(encoding="utf-8")
        job.write(source, DOCUMENTS / job.target, job)
        print(job.target)


if __name__ == "__main__":
    main()
