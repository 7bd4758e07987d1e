"""The door in: what a passage says becomes a claim, said again it only gains evidence, and nothing proposed is public."""

import pytest
from django.test import Client

from passerelles.common.refusing import Refused
from passerelles.library.models import Visibility
from passerelles.register.actions import accept, contest, declare, entry_of, reject
from passerelles.register.actions.proposing import Identity
from passerelles.register.models import Claim, ClaimState, Entry, EntryKind
from passerelles.register.properties.values import Kind, Year
from tests import make

pytestmark = pytest.mark.django_db


def test_saying_it_again_only_adds_evidence():
    entry, document = make.partnership(), make.document("Jumelées en 1984.\nDepuis 1984, donc.")
    first = make.claim(entry, "since", 1984, document, "Jumelées en 1984.")
    again = make.claim(entry, "since", 1984, document, "Depuis 1984")
    assert again == first
    assert [each.quote for each in first.evidence.order_by("start")] == ["Jumelées en 1984.", "Depuis 1984"]


def test_the_same_words_read_again_are_one_evidence():
    entry, document = make.partnership(), make.document()
    claim = make.claim(entry, "since", 1984, document)
    make.claim(entry, "since", 1984, document)
    assert claim.evidence.count() == 1


def test_another_source_or_another_value_is_another_claim():
    entry, document = make.partnership(), make.document()
    claims = {make.claim(entry, "since", 1984, document), make.claim(entry, "since", 1986, document), make.claim(entry, "since", 1984)}
    assert len(claims) == 3


def test_the_next_version_of_a_source_says_the_same_claim():
    entry, document = make.partnership(), make.document()
    claim = make.claim(entry, "since", 1984, document)
    assert make.claim(entry, "since", 1984, make.version(document, "Jumelées depuis 1984.")) == claim


@pytest.mark.parametrize("judge", [accept, reject])
def test_a_verdict_outlives_saying_it_again(judge):
    document = make.document()
    claim = judge(make.claim(of=document), by=make.coordinator())
    again = make.claim(of=document, words="1984")
    assert again.state == claim.state and again.judged_by == claim.judged_by


def test_what_was_withdrawn_without_a_person_is_proposed_when_it_is_said_again():
    claim = make.claim(of=(document := make.document()))
    Claim.objects.filter(pk=claim.pk).update(state=ClaimState.WITHDRAWN)
    assert make.claim(of=document).state == ClaimState.PROPOSED


@pytest.mark.parametrize(
    ("first", "then", "shown"),
    [
        (Visibility.GROUP, Visibility.PUBLIC, Visibility.PUBLIC),
        (Visibility.PUBLIC, Visibility.GROUP, Visibility.PUBLIC),  # it has been said in public
        (Visibility.PRIVATE, Visibility.NETWORK, Visibility.NETWORK),
    ],
)
def test_a_claim_is_shown_to_whom_one_of_its_documents_is(first, then, shown):
    entry, document = make.partnership(), make.document(visibility=first)
    make.claim(entry, of=document)
    later = make.version(document, "Encore 1984.")
    later.visibility = then
    assert make.claim(entry, of=later).visibility == shown


def test_the_same_key_is_the_same_entry_and_its_parties_are_written_once():
    first, again = make.partnership(), make.partnership()
    assert first == again
    assert [str(party) for party in first.parties.all()] == ["Saint-Étienne", "Xuzhou"]


def test_a_party_named_twice_is_one_party():
    town = make.authority()
    entry = entry_of(Identity(EntryKind.PROJECT, "project|x", [town, town]), make.group())
    assert entry.parties.count() == 1


def test_nothing_proposed_is_public(client: Client):
    make.claim()
    assert not Entry.objects.public().exists()
    assert not Entry.objects.visible_to(make.stranger()).exists()
    assert Entry.objects.proposed().count() == 1


# An officer's word


def declared(by, name="since", value=None, organisation="Saint-Étienne", **of):
    entry = make.partnership(**of)
    return declare(entry, name, value or Year(1985), words="Depuis 1985.", by=by, organisation=make.authority(organisation))


def test_an_officers_word_is_a_signed_document_of_one_sentence(officer):
    claim = declared(officer)
    [evidence] = claim.evidence.all()
    assert (evidence.quote, evidence.passage.document.brought_by) == ("Depuis 1985.", officer)
    assert claim.source.organisation == make.authority("Saint-Étienne")


@pytest.mark.parametrize(("at_once", "state"), [(False, "proposed"), (True, "accepted")])
def test_a_declaration_is_accepted_at_once_where_the_groups_setting_says_so(officer, at_once, state):
    type(make.group()).objects.update(accepts_declarations=at_once)
    assert declared(officer).state == state


def test_the_other_sides_contradiction_waits_and_asks_which_stands(partner_officer):
    type(make.group()).objects.update(accepts_declarations=True)
    make.accepted(make.partnership(), "since", 1984)
    claim = declared(partner_officer, organisation="Xuzhou")
    assert (claim.state, claim.doubts.get().about) == ("proposed", "rival")
    claim.refresh_from_db()
    assert claim.is_disputed
    assert Entry.objects.get().since == 1984


def test_nobody_declares_for_others(officer, partner_officer, stranger):
    for person, organisation in ((officer, "Xuzhou"), (stranger, "Saint-Étienne"), (partner_officer, "Saint-Étienne")):
        with pytest.raises(Refused):
            declared(person, organisation=organisation)
    with pytest.raises(Refused):
        declared(officer, home="Lyon", partner="Guangzhou")  # not a party
    assert Claim.objects.count() == 0


def test_contesting_an_accepted_fact_makes_it_disputed_and_leaves_it(partner_officer):
    claim = make.accepted(name="kind", value=Kind("twinning").term)
    doubt = contest(claim, words="我们没有签字。", by=partner_officer, organisation=make.authority("Xuzhou"), lang="zh")
    claim.refresh_from_db()
    assert (claim.state, claim.is_disputed, doubt.quote) == ("accepted", True, "我们没有签字。")
