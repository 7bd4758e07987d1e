"""A host's look at its sites and devices: its own affair. Nobody else reads a word of it, on any page, print, calendar or mail."""

import pytest
from django.urls import reverse

from passerelles.common.models import Findable, Mail
from passerelles.common.refusing import Refused
from passerelles.visits.actions import look_at, move_visit, purge
from passerelles.visits.calendar import calendar_of
from passerelles.visits.models import Checked, Direction, Precaution
from passerelles.visits.precautions import items
from passerelles.visits.printing import PRINTS, printed
from passerelles.visits.rights import Act, Standpoint, acts_of
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from passerelles.visits.tests.test_printing import pages_of
from passerelles.visits.tests.test_rights import people
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SECRET = "Secret-du-local-serveurs-4711"


def sent(**values):
    plain = {f"{item.name}-state": "open" for item in items()} | {f"{item.name}-note": "" for item in items()}
    return plain | values


def address_of(host):
    return reverse("precautions", args=[host.visit_id, host.pk])


@pytest.fixture
def visit(officer):
    held = making.visit("Saint-Étienne", "Lyon", stage=VisitStage.CONFIRMED)
    look_at(held.hosts.first(), {"rooms": ("done", SECRET), "sticks": ("apart", "")}, by=officer)
    return held


def test_every_item_is_said_in_three_languages_under_a_name_of_its_own():
    assert len({item.name for item in items()}) == len(items()) >= 10 and {item.kind for item in items()} == {"sites", "devices"}
    assert all(item.words.keys() == {"fr", "zh", "en"} and all(item.words.values()) for item in items())


def test_what_was_looked_at_says_by_whom_and_only_what_changed_is_new(signed_in, officer):
    visit, colleague = making.visit(), make.officer("Saint-Étienne", "colleague@example.org")
    host = visit.hosts.get()
    signed_in(officer).post(address_of(host), sent(**{"rooms-state": "done", "rooms-note": "le 3 mai"}))
    page = signed_in(colleague).get(address_of(host)).content.decode()
    assert 'value="le 3 mai"' in page and str(officer) in page
    signed_in(colleague).post(address_of(host), sent(**{"rooms-state": "done", "rooms-note": "le 3 mai", "escort-state": "apart"}))
    assert {(each.item, each.state, each.by) for each in Precaution.objects.all()} == {
        ("rooms", "done", officer),
        ("escort", "apart", colleague),
    }
    assert "2 of 12 looked at" in signed_in(officer).get(visit.get_absolute_url()).content.decode()
    signed_in(officer).post(address_of(host), sent())
    assert set(Precaution.objects.values_list("state", "note")) == {(Checked.OPEN, "")}


@pytest.mark.parametrize("values", [{"rooms-state": "burnt"}, {"rooms-note": "x" * 501}])
def test_what_is_not_understood_changes_nothing_and_is_said(signed_in, officer, values):
    host = making.visit().hosts.get()
    page = signed_in(officer).post(address_of(host), sent(**{"escort-state": "done", **values})).content.decode()
    assert "nothing was kept" in page and not Precaution.objects.exists()


def test_script_in_a_note_is_words(signed_in, officer):
    host = making.visit().hosts.get()
    client = signed_in(officer)
    client.post(address_of(host), sent(**{"rooms-note": '"><script>alert(1)</script>'}))
    page = client.get(address_of(host)).content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_much_was_looked_at(signed_in, officer, django_assert_num_queries, number):
    host = making.visit().hosts.get()
    look_at(host, {item.name: ("done", "") for item in items()[:number]}, by=officer)
    client = signed_in(officer)
    with django_assert_num_queries(7):
        assert client.get(address_of(host)).status_code == 200


# Nobody else


@pytest.mark.parametrize("direction", Direction)
def test_no_standpoint_but_the_hosts_opens_it_or_reads_a_word(visit, signed_in, direction):
    type(visit).objects.filter(pk=visit.pk).update(direction=direction)
    host, everybody = visit.hosts.first(), people()
    everybody["another host"] = make.officer("Lyon")
    everybody["administrator"] = make.administrator()
    for standpoint, someone in everybody.items():
        if standpoint == Standpoint.HOST:
            assert SECRET in signed_in(someone).get(address_of(host)).content.decode()
            continue
        client = signed_in(someone)
        assert client.get(address_of(host)).status_code in (403, 404), standpoint
        assert client.post(address_of(host), sent(**{"rooms-note": "other"})).status_code in (403, 404), standpoint
        page = client.get(visit.get_absolute_url()).content.decode()
        assert SECRET not in page and "2 of 12" not in page and address_of(host) not in page, standpoint
        assert not Precaution.objects.visible_to(make.again(someone)).exists()
        with pytest.raises(Refused):
            look_at(host, {"rooms": ("open", "")}, by=make.again(someone))
    assert Precaution.objects.get(item="rooms").note == SECRET


def test_a_list_is_reached_through_its_own_visit_only(signed_in, officer):
    own, other = making.visit(), making.visit("Lyon")
    for visit, host in ((own, other.hosts.get()), (other, own.hosts.get())):
        assert signed_in(officer).get(reverse("precautions", args=[visit.pk, host.pk])).status_code in (403, 404)


def test_no_print_calendar_mail_history_or_search_says_a_word_of_it(visit, officer, coordinator):
    words = [SECRET, *(text for item in items() for text in item.words.values()), "Sites and devices"]
    said = "".join("".join(pages_of(printed(visit, kind, frozenset(Act)))) for kind in PRINTS)
    said += calendar_of(visit).decode()
    assert not Mail.objects.exists() and not visit.steps.exists() and visit.sequence == 0
    move_visit(visit, VisitStage.CANCELLED, by=officer)
    said += "".join(mail.subject + mail.body for mail in Mail.objects.all())
    said += "".join(f"{row.title} {row.text}" for row in Findable.objects.all())
    assert Mail.objects.exists() and not [each for each in words if each in said]


def test_a_coordinator_that_hosts_sees_its_own(visit):
    both = make.coordinator(email="officer.and.coordinator@example.org")
    make.officer("Saint-Étienne", both.email)
    assert Act.GUARD in acts_of(make.again(both), visit)


def test_notes_are_erased_with_the_visits_personal_data_and_none_is_taken_after(visit, officer):
    assert purge(visit).columns["notes"] == 1
    assert Precaution.objects.get(item="rooms").note == "" and Precaution.objects.get(item="rooms").state == Checked.DONE
    host = visit.hosts.first()
    host.visit.refresh_from_db()
    with pytest.raises(Refused, match="erased"):
        look_at(host, {"rooms": ("open", "again")}, by=officer)
