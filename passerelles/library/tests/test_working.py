"""The queue: two workers never hold one row, a killed one's is taken again, a deadly document is set aside with its cause."""

import json
import signal

import pytest
from django.utils import timezone

from passerelles.common.limits import Breach, Limits, Pool
from passerelles.library import working
from passerelles.library.actions import fail, finish, give_back, queue, still_at_it, take_task, try_again, try_later
from passerelles.library.models import Document, DocumentState, Task, TaskState
from passerelles.library.tests import deadly
from passerelles.library.tests.site import BEGIN
from passerelles.reading import Unreadable
from tests import make

BRING = "for n in range(%d): make.brought(f'Lyon est jumelée avec Canton, {n}.')\nsaid = Task.objects.count()"


# With real processes.


def test_two_workers_never_take_one_row(site):
    site.ask(BRING % 60)
    grab = """
taken = []
meet(sys.argv[1], sys.argv[2])
while task := take_task(sys.argv[2]): taken.append(task.pk)
print(json.dumps(taken))
"""
    anna, bruno = _both(site, grab)
    assert len(anna) + len(bruno) == 60 and not set(anna) & set(bruno)
    assert anna and bruno, "both had something to do"


# Two processes begin together, however long each takes to start: who comes first waits for the other.
MEET = """
from pathlib import Path
def meet(folder, name):
    Path(folder, name).touch()
    while len(list(Path(folder).iterdir())) < 2: time.sleep(0.001)
"""


def _both(site, program):
    """What two processes that run a program at the same time tell."""
    meeting = site.folder / "meeting"
    meeting.mkdir()
    both = [site.start("-c", BEGIN + MEET + program, str(meeting), name) for name in ("anna", "bruno")]
    return [_told(process) for process in both]


def _told(process):
    told, errors = process.communicate(timeout=90)
    assert process.returncode == 0, errors
    return json.loads(told.splitlines()[-1])


def test_the_same_bytes_brought_twice_at_once_are_one_document(site):
    site.ask("make.coordinator(); said = 1")
    bring = """
by, made = make.coordinator(), []
meet(sys.argv[1], sys.argv[2])
for n in range(20):
    made.append(take(Brought(f"{n}.txt", f"Texte {n}.".encode(), make.group()), by=by)[0].pk)
print(json.dumps(made))
"""
    anna, bruno = _both(site, bring)
    assert anna == bruno and site.ask("said = [Document.objects.count(), Source.objects.count(), Task.objects.count()]") == [20, 20, 20]
    assert len(list((site.folder / "media").rglob("*/*/*"))) == 20  # what was written twice is there once


def test_a_killed_workers_row_is_taken_again_after_its_lease_and_read_once(site):
    site.ask(BRING % 1)
    first = site.worker(PASSERELLES_LEASE_SECONDS="2")
    assert site.wait_for("reading") == [["running", 1, "reading"]]
    first.send_signal(signal.SIGKILL)
    second = site.worker(PASSERELLES_LEASE_SECONDS="2")
    assert site.wait_for("read") == [["done", 2, "read"]]
    assert site.ask("said = [Reading.objects.count(), Passage.objects.count()]") == [1, 1]
    second.terminate()
    second.communicate(timeout=20)
    assert second.returncode == 0


def test_a_worker_told_to_stop_gives_back_what_it_is_at(site):
    site.ask(BRING % 1)
    worker = site.worker()
    site.wait_for("reading")
    worker.terminate()
    _out, errors = worker.communicate(timeout=20)
    assert worker.returncode == 0 and "Traceback" not in errors
    assert site.rows() == [["queued", 0, "waiting"]]


def test_an_idle_worker_told_to_stop_ends(site):
    worker = site.worker()
    assert worker.stdout.readline() == "Waiting for documents.\n"
    site.ask("time.sleep(1); said = 1")
    worker.send_signal(signal.SIGINT)
    worker.communicate(timeout=20)
    assert worker.returncode == 0


def test_the_lease_is_prolonged_while_a_long_document_is_read(site):
    site.ask(BRING % 1)
    code = """
task = take_task('slow')
with working._lease_prolonged(task):
    seen = []
    for _ in range(30):
        time.sleep(0.1)
        seen.append(Task.objects.takeable().count())
during = max(seen)
time.sleep(0.9)
said = [during, Task.objects.takeable().count()]
"""
    assert site.ask(code, PASSERELLES_LEASE_SECONDS="0.8") == [0, 1]


# In one process.


def run(function, task, seconds=60.0):
    with Pool(function, limits=Limits(seconds=seconds)) as pool:
        working.Worker()._read(task, pool)
    task.refresh_from_db()
    return Document.objects.get(pk=task.document_id)


@pytest.mark.django_db
def test_a_document_that_kills_its_reader_is_failed_after_three_attempts_and_can_be_tried_again(coordinator):
    document = make.brought(by=coordinator)
    states = [run(deadly.kills_its_reader, take_task("w")).state for _ in range(3)]
    document.refresh_from_db()
    assert states == ["waiting", "waiting", "failed"]
    assert document.cause == "died" and "SIGKILL" in document.failure and take_task("w") is None
    try_again(document, by=coordinator)
    working.work(until_empty=True)
    document.refresh_from_db()
    assert document.state == DocumentState.READ and document.failure == "" and document.cause == ""


@pytest.mark.django_db
def test_a_document_that_kills_its_worker_is_failed_after_three_attempts():
    document = make.brought()
    for _ in range(3):
        assert take_task("w")
        Task.objects.update(leased_until=timezone.now())  # nothing is heard of its worker
    assert take_task("w") is None
    document.refresh_from_db()
    assert (document.state, document.cause) == (DocumentState.FAILED, "died")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("function", "seconds", "cause"),
    [(deadly.stumbles, 60, "reader"), (deadly.takes_all_memory, 60, "memory"), (deadly.reads_for_ever, 1, "time")],
)
def test_what_would_happen_again_is_failed_at_once_with_its_cause(function, seconds, cause, caplog):
    make.brought()
    document = run(function, take_task("w"), seconds)
    assert (document.state, document.cause) == (DocumentState.FAILED, cause)
    assert "Orchidée" not in document.failure + caplog.text  # what a parser stumbles over may be a secret


@pytest.mark.django_db
def test_a_document_takes_no_longer_than_its_size_allows(monkeypatch):
    monkeypatch.setattr(working, "allowed_seconds", lambda path: 1.1)
    make.brought()
    assert run(deadly.is_late, take_task("w")).cause == "time"


def test_a_larger_document_may_take_longer(tmp_path):
    small, large = tmp_path / "a", tmp_path / "b"
    small.write_bytes(b"x")
    large.write_bytes(b"x" * 2**20)
    assert working.allowed_seconds(large) == pytest.approx(working.allowed_seconds(small) + 20, abs=0.1)


@pytest.mark.django_db
def test_a_missing_file_is_said(settings, tmp_path):
    document = make.brought()
    document.original.delete(save=False)
    working.work(until_empty=True)
    document.refresh_from_db()
    assert document.cause == "missing"


@pytest.mark.django_db
def test_what_an_app_trips_over_stops_neither_the_worker_nor_the_others(settings, caplog):
    broken, sound = make.brought("Lyon."), make.brought("Dijon.")
    settings.TAKERS = ("passerelles.library.tests.test_working.trip",)
    working.work(until_empty=True)
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert (broken.state, broken.cause, broken.readings.count()) == (DocumentState.FAILED, "keeping", 0)
    assert sound.state == DocumentState.READ


def trip(reading):
    if "Lyon" in reading.document.text:
        raise KeyError("Lyon")


@pytest.mark.django_db
def test_a_worker_that_lost_its_row_changes_nothing():
    document = make.brought()
    lost = take_task("slow")
    Task.objects.update(leased_until=timezone.now())
    held = take_task("quick")
    assert lost.pk == held.pk
    sheet = make.sheet(b"Lyon.")
    assert not still_at_it(lost) and not fail(lost, "no", cause="reader") and not give_back(lost) and finish(lost, sheet, 0) is None
    assert not try_later(lost, "no", cause="died")
    assert still_at_it(held) and finish(held, sheet, 0)
    document.refresh_from_db()
    assert document.state == DocumentState.READ


@pytest.mark.django_db
def test_one_task_of_a_document_waits_at_a_time():
    document = make.brought()
    assert queue(document) == queue(document) and Task.objects.count() == 1
    running = take_task("w")
    waiting = queue(document)  # asked for again while it is read
    assert waiting != running and give_back(running)
    assert list(Task.objects.order_by("pk").values_list("state", flat=True)) == [TaskState.DONE, TaskState.QUEUED]


@pytest.mark.parametrize(
    ("error", "reason", "cause"),
    [
        (Unreadable("/x/a.pdf: it is protected by a password", "encrypted"), "note.pdf: it is protected by a password", "encrypted"),
        (
            Unreadable("/x/a.pdf: it is damaged (ValueError: token Orchidée-7741)", "damaged"),
            "note.pdf: it is damaged (ValueError)",
            "damaged",
        ),
        (KeyError("Orchidée-7741"), "note.pdf: the reader failed on it (KeyError)", "reader"),
        (Breach("it needs more memory", "memory"), "note.pdf: it needs more memory", "memory"),
    ],
)
def test_a_failure_says_why_and_quotes_nothing(tmp_path, error, reason, cause):
    path = type(tmp_path)("/x/a.pdf")
    assert working.reason_of(error, path, "note.pdf", 0.1) == (reason, cause)
