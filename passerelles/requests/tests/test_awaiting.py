"""What requests put on the first page: each role finds what waits for it, and nothing of what concerns others."""

from datetime import timedelta

import lxml.html
import pytest
from django.utils import timezone

from passerelles.people.queries import standing
from passerelles.requests import awaiting
from passerelles.requests.actions import accept, answer_as_host, ask_as_host, ask_hosts, move, reply_to_host
from passerelles.requests.actions.advising import ask_opinion
from passerelles.requests.models import Host, Opinion
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.terms import StepKind
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def awaited(browser):
    """The lines on requests and visits of the first page: words and addresses."""
    lines = lxml.html.fromstring(browser.get("/en/").content).xpath("//ul[contains(@class, 'awaited')]/li")
    return [(" ".join(line.text_content().split()), line.xpath("a/@href")[0]) for line in lines]


def days(number):
    return timezone.localdate() + timedelta(days=number)


def test_a_coordinator_finds_how_many_requests_wait_and_the_link_shows_as_many(signed_in, coordinator):
    for stage in (Stage.RECEIVED, Stage.QUESTIONED, Stage.OFFERED, Stage.DECLINED, Stage.DRAFT):
        making.request(stage=stage)
    making.request(group=make.group("vietnam"))
    browser = signed_in(coordinator)
    assert awaited(browser) == [("3 requests wait for an answer", "/en/requests/?waits=1")]
    assert "3 requests" in browser.get("/en/requests/?waits=1").text


def test_a_coordinator_finds_who_let_the_day_pass(signed_in, coordinator):
    request = making.request("Lyon", stage=Stage.OFFERED)
    making.hosted(request, "Lille", state=HostState.ASKED, due=days(-2))
    making.hosted(request, "Dijon", state=HostState.ASKED, due=days(2))
    making.hosted(request, "Nantes", state=HostState.DECLINED, due=days(-2))
    Opinion.objects.create(request=request, organisation=make.body("Ministère"), due=days(-1), asked_by=coordinator)
    said = [words for words, _address in awaited(signed_in(coordinator))]
    assert any(words.startswith("Lille has not answered – ") and words.endswith("late") for words in said)
    assert any(words.startswith("Ministère has given no opinion – ") for words in said) and len(said) == 3


def test_a_coordinator_finds_what_a_host_asks_until_somebody_replies(signed_in, coordinator, officer):
    host = making.hosted(making.request(stage=Stage.OFFERED), state=HostState.ASKED)

    def asks():
        return [each for each in awaited(signed_in(coordinator)) if " asks something – " in each[0]]

    assert asks() == []
    ask_as_host(host, "Combien de nuits ?", by=officer)
    [(words, address)] = asks()
    assert words.startswith("Saint-Étienne asks something – ") and address == f"/en/requests/{host.request_id}/"
    assert awaited(signed_in(make.coordinator(make.group("vietnam")))) == []
    assert not any("asks something" in words for words, _address in awaited(signed_in(officer)))
    reply_to_host(host, "Deux nuits.", by=coordinator)
    assert asks() == []
    ask_as_host(host, "Et le repas ?", by=officer)
    assert len(asks()) == 1
    answer_as_host(host, False, by=officer)  # who cannot receive waits for no reply
    assert asks() == []


def test_a_coordinator_finds_that_all_hosts_have_answered(signed_in, coordinator, officer):
    request = making.request("Dijon", stage=Stage.OFFERED)
    hosts = [making.hosted(request, name, HostState.ASKED) for name in (make.HOME, "Lyon")]

    def answered():
        return [each for each in awaited(signed_in(coordinator)) if each[0].startswith("All hosts that were asked have answered – ")]

    answer_as_host(hosts[0], False, by=officer)
    assert answered() == []
    answer_as_host(hosts[1], True, by=make.officer("Lyon"))
    assert [address for _words, address in answered()] == [f"/en/requests/{request.pk}/"]
    assert awaited(signed_in(officer)) == awaited(signed_in(make.coordinator(make.group("vietnam")))) == []
    accept(request, [hosts[1]], by=coordinator)
    assert answered() == []


def test_an_officer_finds_the_questions_to_the_own_organisation_with_their_day(signed_in, officer, coordinator):
    request = making.request()
    assert awaited(signed_in(officer)) == []  # a line of the radar, and nobody waits for them
    ask_hosts(request, [make.authority()], by=coordinator, due=days(9))
    [(words, address)] = awaited(signed_in(officer))
    assert words.startswith("Saint-Étienne is asked to answer – ") and "by " in words and "late" not in words
    assert address == f"/en/requests/{request.pk}/" and signed_in(officer).get(address).status_code == 200
    assert awaited(signed_in(make.officer("Lyon"))) == []
    Host.objects.update(state=HostState.ACCEPTED)
    assert awaited(signed_in(officer)) == []


def test_who_is_asked_for_an_opinion_finds_the_question(signed_in, coordinator):
    observer, other, body = make.observer(), make.observer(), make.body("Ministère")
    request = making.request()
    ask_opinion(request, observer, by=coordinator)
    ask_opinion(request, body, by=coordinator, due=days(5))
    for person in (observer, make.officer(body, of=make.group("vietnam"))):
        [(words, address)] = awaited(signed_in(person))
        assert words.startswith("An opinion is asked of you – ") and signed_in(person).get(address).status_code == 200
    assert awaited(signed_in(other)) == []


def test_an_asker_finds_that_more_was_asked_for(signed_in, coordinator, partner_officer):
    request = making.request()
    assert awaited(signed_in(partner_officer)) == []
    move(request, Stage.QUESTIONED, StepKind.ASKED_MORE, by=coordinator)
    [(words, address)] = awaited(signed_in(partner_officer))
    assert words.startswith("More was asked for – ") and address == f"/en/requests/{request.pk}/"


def test_strangers_and_visitors_find_nothing(client, signed_in, stranger, officer):
    making.hosted(making.request(stage=Stage.OFFERED), state=HostState.ASKED, due=days(-2))
    assert awaited(client) == awaited(signed_in(stranger)) == awaited(signed_in(make.observer())) == []
    assert awaited(signed_in(make.coordinator(make.group("vietnam")))) == []


@pytest.mark.parametrize("number", [1, 9])
def test_lines_are_few_and_cost_the_same_queries(coordinator, officer, number, django_assert_num_queries):
    for _each in range(number):
        making.hosted(making.request(stage=Stage.OFFERED), state=HostState.ASKED, due=days(-2))
    for person, queries in ((coordinator, 10), (officer, 3)):
        assert standing(person).is_of_network  # asked once a request
        with django_assert_num_queries(queries):
            assert len(awaiting.awaited(person)) <= 1 + awaiting.MOST
