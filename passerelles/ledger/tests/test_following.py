"""The ledger follows the register: what is accepted counts, what is withdrawn does not, and kept sums never drift from movements."""

import pytest

from passerelles.common.refusing import Refused
from passerelles.ledger.actions import Entered, follow, record, recount, withdraw_origin
from passerelles.ledger.combining import amounts
from passerelles.ledger.models import AMOUNTS, Movement, Posting, Sum
from passerelles.ledger.posting import as_told
from passerelles.ledger.queries.accounts import account
from passerelles.library.actions import show_to
from passerelles.people.actions import give_role
from passerelles.people.models import Role
from passerelles.people.queries import NOBODY
from passerelles.register.actions import (
    accept,
    correct,
    declare,
    estimate,
    merge,
    publish_fact,
    read_out,
    reject,
    split,
    undo,
    withdraw,
)
from passerelles.register.models import Entry
from passerelles.register.projecting import project
from passerelles.register.properties import BY_NAME
from tests import make

pytestmark = pytest.mark.django_db


def moved(entry, low=12, of=None, **says):
    value = {"measure": "people", "low": low, "high": low, "soil": "FR", "date": "2024-05", **says}
    return make.accepted(entry, "movement", value, of=of)


def people(entry, user=NOBODY):
    """Least and most people of an entry on French soil, as a visitor's page says."""
    held = account("entries", entry.pk, user)
    rows = [row for row in held.sums(user) if row.measure == "people" and row.soil == "FR"] if held else []
    return sum(row.low for row in rows), sum(row.high for row in rows)


def everything():
    rows = Sum.objects.order_by("account", "measure", "unit", "soil", "basis", "year", "scope")
    return list(rows.values_list("account", "measure", "unit", "soil", "basis", "year", "scope", *AMOUNTS))


def check_kept():
    """Kept sums are those that counting anew would give, and those that the movements come to."""
    kept = everything()
    recount()
    assert everything() == kept
    for entry in Entry.objects.exclude(movements=None).distinct():
        told = [as_told(each) for each in entry.movements.filter(visibility="public")]
        theirs = amounts(told, is_one=entry.kind == "project")
        rows = Sum.objects.filter(account=f"entry/{entry.pk}", scope="")
        for name in AMOUNTS:
            assert sum(getattr(row, name) for row in rows) == sum(amount for (_key, held), amount in theirs.items() if held == name)


def test_an_accepted_movement_counts_for_its_entry_its_parties_its_groups_and_the_network(coordinator):
    sub = make.group("sichuan", parent=make.group())
    entry = make.partnership(of=sub)
    moved(entry)
    parties = [f"authority/{party.organisation_id}" for party in entry.parties.all()]
    wanted = {f"entry/{entry.pk}", *parties, f"group/{sub.pk}", f"group/{make.group().pk}", "network/0"}
    assert set(Sum.objects.values_list("account", flat=True)) == wanted
    assert set(Sum.objects.values_list("low", "high", "number")) == {(12, 12, 1)}


def test_a_proposal_does_not_count_until_it_is_accepted(coordinator):
    entry = make.partnership()
    claim = make.claim(entry, "movement", {"measure": "people", "low": 5, "high": 5, "soil": "FR"})
    assert not Movement.objects.exists()
    accept(claim, by=coordinator)
    assert people(entry) == (5, 5)
    reject(claim, by=coordinator)
    assert not Movement.objects.exists() and not Sum.objects.exists()
    undo(by=make.again(coordinator))
    assert people(entry) == (5, 5)
    check_kept()


def test_projecting_twice_changes_nothing():
    entry = make.public_partnership(milestone={"what": "Signature", "date": "2004-06"})
    moved(entry)
    before = everything(), list(Movement.objects.order_by("pk").values())
    project(entry)
    project(entry)
    assert (everything(), list(Movement.objects.order_by("pk").values())) == before


def test_two_sources_of_one_thing_are_an_interval_and_counted_once():
    entry = make.partnership()
    moved(entry, 12)
    moved(entry, 15)
    assert people(entry) == (12, 15)
    assert Sum.objects.get(account="network/0").disputed == 1 and Movement.objects.count() == 2
    check_kept()


def test_both_sides_declare_and_each_withdraws_its_own(officer, partner_officer, coordinator):
    type(make.group()).objects.update(accepts_declarations=True)
    entry = make.partnership()
    said = BY_NAME["movement"]
    values = [said.parse({"measure": "people", "low": n, "high": n, "soil": "FR", "date": "2024-05"}) for n in (12, 15)]
    ours = declare(entry, "movement", values[0], words="Nous étions douze.", by=officer, organisation=make.authority())
    entry.refresh_from_db()
    entry.group.refresh_from_db()
    theirs = declare(
        entry, "movement", values[1], words="我们一行十五人。", by=partner_officer, organisation=make.authority("Xuzhou"), lang="zh"
    )
    assert [claim.state for claim in (ours, theirs)] == ["accepted", "accepted"]
    assert people(entry) == (12, 15) and set(Movement.objects.values_list("basis", flat=True)) == {"declared"}
    withdraw(ours, by=officer)
    assert people(entry) == (15, 15)
    check_kept()


def test_a_coordinators_estimate_is_marked_has_its_reason_and_gives_way(coordinator, officer):
    entry = make.partnership()
    value = BY_NAME["movement"].parse({"measure": "people", "low": 20, "high": 35, "soil": "FR", "date": "2024-05"})
    claim = estimate(entry, "movement", value, words="D’après deux classes par an.", by=coordinator)
    assert Movement.objects.get().basis == "estimated" and people(entry) == (20, 35)
    assert claim.evidence.get().quote == "D’après deux classes par an."
    moved(entry, 22)
    assert people(entry) == (22, 22)
    for refused in ({"by": officer, "words": "Je dirais."}, {"by": coordinator, "words": "  "}):
        with pytest.raises(Refused):
            estimate(entry, "movement", value, **refused)


def test_a_coordinator_reads_a_figure_out_of_a_document_by_its_own_words(coordinator):
    entry, of = make.partnership(), make.document("Une délégation.\nIls étaient dix-huit, disent-ils.")
    make.empty_reading(of)
    value = BY_NAME["movement"].parse({"measure": "people", "low": 18, "high": 18, "soil": "FR"})
    claim = read_out(entry, "movement", value, document=of, words="Ils étaient dix-huit", by=coordinator)
    assert claim.state == "accepted" and claim.evidence.get().quote == "Ils étaient dix-huit"
    assert Movement.objects.get().basis == "documented"
    assert read_out(entry, "movement", value, document=of, words="Ils étaient dix-huit", by=coordinator) == claim
    with pytest.raises(Refused):
        read_out(entry, "movement", value, document=of, words="Ils étaient vingt", by=coordinator)


def test_a_project_is_an_action_with_its_budget_and_results():
    entry = make.project("Parc")
    for name, value in (
        ("name", {"text": "Parc", "lang": "fr"}),
        ("since", 2020),
        ("soil", "CN"),
        ("budget", {"low": 60000, "high": 75000, "soil": "CN"}),
        ("funding", {"by": "Ville", "low": 45000, "high": 45000}),
        ("result", {"what": "Un kiosque", "soil": "CN", "date": "2021-06"}),
    ):
        make.accepted(entry, name, value)
    told = {(row.measure, row.soil, row.low, row.high, row.date) for row in Movement.objects.all()}
    assert told == {("action", "CN", 1, 1, "2020"), ("money", "CN", 60000, 75000, "2020"), ("realisation", "CN", 1, 1, "2021-06")}
    assert not Sum.objects.filter(bare__gt=0).exists()  # its budget measures it; who pays adds nothing to it


def test_a_dated_milestone_that_nobody_measures_is_an_action_without_a_figure():
    entry = make.public_partnership(milestone={"what": "Signature", "date": "2004-06"})
    make.accepted(entry, "milestone", {"what": "Visite", "date": "2031", "state": "planned"})
    make.accepted(entry, "milestone", {"what": "Un jour"})
    assert Sum.objects.get(account="network/0").bare == 1
    moved(entry, 6, date="2004-06")
    assert sum(Sum.objects.filter(account="network/0").values_list("bare", flat=True)) == 0


def test_a_corrected_movement_counts_as_corrected(coordinator):
    entry = make.partnership()
    claim = moved(entry, 12)
    correct(claim, BY_NAME["movement"].parse({"measure": "people", "low": 13, "high": 13, "soil": "FR", "date": "2024-05"}), by=coordinator)
    assert people(entry) == (13, 13) and Movement.objects.count() == 1


def test_merged_entries_count_together_and_split_ones_apart(coordinator):
    one, other = make.partnership(), make.partnership("Saint-Étienne", "Baotou")
    moved(one, 12)
    moved(other, 5, date="2023")
    record("visit/1", [Entered("people", other, "people", 3, 3, soil="FR", date="2022", visibility="public")], by=coordinator)
    made = merge(other, one, by=coordinator)
    assert people(one) == (20, 20) and not Sum.objects.filter(account=f"entry/{other.pk}").exists()
    assert sum(Sum.objects.filter(account="network/0").values_list("low", flat=True)) == 20
    check_kept()
    split(made, by=make.again(coordinator))
    one.refresh_from_db()
    assert people(one) == (12, 12) and people(other) == (8, 8)
    check_kept()


def test_who_sees_which_part_of_a_sum(coordinator, officer, stranger):
    entry = make.partnership()
    other = make.group("vietnam")
    owner = make.user("owner@example.org")
    moved(entry, 10)
    for low, how in (
        (20, {"visibility": "network"}),
        (30, {"visibility": "group"}),
        (40, {"visibility": "group", "group": other}),
        (50, {"visibility": "private", "brought_by": owner}),
    ):
        moved(entry, low, of=make.document(**how))
    outsider = make.coordinator(other)
    both = make.coordinator(other, email="both@example.org")
    give_role(both, Role.COORDINATOR, make.group())
    give_role(both, Role.OBSERVER, other)
    expected = {NOBODY: 10, stranger: 10, outsider: 40, officer: 30, coordinator: 30, make.again(both): 40, owner: 50}
    for person, most in expected.items():
        assert people(entry, person) == (10, most), person
        seen = Movement.objects.visible_to(person).filter(root=entry)
        assert max(seen.values_list("high", flat=True)) == most, "the list opens what the sum sums"
    check_kept()


def test_a_movement_shows_to_whom_its_document_shows(coordinator):
    entry, of = make.public_partnership(), make.document(visibility="group")
    claim = moved(entry, 12, of=of)
    assert people(entry) == (0, 0)
    publish_fact(claim, by=coordinator)
    assert people(entry) == (12, 12)
    undo(by=make.again(coordinator))
    assert people(entry) == (0, 0)
    show_to(of, "public", by=coordinator)
    assert people(entry) == (12, 12)
    check_kept()


# What features write


def visit(entry, **says):
    return Entered("people", entry, "people", **{"low": 6, "high": 6, "soil": "FR", "date": "2025-03", "visibility": "public", **says})


def test_a_feature_writes_its_movements_once_however_often_it_writes_them(coordinator):
    entry = make.public_partnership()
    first = record("visit/7", [visit(entry), Entered("days", entry, "days", 18, 18, soil="FR", visibility="public")], by=coordinator)
    before = everything()
    again = record("visit/7", [visit(entry), Entered("days", entry, "days", 18, 18, soil="FR", visibility="public")], by=coordinator)
    assert [row.pk for row in again] == [row.pk for row in first] and everything() == before
    record("visit/7", [visit(entry, low=8, high=8)], by=coordinator)
    assert people(entry) == (8, 8) and Movement.objects.filter(measure="days").count() == 0
    withdraw_origin("visit/7", by=coordinator)
    assert people(entry) == (0, 0) and not Movement.objects.exists()
    check_kept()


def test_what_the_register_says_anew_leaves_a_features_movements(coordinator):
    entry = make.public_partnership()
    record("visit/7", [visit(entry)], by=coordinator)
    project(entry)
    assert people(entry) == (6, 6)


def test_a_visit_to_an_entry_that_is_not_public_is_not_public_either(coordinator):
    entry = make.partnership()
    record("visit/7", [visit(entry)], by=coordinator)
    assert people(entry) == (0, 0) and Movement.objects.get().visibility == "group"
    claim = make.accepted(entry)
    assert people(entry) == (6, 6)
    reject(claim, by=coordinator)
    assert Movement.objects.get().visibility == "group"


def test_a_visit_moves_with_its_entry(coordinator):
    entry, other = make.public_partnership(), make.public_partnership("Lyon", "Guangzhou")
    record("visit/7", [visit(entry)], by=coordinator)
    record("visit/7", [visit(other)], by=coordinator)
    assert people(entry) == (0, 0) and people(other) == (6, 6)
    check_kept()


def test_the_registers_own_origin_is_not_a_features(coordinator):
    with pytest.raises(Refused):
        record("register/1", [], by=coordinator)


def test_strangers_write_nothing_in_the_ledger(stranger, officer):
    entry = make.public_partnership()
    with pytest.raises(Refused):
        record("visit/7", [visit(entry)], by=stranger)
    assert record("visit/7", [visit(entry)], by=officer)


def test_a_step_that_fails_leaves_no_part_of_it(monkeypatch):
    entry = make.public_partnership()
    moved(entry, 12)
    before = everything(), Posting.objects.count()

    def fails(*_):
        raise RuntimeError

    monkeypatch.setattr("passerelles.ledger.posting._add", fails)
    with pytest.raises(RuntimeError):
        moved(entry, 5, date="2023")
    assert (everything(), Posting.objects.count()) == before and Movement.objects.count() == 1
    assert not entry.claims.filter(state="accepted", canonical__contains="2023").exists()


@pytest.mark.parametrize(("months", "pairs"), [(1, 1), (9, 1), (2, 3)])
def test_following_entries_asks_the_same_however_many_and_whatever_they_hold(django_assert_num_queries, months, pairs):
    entries = [make.public_partnership(*pair) for pair in (("Lyon", "Guangzhou"), ("Nantes", "Qingdao"), ("Dijon", "Dalian"))[:pairs]]
    for entry in entries:
        for month in range(1, months + 1):
            moved(entry, month, date=f"2023-0{month}")
    again = list(Entry.objects.filter(pk__in=[entry.pk for entry in entries]).select_related("group").prefetch_related("parties"))
    with django_assert_num_queries(9):
        follow(again)
