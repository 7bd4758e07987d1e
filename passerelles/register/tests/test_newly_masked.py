"""A secret that only a newer reader recognises: once a document is read again, no column of the database holds it."""

from dataclasses import replace

import pytest
from django.apps import apps
from django.core import serializers

from passerelles.library.actions import Brought, keep_reading, take
from passerelles.library.models import Document
from passerelles.people.actions import folded
from passerelles.register.actions import accept, answer, contest, declare, merge, reject
from passerelles.register.models import Claim, Doubt, Entry
from passerelles.register.properties import BY_NAME
from tests import make

pytestmark = pytest.mark.django_db
SECRET = "Orchidée-7741"
MASK = "•" * len(SECRET)
NAME = f"Extranet {SECRET} de la ville"
TEXT = f"Saint-Étienne porte l'{NAME}.\n\nLe sésame est {SECRET} pour tous."


def everything_kept():
    """All rows of all tables, as text, and as names are folded in keys."""
    tables = [model for model in apps.get_models() if model._meta.app_label in ("library", "register", "people")]
    rows = "\n".join(serializers.serialize("json", model.objects.all(), ensure_ascii=False) for model in tables)
    return rows + folded(rows)


def sheet(text, name=NAME, shown=None, holder="Saint-Étienne"):
    """What a reader finds that takes `text` as it is for its masked text."""
    read = make.sheet((shown or text).encode())
    start = text.index("Extranet")
    quote = {"start": start, "end": start + len(name), "text": name, "context": [], "origin": "test/1"}
    says = [{"name": "name", "value": name, **quote}]
    practice = {"name": name, "holder": holder, "label": None, "by": None, "year": None, "says": says, "themes": []}
    doubt = {"about": "name", "key": "", "reason": f"« {name} » ?", "text": name, "suggestions": [name], **quote}
    found = {**read.found, "practices": [practice], "doubts": [doubt]}
    return replace(read, text=text, found=found, notes=[], secrets=frozenset())


@pytest.fixture
def document(coordinator):
    """A document as an older reader left it, and what people did with what it found."""
    make.authority()
    document = make.brought(TEXT, name=f"{SECRET}.txt", title=f"Code {SECRET}", by=coordinator)
    keep_reading(document, sheet(TEXT))
    return document


def masked(words):
    return words.replace(SECRET, MASK)


def read_again(document, text=TEXT, **how):
    keep_reading(document, sheet(masked(text), masked(NAME), **how))


def test_no_column_holds_it_and_every_length_is_kept(document, coordinator):
    assert SECRET in everything_kept() and folded(SECRET) in everything_kept()
    accept(Claim.objects.get(), by=coordinator, reason=f"Vu {SECRET}")
    answer(Doubt.objects.get(about="name"), f"Oui {SECRET}", by=coordinator)
    read_again(document)
    assert SECRET not in everything_kept() and folded(SECRET) not in everything_kept()
    document.refresh_from_db()
    assert document.text == masked(TEXT) and len(document.text) == len(TEXT)
    assert Claim.objects.get().value.text == masked(NAME)
    assert Entry.objects.get().words == {"fr": masked(NAME)}


def test_the_entry_stays_the_same_and_so_do_verdict_and_answer(document, coordinator):
    claim, doubt = Claim.objects.get(), Doubt.objects.get(about="name")
    accept(claim, by=coordinator)
    answer(doubt, "Oui", by=coordinator)
    read_again(document)
    claim.refresh_from_db()
    assert (Entry.objects.count(), Claim.objects.count(), claim.state, claim.evidence.count()) == (1, 1, "accepted", 2)
    assert Doubt.objects.get(about="name").answer == "Oui"
    assert {each.quote for each in claim.evidence.all()} == {masked(NAME)}
    assert Entry.objects.get().title == {"fr": masked(NAME)}


def test_what_people_declared_and_contested_of_it_is_masked_too(document, coordinator, officer):
    claim = Claim.objects.get()
    accept(claim, by=coordinator)
    said = {"by": officer, "organisation": make.authority(), "lang": "fr"}
    value = BY_NAME["description"].parse({"text": f"Le {NAME}", "lang": "fr"})
    declare(claim.entry, "description", value, words=f"Saint-Étienne déclare de “{NAME}” : Le {NAME}.", **said)
    reject(claim, by=coordinator, reason=contest(claim, words=f"{NAME} est fermé.", **said).document.text)
    read_again(document)
    assert SECRET not in everything_kept() and folded(SECRET) not in everything_kept()
    assert masked(NAME) in Document.objects.filter(source__kind="declaration").first().text


def test_what_was_merged_is_masked_too(document, coordinator):
    accept(Claim.objects.get(), by=coordinator)
    other = make.accepted(make.practice(name="Extranet"), "name", "Extranet", by=coordinator).entry
    merge(other, Claim.objects.get(source=document.source).entry, by=coordinator, reason=f"C'est {NAME}")
    read_again(document)
    assert SECRET not in everything_kept() and folded(SECRET) not in everything_kept()


def test_what_others_declared_of_the_entry_it_is_read_through_is_masked_too(document, coordinator, officer):
    claim = Claim.objects.get()
    accept(claim, by=coordinator)
    into = make.accepted(make.practice(name="Réseau"), "theme", "digital", by=coordinator).entry
    merge(claim.entry, into, by=coordinator)
    value = BY_NAME["description"].parse({"text": f"Le {NAME}", "lang": "fr"})
    said = {"by": officer, "organisation": make.authority(), "lang": "fr"}
    declare(into, "description", value, words=f"Saint-Étienne déclare de “{NAME}” : Le {NAME}.", **said)
    read_again(document)
    assert SECRET not in everything_kept() and folded(SECRET) not in everything_kept()


def test_a_body_named_by_it_is_masked_too(coordinator):
    holder = f"Service {SECRET}"
    document = make.brought(TEXT, by=coordinator)
    keep_reading(document, sheet(TEXT, holder=holder))
    accept(Claim.objects.get(), by=coordinator)
    assert folded(holder) in everything_kept()
    read_again(document, holder=masked(holder))
    assert SECRET not in everything_kept() and folded(SECRET) not in everything_kept()
    assert Entry.objects.count() == 1


def test_older_versions_are_masked_as_well(document, coordinator):
    newer, _ = take(Brought("v2.txt", (TEXT + " Fin.").encode(), make.group(), "public"), by=coordinator, version_of=document)
    keep_reading(newer, replace(sheet(masked(TEXT + " Fin."), masked(NAME)), secrets=frozenset([SECRET])))
    document.refresh_from_db()
    assert document.text == masked(TEXT) and document.has_secret
    assert SECRET not in everything_kept()


def test_so_is_what_another_way_of_opening_the_same_bytes_left(document):
    opened = TEXT.replace("\n\n", "\n\n\n")
    keep_reading(document, replace(sheet(masked(opened), masked(NAME)), secrets=frozenset([SECRET])))
    assert Document.objects.count() == 2 and SECRET not in everything_kept()


def test_two_names_that_differ_by_it_alone_stay_two(coordinator):
    other = "Tulipes-7742"
    text = f"L'Extranet {SECRET}.\n\nL'Extranet {other}x."
    document = make.brought(text, by=coordinator)
    for secret in (SECRET, f"{other}x"):
        keep_reading(document, sheet(text, f"Extranet {secret}"))
    for claim in Claim.objects.all():
        accept(claim, by=coordinator) if claim.state == "proposed" else None
    hidden = text.replace(SECRET, MASK).replace(f"{other}x", MASK)
    keep_reading(document, sheet(hidden, f"Extranet {MASK}"))
    assert Entry.objects.count() == 2 and not any(each in everything_kept() for each in (SECRET, other))


def test_an_ordinary_word_is_hidden_where_it_was_read_as_a_secret_only(coordinator):
    text = "L'Extranet de Chine.\n\nMot de passe : Chine"
    document = make.brought(text, by=coordinator)
    keep_reading(document, sheet(text, "Extranet de Chine"))
    keep_reading(document, sheet("L'Extranet de Chine.\n\nMot de passe : •••••", "Extranet de Chine"))
    assert Claim.objects.get().value.text == "Extranet de Chine" and Entry.objects.get().words == {"fr": "Extranet de Chine"}
