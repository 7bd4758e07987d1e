"""Somebody changes who sees a document while a worker keeps what it read in it: neither ends the other as a deadlock."""

import threading

import pytest
from django.db import connection

from passerelles.library.actions import keep_reading, keeping, show_to
from passerelles.library.models import Document
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = b"Saint-\xc3\x89tienne est jumel\xc3\xa9e avec Xuzhou depuis 1984."
describe, begun, go_on = keeping._describe, threading.Event(), threading.Event()


def wait(document, sheet):
    """Writes nothing of a document before the other has begun."""
    begun.set()
    go_on.wait(3)
    describe(document, sheet)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_showing_a_document_waits_for_its_reading_to_be_kept(monkeypatch, coordinator):
    monkeypatch.setattr(keeping, "_describe", wait)
    document = make.brought(TEXT.decode(), by=coordinator, visibility="group")
    errors = []

    def work(act):
        try:
            act()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    worker = threading.Thread(target=work, args=[lambda: keep_reading(document, make.sheet(TEXT))])
    judge = threading.Thread(target=work, args=[lambda: show_to(Document.objects.get(), "public", by=coordinator)])
    worker.start()
    assert begun.wait(20)
    judge.start()
    judge.join(1)
    go_on.set()
    worker.join()
    judge.join()
    assert errors == [] and Document.objects.get().visibility == "public"
    assert set(make.Claim.objects.values_list("visibility", flat=True)) == {"public"}
