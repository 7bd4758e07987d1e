"""The public columns: what accepted public claims say, nothing else; written by one writer, and written twice the same."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelles.common.refusing import Refused
from passerelles.library.models import Visibility
from passerelles.register import projecting
from passerelles.register.actions import accept, choose, merge, publish_fact, reject, split, undo
from passerelles.register.models import Claim, Entry, EntryFacet, EntryTheme, Merge, Presence, Tally
from passerelles.register.projecting import project, project_all
from passerelles.register.tallying import recount
from tests import make

pytestmark = pytest.mark.django_db
WRITTEN_ONCE = {"id", "kind", "key", "group_id", "survivor_id", "words", "lang", "created_at"}
PROJECTED = [field.attname for field in Entry._meta.concrete_fields if field.attname not in WRITTEN_ONCE]


def written() -> list:
    """Everything a projection writes."""
    kept = [
        EntryFacet.objects.values_list("entry", "name", "value"),
        Presence.objects.values_list("organisation", "number", "partnerships"),
    ]
    tallies = Tally.objects.exclude(number=0).values_list("kind", "name", "value", "number")  # a facet nobody is under any more counts 0
    themes = EntryTheme.objects.values_list("entry", "theme")
    presences = {row[0]: row for row in kept[1] if row[1]}
    return [sorted(Entry.objects.values_list("pk", *PROJECTED), key=str), sorted(themes), sorted(kept[0]), sorted(tallies), presences]


# One column each


@pytest.mark.parametrize(
    ("says", "column", "shown"),
    [
        ({"kind": "twinning"}, "tie", "twinning"),
        ({"kind": "twinning"}, "state", "active"),  # a partnership known by its kind alone
        ({"since": "1984"}, "since", 1984),
        ({"until": "2030-06"}, "until", "2030-06"),
        ({"state": "wished"}, "state", "wished"),
        ({"milestone": {"what": "Visite", "date": "2019-05"}}, "last_proof", date(2019, 5, 1)),
        ({"milestone": {"what": "Visite", "date": "2030", "state": "planned"}}, "last_proof", None),  # a plan proves nothing
        ({"confirmed": "2024-02-01"}, "last_proof", date(2024, 2, 1)),
        ({"agreement": {"title": "Charte", "signed": "2012"}}, "last_proof", date(2012, 1, 1)),
        ({"theme": "health"}, "themes", ["health"]),
    ],
)
def test_an_accepted_claim_fills_its_column(says, column, shown):
    entry = make.partnership()
    for name, value in says.items():
        make.accepted(entry, name, value)
    assert getattr(Entry.objects.get(), column) == shown


def test_an_occasions_columns_are_what_is_said_of_it():
    entry, document = make.occasion(), make.document()
    place = make.place("Strasbourg")
    for name, value in {
        "occasion": "seminar",
        "starts": "2014-11-06",
        "ends": "2014-11-07",
        "place": place.key,
        "name": "Assises de Strasbourg",
    }.items():
        make.accepted(entry, name, value, document)
    entry.refresh_from_db()
    assert (entry.occasion, entry.starts, entry.ends, entry.place, str(entry)) == (
        "seminar",
        "2014-11-06",
        "2014-11-07",
        place,
        "Assises de Strasbourg",
    )


def test_the_strongest_kind_is_shown():
    entry = make.partnership()
    for kind in ("contact", "twinning", "agreement"):
        make.accepted(entry, "kind", kind)
    entry.refresh_from_db()
    assert (entry.tie, entry.is_disputed) == ("twinning", False)


def test_the_state_is_the_one_of_the_youngest_document():
    entry = make.partnership()
    make.accepted(entry, "state", "ended", make.document(published="2023-05"))
    make.accepted(entry, "state", "active", make.document(published="2019"))
    assert Entry.objects.get().state == "ended"


def test_two_years_leave_the_column_empty_until_one_is_chosen():
    entry = make.partnership()
    make.accepted(entry, "since", 1984)
    rival = make.accepted(entry, "since", 1986)
    entry.refresh_from_db()
    assert (entry.since, entry.is_disputed) == (None, True)
    choose(rival, by=make.coordinator())
    entry.refresh_from_db()
    assert (entry.since, entry.is_disputed) == (1986, True)  # the other stays beside it


def test_an_office_is_called_by_its_owner_and_its_place():
    entry = make.office()
    make.accepted(entry, "place", make.place("Xuzhou").key)
    entry.refresh_from_db()
    assert entry.title == {"fr": "Saint-Étienne → Xuzhou", "en": "Saint-Étienne → Xuzhou", "zh": "圣艾蒂安 → 徐州市"}


def test_a_fact_published_without_its_source_keeps_the_source_s_date_to_itself():
    hidden = make.document(visibility=Visibility.GROUP, published="2023-04-05")
    made = make.accepted(name="kind", value="twinning", of=hidden)
    publish_fact(made, by=make.coordinator())
    entry = Entry.objects.get(pk=made.entry_id)
    assert entry.is_public and entry.last_proof is None


def test_a_title_is_made_of_its_parties_names_in_each_language():
    entry = make.public_partnership()
    assert entry.title == {"fr": "Saint-Étienne – Xuzhou", "en": "Saint-Étienne – Xuzhou", "zh": "圣艾蒂安—徐州市"}


@pytest.mark.parametrize("visibility", [Visibility.NETWORK, Visibility.GROUP, Visibility.PRIVATE])
def test_what_is_not_public_is_in_no_column(visibility):
    entry = make.partnership()
    claim = make.accepted(entry, "since", 1984, make.document(visibility=visibility))
    entry.refresh_from_db()
    assert (entry.is_public, entry.since, entry.sources) == (False, None, 0)
    publish_fact(claim, by=make.coordinator())  # the fact, not the source
    entry.refresh_from_db()
    assert (entry.is_public, entry.since) == (True, 1984)


# Any sequence of verdicts

SAID = [  # (entry, property, value, visibility)
    (0, "kind", "twinning", "public"),
    (0, "kind", "contact", "group"),
    (0, "since", 1984, "public"),
    (0, "since", 1986, "public"),
    (0, "since", 1901, "group"),
    (0, "theme", "health", "public"),
    (0, "theme", "water", "private"),
    (1, "kind", "agreement", "public"),
    (1, "since", 1985, "network"),
    (1, "milestone", {"what": "Visite", "date": "2020"}, "public"),
]
VERDICTS = {
    "accept": accept,
    "choose": choose,
    "reject": reject,
    "publish": publish_fact,
    "undo": lambda claim, by: undo(by=by),
    "merge": lambda claim, by: merge(*entries(), by=by),
    "split": lambda claim, by: [split(made, by=by) for made in Merge.objects.filter(undone_at=None)],
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(VERDICTS)), st.integers(0, len(SAID) - 1)), max_size=12)


def entries() -> list[Entry]:
    return [make.partnership("Dijon", "Dalian"), make.partnership("Saint-Étienne", "Xuzhou")]


@pytest.fixture
def claims(db):
    """Two entries, and what public and hidden documents say of them."""
    pair = entries()
    owner = make.coordinator()
    return [make.claim(pair[at], name, value, make.document(visibility=seen, brought_by=owner)) for at, name, value, seen in SAID]


def judge(claims: list[Claim], steps: list[tuple[str, int]]) -> None:
    by = make.coordinator()
    for verdict, index in steps:
        try:
            with transaction.atomic():
                VERDICTS[verdict](Claim.objects.get(pk=claims[index].pk), by=by)
        except Refused:
            pass  # not possible as things stand: nothing has happened


@given(steps=STEPS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_after_any_verdicts_the_columns_are_true_to_the_accepted_public_claims(claims, steps):
    with transaction.atomic():
        judge(claims, steps)
        shows_only_what_is_accepted_and_public()
        changes_nothing_when_projected_again()
        transaction.set_rollback(True)


def shows_only_what_is_accepted_and_public() -> None:
    for entry in Entry.objects.surviving():
        said = [(claim.name, claim.value) for claim in Claim.objects.about(entry).accepted().public()]
        assert entry.is_public == bool(said)
        assert entry.since in {None, *(value.year for name, value in said if name == "since")}
        assert entry.tie in {"", *(value.term for name, value in said if name == "kind")}
        assert set(entry.themes) == {value.term for name, value in said if name == "theme"}
        assert not entry.is_public or entry.facets.filter(name="all").exists()
    for entry in Entry.objects.exclude(survivor=None):
        assert not entry.is_public and not entry.facets.exists()


def changes_nothing_when_projected_again() -> None:
    before = written()
    for entry in Entry.objects.surviving():
        project(entry)
    settled = written()
    assert settled[1:] == before[1:]
    judged = [row for row in before[0] if "{}" not in str(row)]  # an entry nobody has judged was never projected
    assert set(map(str, judged)) <= set(map(str, settled[0]))
    for entry in Entry.objects.surviving():
        project(entry)
    assert written() == settled
    recount()
    assert written()[3:] == settled[3:]  # numbers kept step by step are those counted anew


def test_projecting_everything_by_command_changes_nothing(claims, capsys):
    judge(claims, [("accept", index) for index in range(len(SAID))])
    before = written()
    call_command("project", all=True)
    assert written() == before


# Many at once

ACCEPTED = st.sets(st.integers(0, len(SAID) + 4))


@pytest.fixture
def of_every_kind(claims):
    """The two entries, one merged into one of them, and entries of other kinds, each with something said of it; nothing accepted yet."""
    absorbed = make.partnership("Lyon", "Guangzhou")
    merge(absorbed, entries()[0], by=make.coordinator())
    more = [
        make.claim(absorbed, "since", 1990),
        make.claim(make.office("Nantes", "Qingdao"), "place", make.place("Qingdao").key),
        make.claim(make.practice("Lyon", "Eau"), "theme", "water"),
        make.claim(make.occasion(), "starts", "2014-11-06"),
        make.claim(make.network(make.authority("Lyon")), "theme", "culture"),
    ]
    return [*claims, *more]


def accept_unseen(claims: list[Claim], accepted: set[int]) -> None:
    """Judge without projecting, as an import does before its one projection."""
    for at, claim in enumerate(claims):
        Claim.objects.filter(pk=claim.pk).update(state="accepted" if at in accepted else "rejected")


def projected_by(project_them) -> list:
    """What a projection writes; nothing of it is kept."""
    with transaction.atomic():
        project_them(list(Entry.objects.order_by("-pk")))  # the absorbed one too
        found = written()
        transaction.set_rollback(True)
    return found


def one_by_one(entries: list[Entry]) -> None:
    for entry in entries:
        project(entry)


@given(before=ACCEPTED, after=ACCEPTED)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_many_projected_in_one_pass_are_as_if_projected_one_by_one(of_every_kind, before, after):
    with transaction.atomic():
        accept_unseen(of_every_kind, before)
        one_by_one(list(Entry.objects.all()))
        accept_unseen(of_every_kind, after)
        together = projected_by(project_all)
        assert together == projected_by(one_by_one)
        with_few_at_a_time = pytest.MonkeyPatch()
        with_few_at_a_time.setattr(projecting, "BATCH", 2)
        assert together == projected_by(project_all)
        with_few_at_a_time.undo()
        transaction.set_rollback(True)


@pytest.mark.parametrize("count", [1, 3])
def test_projecting_many_costs_the_queries_of_one(django_assert_num_queries, count):
    pairs = [("Lyon", "Guangzhou"), ("Nantes", "Qingdao"), ("Dijon", "Dalian")][:count]
    made = [make.claim(make.partnership(*pair), "theme", "culture") for pair in pairs]
    accept_unseen(made, {0, 1, 2})
    entries = [claim.entry for claim in made]
    locking = connection.vendor == "postgresql"  # one more: the register's lock
    with django_assert_num_queries(35 + locking):
        project_all(entries)
    with django_assert_num_queries(20 + locking):
        project_all(entries)  # nothing has changed


def test_what_many_in_one_pass_count_is_what_one_would_count(of_every_kind):
    accept_unseen(of_every_kind, set(range(len(of_every_kind))))
    project_all(Entry.objects.all())
    kept = written()
    recount()
    assert written() == kept
