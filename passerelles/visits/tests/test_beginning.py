"""Beginning a dossier: what the request knows is taken, who travels is named, and the delegation's own officer names its people."""

from datetime import date

import pytest
from django.urls import reverse

from passerelles.people.actions import join
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making as asking
from passerelles.visits.actions import open_visit
from passerelles.visits.models import Participant, Visit
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def accepted(**values):
    values = {"head_name": "林晓舟", "head_rank": "deputy", "size": 8, "sites": "Le port", "needs_interpreter": True, **values}
    request = asking.request(stage=Stage.ACCEPTED, **values)
    asking.hosted(request, "Pau", HostState.ACCEPTED)
    return request


def test_who_leads_is_the_first_of_the_delegation_and_the_others_are_to_be_named(signed_in, coordinator):
    request = accepted()
    asking.request(stage=Stage.JOINED, joined_to=request, head_name="Lin Xiaozhou", size=6)
    visit = open_visit(request, [make.authority("Pau")], request.starts, request.ends, by=coordinator)
    head = visit.participants.get()
    assert (head.name, head.other_name, head.is_head, head.side) == ("林晓舟", "Lin Xiaozhou", True, "visitor") and "副" in head.role["zh"]
    page = signed_in(coordinator).get(visit.get_absolute_url()).content.decode()
    assert "7 people of the delegation are still to be named" in page and "Le port" in page and "an interpreter is needed" in page
    assert "Le port" not in signed_in(make.partner_officer()).get(visit.get_absolute_url()).content.decode()


def test_days_of_joined_requests_that_differ_are_said_and_the_widest_proposed(signed_in, coordinator):
    request = accepted(starts=date(2027, 1, 28), ends=date(2027, 1, 31))
    asking.request(stage=Stage.JOINED, joined_to=request, starts=date(2027, 1, 29), ends=date(2027, 2, 1))
    page = signed_in(coordinator).get(reverse("visit_of_request", args=[request.pk])).content.decode()
    assert 'value="2027-01-28"' in page and 'value="2027-02-01"' in page and "The requests say different days" in page


def test_a_cancelled_visit_says_that_its_request_is_still_accepted(signed_in, coordinator):
    visit = making.visit(request=accepted(), stage=VisitStage.CANCELLED)
    assert "is still accepted" in signed_in(coordinator).get(visit.get_absolute_url()).content.decode()


# By hand

SENT = {"direction": "in", "starts": "2027-05-10", "ends": "2027-05-12"}


def posted(client, **values):
    return client.post(reverse("visit_new"), {"group": make.group().pk, **SENT, **values}, follow=True).content.decode()


def test_only_members_are_offered_and_ones_own_is_ticked(signed_in, officer):
    join(make.authority("Lyon"), make.group())
    make.public_partnership(home="Lille")
    page = signed_in(officer).get(reverse("visit_new")).content.decode()
    assert page.count('name="hosts"') == 2 and "Lille" not in page and page.count("checked") == 1
    assert page.index("Lyon") < page.index("Saint-Étienne")


def test_a_name_that_is_several_places_is_asked_about(signed_in, coordinator):
    client, hosts = signed_in(coordinator), [join(make.authority(), make.group()).organisation.pk]
    page = posted(client, visitor="Fuzhou", hosts=hosts)
    assert "Several places are called so" in page and not Visit.objects.exists()
    posted(client, visitor="Fuzhou", visitor_is="CN/prefecture/350100", hosts=hosts)
    assert Visit.objects.get().visitor == make.authority("CN/prefecture/350100")


def test_a_name_that_no_place_has_is_a_bodys_and_a_host_may_be_named(signed_in, coordinator):
    posted(signed_in(coordinator), visitor="Université de démonstration", other_host="Carcassonne")
    visit = Visit.objects.get()
    assert str(visit.visitor) == "Université de démonstration" and visit.visitor.country == "CN"
    assert [str(host.organisation) for host in visit.hosts.all()] == ["Carcassonne"]


def test_nobody_who_receives_is_refused_with_all_that_was_written(signed_in, coordinator):
    page = posted(signed_in(coordinator), visitor="Xuzhou")
    assert "say who" in page and 'value="Xuzhou"' in page and not Visit.objects.exists()


# Who travels


def test_the_delegations_officer_names_its_people_and_no_others(signed_in, partner_officer):
    visit = making.visit(size=2)
    host = making.participant(visit, "Anne Demo", side="host", phone="+33 555 01 00")
    client, address = signed_in(partner_officer), reverse("participant_new", args=[visit.pk])
    sent = {"name": "林晓舟", "precedence": 1, "side": "visitor", "passport": "E12345678"}
    assert client.post(address, {**sent, "side": "host"}).status_code == 200 and visit.participants.count() == 1
    assert client.post(address, {**sent, "another": "1"}).url == address
    person = Participant.objects.get(name="林晓舟")
    page = client.get(visit.get_absolute_url()).content.decode()
    assert "E12345678" in page and "555 01 00" not in page and reverse("slot_new", args=[visit.pk]) not in page
    assert client.get(reverse("participant", args=[visit.pk, person.pk])).status_code == 200
    for name in ("participant", "participant_remove"):
        assert client.post(reverse(name, args=[visit.pk, host.pk]), sent).status_code == 404
    client.post(reverse("participant_remove", args=[visit.pk, person.pk]))
    assert list(visit.participants.all()) == [host]


def test_a_new_line_begins_where_the_last_one_ends(signed_in, coordinator):
    visit = making.visit()
    making.slot(visit, "09:30", "11:00", day=date(2027, 5, 11))
    page = signed_in(coordinator).get(reverse("slot_new", args=[visit.pk])).content.decode()
    assert 'value="2027-05-11"' in page and 'value="11:00"' in page
