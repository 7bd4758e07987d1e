"""The files of the whole register: what they hold, what they never hold, how they are sent."""

import csv
import io
import json
import os
import re
import resource
import tracemalloc
from contextlib import contextmanager
from random import Random

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from geojson_pydantic import FeatureCollection

from passerelles.library.models import Document
from passerelles.portal.opendata.dumping import BY_NAME, FILTERS, KINDS, records, write_dumps
from passerelles.portal.opendata.gathering import full_records, prepared
from passerelles.portal.opendata.site import about
from passerelles.portal.opendata.workbook import Workbook
from passerelles.portal.opendata.writers import streamed
from passerelles.register.actions import merge
from passerelles.register.models import Entry
from tests import make

pytestmark = pytest.mark.django_db
SITE = "https://register.example.org"


def whole(name):
    return b"".join(streamed(BY_NAME[name].writer(about(SITE)), records(site=SITE)))


def lines(name):
    return list(csv.DictReader(io.StringIO(whole(name).decode("utf-8-sig"))))


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


# Files, and how they are sent


def test_the_command_writes_every_file(register, dumps):
    call_command("dump", address=f"{SITE}/", stdout=io.StringIO())
    assert {path.name for path in dumps.iterdir()} == set(BY_NAME)
    assert (dumps / "register.jsonl").read_bytes() == whole("register.jsonl")


def test_an_old_file_stands_where_writing_failed(register, dumps, monkeypatch):
    write_dumps(SITE)
    before = (dumps / "entries.csv").read_bytes()
    monkeypatch.setattr("passerelles.portal.opendata.writers.entry_row", lambda record: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_dumps(SITE)
    assert (dumps / "entries.csv").read_bytes() == before and {path.name for path in dumps.iterdir()} == set(BY_NAME)


@contextmanager
def room_for(size):
    """A disk that is full after so many bytes of each file, as the system itself says it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_keeps_the_old_files_and_is_not_filled_further(register, dumps):
    write_dumps(SITE)
    before = {each.name: each.read_bytes() for each in dumps.iterdir()}
    make.public_partnership("Nantes", "Qingdao")
    with room_for(100), pytest.raises(OSError, match="too large"):
        write_dumps(SITE, KINDS[:3])
    assert {each.name: each.read_bytes() for each in dumps.iterdir()} == before


def test_the_command_says_what_kept_it_from_writing(register, settings, tmp_path):
    settings.DUMPS_ROOT = tmp_path / "taken"
    settings.DUMPS_ROOT.touch()
    with pytest.raises(CommandError, match="taken"):
        call_command("dump")


def test_what_a_killed_writer_left_is_swept_away_and_what_another_is_at_is_not(register, dumps):
    dumps.mkdir()
    left, at_work = (dumps / f".register.jsonl.{name}" for name in ("left", "at_work"))
    for each in (left, at_work):
        each.write_bytes(b"half")
    os.utime(left, (0, 0))
    write_dumps(SITE)
    assert not left.exists() and at_work.exists()


def test_what_no_writer_left_is_not_swept_away(register, dumps):
    (dumps / ".trash").mkdir(parents=True)
    others = [dumps / ".gitkeep", dumps / ".register.jsonl", dumps / ".trash"]
    for each in others:
        each.touch()
        os.utime(each, (0, 0))
    write_dumps(SITE)
    assert all(each.exists() for each in others)


def test_two_writers_may_sweep_at_once(register, dumps, monkeypatch):
    write_dumps(SITE)
    swept = dumps / ".register.jsonl.swept"  # by another, after its name was read
    monkeypatch.setattr(type(dumps), "glob", lambda _folder, _pattern: iter([swept]))
    assert [each.kind for each in write_dumps(SITE)] == list(KINDS)


def test_a_file_that_has_not_changed_is_not_sent_again(client, register):
    write_dumps(SITE)
    answer = client.get("/data/register.jsonl")
    assert b"".join(answer.streaming_content) == whole("register.jsonl") and answer["Access-Control-Allow-Origin"] == "*"
    again = client.get("/data/register.jsonl", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        (f"bytes=0-{'9' * 5000}", 200, slice(None)),  # more digits than Python makes a number of
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=5-999999999", 206, slice(5, None)),
        ("bytes=0-1,4-5", 200, slice(None)),  # several parts: all of it, as RFC 9110 allows
        ("bytes=-", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
        ("bytes=999999999-", 416, slice(0, 0)),
    ],
)
def test_part_of_a_file_is_sent_where_it_is_asked_for(client, register, asked, status, part):
    write_dumps(SITE)
    answer = client.get("/data/entries.csv", headers={"Range": asked})
    data = whole("entries.csv")[part]
    assert answer.status_code == status
    assert (b"".join(answer.streaming_content) if answer.streaming else answer.content) == data


def test_a_part_of_a_file_that_has_changed_is_the_whole(client, register):
    write_dumps(SITE)
    answer = client.get("/data/entries.csv", headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert answer.status_code == 200


def test_a_file_not_made_yet_is_not_there_and_one_made_now_is(client, register):
    assert client.get("/data/register.jsonl").status_code == 404
    assert client.get("/data/now/nonsense.txt").status_code == client.get("/data/nonsense.txt").status_code == 404
    answer = client.get("/data/now/register.jsonl")
    assert answer.streaming and len(b"".join(answer.streaming_content).splitlines()) == 4


def test_a_file_made_now_is_narrowed_as_the_list_is(client, register):
    make.public_partnership("Nantes", "Qingdao", since=2005)
    told = b"".join(client.get("/data/now/register.jsonl?since=2000").streaming_content).decode().splitlines()[1:]
    assert [json.loads(line)["title"]["fr"] for line in told] == ["Nantes – Qingdao"]


def test_a_file_narrowed_by_what_is_not_known_is_refused(client, register):
    answer = client.get("/data/now/register.jsonl?since=2000&limit=2", headers={"Accept-Language": "en"})
    assert answer.status_code == 400 and "<code>limit</code>" in answer.content.decode() and "<code>theme</code>" in answer.content.decode()
    assert all(client.get(f"/data/now/register.jsonl?{name}=").status_code == 200 for name in FILTERS)


def test_what_is_not_known_is_said_as_text(client, db):
    answer = client.get("/data/now/register.jsonl", {"<script>alert(1)</script>": "x"})
    assert (
        answer.status_code == 400 and "&lt;script&gt;alert(1)" in answer.content.decode() and "<script>alert" not in answer.content.decode()
    )


@pytest.fixture
def made_once(settings):
    settings.MADE_AN_HOUR, settings.SITE_PROCESSES = {"files": 1, "printed": 1}, 1


@pytest.mark.usefixtures("made_once")
@pytest.mark.parametrize(
    "path",
    [
        "/data/now/entries.csv",
        "/data/iati/{authority}.xml",
        "/en/map.png",
        "/en/map.pdf",
        "/en/statistics/kinds.png",
        "/en/briefs/partnership/{entry}.pdf",
    ],
)
def test_who_has_something_made_too_often_waits_and_is_told_when_to_come_back(client, register, path):
    address = path.format(entry=register.pk, authority=make.authority("Saint-Étienne").pk)
    answers = [client.get(address, headers={"Accept-Language": "en"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429] and 0 < int(answers[1]["Retry-After"]) <= 3600
    assert re.search(r"Ask again in \d+ minute", answers[1].content.decode()) and 'href="/en/data/"' in answers[1].content.decode()


@pytest.mark.usefixtures("made_once")
def test_who_is_signed_in_is_counted_by_person(client, register, signed_in, coordinator, officer):
    first, second = signed_in(coordinator), signed_in(officer)
    assert [each.get("/en/map.png").status_code for each in (client, first, second, first)] == [200, 200, 200, 429]
    assert first.get("/en/map.svg").status_code == 200  # what costs little is not counted


@pytest.mark.parametrize("lang", ["fr", "zh-hans", "en"])
def test_the_page_lists_each_file_with_size_and_columns(client, register, lang):
    write_dumps(SITE)
    text = client.get(f"/{lang}/data/").content.decode()
    assert all(f'href="/data/{name}"' in text for name in BY_NAME) and "no_longer_said_since" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_three_queries_however_many_groups_have_a_feed_and_however_deep(client, django_assert_num_queries, db, count):
    above = None
    for slug in ("asie", "chine", "sichuan", "pandas")[: count + 1]:
        above = make.group(slug, parent=above)
    for slug in ("pandas", "vietnam", "maroc")[:count]:
        make.accepted(make.partnership(partner="Xuzhou", home="Lyon", of=make.group(slug)), of=make.document(group=make.group(slug)))
    with django_assert_num_queries(3):
        client.get("/en/data/")


def test_the_page_says_when_the_first_files_come(client, db):
    assert "la nuit prochaine" in client.get("/fr/data/").content.decode()
