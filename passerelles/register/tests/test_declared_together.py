"""What one form declares is one document with a sentence for each fact: judged as one, each fact for itself in all else."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from passerelles.library.actions import record_declaration
from passerelles.library.models import Document
from passerelles.people.models import Group
from passerelles.register.actions import accept_undisputed, undo, withdraw
from passerelles.register.models import Claim, Doubt, Entry
from tests import make

pytestmark = pytest.mark.django_db
PARTNERSHIP = {"partner": "Xuzhou", "kind": "twinning", "state": "active", "since": "1984", "theme": ["culture"]}
SECRET = "identifiant : admin mot de passe : Tr0ub4dor&3"


def test_what_one_form_declares_is_one_document_with_a_sentence_for_each_fact(officer, signed_in):
    signed_in(officer).post(reverse("declare_new", args=["partnership"]), {**PARTNERSHIP, "send": "1"})
    document = Document.objects.get()
    quoted = {claim.name: claim.evidence.get().quote for claim in Claim.objects.all()}
    assert [quoted[name] for name in ("kind", "state", "since", "theme")] == document.text.splitlines()
    assert [passage.end - passage.start for passage in document.passages.all()] == [len(line) for line in document.text.splitlines()]


def test_a_coordinator_judges_a_declaration_as_one_document(officer, coordinator, signed_in):
    signed_in(officer).post(reverse("declare_new", args=["partnership"]), {**PARTNERSHIP, "send": "1"})
    document, browser = Document.objects.get(), signed_in(coordinator)
    assert browser.get(reverse("desk")).text.count(reverse("desk_document", args=[document.pk])) == 1
    shown = browser.get(reverse("desk_document", args=[document.pk])).text
    assert all(escape(line) in shown for line in document.text.splitlines())
    assert {claim.name for claim in accept_undisputed(document, by=coordinator)} == {"kind", "state", "since", "theme"}
    entry = Entry.objects.get()
    assert (entry.tie, entry.since, entry.is_public) == ("twinning", 1984, True)
    assert len(undo(by=coordinator, document=document)) == 4 and not Entry.objects.public().exists()


def test_the_same_form_sent_twice_adds_evidence_only(officer, signed_in):
    for _ in range(2):
        signed_in(officer).post(reverse("declare_new", args=["partnership"]), {**PARTNERSHIP, "send": "1"})
    assert Claim.objects.count() == 4 and Document.objects.count() == 2
    assert {claim.evidence.count() for claim in Claim.objects.all()} == {2}


def test_of_one_declaration_only_what_contradicts_waits_and_its_words_are_asked_about(officer, signed_in):
    Group.objects.update(accepts_declarations=True)
    entry = make.public_partnership(since=1990)
    signed_in(officer).post(reverse("declare_new", args=["partnership"]), {**PARTNERSHIP, "send": "1"})
    declared = entry.claims.filter(source__kind="declaration")
    assert {claim.name: claim.state for claim in declared} == {
        "kind": "accepted",
        "state": "accepted",
        "since": "proposed",
        "theme": "accepted",
    }
    doubt = Doubt.objects.get()
    assert doubt.quote == declared.get(name="since").evidence.get().quote and "1984" in doubt.quote


def test_one_fact_of_a_declaration_is_withdrawn_and_the_others_stay(officer, signed_in):
    Group.objects.update(accepts_declarations=True)
    signed_in(officer).post(reverse("declare_new", args=["partnership"]), {**PARTNERSHIP, "send": "1"})
    withdraw(Claim.objects.get(name="since"), by=officer)
    entry = Entry.objects.get()
    assert (entry.tie, entry.since, entry.themes) == ("twinning", None, ["culture"])


def test_a_password_in_one_sentence_hides_nothing_of_the_next(officer):
    said = ("Le mot de passe :", "Saint-Étienne déclare un jumelage.", f"Accès {SECRET}")
    reading = record_declaration(*said, organisation=make.authority(), group=make.group(), by=officer)
    first, second, third = (reading.document.text[each.start : each.end] for each in reading.document.passages.all())
    assert (first, second) == said[:2] and "Tr0ub4dor" not in third and len(third) == len(said[2])
