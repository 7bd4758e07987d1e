"""A document is given another title by whoever judges it; its file keeps its name."""

import pytest
from django.urls import reverse

from passerelles.common.models import Findable
from passerelles.library import working
from passerelles.library.actions import keep_reading, queue, rename
from passerelles.library.models import Document, Source
from passerelles.library.sheet import Task, read_file
from tests import make

pytestmark = pytest.mark.django_db


def called(someone, document, title, signed_in):
    return signed_in(someone).post(reverse("document_title", args=[document.pk]), {"title": title}, follow=True)


def test_who_judges_a_document_gives_it_another_title_and_takes_it_back(signed_in, coordinator, client):
    document = make.document("Une ligne.", name="scan-0042.pdf", title="Lettre")
    page = called(coordinator, document, " Compte  rendu\u202e de 2024 ", signed_in).text
    document.refresh_from_db()
    assert (document.title, document.name) == ("Compte rendu de 2024", "scan-0042.pdf") and "scan-0042.pdf" in page
    assert "Compte rendu de 2024" in client.get(reverse("documents")).text
    assert [row.title for row in Findable.objects.filter(kind="document")] == [{"fr": "Compte rendu de 2024"}]
    called(coordinator, document, "Lettre", signed_in)
    document.refresh_from_db()
    assert document.title == "Lettre"


def test_without_a_title_a_document_is_called_as_its_file(signed_in, coordinator):
    document = make.document("Une ligne.", name="scan-0042.pdf", title="Lettre")
    called(coordinator, document, "", signed_in)
    document.refresh_from_db()
    assert str(document) == "scan-0042.pdf"


def test_a_title_given_while_a_document_is_read_stays(coordinator, tmp_path):
    text = "Lyon est jumelée avec Canton.\n\nMot de passe : Orchidée-7741"
    brought = make.brought(text, by=coordinator, title="Lettre", name="a.txt")
    path = tmp_path / "a.txt"
    path.write_text(text)
    sheet = read_file(Task(path, beside=(brought.name, brought.title)))
    rename(Document.objects.get(pk=brought.pk), "Compte rendu Orchidée-7741", by=coordinator)
    keep_reading(brought, sheet)
    brought.refresh_from_db()
    assert (brought.title, brought.name) == ("Compte rendu •••••••••••••", "a.txt")


def test_a_title_that_was_taken_away_does_not_come_back_with_the_next_reading(coordinator):
    brought = make.brought("# Lyon et Canton\n\nUne ligne.", by=coordinator, name="a.md")
    working.work(until_empty=True)
    brought.refresh_from_db()
    assert brought.title == "Lyon et Canton"
    rename(brought, "", by=coordinator)
    queue(brought)
    working.work(until_empty=True)
    brought.refresh_from_db()
    assert str(brought) == "a.md"


def test_nobody_else_gives_a_title_and_no_declaration_gets_one(signed_in, coordinator, officer):
    document = make.document("Une ligne.", title="Lettre", brought_by=officer)
    assert reverse("document_title", args=[document.pk]) not in signed_in(officer).get(document.get_absolute_url()).text
    called(officer, document, "Autre", signed_in)
    said = make.document("Une phrase.", title="Une phrase.", source=Source.objects.create(kind="declaration", key="declaration/1"))
    assert reverse("document_title", args=[said.pk]) not in signed_in(coordinator).get(said.get_absolute_url()).text
    called(coordinator, said, "Autre", signed_in)
    assert not Document.objects.filter(title="Autre").exists()


def test_a_password_in_a_title_is_masked_and_what_is_too_long_is_said(signed_in, coordinator):
    document = make.document("Une ligne.", title="Lettre")
    called(coordinator, document, "Accès : mot de passe : Tr0ub4dor&3", signed_in)
    document.refresh_from_db()
    assert "Tr0ub4dor" not in document.title
    assert called(coordinator, document, "x" * 501, signed_in).status_code == 422
