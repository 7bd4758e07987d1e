"""PDF files: reading order, tables with and without drawn lines, paragraphs over lines and pages, heads and feet left out."""

import pytest
from reportlab.platypus import PageBreak, Spacer
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.frames import Frame

from passerelles.reading.formats import Unreadable, open_document
from passerelles.reading.tests.formats_files import PROSE, ROWS, TITLE, grid, holds, para, pdf, rows, saved, words

MINUTES = (
    (
        "Région Bretagne – Shandong",
        "Coopération sur l’agriculture, la mer, la formation des jeunes et la recherche",
        "2025 : quarante ans du jumelage",
    ),
    ("Ville de Nîmes – Zunyi (Guizhou)", "Coopération sur les vestiges romains et le tourisme de groupe", "École des beaux-arts"),
    ("Région Grand Est", "Coopération sur l’industrie du verre, les vignes et la culture", ""),
    ("Ministère de la Transition écologique", "Échanges entre agences de l’eau", "2024 : visite d’ingénieurs chargés des crues"),
    ("Arras – Harbin", "Jumelage", ""),
)


def opened(data: bytes, name: str = "a.pdf"):
    document = open_document(data, name=name)
    holds(document)
    return document


def test_headings_paragraphs_and_a_ruled_table():
    document = opened(pdf())
    assert document.format == "pdf"
    assert document.title == TITLE
    assert words(document, "heading") == [TITLE]
    assert [" ".join(said.split()) for said in words(document, "paragraph")] == [" ".join((PROSE * 3).split()), "Fin de la réunion à midi."]
    assert rows(document) == list(ROWS)
    assert [block.is_header for block in document.blocks if block.kind == "row"] == [True, False, False, False]
    assert {block.page for block in document.blocks} == {1}


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("align", ["TOP", "MIDDLE"])
@pytest.mark.parametrize("widths", [(130, 200, 110), (90, 160, 90)])
def test_tables_come_out_as_rows_and_swallow_no_prose(ruled: bool, align: str, widths: tuple[float, ...]):
    table = grid(MINUTES, ruled=ruled, widths=widths, more=[("VALIGN", (0, 0), (-1, -1), align)])
    document = opened(pdf([para(PROSE * 2), Spacer(1, 10), table, Spacer(1, 10), para(PROSE * 2)]))
    assert rows(document) == list(MINUTES)
    assert len(words(document, "paragraph")) == 2


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_goes_on_over_pages_and_its_repeated_header_is_left_out(ruled: bool):
    lines = [("Territoires", "Domaines", "Actualités"), *MINUTES * 9]
    table = grid(lines, ruled=ruled)
    table.repeatRows = 1
    document = opened(pdf([para(PROSE), table]))
    assert max(block.page or 0 for block in document.blocks) > 1
    assert rows(document) == lines
    assert {block.table for block in document.blocks if block.kind == "row"} == {1}
    assert sum(block.is_header for block in document.blocks) == 1


def test_cells_over_several_rows_and_columns():
    lines = [("Région", "Partenaire", "Thème"), ("Bretagne", "Shandong", "mer"), ("", "Fujian", "voile"), ("Total : deux", "", "")]
    table = grid(lines, more=[("SPAN", (0, 1), (0, 2)), ("SPAN", (0, 3), (2, 3))])
    assert rows(opened(pdf([para(PROSE), table]))) == [lines[0], lines[1], ("Bretagne", "Fujian", "voile"), lines[3]]


def test_heads_and_feet_are_left_out_and_named():
    def page(canvas, template):
        canvas.drawString(72, 810, "Réseau des villes – compte rendu")
        canvas.drawString(300, 30, f"page {template.page} / 3")

    document = opened(pdf([para(PROSE), PageBreak(), para(PROSE), PageBreak(), para(PROSE)], page=page))
    assert words(document, "paragraph") == words(opened(pdf([para(PROSE)])), "paragraph") * 3
    assert document.notes == ("repeated on pages, left out: Réseau des villes – compte rendu",)
    assert [block.page for block in document.blocks] == [1, 2, 3]


def test_a_paragraph_goes_on_over_the_page():
    document = opened(pdf([para(PROSE[:-40] + "et donc"), PageBreak(), para("la suite de la phrase.")]))
    assert len(document.blocks) == 1
    assert document.text.endswith("et donc\nla suite de la phrase.")


def test_a_hyphen_at_a_lines_end_stays_with_its_line_end():
    document = opened(pdf([para("<br/>".join(["La région Centre-Val-de-", "Loire travaille avec le Hunan et le fait savoir."]))]))
    assert document.text == "La région Centre-Val-de-\nLoire travaille avec le Hunan et le fait savoir."


def test_a_page_set_in_two_columns_is_read_column_by_column():
    said = [f"Paragraphe {number} : {PROSE}" for number in range(24)]

    def save(file):
        document = BaseDocTemplate(file)
        document.addPageTemplates([PageTemplate(frames=[Frame(50, 50, 240, 700), Frame(310, 50, 240, 700)])])
        document.build([para(words) for words in said])

    document = opened(saved(save))
    assert rows(document) == []
    text = " ".join(document.text.split())
    places = [text.find(f"Paragraphe {number} :") for number in range(24)]
    assert -1 not in places
    assert places == sorted(places)


def test_lists_and_bullets():
    document = opened(
        pdf(
            [
                para("Le conseil décide :"),
                para("• approuve ;"),
                para("• autorise le maire à signer."),
                para("Ø La ville envoie la liste."),
                para(PROSE),
            ]
        )
    )
    assert words(document, "item") == ["• approuve ;", "• autorise le maire à signer.", "Ø La ville envoie la liste."]


def test_a_password_is_named():
    with pytest.raises(Unreadable, match=r"a\.pdf: it is protected by a password") as caught:
        opened(pdf(encrypt="secret"))
    assert caught.value.cause == "encrypted"


def test_pages_that_are_pictures_need_ocr():
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def picture(canvas, template):
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 60), "red")), 100, 100, 300, 300)

    with pytest.raises(Unreadable, match="OCR") as caught:
        opened(pdf([Spacer(1, 1)], page=picture))
    assert caught.value.cause == "no-text"
    document = opened(pdf([para(PROSE), PageBreak(), Spacer(1, 1), PageBreak(), para(PROSE)], page=picture))
    assert "page 2 has no text: it needs OCR" in document.notes


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_truncated_pdf_is_refused_or_read(share: float):
    data = pdf()
    try:
        opened(data[: int(len(data) * share)])
    except Unreadable as error:
        assert error.cause in ("truncated", "no-text", "empty")


@pytest.mark.parametrize("ruled", [True, False])
def test_a_row_that_the_pages_end_cuts_is_one_row(ruled: bool):
    lines = [("Ville de Rennes – Jinan", PROSE * 3, "2024 : accueil"), ("Arras – Harbin", "Jumelage", "")]
    table = grid([*lines * 4], ruled=ruled)
    table.splitInRow = 1
    document = opened(pdf([para(PROSE), Spacer(1, 400), table]))
    assert max(block.page or 0 for block in document.blocks) == 2
    assert rows(document) == lines * 4
