"""The pages where a request is decided: nothing at a look, the letter before the decision, everything without JavaScript."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from passerelles.common.models import Mail
from passerelles.common.words import wording
from passerelles.requests.actions import ask_as_host, ask_hosts, decline, reply_to_host
from passerelles.requests.models import GroupCriteria, Letter, Request
from passerelles.requests.queries.answering import decide_part, letters_part
from passerelles.requests.queries.assessing import criteria_part
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.suggesting.routing import department_for
from passerelles.requests.tests import making
from passerelles.requests.tests.test_moving import people
from passerelles.requests.views.deciding import CHOICES
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HOSTILE = "<script>alert(1)</script>\"'>"


def at(name, *args):
    return reverse(name, args=args)


def test_who_may_decide_is_shown_it_and_nobody_else():
    request = making.request("Saint-Étienne")
    for standpoint, person in people().items():
        client = Client()
        client.force_login(person)
        for choice in CHOICES:
            status = client.get(at("request_decide", request.pk, choice)).status_code
            assert status == (200 if standpoint == "coordinator" else 404), (standpoint, choice)
            client.post(at("request_decide", request.pk, choice), {"decide": "1", "criterion": "dates"})
        shown = client.get(at("request", request.pk))
        assert shown.status_code == (404 if standpoint == "stranger" else 200)
        assert ("To decide" in shown.content.decode()) == (standpoint == "coordinator")
        Request.objects.update(stage=Stage.RECEIVED)


def test_the_letter_is_looked_at_before_it_is_sent(signed_in, coordinator):
    request, client = making.request(language="zh"), signed_in(coordinator)
    said = {"criterion": "notice", "reason": HOSTILE, "other_door": "Cités Unies"}
    page = client.post(at("request_decide", request.pk, "decline"), {**said, "draft": "1"}).content.decode()
    assert "很遗憾" in page and "Nous avons le regret" in page and "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page
    assert not Letter.objects.exists() and Request.objects.get().stage == Stage.RECEIVED
    page = client.post(at("request_decide", request.pk, "decline"), {**said, "decide": "1"}, follow=True).content.decode()
    letter = Letter.objects.get()
    assert (
        all(half in page for half in letter.subject.split(" / "))
        and HOSTILE in letter.body
        and "<script>alert(1)" not in page
        and Mail.objects.count() == 1
    )


@pytest.mark.parametrize("later", ["decline", "ask_more", "redirect"])
def test_who_was_slower_is_told_by_whom_and_what_was_typed_is_kept(signed_in, coordinator, later):
    request, client = making.request(), signed_in(coordinator)
    door = making.hosted(request, "Dijon", HostState.WANTED).organisation
    seen = client.get(at("request_decide", request.pk, later)).content.decode()
    assert '<input type="hidden" name="seen" value="received">' in seen
    quick = {"criterion": "tie", "reason": "x", "to": door.pk, "decide": "1"}
    signed_in(make.coordinator(email="other@example.org")).post(at("request_decide", request.pk, "redirect"), quick)
    slow = {"criterion": "dates", "reason": "Trop tard", "question": "Trop tard ?", "to": door.pk, "seen": "received", "decide": "1"}
    page = client.post(at("request_decide", request.pk, later), slow).content.decode()
    assert "other was quicker: another door named" in page and "Trop tard" in page and Letter.objects.count() == 1
    assert '<input type="hidden" name="seen" value="redirected">' in page  # pressed again, it is decided of what is shown now


def test_a_letter_without_an_address_is_not_said_to_be_sent(signed_in, coordinator):
    request, client = making.request(contact_email=""), signed_in(coordinator)
    said = {"criterion": "notice", "reason": "x"}
    assert "handed over" in client.post(at("request_decide", request.pk, "decline"), {**said, "draft": "1"}).content.decode()
    page = client.post(at("request_decide", request.pk, "decline"), {**said, "decide": "1"}, follow=True).content.decode()
    assert "hand it over yourself" in page and "those concerned are told" not in page and not Mail.objects.exists()


@pytest.mark.parametrize("choice", ["accept", "redirect", "ask_more", "decline", "ask_hosts"])
def test_what_is_not_filled_in_is_asked_again(choice, signed_in, coordinator):
    request = making.request()
    page = signed_in(coordinator).post(at("request_decide", request.pk, choice), {"decide": "1"})
    assert page.status_code == 200 and b'class="errors"' in page.content and Request.objects.get().stage == Stage.RECEIVED


def test_hosts_are_asked_answer_and_make_one_programme(signed_in, coordinator):
    request, client = making.request(), signed_in(coordinator)
    lyon, dijon = make.officer("Lyon"), make.officer("Dijon")
    asked = [make.authority("Lyon").pk, make.authority("Dijon").pk]
    chosen = {"hosts": asked, "department": "Parcs", "due": "2099-01-02", "decide": "1"}
    client.post(at("request_decide", request.pk, "ask_hosts"), chosen)
    assert Mail.objects.count() == 2
    for someone in (lyon, dijon):
        page = signed_in(someone).get(at("request_answer", request.pk)).content.decode()
        assert "Parcs" in page and "We receive" in page
        host = request.hosts.get(organisation__memberships__isnull=False, organisation__people__user=someone)
        signed_in(someone).post(at("request_answer", request.pk), {"host": host.pk, "accepts": "yes", "words": "Oui"})
    hosts = [host.pk for host in request.hosts.filter(state=HostState.ACCEPTED)]
    assert len(hosts) == 2
    client.post(at("request_decide", request.pk, "accept"), {"hosts": hosts, "decide": "1"})
    assert Request.objects.get().stage == Stage.ACCEPTED and Letter.objects.count() == 1


def test_a_department_is_named_in_the_language_of_whoever_reads(signed_in, coordinator):
    request, officer = making.request(), make.officer("Lyon")
    type(officer).objects.filter(pk=officer.pk).update(language="zh-hans")
    ask_hosts(request, [make.authority("Lyon")], by=coordinator, department="Urbanisme et aménagement")
    assert "建议对口部门：城市规划处。" in Mail.objects.get().body
    client = signed_in(coordinator)
    for code, said in (("zh-hans", "城市规划处"), ("fr", "Urbanisme et aménagement"), ("en", "Urban planning")):
        assert said in client.get(f"/{code}/requests/{request.pk}/").content.decode()
    request.hosts.update(department="Cabinet du maire")  # as the coordinator calls it
    assert '<span lang="fr">Cabinet du maire</span>' in client.get(f"/zh-hans/requests/{request.pk}/").content.decode()


@pytest.mark.parametrize("site", ["https://network.example.org", ""])
def test_a_letter_on_the_site_leads_to_the_criteria_by_a_path(signed_in, coordinator, settings, site):
    settings.SITE_ADDRESS = site
    request = making.request()
    decline(request, criterion="dates", reason="<b>Trop tard</b>", by=coordinator)
    page = signed_in(coordinator).get(f"/fr/requests/{request.pk}/").content.decode()
    [letter] = re.findall(r'<div class="letter">.*?</div>', page, re.DOTALL)
    assert 'href="/fr/requests/criteria/"' in letter and 'href="http' not in letter and "<b>Trop" not in letter


def test_nobody_answers_for_another(signed_in):
    request = making.request(stage=Stage.OFFERED)
    _lyon, dijon = (making.hosted(request, name, HostState.ASKED) for name in ("Lyon", "Dijon"))
    page = signed_in(make.officer("Lyon")).post(at("request_answer", request.pk), {"host": dijon.pk, "accepts": "yes"})
    assert "not understood" in page.content.decode()
    assert set(request.hosts.values_list("state", flat=True)) == {"asked"}
    assert signed_in(make.officer("Bordeaux")).get(at("request_answer", request.pk)).status_code == 302
    assert signed_in(make.stranger()).get(at("request_answer", request.pk)).status_code == 404


def test_a_link_says_whom_to_ask(signed_in, coordinator):
    make.officer("Lyon")
    request, lyon = making.request(), make.authority("Lyon").pk
    page = signed_in(coordinator).get(at("request_decide", request.pk, "ask_hosts"), {"hosts": lyon}).content.decode()
    assert re.search(rf'value="{lyon}"[^>]*checked', page)
    assert f'value="{wording(department_for(request.kind, request.themes, "FR").name)}"' in page  # routed by theme; it can be changed


@pytest.mark.parametrize(("language", "words"), [("fr", "Réciprocité"), ("zh-hans", "对等互惠"), ("en", "Notice given")])
def test_everybody_reads_how_requests_are_answered(client, language, words):
    GroupCriteria.objects.create(group=make.group(), shares={"tie": 77})
    page = client.get(f"/{language}/requests/criteria/").content.decode()
    assert words in page and ">77<" in page and ">25<" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_parts_ask_as_often_whatever_there_is(number, coordinator, django_assert_num_queries):
    request = making.request(stage=Stage.OFFERED)
    make.public_partnership()
    for name in ("Saint-Étienne", "Lyon", "Dijon")[:number]:
        making.hosted(request, name, HostState.ASKED)
    for _each in range(number):
        step = request.steps.create(kind="declined", after="declined", by=coordinator)
        Letter.objects.create(request=request, step=step, language="fr", subject="x", body="y")
    seen = Request.objects.visible_to(coordinator).with_hosts().get()
    with django_assert_num_queries(16):
        told = [tells(seen, coordinator) for tells in (decide_part, criteria_part, letters_part)]
    assert len(told[1]["assessments"]) == len(told[2]["letters"]) == number


def test_a_host_reads_what_it_asked_and_what_it_was_told_where_it_answers(signed_in, coordinator, officer):
    asked = making.request(stage=Stage.OFFERED)
    host, other = making.hosted(asked, state=HostState.ASKED), making.hosted(asked, "Lyon", HostState.ASKED)
    address = reverse("request_answer", args=[asked.pk])
    assert "You asked" not in signed_in(officer).get(address).text
    ask_as_host(host, "Combien de nuits ?", by=officer)
    ask_as_host(other, "MARKED", by=make.officer("Lyon"))
    page = signed_in(officer).get(address).text
    assert "Combien de nuits ?" in page and "Nobody has replied yet." in page and "You were told" not in page
    reply_to_host(host, "Deux nuits.", by=coordinator)
    page = signed_in(officer).get(address).text
    assert page.index("Combien de nuits ?") < page.index("You were told:") < page.index("Deux nuits.")
    assert "Nobody has replied yet." not in page and "MARKED" not in page
