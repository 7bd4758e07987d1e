"""A visit's calendar, as another's parser reads it."""

from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar

from passerelles.people.models import Membership
from passerelles.visits.actions import move_visit, write_slot
from passerelles.visits.calendar import calendar_of, token_of
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HOSTILE = "Réunion; avec, des\nlignes\\\nBEGIN:VEVENT " + "圣艾蒂安" * 30


def events(visit):
    return {str(event["uid"]): event for event in Calendar.from_ical(calendar_of(visit)).walk("VEVENT")}


def test_each_line_is_an_event_by_its_own_clocks(settings):
    settings.SITE_ADDRESS = "https://network.example.org"
    visit = making.visit()
    here, there = making.slot(visit), making.slot(visit, soil="CN", address="1 rue de la Paix")
    held = events(visit)
    assert held[f"visit-{visit.pk}-line-{here.pk}@network.example.org"].decoded("dtstart").isoformat() == "2027-05-10T07:30:00+00:00"
    assert held[f"visit-{visit.pk}-line-{there.pk}@network.example.org"].decoded("dtend").isoformat() == "2027-05-10T03:00:00+00:00"
    whole = held[f"visit-{visit.pk}@network.example.org"]
    assert whole.decoded("dtstart") == date(2027, 5, 10) and whole.decoded("dtend") == date(2027, 5, 13)


def test_its_identity_stays_and_its_sequence_grows(coordinator):
    visit = making.visit()
    line = making.slot(visit)
    before = events(visit)
    move_visit(visit, VisitStage.CONFIRMED, by=coordinator)
    write_slot(visit, {"title": {"fr": "Autre chose"}}, slot=line, by=coordinator)
    after = events(visit)
    assert before.keys() == after.keys()
    for uid, event in after.items():
        assert event["sequence"] == 2 > before[uid]["sequence"]
        assert (str(before[uid]["status"]), str(event["status"])) == ("TENTATIVE", "CONFIRMED")
    move_visit(visit, VisitStage.CANCELLED, by=coordinator)
    assert {str(event["status"]) for event in events(visit).values()} == {"CANCELLED"}


def test_hostile_words_stay_words_and_lines_are_folded():
    visit = making.visit()
    making.slot(visit, title={"fr": HOSTILE}, notes={"fr": HOSTILE})
    made = calendar_of(visit)
    assert len(events(visit)) == 2 and all(len(line) <= 75 for line in made.split(b"\r\n"))
    summary = next(str(event["summary"]) for uid, event in events(visit).items() if "line" in uid)
    assert summary == HOSTILE
    assert made.decode()  # no character is cut in two that a line ends in: unfolding gives the text back


def test_an_event_says_its_town_who_is_there_and_where_to_read_more(settings):
    settings.SITE_ADDRESS = "https://network.example.org"
    visit = making.visit()
    more = {"host": "M. Leroy", "interpreter": "Mme Wang", "transport": "Minibus", "notes": {"fr": "Badges à l’entrée"}}
    making.slot(visit, place=make.place("Le Havre"), where={"fr": "Restaurant"}, address="1 quai Demo", **more)
    line = next(event for uid, event in events(visit).items() if "line" in uid)
    assert str(line["location"]) == "Restaurant, Le Havre, 1 quai Demo"
    assert all(words in str(line["description"]) for words in ("市政厅会谈", "M. Leroy", "Mme Wang", "Minibus", "Badges à l’entrée"))
    whole = next(event for uid, event in events(visit).items() if "line" not in uid)
    for event in (line, whole):
        assert str(event["url"]) == f"https://network.example.org{visit.get_absolute_url()}"
    assert "Xuzhou" in str(whole["description"]) and str(whole["location"]) == "Saint-Étienne"


def test_the_address_is_a_key_for_one_person_as_long_as_they_may(client, signed_in, coordinator, partner_officer):
    visit = making.visit()
    making.slot(visit)
    making.participant(visit, passport="E12345678")
    page = signed_in(partner_officer).get(visit.get_absolute_url()).content.decode()
    address = reverse("visit_calendar", args=[token_of(visit, partner_officer)])
    assert address.rpartition(":")[0][:40] in page
    response = client.get(address)
    assert response["Content-Type"].startswith("text/calendar") and "E12345678" not in response.content.decode()
    Membership.objects.filter(user=partner_officer).delete()
    assert client.get(address).status_code == 404


def test_a_forged_address_and_a_member_who_may_not_read_open_nothing(client):
    visit = making.visit()
    forged = token_of(visit, make.coordinator())[:-1] + "x"
    for token in ("x", forged, token_of(visit, make.officer("Lyon")), token_of(visit, make.stranger())):
        assert client.get(reverse("visit_calendar", args=[token])).status_code == 404
