"""The buttons that move a visit: onwards first, back plainly, nothing offered that would be refused; confirmed with open eyes."""

from datetime import date

import pytest
from django.urls import reverse

from passerelles.common.refusing import Refused
from passerelles.visits.actions import move_visit
from passerelles.visits.models import Visit
from passerelles.visits.queries.dossier import dossier
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PAST = {"starts": date(2026, 5, 10), "ends": date(2026, 5, 12)}


def page_of(signed_in, person, visit):
    return signed_in(person).get(visit.get_absolute_url()).content.decode()


def test_a_report_that_nobody_wrote_is_not_complete(signed_in, coordinator):
    visit = making.visit(stage=VisitStage.HELD, **PAST)
    with pytest.raises(Refused, match="No report"):
        move_visit(visit, VisitStage.REPORTED, by=coordinator)
    page = page_of(signed_in, coordinator, visit)
    assert "The report is complete" not in page and "Once a report is written" in page
    making.report(visit)
    assert "The report is complete" in page_of(signed_in, coordinator, visit)
    assert move_visit(visit, VisitStage.REPORTED, by=coordinator).after == VisitStage.REPORTED


@pytest.mark.parametrize(
    ("stage", "found"),
    [
        (VisitStage.PREPARED, [("confirmed", False)]),
        (VisitStage.CONFIRMED, [("held", False), ("prepared", True)]),
        (VisitStage.REPORTED, [("closed", False), ("held", True)]),
        (VisitStage.CLOSED, [("reported", True)]),
        (VisitStage.CANCELLED, [("prepared", False)]),
    ],
)
def test_onwards_comes_first_and_back_says_so(coordinator, stage, found):
    visit = Visit.objects.with_hosts().get(pk=making.visit(stage=stage, **PAST).pk)
    moves = dossier(visit, coordinator).moves
    assert [(move.to, move.is_back) for move in moves] == found
    assert all(move.name.startswith("Back to") == move.is_back for move in moves)


def test_what_has_not_begun_is_not_offered_as_having_taken_place(signed_in, coordinator):
    visit = making.visit(stage=VisitStage.CONFIRMED, starts=date(2999, 5, 10), ends=date(2999, 5, 12))
    assert "It has taken place" not in page_of(signed_in, coordinator, visit)


def test_who_confirms_sees_how_much_is_to_be_looked_at(signed_in, coordinator):
    visit = making.visit()
    making.slot(visit)
    assert "to be looked at" not in page_of(signed_in, coordinator, visit)
    making.slot(visit, "10:00", "10:30", title={"fr": "Port"})
    page = page_of(signed_in, coordinator, visit)
    assert "2 points of the programme are to be looked at" in page and "It has no title in Chinese" in page


def test_a_visit_is_cancelled_with_a_reason_and_the_page_says_what_happened(signed_in, coordinator):
    visit = making.visit()
    client = signed_in(coordinator)
    sent = {"words": "Visas refusés", "seen": "prepared"}
    page = client.post(reverse("visit_move", args=[visit.pk, "cancelled"]), sent, follow=True).content.decode()
    assert "The visit is now: cancelled." in page and "Visas refusés" in page


def test_whoever_saw_an_older_page_is_told_who_was_quicker(signed_in, coordinator, officer):
    visit = making.visit()
    move_visit(visit, VisitStage.CANCELLED, by=coordinator)
    address = reverse("visit_move", args=[visit.pk, "prepared"])
    page = signed_in(officer).post(address, {"seen": "confirmed"}, follow=True).content.decode()
    assert f"{coordinator} was quicker: cancelled" in page and Visit.objects.get().stage == VisitStage.CANCELLED
