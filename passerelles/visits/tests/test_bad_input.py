"""What hostile or careless people send: script in every field, far too many people; and pages that hold much of everything."""

from datetime import date
from decimal import Decimal

import pytest

from passerelles.common.refusing import Refused
from passerelles.visits.actions import commit, write_participant, write_report, write_slot
from passerelles.visits.actions.programme import MOST_LINES
from passerelles.visits.models import Cost, Gift, Paper, Participant, Photograph, Slot, StaffTime
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7|add:7 }}"
BOTH = {"fr": HOSTILE, "zh": HOSTILE}


def full(visit, by, number=1, said=HOSTILE):
    """Some of everything that a dossier holds."""
    both = {"fr": said, "zh": said}
    for each in range(number):
        person = making.participant(visit, said, other_name=said, role=both, organisation=said, diet=said, phone=said[:40])
        making.slot(
            visit, title=both, where=both, notes=both, address=said, host=said, interpreter=said, transport=said, participants=[person]
        )
        commit(visit, {"what": both, "owner": make.authority(), "due": date(2026, 9, 1), "is_offered": True}, by=by)
        Cost.objects.create(visit=visit, label=said, amount=Decimal("10.01"), currency="EUR", paid_by=make.authority(), sharing="all")
        Gift.objects.create(visit=visit, what=both, giver=said, receiver=said, slot=visit.slots.first(), value=9, currency="EUR")
        StaffTime.objects.create(visit=visit, role=said, organisation=make.authority(), hours=1)
        brought = {"visit": visit, "sha256": f"{each:064}", "added_by": by}
        Paper.objects.create(name=said, size=1, **brought)
        Photograph.objects.create(caption=both, taken_by=said, agreement=said, width=1, height=1, **brought)


def test_hostile_words_are_shown_as_words(signed_in, coordinator):
    visit = making.visit(
        stage=VisitStage.HELD, title=BOTH, visitor=None, visitor_name=HOSTILE, starts=date(2026, 5, 10), ends=date(2026, 5, 12)
    )
    full(visit, coordinator)
    write_report(visit, "fr", HOSTILE, by=coordinator)
    for address in (visit.get_absolute_url(), "/fr/visits/"):
        page = signed_in(coordinator).get(address).content.decode()
        assert "&lt;script&gt;alert(1)" in page and "{{ 7|add:7 }}" in page
        assert "<script>alert(1)" not in page and "<img src=x" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_asks_the_same_however_much_it_holds(signed_in, coordinator, django_assert_num_queries, number):
    visit = making.visit("Saint-Étienne", "Lyon")
    full(visit, coordinator, number, "words")
    client = signed_in(coordinator)
    with django_assert_num_queries(21):
        assert client.get(visit.get_absolute_url()).content.decode().count("10.01") >= number


def test_a_delegation_of_ten_thousand_and_an_endless_programme_are_refused(coordinator):
    visit = making.visit()
    Participant.objects.bulk_create(Participant(visit=visit, name=f"Person {number}") for number in range(999))
    with pytest.raises(Refused, match="no more than 999"):
        write_participant(visit, {"name": "One more"}, by=coordinator)
    line = {"visit": visit, "day": visit.starts, "starts": "09:00", "ends": "10:00", "soil": "FR"}
    Slot.objects.bulk_create(Slot(**line) for _number in range(MOST_LINES))
    with pytest.raises(Refused, match=f"no more than {MOST_LINES}"):
        write_slot(visit, line, by=coordinator)
    assert Slot.objects.count() == MOST_LINES and Participant.objects.count() == 999
