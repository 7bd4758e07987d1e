"""A delegation that asked without an account: it is somebody of the register, its visit feeds the ledger, and the page says what it gave."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from passerelles.common.words import tongue
from passerelles.ledger.models import Movement
from passerelles.ledger.queries.accounts import account
from passerelles.register.actions import accept
from passerelles.register.models import Claim, Entry, EntryKind
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making as asking
from passerelles.visits.actions import move_visit, open_visit
from passerelles.visits.actions.after import write_report
from passerelles.visits.actions.ledger import enter
from passerelles.visits.actions.recognising import is_of_authority, recognise
from passerelles.visits.models import Visit
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from passerelles.visits.titles import pages_behind
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PAST = {"starts": date(2026, 5, 10), "ends": date(2026, 5, 12)}
OFFICE = "福州市人民政府外事办公室"


def opened(coordinator, name=OFFICE, hosts=("Pau", "Saint-Étienne")):
    """The visit of a request by somebody who is no organisation of the register, to hosts that said yes; it took place."""
    request = asking.request(
        stage=Stage.ACCEPTED, asker=None, asker_name=name, asker_place=make.place("Fuzhou"), language="zh", size=8, **PAST
    )
    for host in hosts:
        asking.hosted(request, host, HostState.ACCEPTED)
    visit = open_visit(request, [make.authority(host) for host in hosts], *PAST.values(), by=coordinator)
    move_visit(visit, VisitStage.CONFIRMED, by=coordinator)
    return visit


@pytest.mark.parametrize(
    ("name", "is_authority"),
    [
        (OFFICE, True),
        ("福州市外办", True),
        ("福建省福州市人民政府", True),
        ("福州市文化和旅游局", True),
        ("Bureau des affaires étrangères de Fuzhou", True),
        ("Ville de Fuzhou", True),
        ("fuzhou", True),
        ("福州大学", False),
        ("福州市博物馆", False),
        ("Université de la ville de Fuzhou", False),
        ("Délégation d’entreprises", False),
    ],
)
def test_a_name_of_place_and_office_is_the_authority_and_no_other_is(name, is_authority):
    place = make.place("CN/prefecture/350100")
    assert is_of_authority(name, place) == is_authority
    assert (recognise(name, "CN", place, "zh") == make.authority("CN/prefecture/350100")) == is_authority


def test_a_visit_of_a_new_partner_feeds_the_ledger_of_each_host(coordinator):
    visit = opened(coordinator)
    assert visit.visitor == make.authority("Fuzhou") and visit.visitor_name == OFFICE and not visit.entries.exists()
    move_visit(visit, VisitStage.HELD, by=coordinator)
    told = Movement.objects.filter(origin=f"visit/{visit.pk}").visible_to(coordinator)
    assert sorted((row.measure, row.low) for row in told) == [("days", 24)] * 2 + [("mission", 1)] * 2 + [("people", 8)] * 2
    entries = Entry.objects.filter(kind=EntryKind.PARTNERSHIP)
    assert {frozenset(str(party.organisation) for party in entry.parties.all()) for entry in entries} == {
        frozenset({"Pau", "Fuzhou"}),
        frozenset({"Saint-Étienne", "Fuzhou"}),
    }


def test_a_contact_and_the_visit_are_proposed_once_as_the_coordinations_word_where_a_coordinator_says_so(coordinator):
    visit = opened(coordinator)
    move_visit(visit, VisitStage.HELD, by=coordinator)
    claims = Claim.objects.proposed()
    assert sorted(claim.name for claim in claims) == ["kind", "kind", "milestone", "milestone"]
    assert {(claim.source.organisation, claim.source.is_estimate) for claim in claims} == {(None, False)}
    assert {claim.value.date for claim in claims.filter(name="milestone")} == {"2026-05-10"}
    enter(visit, by=coordinator)
    assert Claim.objects.count() == 4 and Movement.objects.count() == 6


@pytest.mark.parametrize("name", ["Pau", "Saint-Étienne"])
def test_what_an_officer_says_is_the_word_of_their_organisation_and_of_no_other_host(coordinator, name):
    visit = opened(coordinator)
    move_visit(visit, VisitStage.HELD, by=make.officer(make.authority(name), email="one@example.org"))
    assert {str(claim.source.organisation) for claim in Claim.objects.proposed()} == {name}


def test_the_pages_say_that_the_coordination_declared_it(signed_in, coordinator, client):
    visit, entry = making.visit(stage=VisitStage.CONFIRMED, **PAST), make.public_partnership()
    visit.entries.add(entry)
    move_visit(visit, VisitStage.HELD, by=coordinator)
    claim = Claim.objects.proposed().about(entry).get()
    assert signed_in(coordinator).get(reverse("desk")).status_code == 200
    accept(claim, by=coordinator)
    assert "Declared by the coordination" in client.get(reverse("entry", args=[entry.pk])).text
    assert Movement.objects.get(claim=claim).basis == "declared"


def test_a_partnership_that_slept_is_proposed_to_be_alive_by_the_visit(coordinator):
    visit, entry = making.visit(stage=VisitStage.CONFIRMED, **PAST), make.public_partnership()
    visit.entries.add(entry)
    move_visit(visit, VisitStage.HELD, by=coordinator)
    claim = Claim.objects.proposed().about(entry).get()
    assert claim.name == "milestone" and "6 people" in claim.label
    accept(claim, by=coordinator)
    entry.refresh_from_db()
    assert entry.last_proof == date(2026, 5, 10)


def test_a_visit_that_was_opened_as_a_name_is_recognised_when_it_takes_place(coordinator):
    visit = making.visit(stage=VisitStage.CONFIRMED, visitor=None, visitor_name="Huế Demo", **PAST)
    move_visit(visit, VisitStage.HELD, by=coordinator)
    assert str(Visit.objects.get().visitor) == "Huế Demo" and Movement.objects.filter(measure="mission").count() == 1


def test_the_page_says_what_a_visit_gave_to_the_ledger_and_that_each_host_has_it_whole(signed_in, coordinator, officer):
    visit = opened(coordinator)
    before = signed_in(coordinator).get(visit.get_absolute_url()).content.decode()
    assert "What the register and the ledger have of it" not in before
    move_visit(visit, VisitStage.HELD, by=coordinator)
    page = signed_in(coordinator).get(visit.get_absolute_url()).content.decode()
    assert "What the register and the ledger have of it" in page and "8 people" in page and "24 days of presence" in page
    assert "where they are summed together, it counts once" in page and page.count("waits for a coordinator") == 2
    assert "Pau – Fuzhou" in page
    assert "Pau – Fuzhou" not in signed_in(coordinator).get(reverse("reciprocity_movements")).text  # nothing counts until it is accepted
    assert "What the register" in signed_in(officer).get(visit.get_absolute_url()).content.decode()


def test_a_movement_leads_to_the_dossier_and_the_reports_of_its_visit_for_who_may_see_them(signed_in, coordinator, stranger):
    visit = making.visit(stage=VisitStage.CONFIRMED, size=6, **PAST)
    visit.entries.add(make.public_partnership())
    move_visit(visit, VisitStage.HELD, by=coordinator)
    report = write_report(visit, "fr", "La visite a eu lieu.", by=coordinator)
    pages = reverse("visit", args=[visit.pk]), reverse("document", args=[report.document_id])
    shown = signed_in(coordinator).get(reverse("reciprocity_movements")).text
    assert all(f'href="{page}"' in shown for page in pages) and "Its report (French)" in shown
    assert "Written by another part" not in shown
    assert all(signed_in(coordinator).get(page).status_code == 200 for page in pages)
    for someone in (stranger, make.coordinator(make.group("vietnam"))):
        assert pages_behind([f"visit/{visit.pk}", "visit/77", "other/1"], someone) == {}


def test_two_visits_of_one_month_to_one_host_are_two(coordinator):
    entry = make.public_partnership()
    for size in (6, 4):
        visit = making.visit(stage=VisitStage.CONFIRMED, size=size, **PAST)
        visit.entries.add(entry)
        move_visit(visit, VisitStage.HELD, by=coordinator)
    said = {row.measure: (row.low, row.high, row.disputed) for row in account("entries", entry.pk, coordinator).sums(coordinator)}
    assert said["mission"] == (2, 2, 0) and said["people"] == (10, 10, 0)


def test_the_ledger_calls_a_visit_by_its_title_in_the_language_of_whoever_reads(signed_in, coordinator):
    visit = opened(coordinator)
    move_visit(visit, VisitStage.HELD, by=coordinator)
    for claim in Claim.objects.proposed().filter(name="kind"):
        accept(claim, by=coordinator)
    client = signed_in(coordinator)
    for code in ("fr", "zh-hans"):
        title = visit.title[tongue(code)]
        with override(code):
            page = client.get(reverse("reciprocity_movements")).content.decode()
            file = b"".join(client.get(reverse("reciprocity_file")).streaming_content).decode()
        assert page.count(title) == file.count(title) == 6 and visit.title["en"] not in page + file
