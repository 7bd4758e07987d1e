"""Anniversaries ahead, agreements to renew, what sleeps, how fresh a fact is."""

from datetime import date

import pytest
from django.urls import reverse

from passerelles.register.dormancy import dormant_since
from passerelles.register.models import Claim, Entry
from passerelles.register.queries.life import accepted_of, freshness, is_dormant, life_of
from passerelles.register.seeing import as_seen_by
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


def ahead(user, today=TODAY):
    entries = as_seen_by(user, list(Entry.objects.visible_to(user).with_parties()))
    return life_of(entries, accepted_of(user, entries), today)


@pytest.mark.parametrize(
    "since, told",
    [
        (2021, [(5, "2026")]),
        (1986, [(40, "2026")]),
        (1987, [(40, "2027")]),
        (2022, [(5, "2027")]),
        (1984, []),  # its fortieth is over, its forty-fifth far
        (2026, []),
    ],
)
def test_anniversaries_are_counted_by_fives_from_the_year(coordinator, since, told):
    make.public_partnership(since=since)
    assert [(each.years, each.on) for each in ahead(coordinator).anniversaries] == told


@pytest.mark.parametrize(
    "milestone, on",
    [
        ({"what": "Charte de jumelage", "date": "1987-06-12", "state": "done"}, "2027-06-12"),
        ({"what": "Charte de jumelage", "date": "1987-06", "state": "done"}, "2027-06"),
        ({"what": "Charte de jumelage", "date": "1992-02-29", "state": "done"}, "2027-02-28"),
        ({"what": "Visite", "date": "2019-05-01", "state": "done"}, "2027"),  # a later day is no beginning
        ({"what": "Charte à signer", "date": "1987-06-12", "state": "planned"}, "2027"),
    ],
)
def test_the_day_of_the_twinning_is_taken_where_a_milestone_tells_it(coordinator, milestone, on):
    make.public_partnership(since=int(milestone["date"][:4]) if milestone["date"] < "2000" else 1987, milestone=milestone)
    assert [each.on for each in ahead(coordinator).anniversaries] == [on]


@pytest.mark.parametrize("until, told", [("2027-03", [False]), ("2026-08-01", [True]), ("2028", []), ("2025-01-01", []), ("2026", [False])])
def test_agreements_that_end_soon_or_just_ended_are_to_be_renewed(coordinator, until, told):
    make.public_partnership(agreement={"title": "Convention", "signed": "2020", "until": until})
    assert [each.is_over for each in ahead(coordinator).renewals] == told


def test_dormant_is_said_as_the_lists_say_it(coordinator):
    make.public_partnership(milestone={"what": "Visite", "date": "2012-05", "state": "done"})
    make.public_partnership("Nantes", "Qingdao", milestone={"what": "Visite", "date": "2026-05", "state": "done"})
    for entry in Entry.objects.with_dormancy(TODAY):
        assert is_dormant(entry, TODAY) == entry.is_dormant
    assert [str(entry) for entry in ahead(coordinator).dormant] == ["Saint-Étienne – Xuzhou"]


def test_only_partnerships_fall_asleep(coordinator):
    office = make.office("Lyon", "Guangzhou")
    make.accepted(office, "state", "active")
    make.accepted(make.partnership(), "state", "active")
    assert {entry.kind for entry in Entry.objects.with_dormancy(TODAY) if entry.is_dormant} == {"partnership"}
    assert not is_dormant(Entry.objects.get(pk=office.pk), TODAY)


@pytest.mark.parametrize(
    ("today", "months", "since"),
    [
        (date(2026, 11, 29), 36, date(2023, 11, 1)),
        (date(2024, 2, 29), 12, date(2023, 2, 1)),  # a day that the year before has not
        (date(2026, 1, 31), 1, date(2025, 12, 1)),
        (date(2026, 12, 31), 12, date(2025, 12, 1)),
    ],
)
def test_what_sleeps_was_last_proved_before_the_first_of_a_month(settings, today, months, since):
    settings.DORMANT_AFTER_MONTHS = months
    assert dormant_since(today) == since


def test_what_sleeps_without_a_dated_proof_says_so(client, coordinator):
    make.public_partnership(state="active")
    client.force_login(coordinator)
    assert "aucune preuve d’activité datée" in client.get("/fr/life/").content.decode()


def test_what_has_ended_has_no_life_ahead(coordinator):
    make.public_partnership(since=2021, state="ended")
    assert ahead(coordinator).anniversaries == ()


@pytest.mark.parametrize(
    "published, confirmed, is_old",
    [("2010", "", True), ("2026-01", "", False), ("2010", "2026-03-01", False), ("", "", True), ("2010", "2012-01-01", True)],
)
def test_a_fact_is_as_fresh_as_it_was_last_said_or_confirmed(published, confirmed, is_old):
    claim = make.claim(of=make.document(published=published))
    claim = Claim.objects.with_evidence().get(pk=claim.pk)
    assert freshness(claim, confirmed, TODAY).is_old == is_old


def test_the_coordinators_page_shows_what_lies_ahead(coordinator, signed_in):
    browser = signed_in(coordinator)
    assert "empty" in browser.get(reverse("life")).text
    year = date.today().year
    make.public_partnership(since=year - 9)
    assert str(year + 1) in browser.get(reverse("life")).text


@pytest.mark.parametrize("published", ["9999", "9999-12", "9999-12-31", "0001-01"])
def test_the_first_and_last_days_there_are_break_nothing(published):
    claim = Claim.objects.with_evidence().get(pk=make.claim(of=make.document(published=published)).pk)
    assert freshness(claim, "", TODAY).is_old == (published < "2000")
