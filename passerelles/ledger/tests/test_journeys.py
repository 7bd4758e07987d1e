"""A journey to several hosts: whole on the page of each partnership, once wherever partnerships are summed together."""

import pytest
from django.urls import reverse

from passerelles.ledger.actions import Entered, record, recount, withdraw_origin
from passerelles.ledger.models import AMOUNTS, Movement, Sum
from passerelles.ledger.queries.accounts import account
from passerelles.people.actions import give_role
from passerelles.people.models import Role
from passerelles.register.actions import accept, merge, reject, split
from tests import make

pytestmark = pytest.mark.django_db


def journey(*entries, by, number=7, low=8, name="visit/7"):
    told = [
        Entered(f"{entry.pk}/people", entry, "people", low, low, soil="FR", date="2026-05-10", teller="visits", journey=name)
        for entry in entries
    ]
    return record(f"visit/{number}", told, by=by)


def people(kind, pk, user):
    """How many people an account's page says, and the list's figures that it opens."""
    held = account(kind, pk, user)
    return sum(row.low for row in held.sums(user) if row.measure == "people") if held else None


def check_kept():
    kept = set(Sum.objects.values_list("account", "measure", "scope", *AMOUNTS))
    recount()
    assert set(Sum.objects.values_list("account", "measure", "scope", *AMOUNTS)) == kept


@pytest.fixture
def entries():
    return make.public_partnership("Pau", "Xuzhou"), make.public_partnership("Saint-Étienne", "Xuzhou")


def test_a_journey_to_two_hosts_counts_once_wherever_both_are_summed_and_whole_where_one_is(coordinator, entries):
    journey(*entries, by=coordinator)
    assert [people("entries", entry.pk, coordinator) for entry in entries] == [8, 8]
    assert [people("authorities", make.authority(name).pk, coordinator) for name in ("Pau", "Saint-Étienne", "Xuzhou")] == [8, 8, 8]
    assert people("groups", make.group().pk, coordinator) == people("network", 0, coordinator) == 8
    assert {row.number for row in account("network", 0, coordinator).sums(coordinator) if row.measure == "people"} == {1}
    check_kept()


def test_two_journeys_of_one_month_and_what_somebody_else_tells_are_counted_besides(coordinator, entries):
    journey(*entries, by=coordinator)
    journey(*entries, by=coordinator, number=8, low=3, name="visit/8")
    make.accepted(entries[1], "movement", {"measure": "people", "low": 5, "high": 5, "soil": "FR", "date": "2023-02"})
    assert [people("entries", entry.pk, coordinator) for entry in entries] == [11, 16]
    assert people("network", 0, coordinator) == 16
    check_kept()


def test_a_journey_counts_at_the_host_that_is_left(coordinator, entries):
    journey(*entries, by=coordinator)
    journey(entries[1], by=coordinator)
    assert people("entries", entries[0].pk, coordinator) == 0 and people("network", 0, coordinator) == 8
    withdraw_origin("visit/7", by=coordinator)
    assert people("network", 0, coordinator) == 0 and not Sum.objects.filter(account__in=["network/0"], scope="group/1").exists()


def test_what_two_features_tell_of_one_journey_counts_once_and_is_left_when_one_takes_its_word_back(coordinator, entries):
    journey(entries[0], by=coordinator)
    journey(entries[1], by=coordinator, number=9)
    assert people("network", 0, coordinator) == 8
    withdraw_origin("visit/7", by=coordinator)
    assert people("network", 0, coordinator) == 8
    check_kept()


def test_whoever_sees_either_of_two_groups_or_both_counts_the_journey_once(coordinator):
    other = make.group("vietnam")
    one, two = make.public_partnership("Pau", "Xuzhou"), make.partnership("Saint-Étienne", "Xuzhou", of=other)
    make.accepted(two, "kind", "twinning", make.document("Un jumelage.", group=other))
    both = make.coordinator(other, email="both@example.org")
    give_role(both, Role.COORDINATOR, make.group())
    journey(one, two, by=coordinator)
    seen = {person: people("network", 0, person) for person in (coordinator, make.coordinator(other), make.again(both))}
    assert set(seen.values()) == {8}
    assert people("groups", other.pk, make.again(both)) == 8
    check_kept()


def test_what_is_told_of_a_contact_counts_once_it_is_accepted(coordinator, entries):
    contact = make.partnership("Caen", "Xuzhou")
    claim = make.claim(contact, "kind", "contact")
    journey(contact, by=coordinator)
    assert people("network", 0, coordinator) == 0 and Movement.objects.count() == 1
    accept(claim, by=coordinator)
    assert people("network", 0, coordinator) == people("entries", contact.pk, coordinator) == 8
    journey(contact, entries[0], by=coordinator)
    assert people("network", 0, coordinator) == 8
    reject(claim, by=make.again(coordinator))
    assert people("network", 0, coordinator) == 8  # at the other host
    check_kept()


def test_a_journey_to_two_entries_that_are_merged_counts_once_there_and_twice_whole_again_apart(coordinator, entries):
    journey(*entries, by=coordinator)
    made = merge(entries[1], entries[0], by=coordinator)
    assert people("entries", entries[0].pk, coordinator) == people("network", 0, coordinator) == 8
    check_kept()
    split(made, by=make.again(coordinator))
    assert [people("entries", entry.pk, coordinator) for entry in entries] == [8, 8] and people("network", 0, coordinator) == 8
    check_kept()


def test_pages_say_how_journeys_count(signed_in, coordinator, entries):
    journey(*entries, by=coordinator)
    browser = signed_in(coordinator)
    assert "A journey to several hosts counts once here" in browser.get("/en/reciprocity/").text
    assert "A journey to several hosts counts once here" not in browser.get(f"/en/reciprocity/entries/{entries[0].pk}/").text
    listed = browser.get("/en/reciprocity/movements/").text
    assert listed.count('<span class="figure">8') == 2 and listed.count("The same journey to another host: counted once here.") == 1
    own = browser.get(f"/en/reciprocity/entries/{entries[1].pk}/movements/").text
    assert own.count('<span class="figure">8') == 1 and "The same journey" not in own
    file = b"".join(browser.get(reverse("reciprocity_movements") + "movements.csv").streaming_content).decode()
    assert file.count("visit/7") == 2
