"""A password printed in a document reaches nothing that anybody reads: no table, page, failure or log; only the file as it was brought."""

import json
import logging
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client
from django.urls import reverse

from passerelles.library import working
from passerelles.library.actions import Brought, keep_reading, record_declaration, take
from passerelles.library.models import Document, DocumentState
from tests import make

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).parents[3] / "demo" / "documents"


def printed():
    """The demonstration's document, with what stands where the reader masks it."""
    data = (DEMO / "annonce-journees-du-fleuve-2013.md").read_bytes()
    line = next(line for line in data.decode().splitlines() if "Mot de passe" in line)
    return data, line.rpartition(":")[2].strip(" .*`")


def mail():
    words = "Lyon est jumelée avec Canton.\n\nMot de passe : Orchidée-7741\n"
    head = "From: a@example.org\nSubject: Jumelage\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
    return (head + words).encode(), "Orchidée-7741"


def workbook(folder):
    book = openpyxl.Workbook()
    for row in (("Ville", "Partenaire", "Mot de passe"), ("Lyon", "Canton", "Orchidée-7741")):
        book.active.append(row)
    book.save(folder / "acces.xlsx")
    return (folder / "acces.xlsx").read_bytes(), "Orchidée-7741"


def everything_kept():
    """All rows of all tables, as text."""
    tables = [model for model in apps.get_models() if model._meta.app_label in ("library", "register", "people", "admin", "sessions")]
    return "\n".join(serializers.serialize("json", model.objects.all(), ensure_ascii=False) for model in tables)


@pytest.mark.parametrize("kind", ["demo.md", "note.eml", "acces.xlsx"])
def test_a_printed_password_reaches_no_output(kind, coordinator, officer, signed_in, caplog, tmp_path):
    data, secret = {"demo.md": printed, "note.eml": mail, "acces.xlsx": lambda: workbook(tmp_path)}[kind]()
    assert kind == "acces.xlsx" or (secret.encode() in data and len(secret) > 8)
    with caplog.at_level(logging.DEBUG):
        document, _ = take(Brought(kind, data, make.group(), visibility="group"), by=officer)
        working.work(until_empty=True)
        for claim in make.Claim.objects.proposed():
            make.accept(claim, by=coordinator)
    document.refresh_from_db()
    assert document.state == DocumentState.READ and document.has_secret and "•" in document.text
    told = [
        everything_kept(),
        caplog.text,
        *pages(document, signed_in(coordinator)),
        *pages(document, signed_in(officer)),
        *pages(document, Client()),
    ]
    for each in told:
        assert secret not in each and json.dumps(secret)[1:-1] not in each
    assert signed_in(officer).get(reverse("document_original", args=[document.pk])).status_code == 404


def pages(document, client):
    for name, *args in (("documents",), ("document", document.pk), ("home",), ("entries",), ("desk",), ("desk_document", document.pk)):
        yield client.get(reverse(name, args=args)).content.decode()


def test_what_a_newer_reader_masks_is_masked_in_what_older_ones_left(coordinator):
    text = "Lyon est jumelée avec Canton.\n\nLe sésame est Orchidée-7741 pour tous."
    document = make.brought(text, by=coordinator)
    older = replace(make.sheet(text.encode()), text=text)  # as a reader that knew less
    older.found["decisions"] = [{"text": "Le sésame est Orchidée-7741 pour tous.", "start": 31, "end": 60}]
    keep_reading(document, older)
    keep_reading(document, make.sheet(text.replace("Orchidée-7741", "•" * 13).encode()))
    document.refresh_from_db()
    assert document.version == 1 and "Orchidée" not in document.text
    assert "Orchidée" not in str(list(document.readings.values_list("found", flat=True)))
    assert Document.objects.count() == 1


def test_a_password_that_somebody_declares_is_masked(officer):
    words = "Nous cherchons un partenaire. Mot de passe : Orchidée-7741"
    document = record_declaration(words, organisation=make.authority(), group=make.group(), by=officer).document
    assert "Orchidée" not in document.text + document.title and len(document.text) == len(words)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Mot de passe Tr0ub4dor&3.txt", "Mot de passe •••••••••••.txt"),
        ("acces_mot de passe : Tr0ub4dor.pdf", "acces_mot de passe : •••••••••.pdf"),
        ("密码：Tr0ub4dor.txt", "密码：•••••••••.txt"),
        ("Mot de passe oublié.txt", "Mot de passe oublié.txt"),
    ],
)
def test_a_file_s_name_and_a_title_hide_a_password(name, shown):
    document = make.brought("Lyon.", name=name, title=name[:-4])
    assert document.name == shown and document.title == shown[:-4]


def test_the_first_line_of_a_pasted_text_names_it_without_its_password(coordinator, signed_in):
    said = {"text": "Login: admin Mot de passe : Tr0ub4dor&3\n\nLyon et Canton.", "visibility": "group", "group": make.group().pk}
    signed_in(coordinator).post(reverse("upload"), said)
    assert Document.objects.get().name == "Login: ••••• Mot de passe : •••••••••••.txt"


def test_what_the_reading_finds_secret_is_hidden_in_the_name_and_the_title_too():
    document = make.brought(
        "Lyon est jumelée avec Canton.\n\nMot de passe : Orchidée-7741", name="Orchidée-7741.txt", title="Code Orchidée-7741"
    )
    working.work(until_empty=True)
    document.refresh_from_db()
    assert (document.name, document.title) == ("•••••••••••••.txt", "Code •••••••••••••") and not document.notes
    assert "Orchidée" not in everything_kept()


def test_a_title_in_a_file_turns_nothing_around_on_the_page():
    document = make.brought("Compte\u202etxt.exe\x07 rendu", title="Rapport\u202efdp.exe\x00")
    working.work(until_empty=True)
    document.refresh_from_db()
    assert not set("\u202e\x07\x00") & set(document.title + document.name)
