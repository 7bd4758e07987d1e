"""Merging is a decision that can be undone: exactly, a week and ten verdicts later."""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from passerelles.common.refusing import Refused
from passerelles.register.actions import (
    accept,
    accept_undisputed,
    choose,
    correct,
    correct_parties,
    dismiss,
    keep_apart,
    merge,
    publish_fact,
    reject,
    split,
    undo,
)
from passerelles.register.models import Claim, Doubt, Entry, Merge
from passerelles.register.projecting import project
from passerelles.register.properties import BY_NAME
from tests import make

pytestmark = pytest.mark.django_db
PROJECTED = ("key", "title", "is_public", "tie", "state", "since", "until", "last_proof", "sources", "is_disputed")


def shown(*entries: Entry) -> list[tuple]:
    pks = [entry.pk for entry in entries]
    rows = Entry.objects.filter(pk__in=pks).order_by("pk").values_list("pk", "survivor_id", *PROJECTED)
    return [(*row, tuple(sorted(Entry.objects.get(pk=row[0]).themes))) for row in rows]


def claims() -> list[tuple]:
    names = ("pk", "entry_id", "name", "canonical", "state", "visibility", "is_opened", "stands", "is_disputed", "judged_by_id")
    return list(Claim.objects.order_by("pk").values_list(*names))


def open_questions() -> list[tuple]:
    return sorted((doubt.about, doubt.key, doubt.document_id) for doubt in Doubt.objects.open())


def two() -> tuple[Entry, Entry]:
    """A city and its métropole, each with the same partner and something judged."""
    one, other = make.partnership("Nice", "Hangzhou"), make.partnership("Métropole Nice Côte d'Azur", "Hangzhou")
    make.accepted(one, "kind", "cooperation")
    make.accepted(other, "kind", "twinning")
    make.accepted(other, "theme", "sport")
    return one, other


def fresh(*entries: Entry) -> list[Entry]:
    return [Entry.objects.get(pk=entry.pk) for entry in entries]


def test_the_absorbed_entry_keeps_its_key_and_its_claims_and_is_read_through_the_other():
    one, other = two()
    before = claims(), [entry.key for entry in (one, other)]
    merge(other, one, by=make.coordinator(), reason="the métropole took it over")
    one, other = fresh(one, other)
    assert (claims(), [one.key, other.key]) == before
    assert (other.survivor, other.is_public, one.tie, one.sources, one.themes) == (one, False, "twinning", 3, ["sport"])


def test_the_absorbed_entry_goes_on_receiving_what_names_its_key():
    one, other = two()
    merge(other, one, by=make.coordinator())
    accept(make.claim(fresh(other)[0], "since", 1998), by=make.coordinator())
    assert fresh(one)[0].since == 1998


def test_undoing_a_merge_at_once_is_exact():
    one, other = two()
    before = claims(), shown(one, other), open_questions()
    split(merge(other, one, by=make.coordinator()), by=make.coordinator())
    assert (claims(), shown(one, other), open_questions()) == before


def ten_verdicts(one: Entry, other: Entry) -> None:
    """A week's work on a pair of entries: what a person decides of their claims, merged or not."""
    by = make.coordinator()
    document = Claim.objects.get(entry=one, name="theme").evidence.get().passage.document
    mine = {(claim.entry_id, claim.label): claim for claim in Claim.objects.select_related("entry__survivor")}
    get = lambda entry, label: mine[entry.pk, label]  # noqa: E731
    accept(get(one, "1998"), by=by)
    accept(get(other, "2001"), by=by)
    accept(get(one, "1997"), by=by)
    choose(Claim.objects.get(pk=get(one, "1998").pk), by=by)
    accept(get(other, "2003"), by=by)
    choose(Claim.objects.get(pk=get(other, "2003").pk), by=by)
    reject(get(one, "A description."), by=by)
    correct(get(other, "Bureau"), BY_NAME["associated"].parse("Office de tourisme"), by=by)
    publish_fact(accept(get(one, "Hidden words."), by=by), by=by)
    accept_undisputed(document, by=by)
    accept(get(other, "Undone."), by=by)
    undo(by=by)


def much_to_judge(one: Entry, other: Entry) -> None:
    for entry, name, value in (
        (one, "since", 1998),
        (one, "since", 1997),
        (other, "since", 2001),
        (other, "since", 2003),
        (other, "associated", "Bureau"),
        (other, "description", "Undone."),
    ):
        make.claim(entry, name, value)
    make.claim(one, "description", "Hidden words.", make.document("Hidden words.", visibility="group"))
    whole = make.document("A description. Energy.")
    make.claim(one, "description", "A description.", whole)
    make.claim(one, "theme", "energy", whole)
    make.claim(other, "theme", "water", whole)


def test_undoing_a_merge_a_week_and_ten_verdicts_later_is_exact(monkeypatch):
    """Two pairs of entries get the same verdicts; one of them is merged meanwhile. After the split nobody can tell which."""
    merged, control = [_told(part) for part in (("Nice", "Cannes"), ("Angers", "Le Havre"))]
    made = merge(fresh(merged[1])[0], fresh(merged[0])[0], by=make.coordinator())
    start, ticks = timezone.now() + timedelta(days=7), count()
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(minutes=next(ticks)))
    for pair in (merged, control):
        ten_verdicts(*pair)
    assert fresh(merged[1])[0].survivor == merged[0]
    assert fresh(merged[0])[0].since == 2003  # of both choices, the last
    split(made, by=make.again(make.coordinator()))
    assert [_without_names(entry) for entry in merged] == [_without_names(entry) for entry in control]
    assert [_questions(entry) for entry in merged] == [_questions(entry) for entry in control]
    assert [entry.since for entry in fresh(*merged)] == [1998, 2003]


def _told(homes: tuple[str, str]) -> tuple[Entry, Entry]:
    pair = tuple(make.partnership(home, "Hangzhou") for home in homes)
    for entry in pair:
        make.accepted(entry, "kind", "cooperation")
    much_to_judge(*pair)
    return pair


def _without_names(entry: Entry) -> dict:
    """All that is shown of an entry and said of it, but whose it is."""
    entry = Entry.objects.get(pk=entry.pk)
    rows = Claim.objects.filter(entry=entry).order_by("pk")
    said = [tuple(getattr(row, name) for name in ("name", "canonical", "state", "visibility", "stands", "is_disputed")) for row in rows]
    verdicts = [[(v.kind, v.undone_at is None) for v in row.verdicts.all()] for row in rows]
    columns = {name: getattr(entry, name) for name in PROJECTED if name not in ("key", "title")}
    return {**columns, "survivor": entry.survivor, "themes": sorted(entry.themes), "said": said, "verdicts": verdicts}


def _questions(entry: Entry) -> list[tuple]:
    return sorted(Doubt.objects.open().filter(claims__entry=entry).values_list("about", "claims__canonical").distinct())


def test_after_a_split_the_columns_are_what_projecting_anew_would_write():
    one, other = two()
    made = merge(other, one, by=make.coordinator())
    accept(make.claim(fresh(other)[0], "since", 1998), by=make.coordinator())
    split(made, by=make.coordinator())
    before = shown(one, other)
    for entry in fresh(one, other):
        project(entry)
    assert shown(one, other) == before


def test_merging_entries_that_disagree_asks_which_stands_and_splitting_takes_the_question_back():
    one, other = make.partnership("Nice"), make.partnership("Cannes")
    make.accepted(one, "since", 1984)
    make.accepted(other, "since", 1990)
    made = merge(other, one, by=make.coordinator())
    assert (fresh(one)[0].since, fresh(one)[0].is_disputed, len(open_questions())) == (None, True, 1)
    split(made, by=make.coordinator())
    assert ([entry.since for entry in fresh(one, other)], open_questions()) == ([1984, 1990], [])
    assert not Claim.objects.filter(is_disputed=True).exists()
    merge(fresh(other)[0], fresh(one)[0], by=make.coordinator())
    assert len(open_questions()) == 1


def test_a_question_set_aside_while_merged_stays_so():
    one, other = make.partnership("Nice"), make.partnership("Cannes")
    make.accepted(one, "since", 1984)
    make.accepted(other, "since", 1990)
    merge(other, one, by=make.coordinator())
    dismiss(Doubt.objects.get(), by=make.coordinator())
    accept(make.claim(fresh(one)[0], "theme", "sport"), by=make.coordinator())
    assert open_questions() == []


def test_merges_in_a_chain_are_read_through_the_last_and_undone_in_any_order():
    a, b, c = (make.partnership(home) for home in ("Nice", "Cannes", "Angers"))
    for entry in (a, b, c):
        make.accepted(entry, "theme", "culture")
    before = shown(a, b, c)
    first, second = merge(a, b, by=make.coordinator()), merge(fresh(b)[0], c, by=make.coordinator())
    assert [entry.survivor for entry in fresh(a, b, c)] == [c, c, None]
    split(first, by=make.coordinator())
    assert [entry.survivor for entry in fresh(a, b, c)] == [None, c, None]
    split(second, by=make.coordinator())
    assert shown(a, b, c) == before


def test_splitting_the_middle_of_a_chain_keeps_what_was_merged_into_it():
    a, b, c = (make.partnership(home) for home in ("Nice", "Cannes", "Angers"))
    merge(a, b, by=make.coordinator())
    second = merge(b, c, by=make.coordinator())
    split(second, by=make.coordinator())
    assert [entry.survivor for entry in fresh(a, b, c)] == [b, None, None]


def test_a_wrong_pair_can_be_corrected_while_merged():
    one, other = make.partnership("Nice"), make.partnership("Cannes")
    document = make.document()
    make.claim(other, "since", 1984, document)
    made = merge(other, one, by=make.coordinator())
    correct_parties(fresh(other)[0], right := make.partnership("Angers"), document, by=make.coordinator())
    assert fresh(right)[0].since == 1984
    split(made, by=make.coordinator())
    assert [entry.is_public for entry in fresh(one, other, right)] == [False, False, True]


@pytest.mark.parametrize("case", ["itself", "a cycle", "a longer cycle", "twice", "another kind"])
def test_what_cannot_be_merged_is_refused(case):
    a, b, c, by = make.partnership("Nice"), make.partnership("Cannes"), make.partnership("Angers"), make.coordinator()
    if case != "itself":
        merge(a, b, by=by)
    if case == "a longer cycle":
        merge(b, c, by=by)
    pair = {"itself": (a, a), "a cycle": (b, a), "a longer cycle": (c, a), "twice": (a, c), "another kind": (c, make.practice())}[case]
    with pytest.raises(Refused):
        merge(*pair, by=by)


@pytest.mark.parametrize("who", ["officer", "observer", "stranger"])
def test_only_a_coordinator_of_both_groups_merges_and_splits(who):
    one, other = two()
    made = merge(other, one, by=make.coordinator())
    for act in (
        lambda by: split(made, by=by),
        lambda by: merge(one, make.partnership("Cannes"), by=by),
        lambda by: keep_apart(one, other, by=by),
    ):
        with pytest.raises(Refused):
            act(getattr(make, who)())


def test_an_entry_of_another_group_is_not_merged_by_the_coordinator_of_one():
    foreign = make.partnership("Cannes", of=make.group("vietnam"))
    with pytest.raises(Refused):
        merge(make.partnership("Nice"), foreign, by=make.coordinator())


def test_a_merge_is_undone_once():
    one, other = two()
    made = merge(other, one, by=make.coordinator())
    split(made, by=make.coordinator())
    with pytest.raises(Refused):
        split(Merge.objects.get(), by=make.coordinator())
    assert merge(fresh(other)[0], fresh(one)[0], by=make.coordinator()).undone_at is None


def test_entries_kept_apart_stay_two():
    one, other = two()
    before = shown(one, other)
    made = keep_apart(other, one, by=make.coordinator(), reason="two agreements")
    assert (shown(one, other), made.undone_by) == (before, make.coordinator())


def test_who_met_an_entry_before_its_merge_projects_the_one_it_is_read_through():
    one, other = two()
    met = fresh(other)[0]
    made = merge(other, one, by=make.coordinator())
    Claim.objects.filter(name="theme").update(canonical='"health"')
    assert project(met) == one and fresh(one)[0].themes == ["health"]
    met = fresh(other)[0]
    split(made, by=make.coordinator())
    Claim.objects.filter(name="theme").update(canonical='"water"')
    assert project(met) == other and fresh(other)[0].themes == ["water"]
