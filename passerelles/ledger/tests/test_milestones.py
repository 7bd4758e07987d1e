"""What dated milestones count as: a beginning as nothing, a visit as a mission told once, what else was done as an action on its soil."""

import pytest

from passerelles.ledger.actions import Entered, record, recount
from passerelles.ledger.models import AMOUNTS, Movement, Sum
from passerelles.ledger.queries.accounts import account
from passerelles.people.queries import NOBODY
from passerelles.register.actions import PassageSpan, accept, propose
from passerelles.register.models import Claim, Entry
from passerelles.register.projecting import project
from passerelles.register.properties import BY_NAME
from tests import make

pytestmark = pytest.mark.django_db

VISIT = "Le 6 novembre 2019, une délégation de Saint-Étienne a visité Xuzhou."
MISSION = {"measure": "mission", "low": 1, "high": 1, "soil": "CN", "date": "2019-11"}


def read(coordinator, *texts):
    """Documents as the reader reads them, with all that they say accepted."""
    for text in texts:
        document = make.read_by_reader(text)
        for claim in Claim.objects.from_document(document).proposed():
            accept(claim, by=make.again(coordinator))
    return Entry.objects.get(kind="partnership")


def counted(entry, user=NOBODY):
    """What an entry's page counts: measure, soil, least, most."""
    held = account("entries", entry.pk, user)
    rows = held.sums(user) if held else []
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for row in rows:
        low, high = found.get((row.measure, row.soil), (0, 0))
        found[row.measure, row.soil] = (low + row.low, high + row.high)
    return {key: amount for key, amount in found.items() if amount != (0, 0)}


def check_kept():
    kept = set(Sum.objects.values_list("account", "measure", "scope", *AMOUNTS))
    recount()
    assert set(Sum.objects.values_list("account", "measure", "scope", *AMOUNTS)) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Saint-Étienne et Xuzhou sont jumelées depuis un accord signé en 1984.",
        "徐州与圣艾蒂安1986年正式结为友好城市。",
        "La convention de jumelage entre Saint-Étienne et Xuzhou a été signée à Xuzhou le 7 septembre 2018.",
    ],
)
def test_a_beginning_is_no_action(coordinator, text):
    assert counted(read(coordinator, text)) == {}


def test_a_beginning_whose_year_is_disputed_is_none_in_either_year(coordinator):
    entry = read(coordinator, "Le jumelage entre Saint-Étienne et Xuzhou a été signé en 1984.", "徐州与圣艾蒂安1986年正式结为友好城市。")
    assert entry.is_disputed and counted(entry) == {}


def test_what_is_signed_later_is_an_action():
    of = make.document("En 2011, Saint-Étienne et Xuzhou, jumelées depuis 1984, signent un accord sur le design.")
    entry = make.partnership()
    said = {"kind": "twinning", "since": 1984, "milestone": {"what": "accord sur le design", "date": "2011"}}
    for name, value in said.items():
        make.accepted(entry, name, value, of=of)
    assert counted(entry) == {("action", ""): (1, 1)}


def test_a_visit_that_its_words_place_is_a_mission_there(coordinator):
    entry = read(coordinator, VISIT)
    assert counted(entry) == {("mission", "CN"): (1, 1)}
    check_kept()


def test_a_visit_told_as_mission_too_counts_once(coordinator):
    entry = read(coordinator, VISIT)
    make.accepted(entry, "movement", MISSION)
    assert counted(entry) == {("mission", "CN"): (1, 1)}
    make.accepted(entry, "movement", MISSION | {"date": "2021-03"})
    assert counted(entry) == {("mission", "CN"): (2, 2)}
    check_kept()


def test_a_visit_that_one_document_tells_as_both_counts_once(coordinator):
    entry = read(coordinator, VISIT)
    document = Claim.objects.get(name="milestone").evidence.get().passage.document
    make.accepted(entry, "movement", MISSION, of=document)
    assert counted(entry) == {("mission", "CN"): (1, 1)}
    check_kept()


def test_what_was_done_is_on_the_soil_that_its_words_name(coordinator):
    entry = read(coordinator, "Saint-Étienne et Xuzhou, jumelées depuis 1984, ont ouvert une exposition à Saint-Étienne le 12 mars 2023.")
    told = {(each.measure, each.soil) for each in Movement.objects.filter(root=entry)}
    assert told == {("action", "FR")}


@pytest.mark.parametrize("visibility", ["public", "group"])
def test_a_visit_of_the_network_is_its_own_mission(coordinator, visibility):
    """Who sees the visit's own mission has it counted once; who only sees that it took place, too."""
    entry, of = make.public_partnership(), make.document("Visite de Xuzhou à Saint-Étienne.", visibility="public")
    told = Entered(f"{entry.pk}/mission", entry, "mission", 1, 1, soil="FR", date="2026-05-10", teller="visits", visibility=visibility)
    record("visit/7", [told], by=coordinator)
    passage = of.passages.get()
    value = BY_NAME["milestone"].parse({"what": "visite", "date": "2026-05-10"})
    span = PassageSpan(passage, passage.start, passage.end, origin="visit")
    accept(propose(entry, "milestone", value, span=span, reading=make.empty_reading(of)), by=coordinator)
    assert counted(entry) == counted(entry, make.again(coordinator)) == {("mission", "FR"): (1, 1)}
    project(entry)
    check_kept()
