"""Text files: the text is the file's own, and blocks are what its author cut."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelles.reading.formats import open_document
from passerelles.reading.formats.lines import goes_on, looks_like_heading, looks_like_item, wrap_width
from passerelles.reading.formats.plain import cut
from passerelles.reading.formats.tables import looks_like_header
from passerelles.reading.tests.formats_files import holds, rows, words


def opened(text: str, name: str = "note.txt"):
    document = open_document(text.encode("utf-8", "surrogatepass"), name=name)
    holds(document)
    return document


def blocks(text: str, name: str = "note.txt") -> list[str]:
    """Each block as "kind: words", line ends as spaces."""
    document = opened(text, name)
    return [f"{block.kind}: {' '.join(document.text[block.start : block.end].split())}" for block in document.blocks]


LONG = "La région et la province travaillent ensemble depuis vingt ans sur la santé, l’eau et la formation des jeunes agriculteurs"

CASES = [
    # blank lines cut; a short line alone, without stop, is a heading
    ("Titre du jour\n\nUne phrase entière.\n\nUne autre.", ["heading: Titre du jour", "paragraph: Une phrase entière.", "paragraph: Une autre."]),
    # a hard-wrapped paragraph is one block
    (
        f"{LONG}\nqui viennent en stage.\n\nLe groupe se réunit deux fois par an, au printemps et à l’automne, dans une ville\nmembre du réseau.",
        [
            f"paragraph: {LONG} qui viennent en stage.",
            "paragraph: Le groupe se réunit deux fois par an, au printemps et à l’automne, dans une ville membre du réseau.",
        ],
    ),
    # lines that end with a semicolon are a list, even where nothing begins them
    (
        "Le conseil :\napprouve la convention ;\nautorise le maire ;\ndit que.",
        ["paragraph: Le conseil :", "item: approuve la convention ;", "item: autorise le maire ;", "item: dit que."],
    ),
    # bullets of every kind; the second line of an item belongs to it
    (
        "Ø Un courriel donnera le programme du séminaire et le nombre de places disponibles pour chaque\nmembre.\nØ Un autre\n• puce\n* étoile\n– tiret",
        [
            "item: Ø Un courriel donnera le programme du séminaire et le nombre de places disponibles pour chaque membre.",
            "item: Ø Un autre",
            "item: • puce",
            "item: * étoile",
            "item: – tiret",
        ],
    ),
    # a wrapped line that begins with a date is not an item
    (
        "Le prochain séminaire se tiendra dans la capitale et dans la province du sud, du onze au\n15 décembre 2017. Il a pour objet le tourisme et l’agriculture, et rien d’autre que cela.",
        [
            "paragraph: Le prochain séminaire se tiendra dans la capitale et dans la province du sud, du onze au "
            "15 décembre 2017. Il a pour objet le tourisme et l’agriculture, et rien d’autre que cela."
        ],
    ),
    # lines of a register that begin with dates are items
    ("Villes\n\n1979.05.01 北九州市(日本)\n1985.11.23 勒阿弗尔(法国)\nFin.", None),
    # an initial is no list number
    ("M. Dupont attire l’attention du ministre sur les liens noués par des régions.", ["paragraph: M. Dupont attire l’attention du ministre sur les liens noués par des régions."]),
    # a title and its byline are two blocks, whatever the case of the byline's first letter
    ("Toulouse : onzième table ronde\nle Quotidien du jour | 05.10.2016\n\nTexte.", None),
    # an agenda laid out with blanks: what stands under the second column belongs to the line above
    (
        "AGENDA\n\n9 & 10 octobre 2017                Rencontres des collectivités\n                                   Pavillon, inscription obligatoire\nØ Stand\n",
        ["heading: AGENDA", "item: 9 & 10 octobre 2017 Rencontres des collectivités Pavillon, inscription obligatoire", "item: Ø Stand"],
    ),
    # PDF-to-text leaves an empty line inside a paragraph, at an indent or a page's end
    (
        "Sur proposition des trois villes fondatrices, une rencontre d’étape sera préparée cet automne en \n\nguise d’étape entre deux assises, et il se tiendra dans le sud, comme le veut l’usage du groupe\ndepuis ses débuts. Fin.",
        [
            "paragraph: Sur proposition des trois villes fondatrices, une rencontre d’étape sera préparée cet automne en "
            "guise d’étape entre deux assises, et il se tiendra dans le sud, comme le veut l’usage du groupe depuis ses débuts. Fin."
        ],
    ),
    # a signature at the end is no heading
    ("Titre\n\nUn texte qui dit ce qu’il faut dire.\n\nZoé Martin", ["heading: Titre", "paragraph: Un texte qui dit ce qu’il faut dire.", "paragraph: Zoé Martin"]),
    # capitals and Chinese numbering are headings wherever they stand
    ("一、友好城市\n武汉与波尔多于1998年结为友好城市。\n二、合作\n完。", ["heading: 一、友好城市", "paragraph: 武汉与波尔多于1998年结为友好城市。", "heading: 二、合作", "paragraph: 完。"]),
    # Chinese wrapped by hand has no blanks to break at
    ("双方各指定一名联络员，每半年通报一次进展。珠海方面由市外事局负责，土伦方面由国际关系处\n负责。经费由各方自行筹措，任何一方均可在有效期满前三个月提出续签或者终止本备忘录的建\n议。", None),
]  # fmt: skip
EXPECTED = {
    5: ["heading: Villes", "item: 1979.05.01 北九州市(日本)", "item: 1985.11.23 勒阿弗尔(法国)", "paragraph: Fin."],
    7: ["heading: Toulouse : onzième table ronde", "paragraph: le Quotidien du jour | 05.10.2016", "paragraph: Texte."],
    12: [
        "paragraph: 双方各指定一名联络员，每半年通报一次进展。珠海方面由市外事局负责，土伦方面由国际关系处 "
        "负责。经费由各方自行筹措，任何一方均可在有效期满前三个月提出续签或者终止本备忘录的建 议。"
    ],
}


@pytest.mark.parametrize(("number", "text", "expected"), [(number, *case) for number, case in enumerate(CASES)])
def test_blocks_are_what_the_author_cut(number: int, text: str, expected: list[str] | None):
    assert blocks(text) == (expected or EXPECTED[number])


def test_the_text_is_the_file_itself():
    text = "Titre\n\n  Un texte avec des blancs  \n\t\n\nFin.  \n"
    assert opened(text).text == text


@pytest.mark.parametrize(
    ("data", "expected", "said"),
    [
        ("Été à Nîmes\r\nfin\r".encode(), "Été à Nîmes\nfin\n", None),
        ("\ufeffÉté à Nîmes".encode(), "Été à Nîmes", None),
        (b"Lyon, Wuhan!", "Lyon, Wuhan!", None),  # short, and no NUL in it: not UTF-16
        ("Été à Nîmes".encode("utf-16"), "Été à Nîmes", None),
        ("L'été à Nîmes, la ville et la région".encode("utf-16-le"), "L'été à Nîmes, la ville et la région", None),
        ("L'été à Nîmes, la ville et la région".encode("utf-16-be"), "L'été à Nîmes, la ville et la région", None),
        ("Été à Nîmes, l’œuvre coûte 5 €".encode("cp1252"), "Été à Nîmes, l’œuvre coûte 5 €", "cp1252"),
        ("武汉与波尔多结为友好城市".encode("gb18030"), "武汉与波尔多结为友好城市", "gb18030"),
        ("Wuhan 武汉 et Bordeaux 波尔多 sont jumelées".encode("gb18030"), "Wuhan 武汉 et Bordeaux 波尔多 sont jumelées", "gb18030"),
        ("台北市與巴黎市的國際合作，是在一九九八年".encode("big5"), "台北市與巴黎市的國際合作，是在一九九八年", "big5"),
        # one byte of another encoding in a UTF-8 text costs one character, not the text
        ("Été à Nîmes, où l’évêque dîne à côté".encode() + b"\xe9!", "Été à Nîmes, où l’évêque dîne à côté\ufffd!", "1 characters"),
        # half a surrogate pair, as some programs write it in UTF-8
        ("Été à Nîmes, où l’évêque dîne à côté".encode() + b"\xed\xa0\x80", "Été à Nîmes, où l’évêque dîne à côté\ufffd\ufffd\ufffd", "3 characters"),
        # NULs are replaced one for one, so that offsets hold
        (b"Un texte avec un\x00NUL dedans, qui se lit tout de meme sans peine aucune", "Un texte avec un\ufffdNUL dedans, qui se lit tout de meme sans peine aucune", "NUL"),
    ],
)  # fmt: skip
def test_encodings(data: bytes, expected: str, said: str | None):
    document = open_document(data, name="note.txt")
    assert document.text == expected
    assert (said is None and not document.notes) or any(str(said) in note for note in document.notes)


def test_markdown_headings_and_tables():
    document = opened(
        "# Titre\n\nSous-titre\n---------\n\nTexte **gras** [lien](x).\n\n| Ville | Année |\n|:---|---:|\n| Lyon | 1988 |\n", "a.md"
    )
    assert document.format == "md"
    assert document.title == "Titre"
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
        ("row", 0),
        ("row", 0),
    ]
    assert rows(document) == [("Ville", "Année"), ("Lyon", "1988")]
    assert [block.is_header for block in document.blocks[3:]] == [True, False]
    assert "**gras** [lien](x)" in document.text


@pytest.mark.parametrize(
    "text",
    [
        "Ville\tPartenaire\tDepuis\nLyon\tCanton\t1988\nTours\tLuoyang\t1982",
        "Ville      Partenaire   Depuis\nLyon       Canton       1988\nTours      Luoyang      1982",
        "Ville | Partenaire | Depuis\nLyon | Canton | 1988\nTours | Luoyang | 1982",
    ],
)
def test_three_lines_with_the_same_gaps_are_a_table(text: str):
    document = opened(f"Avant.\n\n{text}\n\nAprès.")
    assert rows(document) == [("Ville", "Partenaire", "Depuis"), ("Lyon", "Canton", "1988"), ("Tours", "Luoyang", "1982")]
    assert [block.is_header for block in document.blocks if block.kind == "row"] == [True, False, False]
    assert words(document, "paragraph") == ["Avant.", "Après."]


def test_pages_are_counted_where_form_feeds_part_them():
    assert [block.page for block in opened("Un texte.\n\n\x0cDeux.\n\nEncore.\n\x0cTrois.").blocks] == [1, 2, 2, 3]


def test_languages_of_blocks_and_of_the_document():
    document = opened(
        "Wuhan\n\nBordeaux et Wuhan sont jumelées depuis 1998, et les deux villes y tiennent.\n\n武汉与波尔多于1998年结为友好城市。\n\n"
        "Bordeaux and Wuhan have been sister cities since 1998, and they are proud of it.\n\nWuhan\n"
    )
    # a short block takes its neighbour's language: the one before, for the first the one after
    assert [block.language for block in document.blocks] == ["fr", "fr", "zh", "en", "en"]
    assert opened("Montpellier - 成都 : un jumelage de la ville et de la région").language == "fr"


def test_a_long_text_costs_in_proportion_to_its_length():
    line = "Une ligne – Deux lignes - trois | quatre   cinq\t six • sept ; " * 40
    for text in (line * 500, "\n".join(["a – b"] * 20_000), "– " * 100_000, "|" * 100_000, "\n" * 200_000 + "fin", "A – B\n" * 5_000):
        assert opened(text).blocks


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("aÉ武 \n\t|–-•Ø.,;:12()#=\x0c\xa0\u2028\r"), max_size=400))
def test_any_text_is_cut_into_blocks_that_cover_it(text: str):
    if text.strip(" \t\r\n\x00").strip():
        normal = text.replace("\r\n", "\n").replace("\r", "\n")
        at = 0
        for draft in cut(normal):
            assert at <= draft.start < draft.end
            assert not normal[at : draft.start].strip()
            at = draft.end
        assert not normal[at:].strip()


@pytest.mark.parametrize(
    ("before", "line", "width", "expected"),
    [
        ("le Ministère de", "l’Agriculture", 0, True),  # a particle ends no line of its own
        ("Région Centre-Val-de-", "Loire – Yunnan", 0, True),
        ("Paris,", "le 11 janvier", 0, True),
        ("La phrase finit ici.", "Une autre", 0, False),
        ("Communiqué de presse", "avril 2020", 0, False),
    ],
)
def test_lines_that_go_on(before: str, line: str, width: int, expected: bool):
    assert goes_on(before, line, width) is expected


def test_what_looks_like_a_heading_or_an_item():
    assert looks_like_heading("Rôles et missions")
    assert not looks_like_heading("Mardi 19 mars 2024, de 10 h 00 à 12 h 30")
    assert not looks_like_heading("(mai 2019)")
    assert looks_like_item("2 / un") is False
    assert looks_like_item("1. Nouvelles")
    assert wrap_width(["x" * 300, "y" * 500, "z"]) == 0


def test_a_path_names_the_document(tmp_path: Path):
    path = tmp_path / "note.txt"
    path.write_text("Titre\n\nTexte.", encoding="utf-8")
    assert open_document(path).name == str(path)
    assert open_document(path, name="docs/note.txt").name == "docs/note.txt"


TITLES = [
    ("---\ntitle: Water and cities\ndate: 2022-10-06\n---\n\n# Another\n\nSome words here.", "Water and cities"),
    ('---\ntitre: "Villes, eau, climat"\ntags:\n  - eau\n---\n\nDes mots ici.', "Villes, eau, climat"),
    ("---\n标题：友好城市\n---\n\n正文在这里。", "友好城市"),
    # without a title there: the first heading
    ("---\ndate: 2022-10-06\nlang: fr\n---\n\n# Villes et eau\n\nDes mots ici.", "Villes et eau"),
    ("---\ndate: 2022-10-06\n---\n\nUn mot d'abord, qui finit.\n\n# Villes et eau\n\nDes mots ici.", "Villes et eau"),
    # dashes alone are no title, and what stands between rules is no front matter
    ("---\n\nDes mots ici, qui finissent.\n\n---\n\nD'autres mots.", None),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_the_title_of_a_text_with_front_matter(text, title):
    assert opened(text, "note.md").title == title


DATED = [
    "Ube, Japan - May 18, 1992\nBiella, Italy - Sep 9, 2009\nSochi, Russia - Apr 2, 1996\nVannes, France - Mar 8, 2008\n\nFriends\nTours, France - Jun 15, 2012",
    "Tours – 18 mai 1992\nVannes – 9 mars 2009\nBrest – 2 avril 1996\nRennes – 8 mars 2008\n\nAmis\nAngers – 15 juin 2012",
    "图尔 – 1992年5月18日\n瓦讷 – 2009年3月9日\n布雷斯特 – 1996年4月2日\n雷恩 – 2008年3月8日\n\n朋友\n昂热 – 2012年6月15日",
]


@pytest.mark.parametrize("text", DATED)
def test_a_list_of_names_and_dates_is_no_table_of_pairs(text):
    assert rows(opened(text)) == []


@pytest.mark.parametrize(
    "rows",
    [
        [("本方", "对方", "说明"), ("南特", "徐州", "")],
        [("单位甲", "单位乙", "说明"), ("里昂", "广州", "医疗合作")],
        [("派出方", "驻在城市", "说明"), ("诺曼底", "福州", "")],
        [("机构", "简介"), ("友协", "民间组织")],
        [("经验", "持有方", "简介"), ("垃圾分类", "雷恩", "")],
        [("做法名称", "简介"), ("河岸修复", "里尔")],
    ],
)
def test_a_column_of_explanations_tells_that_a_row_names_columns(rows):
    assert looks_like_header(rows)
    assert not looks_like_header([[cell.replace("说明", "贵阳").replace("简介", "贵阳") for cell in rows[0]], *rows[1:]])
