"""Opening a visit: of an accepted request with all its hosts, or by hand in both directions; the list and the page."""

from datetime import date

import pytest
from django.urls import reverse

from passerelles.common.refusing import Refused
from passerelles.people.models import Organisation
from passerelles.requests.actions import reopen
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making as asking
from passerelles.visits.actions import Travelling, open_by_hand, open_visit, travelling_of
from passerelles.visits.models import Direction, Visit
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAYS = date(2027, 5, 10), date(2027, 5, 12)


def accepted(*hosts):
    request = asking.request(stage=Stage.ACCEPTED)
    for host in hosts or (make.HOME,):
        asking.hosted(request, host, HostState.ACCEPTED)
    return request


def test_two_hosts_of_a_joint_request_receive_one_visit(coordinator):
    request = accepted("Saint-Étienne")
    other = asking.request(stage=Stage.JOINED, joined_to=request, size=2)
    asking.hosted(other, "Lyon", HostState.ACCEPTED)
    entry = make.partnership()
    visit = open_visit(request, [make.authority("Saint-Étienne"), make.authority("Lyon")], *DAYS, by=coordinator)
    assert [host.organisation.wording.text for host in visit.hosts.all()] == ["Saint-Étienne", "Lyon"]
    assert (visit.size, visit.visitor, visit.direction, visit.stage) == (6, request.asker, Direction.IN, VisitStage.PREPARED)
    assert list(visit.entries.all()) == [entry] and visit.steps.get().by == coordinator
    assert visit.title["zh"] and "Saint-Étienne and Lyon" in visit.title["en"]


@pytest.mark.parametrize(("size", "others", "found"), [(6, [6], 6), (6, [8, 2], 8), (None, [5], 5), (None, [None], None)])
def test_one_delegation_that_knocked_at_several_doors_is_counted_once(size, others, found):
    request = asking.request(stage=Stage.ACCEPTED, size=size)
    for other in others:
        asking.request(stage=Stage.JOINED, joined_to=request, size=other)
    assert travelling_of(request).size == found


def test_a_request_has_one_visit(coordinator):
    request = accepted()
    open_visit(request, [make.authority()], *DAYS, by=coordinator)
    with pytest.raises(Refused, match="already"):
        open_visit(request, [make.authority()], *DAYS, by=coordinator)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in (Stage.ACCEPTED, Stage.JOINED)])
def test_what_was_not_accepted_has_no_visit(stage, coordinator):
    with pytest.raises(Refused, match="once its request is accepted"):
        open_visit(asking.request(stage=stage), [make.authority()], *DAYS, by=coordinator)


def test_a_member_opens_its_own_journey_abroad(officer):
    who = Travelling(make.group(), make.authority(), direction=Direction.OUT)
    visit = open_visit(None, [make.authority(make.PARTNER)], *DAYS, by=officer, travelling=who)
    assert visit.soil == "CN" and visit.request is None


def test_who_neither_receives_nor_travels_opens_nothing(stranger):
    who = Travelling(make.group(), name="Ville de Huế")
    for someone in (stranger, make.officer("Lyon"), make.observer()):
        with pytest.raises(Refused, match="Only the group"):
            open_visit(None, [make.authority()], *DAYS, by=someone, travelling=who)


@pytest.mark.parametrize(
    ("hosts", "days", "who", "said"),
    [
        ([], DAYS, "Huế", "say who"),
        ([make.HOME], DAYS[::-1], "Huế", "ends before"),
        ([make.HOME], DAYS, "", "who travels"),
    ],
)
def test_what_is_not_whole_is_refused(coordinator, hosts, days, who, said):
    travelling = Travelling(make.group(), name=who)
    with pytest.raises(Refused, match=said):
        open_visit(None, [make.authority(host) for host in hosts], *days, by=coordinator, travelling=travelling)
    assert not Visit.objects.exists()


def test_a_coordinator_opens_the_visit_of_a_request_on_its_page(signed_in, coordinator):
    request, client = accepted(), signed_in(coordinator)
    address = reverse("visit_of_request", args=[request.pk])
    assert b'value="2027-05-10"' in client.get(address).content
    sent = {"hosts": [make.authority().pk], "starts": "2027-05-10", "ends": "2027-05-12"}
    response = client.post(address, sent, follow=True)
    assert response.status_code == 200 and response.redirect_chain[-1][0] == Visit.objects.get().get_absolute_url()
    assert client.get(address).url == client.post(address, sent).url == Visit.objects.get().get_absolute_url()


def test_the_page_of_an_accepted_request_leads_to_its_visit(signed_in, coordinator):
    request, waiting = accepted(), asking.request()
    client = signed_in(coordinator)
    assert reverse("visit_of_request", args=[request.pk]) in client.get(request.get_absolute_url()).content.decode()
    assert reverse("visit_of_request", args=[waiting.pk]) not in client.get(waiting.get_absolute_url()).content.decode()


def test_a_visit_is_opened_by_hand_and_moved_by_its_buttons(signed_in, coordinator, officer, partner_officer):
    client = signed_in(coordinator)
    sent = {"group": make.group().pk, "direction": "in", "visitor": "徐州市", "hosts": [make.authority().pk]}
    response = client.post(reverse("visit_new"), {**sent, "starts": "2027-05-12", "ends": "2027-05-10"})
    assert "ends before" in response.content.decode() and not Visit.objects.exists()
    client.post(reverse("visit_new"), {**sent, "starts": "2027-05-10", "ends": "2027-05-12"})
    visit = Visit.objects.get()
    assert visit.visitor == make.authority(make.PARTNER)
    client.post(reverse("visit_move", args=[visit.pk, "confirmed"]))
    assert Visit.objects.get().stage == VisitStage.CONFIRMED
    assert client.post(reverse("visit_move", args=[visit.pk, "nonsense"])).status_code == 302


def test_a_visit_that_is_refused_leaves_no_organisation_behind(coordinator, officer):
    said = {"group": make.group(), "direction": "in", "visitor": "Institut inventé", "visitor_is": "body/Institut inventé", "size": None}
    days = {"starts": date(2027, 5, 10), "ends": date(2027, 5, 12), "hosts": [make.authority("Lyon")]}
    with pytest.raises(Refused, match="Only the group"):
        open_by_hand({**said, **days, "other_host_is": "body/Club inventé"}, by=officer)
    assert not Organisation.objects.filter(key__startswith="body/").exists()
    visit = open_by_hand({**said, **days, "other_host_is": "body/Club inventé"}, by=coordinator)
    assert {str(each.organisation) for each in visit.hosts.all()} == {"Lyon", "Club inventé"} and visit.visitor.country == "CN"


def test_a_member_sees_its_line_and_a_stranger_nothing(signed_in, coordinator, stranger):
    visit = making.visit()
    page = signed_in(make.officer("Lyon")).get(visit.get_absolute_url()).content.decode()
    assert "Xuzhou" in page and "visit_move" not in page and "What was done" not in page
    assert signed_in(stranger).get(visit.get_absolute_url()).status_code == 404
    assert "Xuzhou in" not in signed_in(stranger).get(reverse("visits")).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_long(signed_in, coordinator, django_assert_num_queries, number):
    for _each in range(number):
        making.visit("Saint-Étienne", "Lyon")
    client = signed_in(coordinator)
    with django_assert_num_queries(7):
        page = client.get(reverse("visits"), {"stage": "prepared"}).content.decode()
    assert page.count("Xuzhou in Saint-Étienne") == number


def test_a_request_that_was_opened_again_meanwhile_gets_no_visit(coordinator):
    seen = accepted()
    reopen(type(seen).objects.get(pk=seen.pk), by=coordinator)
    with pytest.raises(Refused, match="meanwhile"):
        open_visit(seen, [make.authority()], *DAYS, by=coordinator)
    assert not Visit.objects.exists()
