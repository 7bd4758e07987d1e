"""Files of the register: written beside the old ones, sent as they are asked for, made on demand so many times an hour."""

import errno
import gc
import io
import json
import os
import re
import resource
import sys
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command

from passerelles.portal.opendata.dumping import BY_NAME, FILTERS, KINDS, records, write_dumps
from passerelles.portal.opendata.site import about
from passerelles.portal.opendata.writers import Csv, streamed
from passerelles.portal.tests.opendata.dumped import SITE, whole
from tests import make

pytestmark = pytest.mark.django_db


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


def test_a_command_without_room_says_so_and_nothing_else(register, dumps, monkeypatch):
    write_dumps(SITE)
    before = {each.name: each.read_bytes() for each in dumps.iterdir()}
    said = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)
    monkeypatch.setattr(Csv, "of", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))
    with pytest.raises(CommandError, match="No space left") as refused:
        call_command("dump")
    del refused
    gc.collect()
    assert {each.name: each.read_bytes() for each in dumps.iterdir()} == before and said == []


def test_a_workbook_that_nobody_fetches_to_its_end_leaves_without_a_word(register, monkeypatch):
    said = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)
    told = streamed(BY_NAME["register.xlsx"].writer(about(SITE)), records(site=SITE))
    assert next(told) and next(told)
    told.close()
    del told
    gc.collect()
    assert said == []


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
