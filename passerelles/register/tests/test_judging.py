"""Judging: each verdict adds, none overwrites, each can be undone, and only a group's coordinator judges."""

from datetime import date

import pytest

from passerelles.common.refusing import Refused
from passerelles.library.models import Visibility
from passerelles.people.actions import end_role
from passerelles.people.models import Role
from passerelles.register.actions import (
    accept,
    accept_undisputed,
    answer,
    choose,
    correct,
    correct_parties,
    dismiss,
    merge,
    publish_fact,
    reject,
    undo,
)
from passerelles.register.models import Claim, Doubt, Entry, Verdict
from passerelles.register.projecting import project
from passerelles.register.properties import BY_NAME
from tests import make

pytestmark = pytest.mark.django_db
JUDGED = ("state", "visibility", "is_opened", "stands", "is_disputed", "is_beside_verdict", "judged_by_id", "judged_at")
PROJECTED = ("title", "is_public", "tie", "state", "since", "until", "last_proof", "sources", "is_disputed", "survivor_id")


def judged() -> list[tuple]:
    return list(Claim.objects.order_by("pk").values_list("pk", *JUDGED))


def shown() -> list[tuple]:
    for entry in Entry.objects.all():
        project(entry)  # one that was never judged has no title yet
    return list(Entry.objects.order_by("pk").values_list("pk", *PROJECTED))


def asked() -> list[tuple]:
    return list(Doubt.objects.filter(state="open").order_by("pk").values_list("about", "entry_id"))


def value(name: str, raw):
    return BY_NAME[name].parse(raw)


def test_an_accepted_claim_makes_its_entry_public_and_says_who_judged_it():
    claim, coordinator = make.claim(), make.coordinator()
    accept(claim, by=coordinator)
    entry = Entry.objects.get()
    assert (entry.is_public, entry.since, claim.judged_by) == (True, 1984, coordinator)
    assert [(v.kind, v.by) for v in claim.verdicts.all()] == [("accept", coordinator)]


def test_an_entry_whose_last_proposal_is_rejected_is_not_public():
    claim = make.accepted(name="since", value=1984)
    reject(claim, by=make.coordinator(), reason="misread")
    assert not Entry.objects.get().is_public
    assert [v.reason for v in claim.verdicts.all()] == ["", "misread"]


@pytest.mark.parametrize("who", ["officer", "partner_officer", "observer", "stranger", "coordinator_of_another"])
@pytest.mark.parametrize("verdict", [accept, reject, choose, publish_fact])
def test_nobody_else_judges(who, verdict):
    claim = make.claim()
    person = make.coordinator(make.group("vietnam")) if who == "coordinator_of_another" else getattr(make, who)()
    with pytest.raises(Refused):
        verdict(claim, by=person)
    assert not Verdict.objects.exists()


def test_a_role_that_ended_judges_no_more():
    coordinator, claim = make.coordinator(), make.claim()
    end_role(coordinator.memberships.get(role=Role.COORDINATOR), on=date(2020, 1, 1))
    with pytest.raises(Refused):
        accept(claim, by=make.again(coordinator))


def test_who_judges_second_is_told_so_and_changes_nothing():
    claim = make.claim()
    as_the_second_saw_it = Claim.objects.get(pk=claim.pk)
    accept(claim, by=make.coordinator())
    with pytest.raises(Refused):
        reject(as_the_second_saw_it, by=make.coordinator(email="second@example.org"))
    assert Claim.objects.get().state == "accepted"


def test_a_correction_rejects_what_was_read_and_accepts_another_claim_on_the_same_words():
    claim = make.claim(value=1948, words="1984")
    right = correct(claim, value("since", 1984), by=make.coordinator())
    claim.refresh_from_db()
    assert (claim.state, right.state, right.label) == ("rejected", "accepted", "1984")
    assert right.evidence.get().quote == claim.evidence.get().quote == "1984"
    assert Entry.objects.get().since == 1984


def test_a_correction_to_what_it_says_is_refused():
    with pytest.raises(Refused):
        correct(make.claim(value=1984), value("since", 1984), by=make.coordinator())


def test_undoing_a_correction_twice_leaves_no_proposal_behind():
    claim, coordinator = make.claim(value=1948), make.coordinator()
    for _ in range(2):
        claim.refresh_from_db()
        correct(claim, value("since", 1984), by=coordinator)
        undo(by=coordinator)
        assert [(c.label, c.state) for c in Claim.objects.order_by("pk")] == [("1948", "proposed"), ("1984", "withdrawn")]


# --- One value only: which stands


def rivals() -> tuple[Claim, Claim]:
    entry = make.partnership()
    return make.accepted(entry, "since", 1984), make.claim(entry, "since", 1994)


def test_a_second_value_empties_the_column_until_somebody_chooses():
    first, second = rivals()
    accept(second, by=make.coordinator())
    entry = Entry.objects.get()
    assert (entry.since, entry.is_disputed, asked()) == (None, True, [("rival", entry.pk)])
    choose(first, by=make.coordinator())
    entry.refresh_from_db()
    assert (entry.since, entry.is_disputed, asked()) == (1984, True, [])
    choose(second, by=make.coordinator())
    assert Entry.objects.get().since == 1994
    assert Claim.objects.filter(stands=True).count() == 1


def test_whoever_accepts_a_second_value_may_choose_at_once():
    _, second = rivals()
    accept(second, by=make.coordinator(), stands=True)
    assert (Entry.objects.get().since, asked()) == (1994, [])


def test_choosing_in_one_step_is_undone_in_one_step():
    first, second = rivals()
    accept(second, by=make.coordinator())
    choose(first, by=make.coordinator())
    before = judged(), shown(), asked()
    choose(second, by=make.coordinator())
    undo(by=make.coordinator())
    assert (judged(), shown(), asked()) == before


def test_the_question_which_stands_closes_when_a_rival_is_rejected_and_opens_again_with_it():
    _, second = rivals()
    accept(second, by=make.coordinator())
    reject(second, by=make.coordinator())
    assert (asked(), Entry.objects.get().since) == ([], 1984)
    undo(by=make.coordinator())
    assert (len(asked()), Entry.objects.get().since) == (1, None)


def test_a_question_set_aside_by_a_person_is_not_asked_again():
    _, second = rivals()
    accept(second, by=make.coordinator())
    dismiss(Doubt.objects.get(), by=make.coordinator())
    reject(second, by=make.coordinator())
    accept(second, by=make.coordinator())
    assert asked() == []


def test_only_an_accepted_fact_is_chosen():
    with pytest.raises(Refused):
        choose(make.claim(), by=make.coordinator())


def test_the_question_hangs_on_the_document_fewest_may_see():
    entry = make.partnership()
    make.accepted(entry, "since", 1984)
    hidden = make.document("Secret : 1994.", visibility=Visibility.GROUP)
    make.accepted(entry, "since", 1994, hidden)
    make.accepted(entry, "since", 1999)
    assert Doubt.objects.get(about="rival").document == hidden


# --- Accept all that is undisputed


def page_of_claims():
    document, entry = make.document("Jumelage depuis 1984. Culture. Sport."), make.partnership()
    return document, {
        "kind": make.claim(entry, "kind", "twinning", document),
        "1984": make.claim(entry, "since", 1984, document),
        "1986": make.claim(entry, "since", 1986, document),
        "culture": make.claim(entry, "theme", "culture", document),
        "sport": make.claim(entry, "theme", "sport", document),
    }


def test_what_a_doubt_hangs_on_or_another_value_contradicts_is_never_part_of_accept_all():
    document, claims = page_of_claims()
    make.doubt(document, claims=[claims["sport"]])
    accept_undisputed(document, by=make.coordinator())
    states = {name: Claim.objects.get(pk=claim.pk).state for name, claim in claims.items()}
    assert states == {"kind": "accepted", "culture": "accepted", "1984": "proposed", "1986": "proposed", "sport": "proposed"}


def test_what_contradicts_an_accepted_fact_of_an_entry_merged_into_it_is_not_part_of_accept_all():
    document, entry = make.document(), make.partnership()
    other = make.partnership(partner="Wuhan")
    make.accepted(other, "since", 1990)
    merge(other, entry, by=make.coordinator())
    make.claim(entry, "since", 1984, document)
    assert accept_undisputed(document, by=make.coordinator()) == []


def test_accept_all_can_be_asked_of_one_entry_and_is_undone_as_one():
    document, _ = page_of_claims()
    elsewhere = make.claim(make.partnership(partner="Wuhan"), "theme", "culture", document)
    before = judged(), shown()
    coordinator = make.coordinator()
    assert len(accept_undisputed(document, by=coordinator, entry=elsewhere.entry)) == 1
    assert len(accept_undisputed(document, by=coordinator)) == 3
    assert len(undo(by=coordinator)) == 3
    assert len(undo(by=coordinator)) == 1
    assert (judged(), shown()) == before


def test_accept_all_takes_no_proposal_of_another_group():
    document, other = make.document(), make.group("vietnam")
    claim = make.claim(make.partnership(), "since", 1984, document)
    Claim.objects.filter(pk=claim.pk).update(group=other)
    assert accept_undisputed(document, by=make.coordinator()) == []


# --- Undo


def test_undo_takes_back_ones_own_last_step_only():
    first, second = make.claim(), make.claim(make.partnership(partner="Wuhan"))
    accept(first, by=make.coordinator())
    accept(second, by=make.coordinator(email="second@example.org"))
    undo(by=make.coordinator())
    assert [c.state for c in Claim.objects.order_by("pk")] == ["proposed", "accepted"]
    with pytest.raises(Refused):
        undo(by=make.coordinator())


def test_undo_is_refused_where_somebody_judged_since():
    claim = make.claim()
    accept(claim, by=make.coordinator())
    reject(Claim.objects.get(), by=make.coordinator(email="second@example.org"))
    with pytest.raises(Refused):
        undo(by=make.coordinator())
    assert Claim.objects.get().state == "rejected"


def test_undo_of_a_document_leaves_other_documents_alone():
    first, second = make.claim(), make.claim(make.partnership(partner="Wuhan"))
    accept(first, by=make.coordinator())
    accept(second, by=make.coordinator())
    undo(by=make.coordinator(), document=first.evidence.get().passage.document)
    assert [c.state for c in Claim.objects.order_by("pk")] == ["proposed", "accepted"]


def test_undo_after_a_doubt_was_answered_does_not_bring_the_dispute_back():
    document = make.document()
    claim = make.claim(of=document)
    doubt = make.doubt(document, claims=[claim])
    claim.refresh_from_db()
    reject(claim, by=make.coordinator())
    answer(doubt, "oui", by=make.coordinator(email="second@example.org"))
    undo(by=make.coordinator())
    assert list(Claim.objects.values_list("state", "is_disputed")) == [("proposed", False)]


def test_undo_of_an_answer_asks_again():
    document = make.document()
    doubt = make.doubt(document, claims=[make.claim(of=document)])
    answer(doubt, "Xuzhou", by=make.coordinator())
    assert not Claim.objects.get().is_disputed
    undo(by=make.coordinator(), document=document)
    assert (Claim.objects.get().is_disputed, Doubt.objects.get().state, Doubt.objects.get().answer) == (True, "open", "")


# --- The right pair


def test_the_right_pair_gets_what_the_document_says_and_undo_gives_it_back():
    document = make.document("Caen est jumelée avec Liaoyang (Yunnan) depuis 1984.")
    wrong, right = make.partnership("Caen", "Liaoyang"), make.partnership("Caen", "Luoyang")
    claims = [make.claim(wrong, "kind", "twinning", document), make.claim(wrong, "since", 1984, document)]
    elsewhere = make.accepted(wrong, "theme", "culture")
    doubt = make.doubt(document, claims=claims)
    before = judged(), shown(), asked()
    moved = correct_parties(wrong, right, document, by=make.coordinator())
    assert [(c.entry, c.state, c.name) for c in moved] == [(right, "accepted", "kind"), (right, "accepted", "since")]
    assert [c.evidence.get().quote for c in moved] == [document.text] * 2
    right.refresh_from_db()
    doubt.refresh_from_db()
    assert (right.tie, right.since, doubt.state, doubt.answer) == ("twinning", 1984, "answered", "Caen – Luoyang")
    assert Claim.objects.get(pk=elsewhere.pk).state == "accepted"  # another document's word stays where it is
    undo(by=make.coordinator())
    held = [row for row in judged() if row[0] in {row[0] for row in before[0]}]
    assert (held, shown(), asked()) == before
    assert set(Claim.objects.filter(entry=right).values_list("state", flat=True)) == {"withdrawn"}


@pytest.mark.parametrize("case", ["same pair", "nothing said"])
def test_moving_nothing_is_refused(case):
    document, wrong = make.document(), make.partnership()
    right = wrong if case == "same pair" else make.partnership(partner="Wuhan")
    with pytest.raises(Refused):
        correct_parties(wrong, right, document, by=make.coordinator())


# --- The fact, not the source


def test_a_fact_is_published_without_its_source_once_it_is_accepted():
    claim = make.claim(of=make.document(visibility=Visibility.GROUP))
    with pytest.raises(Refused):
        publish_fact(claim, by=make.coordinator())
    accept(claim, by=make.coordinator())
    assert not Entry.objects.get().is_public
    publish_fact(claim, by=make.coordinator())
    assert (Entry.objects.get().is_public, claim.is_opened) == (True, True)
    with pytest.raises(Refused):
        publish_fact(claim, by=make.coordinator())
    undo(by=make.coordinator())
    assert not Entry.objects.get().is_public
