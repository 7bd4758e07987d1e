"""Word, OpenDocument, spreadsheets and mails."""

import datetime

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from passerelles.reading.formats import open_document
from passerelles.reading.tests.formats_files import (
    PAGE,
    PROSE,
    ROWS,
    TITLE,
    holds,
    mail,
    repacked,
    rows,
    text_file,
    word_file,
    words,
    workbook,
)


def opened(data: bytes, name: str):
    document = open_document(data, name=name)
    holds(document)
    return document


@pytest.mark.parametrize(("data", "name"), [(word_file, "a.docx"), (text_file, "a.odt")])
def test_a_text_document_is_walked_in_order(data, name: str):
    document = opened(data(), name)
    assert document.format == name[2:]
    assert document.title == TITLE
    assert document.published is None
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "item", "row", "row", "row", "row", "paragraph"]
    assert rows(document) == list(ROWS)
    assert document.text.startswith(f"{TITLE}\n\n{PROSE}\n\npréparer le séminaire\n\n")
    assert [block.is_header for block in document.blocks if block.kind == "row"] == [True, False, False, False]


# Word


def test_tracked_deletions_are_left_out_and_insertions_kept():
    def build(document):
        document.add_paragraph("Le groupe ")._p.append(
            parse_xml(f"<w:del {nsdecls('w')} w:id='1' w:author='x'><w:r><w:delText>ne se réunit pas</w:delText></w:r></w:del>")
        )
        document.paragraphs[0]._p.append(parse_xml(f"<w:ins {nsdecls('w')} w:id='2' w:author='x'><w:r><w:t>se réunit</w:t></w:r></w:ins>"))

    document = opened(word_file(build), "a.docx")
    assert document.text == "Le groupe se réunit"
    assert document.notes == ("tracked deletions left out",)


def test_cells_merged_over_rows_and_columns():
    def build(document):
        grid = document.add_table(rows=3, cols=3)
        for row, cells in zip(
            grid.rows, [("Région", "Partenaire", "Depuis"), ("Bretagne", "Shandong", "1985"), ("", "Fujian", "2007")], strict=True
        ):
            for cell, said in zip(row.cells, cells, strict=True):
                cell.text = said
        grid.cell(1, 0).merge(grid.cell(2, 0))

    assert rows(opened(word_file(build), "a.docx")) == [
        ("Région", "Partenaire", "Depuis"),
        ("Bretagne", "Shandong", "1985"),
        ("Bretagne", "Fujian", "2007"),
    ]


def test_a_table_within_a_cell_and_a_table_that_is_a_frame():
    def build(document):
        grid = document.add_table(rows=2, cols=2)
        grid.cell(0, 0).text, grid.cell(0, 1).text, grid.cell(1, 0).text = "Lyon", "Canton", "Tours"
        inner = grid.cell(1, 1).add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "Luoyang", "1982"
        document.add_table(rows=1, cols=1).cell(0, 0).text = PROSE

    document = opened(word_file(build), "a.docx")
    assert rows(document) == [("Lyon", "Canton"), ("Tours", "Luoyang 1982")]
    assert words(document, "paragraph") == [PROSE]


def test_breaks_tabs_and_footnotes():
    def build(document):
        run = document.add_paragraph().add_run("Rennes,")
        run.add_break()
        run.add_text("le 11 janvier")
        document.add_paragraph("Un\tdeux")

    notes = f"""<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>trait</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="1"><w:p><w:r><w:t>Une note.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
    document = opened(repacked(word_file(build), word__footnotes_dot_xml=notes.encode()), "a.docx")
    assert document.text == "Rennes,\nle 11 janvier\n\nUn deux\n\nUne note."


def test_headings_by_outline_level_and_by_french_style_names():
    def build(document):
        document.add_paragraph("Titre un")._p.get_or_add_pPr().append(parse_xml(f"<w:outlineLvl {nsdecls('w')} w:val='0'/>"))
        document.styles.add_style("Titre 3", 1)
        document.add_paragraph("Titre trois", style="Titre 3")
        document.add_paragraph("Texte.")

    assert [(block.kind, block.level) for block in opened(word_file(build), "a.docx").blocks] == [
        ("heading", 1),
        ("heading", 3),
        ("paragraph", 0),
    ]


# Spreadsheets


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_any_dialect(separator: str, encoding: str):
    lines = [
        ("Région", "Partenaire", "Année", "Remarque"),
        ("Limousin", "Jiangxi", "2004", f"céramique{separator} « élevage »"),
        ("Bretagne", "", "", 'dit "la mer"'),
    ]
    text = "\r\n".join(separator.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    document = opened(text.encode(encoding), "a.csv")
    assert document.format == "csv"
    found = rows(document)
    assert found[0] == lines[0]
    assert found[2] == lines[2]
    assert found[1][:3] == lines[1][:3]
    assert document.blocks[0].is_header


def test_csv_rows_keep_empty_cells_at_both_ends_and_drop_empty_rows():
    document = opened(b";Lyon;\n;;\nTours;Luoyang;1982\n", "a.csv")
    assert rows(document) == [("", "Lyon"), ("Tours", "Luoyang", "1982")]
    assert document.text == "Lyon\nTours\tLuoyang\t1982"


def test_every_sheet_is_read_hidden_ones_noted():
    document = opened(
        workbook(
            ("Relations", [("Ville", "Partenaire", "Depuis"), ("Lyon", "Canton", 1988), ("Tours", None, 1982.0)]),
            ("Caché", [("Vu le", "par"), (datetime.date(2024, 3, 5), "Zoé"), (datetime.datetime(2024, 3, 5, 14, 30), True)]),
            ("Vide", []),
            hidden="Caché",
        ),
        "a.xlsx",
    )
    assert words(document, "heading") == ["Relations", "Caché"]
    assert document.notes == ("sheet Caché is hidden",)
    assert rows(document) == [
        ("Ville", "Partenaire", "Depuis"), ("Lyon", "Canton", "1988"), ("Tours", "", "1982"),
        ("Vu le", "par"), ("2024-03-05", "Zoé"), ("2024-03-05 14:30", "1"),
    ]  # fmt: skip
    assert [block.table for block in document.blocks if block.kind == "row"] == [1, 1, 1, 2, 2, 2]


def test_formulas_give_what_was_last_computed():
    data = workbook(("Total", [("Nombre", "Somme"), (2, "=A2*2")]))
    sheet = b'<c r="B2"><f>A2*2</f><v>4</v></c>'
    import io
    import re
    import zipfile

    part = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    document = opened(repacked(data, xl__worksheets__sheet1_dot_xml=re.sub(rb'<c r="B2".*?</c>', sheet, part)), "a.xlsx")
    assert rows(document) == [("Nombre", "Somme"), ("2", "4")]


# Mails


def test_a_mail():
    document = opened(mail(), "a.eml")
    assert document.format == "eml"
    assert (document.title, document.published) == ("Délégation de Jinan", "2017-09-14")
    assert words(document, "heading") == ["Délégation de Jinan"]
    assert words(document, "paragraph") == [PROSE, "À bientôt,", "Zoé"]


def test_the_html_part_is_read_where_there_is_no_text():
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@example.org", "=?utf-8?b?5q2m5rGJ?=", "nonsense"
    message.set_content(PAGE, subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="programme à lire.pdf")
    document = opened(message.as_bytes(), "a.eml")
    assert (document.title, document.published) == ("武汉", None)
    assert document.notes == ("attachment not read: programme à lire.pdf",)
    assert rows(document) == list(ROWS)


def test_quoted_replies_are_kept_and_joined():
    document = opened(
        mail(
            "Oui.\n\n> Est-ce que la ville de Jinan vient au mois de mars avec sa délégation pour le\n> forum des villes jumelées ?\n>> Non.\n"
        ),
        "a.eml",
    )
    assert "Est-ce que la ville de Jinan vient au mois de mars avec sa délégation pour le\nforum des villes jumelées ?" in document.text
    assert "Non." in document.text


def test_a_mail_in_gb2312():
    data = (
        b"From: a@example.org\nTo: b@example.org\nSubject: x\nContent-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n"
    ) + "武汉与波尔多结为友好城市。".encode("gb18030")
    document = opened(data, "a.eml")
    assert document.text.endswith("武汉与波尔多结为友好城市。")
    assert document.language == "zh"
