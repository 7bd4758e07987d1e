"""Whatever happens after a verdict, public columns say what accepted public claims say, and hidden documents keep their words and dates."""

import pytest

from passerelles.common.refusing import Refused
from passerelles.library.actions import show_to
from passerelles.register import keys
from passerelles.register.actions import Identity, accept, accept_undisputed, entry_of, publish_fact, undo, undo_batch
from passerelles.register.models import Claim, EntryKind
from passerelles.register.projecting import project
from passerelles.register.tests.test_importing import HEADER, ROW, imported, sheet
from tests import make

pytestmark = pytest.mark.django_db


def columns(entry):
    entry.refresh_from_db()
    return {field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields}


@pytest.mark.parametrize(("first", "then"), [("public", "public"), ("group", "public")])
def test_a_fact_said_again_is_projected_again(coordinator, first, then):
    of = make.document(published="2020-01-01", visibility=first)
    make.reading(of, partnerships=[make.tie(of)])
    claim = Claim.objects.get(name="kind")
    accept(claim, by=coordinator)
    younger = make.version(of, of.text)
    younger.published, younger.visibility = "2024-05-01", then
    younger.save()
    make.reading(younger, partnerships=[make.tie(younger)])
    shown = columns(claim.entry)
    assert shown["is_public"] and shown["last_proof"].year == 2024
    project(claim.entry)
    assert columns(claim.entry) == shown


def test_undoing_a_verdict_does_not_open_what_was_closed_since(coordinator):
    of = make.document()
    claim = make.claim(of=of)
    accept(claim, by=coordinator)
    show_to(of, "group", by=coordinator)
    undo(by=coordinator)
    claim.refresh_from_db()
    assert (claim.state, claim.visibility) == ("proposed", "group")


def test_undoing_a_publication_leaves_the_fact_to_those_who_see_its_document_now(coordinator):
    of = make.document(visibility="group", brought_by=coordinator)
    claim = make.claim(of=of)
    accept(claim, by=coordinator)
    publish_fact(claim, by=coordinator)
    show_to(of, "private", by=coordinator)
    undo(by=coordinator)
    claim.refresh_from_db()
    assert (claim.state, claim.visibility, claim.is_opened) == ("accepted", "private", False)


def test_the_words_of_a_hidden_document_are_no_public_title():
    hidden = make.document("Rencontre SECRETE", visibility="private")
    entry = entry_of(Identity(EntryKind.OCCASION, keys.edition("x", 3), [], {"fr": "SECRETE"}), make.group())
    make.claim(entry, "name", {"text": "SECRETE", "lang": "fr"}, hidden)
    make.accepted(entry, "ordinal", 3)
    entry.refresh_from_db()
    assert entry.is_public and "3" in entry.title["fr"] and "SECRETE" not in str(entry.title)


def test_the_date_of_a_version_that_was_closed_is_no_proof(coordinator):
    of = make.document(published="2020-01-01")
    entry = make.partnership()
    make.accepted(entry, "kind", "twinning", of)
    younger = make.version(of, of.text)
    younger.published = "2024-05-01"
    younger.save()
    make.claim(entry, "kind", "twinning", younger)
    show_to(younger, "group", by=coordinator)
    assert columns(project(entry))["last_proof"].year == 2020


def test_a_rival_that_is_only_proposed_elsewhere_is_a_dispute(coordinator):
    entry, of = make.partnership(), make.document("Jumelées depuis 1984.")
    here = make.claim(entry, "since", 1984, of)
    make.claim(entry, "since", 1986)
    assert here not in accept_undisputed(of, by=coordinator)


def test_an_import_is_undone_as_a_whole_and_its_file_no_longer_public(coordinator):
    batch = imported(sheet(HEADER, ROW), coordinator)
    with pytest.raises(Refused):
        undo(by=coordinator, document=batch.document)
    batch = undo_batch(batch, by=coordinator)
    with pytest.raises(Refused):
        undo(by=coordinator, document=batch.document)
    assert not Claim.objects.accepted().exists() and batch.document.visibility != "public"
