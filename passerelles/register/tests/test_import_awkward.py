"""Spreadsheets as people keep them: a title above the columns, a province in brackets behind a town."""

import io

import pytest
from openpyxl import Workbook

from passerelles.register.actions import name_columns, open_batch
from passerelles.register.actions.importing import Spreadsheet, plan_of
from passerelles.register.importing.comparing import compare
from passerelles.register.naming import authority_named
from tests import make

pytestmark = pytest.mark.usefixtures("sheets_in_this_process")
HEADER = ("Remarques", "Ville chinoise", "Depuis quand ?", "Collectivité FR", "Type de lien", "Domaines")
ROW = ("", "Suzhou (Jiangsu)", "2005-06", "Grenoble", "Jumelage", "recherche / environnement")
OTHER = ("", "Nankin", "1998", "Ville de Strasbourg", "coopération", "culture; jeunesse")


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return Spreadsheet("suivi.xlsx", written.getvalue(), make.group(), "public")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "above",
    [
        [],
        [("Suivi des coopérations – mise à jour mars",)],
        [("Suivi des coopérations",), (), ("au 19 mars 2024",), ("", "à compléter")],
    ],
)
def test_lines_above_the_titles_of_columns_are_no_rows(above, coordinator):
    batch = open_batch(workbook(*above, HEADER, ROW, OTHER), by=coordinator)
    name_columns(batch, batch.mapping, by=coordinator)
    named = {HEADER[int(number)]: name for number, name in batch.mapping["1"]["columns"].items()}
    assert named == dict(zip(HEADER[1:], ("partner", "since", "home", "kind", "themes"), strict=True))
    diff = compare(plan_of(batch))
    assert diff.counts == {"entry": 2}  # and "Remarques" is a note among colleagues: left out until somebody names the column


@pytest.mark.parametrize(
    ("text", "country", "key"),
    [
        ("Suzhou (Jiangsu)", "CN", "CN/prefecture/320500"),
        ("苏州（江苏）", "CN", "CN/prefecture/320500"),  # as a Chinese keyboard writes brackets
        ("Ville de Saint-Denis (Aude)", "FR", "FR/commune/11339"),
        ("Dongcheng (Pékin)", "CN", "CN/county/110101"),
    ],
)
def test_brackets_say_in_what_a_place_lies(text, country, key):
    assert authority_named(text, country=country).key == key


def test_a_town_in_the_wrong_province_is_asked_about_never_guessed():
    named = authority_named("Liaoyang (Yunnan)", country="CN")
    assert (named.key, named.is_known, named.suggestions[0].key) == ("", True, "CN/prefecture/211000")


def test_brackets_that_name_no_territory_say_nothing():
    assert not authority_named("Mairie (annexe)", country="FR").is_known
