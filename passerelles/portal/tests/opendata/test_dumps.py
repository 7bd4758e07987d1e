"""The files of the whole register: what they hold and what they never hold."""

import csv
import io
import json
import tracemalloc
from random import Random

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from geojson_pydantic import FeatureCollection

from passerelles.library.models import Document
from passerelles.portal.opendata.dumping import BY_NAME, KINDS, records
from passerelles.portal.opendata.gathering import full_records, prepared
from passerelles.portal.opendata.site import about
from passerelles.portal.opendata.workbook import Workbook
from passerelles.portal.tests.opendata.dumped import SITE, lines, whole
from passerelles.register.actions import merge
from passerelles.register.models import Entry
from tests import make

pytestmark = pytest.mark.django_db


def entry_of(entry):
    return next(record for record in records(site=SITE) if record["id"] == entry.pk)


# What records hold


def test_an_entry_comes_with_codes_of_its_territories_and_its_words_by_language(register):
    record = entry_of(register)
    assert record["title"]["zh"] == "圣艾蒂安—徐州市"
    assert [party["place"]["code"] for party in record["parties"]] == ["42218", "320300"]
    assert [party["place"]["scheme"] for party in record["parties"]] == ["INSEE COG", "GB/T 2260"]
    assert (record["tie"], record["since"], record["until"], record["themes"]) == ("twinning", 1984, "2031-05", ["culture"])
    assert record["address"] == f"{SITE}/entries/{register.pk}/"


def test_an_intercommunality_is_given_by_its_siren(register):
    entry = make.public_partnership("FR/epci/244200770", "Xuzhou")
    place = entry_of(entry)["parties"][0]["place"]
    assert (place["scheme"], place["code"]) == ("SIREN", "244200770")


def test_a_statement_quotes_its_public_document_in_its_sentence(register):
    since = next(each for each in entry_of(register)["statements"] if each["property"] == "since")
    [evidence] = since["evidence"]
    assert (since["value"], since["state"], evidence["document"]["title"], evidence["document"]["date"]) == (
        1984,
        "accepted",
        "Bilan 2021",
        "2021-12",
    )
    assert evidence["quote"] == evidence["sentence"] == "Saint-Étienne est jumelée avec Xuzhou depuis 1984."
    assert evidence["document"]["address"].startswith(f"{SITE}/documents/")


def test_an_opened_fact_comes_without_its_source(register):
    until = next(each for each in entry_of(register)["statements"] if each["property"] == "until")
    assert until["evidence"] == [{"document": None, "quote": "", "sentence": "", "language": "", "page": None}]


def test_a_declaration_is_quoted_and_has_no_page(officer):
    entry = make.public_partnership()
    of = make.document("Toujours vrai.", visibility="group")
    of.source.kind = "declaration"
    of.source.save()
    make.accepted(entry, "description", {"text": "Toujours vrai."}, of=of)
    said = [each for each in entry_of(entry)["statements"] if each["property"] == "description"]
    assert said[0]["evidence"][0]["quote"] == "Toujours vrai." and said[0]["evidence"][0]["document"]["address"] == ""


def test_keys_whose_words_may_be_hidden_stay_inside(register):
    practice = make.practice("Nantes", "MARKED practice")
    make.accepted(practice, "since", 2010)
    record = entry_of(practice)
    assert record["key"] == "" and record["title"] != {"fr": "MARKED practice"}
    assert entry_of(register)["key"] == register.key


def test_what_was_merged_is_told_by_the_survivor(coordinator):
    one, other = make.public_partnership("Lyon", "Guangzhou"), make.public_partnership("Nantes", "Qingdao", since=1999)
    merge(one, other, by=coordinator)
    assert [record["id"] for record in records(site=SITE)] == [other.pk]
    assert {each["value"] for each in entry_of(other)["statements"] if each["property"] == "since"} == {1984, 1999}


def test_secrets_in_the_address_of_a_source_are_masked(register):
    source = Document.objects.get(title="Bilan 2021").source
    source.kind, source.address = "address", "https://example.org/espace?mot de passe: Tournesol42"
    source.save()
    assert b"Tournesol42" not in whole("register.jsonl")


# What they cost


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_costs_the_same_queries_however_large(django_assert_num_queries, count):
    for home, partner in [("Saint-Étienne", "Xuzhou"), ("Lyon", "Guangzhou"), ("Nantes", "Qingdao")][:count]:
        make.public_partnership(home, partner, theme="culture")
    rows = prepared(Entry.objects.public(), AnonymousUser())
    with django_assert_num_queries(12):
        assert len(list(full_records(list(rows), AnonymousUser(), SITE))) == count


def test_batches_follow_each_other_without_gap_or_repetition(monkeypatch):
    monkeypatch.setattr("passerelles.portal.opendata.gathering.BATCH", 2)
    entries = [make.public_partnership(home, "Xuzhou") for home in ("Lyon", "Nantes", "Brest", "Quimper", "Bordeaux")]
    assert [record["id"] for record in records()] == [entry.pk for entry in entries]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_writer_holds_nothing_of_what_it_wrote(kind):
    """A thousand entries more cost no memory: what was written has left."""
    record = {**next(iter_one()), "statements": []}
    writer = kind.writer(about(SITE))
    writer.head()
    for _ in range(500):
        writer.of(record)
    tracemalloc.start()
    for _ in range(2000):
        writer.of(record)
    held, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 300_000
    list(writer.tail())


def test_the_end_of_a_workbook_leaves_as_it_is_made(register, monkeypatch):
    """The statements, most of it, come last."""
    monkeypatch.setattr("passerelles.portal.opendata.workbook.PIECE", 1000)
    record, writer, chance = next(records(site=SITE)), Workbook(about(SITE)), Random(1)  # noqa: S311 - no secret
    said = record["statements"][0]
    writer.head()
    for _ in range(500):  # the same sentence often would be next to nothing, compressed
        evidence = [{**said["evidence"][0], "sentence": chance.randbytes(500).hex()}]
        writer.of({**record, "statements": [{**said, "evidence": evidence}]})
    pieces = list(writer.tail())
    assert max(map(len, pieces)) < sum(map(len, pieces)) / 3


def iter_one():
    make.public_partnership()
    return records(site=SITE)


# Formats


def test_the_first_json_line_says_licence_and_date(register):
    first, *others = [json.loads(line) for line in whole("register.jsonl").decode().splitlines()]
    assert first["licence"].startswith("https://creativecommons.org/") and len(first["date"]) == 10
    assert {line["record"] for line in others} == {"entry"} and len(others) == 3


def test_every_line_of_a_table_says_licence_and_date(register):
    for name in ("entries.csv", "statements.csv"):
        assert {(row["licence"], row["date"]) for row in lines(name)} == {(about(SITE)["licence"], about(SITE)["date"])}
    row = next(row for row in lines("entries.csv") if row["id"] == str(register.pk))
    assert (row["party1_code"], row["party1_scheme"], row["party2_zh"]) == ("42218", "INSEE COG", "徐州市")


def test_a_table_of_statements_has_a_line_for_each_place_where_something_is_said(register):
    make.accepted(register, "since", 1984, of=make.document("Jumelage de 1984.", title="Autre"))
    rows = [row for row in lines("statements.csv") if row["entry"] == str(register.pk) and row["property"] == "since"]
    assert {row["document_title"] for row in rows} == {"Bilan 2021", "Autre"}


def test_no_cell_is_a_formula_for_a_spreadsheet(register):
    milestone = make.accepted(register, "description", {"text": "=cmd|' /C calc'!A0"})
    document = make.document("=HYPERLINK(1)", title="@SUM(1)")
    make.accepted(register, "associated", {"text": "Office"}, of=document)
    for row in csv.reader(io.StringIO(whole("statements.csv").decode("utf-8-sig"))):
        assert not [cell for cell in row if cell.startswith(("=", "+", "@", "-"))]
    assert milestone.state == "accepted"


def test_others_open_the_workbook(register):
    book = openpyxl.load_workbook(io.BytesIO(whole("register.xlsx")))
    assert book.sheetnames == ["about", "entries", "statements"]
    titles, *rows = book["entries"].iter_rows(values_only=True)
    assert len(rows) == 3 and dict(zip(titles, rows[0], strict=True))["since"] == 1984
    said = dict(row[:2] for row in book["about"].iter_rows(values_only=True))
    assert said["licence"] == about(SITE)["licence"] and "entries.since" in said
    values = [row[4] for row in book["statements"].iter_rows(min_row=2, values_only=True)]
    assert {cell.data_type for row in book["statements"].iter_rows() for cell in row} <= {
        "s",
        "n",
        "b",
        "inlineStr",
    } and "twinning" in values


def test_a_workbook_begins_a_sheet_where_one_is_full(register, monkeypatch):
    monkeypatch.setattr("passerelles.portal.opendata.workbook.MOST", 4)
    book = openpyxl.load_workbook(io.BytesIO(whole("register.xlsx")))
    sheets = [name for name in book.sheetnames if name.startswith("statements")]
    assert len(sheets) > 1 and all(book[name].max_row <= 4 for name in sheets)
    assert sum(book[name].max_row - 1 for name in sheets) == len(lines("statements.csv"))


def test_a_map_has_lines_and_points_in_the_order_of_rfc_7946(register):
    FeatureCollection.model_validate_json(whole("register.geojson"), strict=True)
    told = json.loads(whole("register.geojson"))
    shapes = {feature["properties"]["kind"]: feature["geometry"] for feature in told["features"]}
    assert told["type"] == "FeatureCollection" and told["licence"]
    assert shapes["partnership"]["type"] == "LineString" and shapes["office"]["type"] == "Point" and shapes["occasion"] is None
    (west, north), (east, _) = shapes["partnership"]["coordinates"]
    assert west == pytest.approx(4.39, abs=0.1) and north == pytest.approx(45.43, abs=0.1) and east > 100


@pytest.mark.parametrize("name", BY_NAME)
def test_an_empty_register_gives_whole_files(name, db):
    data = whole(name)
    if name.endswith("json"):
        assert FeatureCollection.model_validate_json(data, strict=True).features == []
    elif name.endswith("xlsx"):
        assert openpyxl.load_workbook(io.BytesIO(data))["entries"].max_row == 1
    elif name.endswith("xml"):
        assert b"<iati-activity " not in data
    else:
        assert data.decode().count("\n") == 1


@pytest.mark.parametrize("name", BY_NAME)
def test_no_file_says_what_is_not_public(register, name):
    data = whole(name)
    if name.endswith("xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(data))
        data = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row).encode()
    assert b"MARKED" not in data and "包头".encode() not in data and b"Baotou" not in data
    assert b"42218" in data or name.endswith("xml")  # a commune has no identifier to report with
