"""Documents that a newer reader reads again: what the last one read stays in sight until then, and where reading fails."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from passerelles.library.actions import fail, finish, give_back, take_task, try_later
from passerelles.library.models import DocumentState, Reading, Task
from tests import make

pytestmark = pytest.mark.django_db
TEXT = "Saint-Étienne est jumelée avec Xuzhou depuis 1984."


def read():
    finish(take_task("worker"), make.sheet(TEXT.encode()), 0.1)


@pytest.fixture
def document(coordinator):
    """A public document that an older reader has read, and that waits to be read again."""
    document = make.brought(TEXT, name="jumelages.txt", by=coordinator)
    read()
    Reading.objects.update(reader="0")
    call_command("take", "--outdated", verbosity=0)
    return document


def is_shown(document):
    document.refresh_from_db()
    pages = [Client().get(reverse(name, args=args)).text for name, *args in (("documents",), ("document", document.pk))]
    return (
        document.state == DocumentState.READ
        and document.name in pages[0]
        and "depuis 1984" in pages[1]
        and 'hx-trigger="every' not in pages[1]
    )


def test_what_the_last_reader_read_is_shown_while_the_next_one_is_waited_for(document, coordinator, signed_in):
    assert is_shown(document)
    task = take_task("worker")
    assert task.document == document and is_shown(document)
    assert reverse("desk_document", args=[document.pk]) in signed_in(coordinator).get(reverse("desk")).text
    give_back(task)
    assert is_shown(document) and Task.objects.filter(state="queued").count() == 1
    read()
    assert is_shown(document) and document.readings.count() == 2
    assert {claim.evidence.count() for claim in make.Claim.objects.all()} == {2}


def test_asking_twice_queues_once(document):
    call_command("take", "--outdated", verbosity=0)
    assert Task.objects.filter(state="queued").count() == 1


def test_what_cannot_be_read_again_stays_as_it_was_read_and_says_so_to_its_coordinator(document, coordinator, signed_in):
    fail(take_task("worker"), "the reader failed on it", cause="reader")
    assert is_shown(document)
    address = reverse("document", args=[document.pk])
    told = "could not be read again"
    assert told in signed_in(coordinator).get(f"/en{address[3:]}").text and told not in Client().get(f"/en{address[3:]}").text
    call_command("take", "--outdated", verbosity=0)
    read()
    assert is_shown(document) and not document.failure


def test_accidents_hide_nothing_either(document):
    for _ in range(3):
        try_later(take_task("worker"), "it ended its reader", cause="died")
    assert is_shown(document) and not Task.objects.filter(state="queued").exists()


def test_what_was_never_read_is_shown_as_waiting(coordinator):
    document = make.brought(TEXT, by=coordinator)
    task = take_task("worker")
    document.refresh_from_db()
    assert document.state == DocumentState.READING
    fail(task, "it is damaged", cause="damaged")
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED
