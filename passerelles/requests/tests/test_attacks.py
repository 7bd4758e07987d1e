"""What somebody who means harm, or was quicker, tries with requests: each was possible once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from passerelles.common.models import Mail
from passerelles.common.refusing import Refused
from passerelles.people.actions import end_role, give_role
from passerelles.people.models import Membership, Role
from passerelles.requests.actions import accept, answer_as_host, decline, join, part, redirect, reopen
from passerelles.requests.actions.advising import ask_opinion, give_opinion, may_give
from passerelles.requests.actions.asking import withdraw
from passerelles.requests.actions.attaching import attach
from passerelles.requests.actions.joining import _lead_on
from passerelles.requests.actions.purging import purge
from passerelles.requests.criteria import CRITERIA
from passerelles.requests.models import OpinionState, Request, Step
from passerelles.requests.queries.answering import choices_of
from passerelles.requests.rights import Act, acts_of
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_what_was_withdrawn_before_its_address_was_confirmed_never_came_to_the_network(client, coordinator):
    """Whoever's address a stranger wrote presses "withdraw": nobody reads it then."""
    asked = making.request(stage=Stage.UNCONFIRMED)
    withdraw(asked)
    client.force_login(coordinator)
    assert client.get(reverse("request", args=[asked.pk])).status_code == 404
    assert client.post(reverse("request_decide", args=[asked.pk, "reopen"]), {"decide": "1"}).status_code == 404
    assert not acts_of(coordinator, asked) and not Mail.objects.exists()
    assert not Request.objects.visible_to(coordinator).exists() and not Request.objects.decided_by(coordinator).exists()


def test_what_was_withdrawn_after_it_was_received_is_seen_still(coordinator):
    asked = making.request()
    withdraw(asked)
    assert list(Request.objects.visible_to(coordinator)) == [asked] and acts_of(coordinator, asked)


def test_whoever_a_withdrawn_request_led_waits_on_their_own(coordinator):
    lead, other = making.request(), making.request()
    join([lead, other], by=coordinator)
    lead.refresh_from_db()
    withdraw(lead)
    other.refresh_from_db()
    assert (other.stage, other.joined_to) == (Stage.RECEIVED, None)
    assert other.steps.last().kind == "parted" and other.steps.last().other == lead


def test_who_withdrew_a_request_that_was_joined_gets_no_answer_to_the_joint_one(coordinator):
    lead, other = making.request(contact_email="lead@example.org"), making.request(contact_email="away@example.org")
    join([lead, other], by=coordinator)
    other.refresh_from_db()
    withdraw(other)
    lead.refresh_from_db()
    decline(lead, by=coordinator, criterion=next(iter(CRITERIA)))
    assert list(Mail.objects.filter(to__endswith="@example.org", key__contains="/letter/").values_list("to", flat=True)) == [
        "lead@example.org"
    ]
    other.refresh_from_db()
    assert other.joined_to is None and other.stage == Stage.WITHDRAWN


def test_an_adviser_whose_role_ended_neither_reads_nor_advises(client, coordinator):
    asked, adviser = making.request(), make.observer()
    opinion = ask_opinion(asked, adviser, by=coordinator)
    page = reverse("request_opinion", args=[asked.pk, opinion.pk])
    client.force_login(adviser)
    assert client.get(page).status_code == 200
    end_role(Membership.objects.get(user=adviser), on=timezone.localdate() - timedelta(days=1))
    gone = make.again(adviser)
    assert client.get(page).status_code == 404 and not may_give(gone, opinion)
    with pytest.raises(Refused, match="for others"):
        give_opinion(opinion, OpinionState.FAVOURABLE, by=gone)


def test_no_opinion_brings_words_back_to_a_request_whose_people_were_erased(coordinator):
    asked, adviser = making.request(), make.observer()
    opinion = ask_opinion(asked, adviser, by=coordinator)
    purge(asked)
    with pytest.raises(Refused, match="no answer any more"):
        give_opinion(opinion, OpinionState.FAVOURABLE, "Mr Wang is known.", by=adviser)


def test_no_name_of_an_erased_file_stays_in_the_history():
    asked = making.request()
    attach(asked, SimpleUploadedFile("CV Wang Xiaoming.txt", b"Bonjour"), by=None)
    assert "Wang" in Step.objects.get(request=asked).reason
    purge(asked)
    assert Step.objects.get(request=asked).reason == ""


def test_who_was_parted_meanwhile_is_not_led_on(coordinator):
    """Two coordinators at once: one parts a follower while the other joins the one that led it."""
    first, second, third = (making.request(contact_email=f"{name}@example.org") for name in "abc")
    join([second, third], by=coordinator)
    stale = Request.objects.get(pk=third.pk)
    part(Request.objects.get(pk=third.pk), by=coordinator)
    with pytest.raises(Refused):
        _lead_on(stale, first, coordinator)
    assert Request.objects.get(pk=third.pk).joined_to is None


def test_nobody_is_accepted_with_a_host_of_another_request(coordinator):
    asked, other = making.request(), making.request()
    foreign = making.hosted(other, "Lyon", HostState.ACCEPTED)
    with pytest.raises(Refused, match="said that they receive"):
        accept(asked, [foreign], by=coordinator)
    assert Request.objects.get(pk=asked.pk).stage == Stage.RECEIVED and not Mail.objects.exists()


def test_who_declined_receives_nobody_once_the_request_is_accepted_without_them():
    """An officer of two hosts reads the file for the other one still."""
    asked, officer = making.request(stage=Stage.ACCEPTED), make.officer()
    give_role(officer, Role.OFFICER, make.authority("Lyon"))
    making.hosted(asked, make.HOME, HostState.ACCEPTED)
    declined = making.hosted(asked, "Lyon", HostState.DECLINED)
    with pytest.raises(Refused, match="no answer any more"):
        answer_as_host(declined, True, by=make.again(officer))


def test_an_officer_of_a_host_that_declined_opens_no_file_of_it(client):
    asked, other = making.request(), make.group("inde")
    making.hosted(asked, "Lyon", HostState.DECLINED)
    client.force_login(make.officer("Lyon", email="lyon@example.org", of=other))
    assert client.get(reverse("request", args=[asked.pk])).status_code == 404
    assert client.get(reverse("request_answer", args=[asked.pk])).status_code == 404


def test_who_travels_is_named_to_those_who_read_the_file_alone(client, coordinator):
    """Beside whoever leads, whose name is the delegation's."""
    asked = making.request(composition="Mme Zhao Yiming", contact_phone="+86 516 000")
    page = reverse("request", args=[asked.pk])
    for someone, reads in ((coordinator, True), (make.observer(), False), (make.officer("Lyon", email="lyon@example.org"), False)):
        client.force_login(someone)
        text = client.get(page).content.decode()
        assert ("Zhao Yiming" in text) == ("+86 516 000" in text) == reads


# Holes of the rules


def test_a_host_that_said_yes_and_is_not_chosen_is_asked_no_more(coordinator):
    """Else it would be a host of a programme that nobody told it of, and go on reading the file."""
    asked = making.request(stage=Stage.OFFERED)
    chosen, other = (making.hosted(asked, name, HostState.ACCEPTED) for name in ("Lyon", "Dijon"))
    dijon = make.officer("Dijon")
    accept(asked, [chosen], by=coordinator)
    assert list(asked.hosts.values_list("state", flat=True)) == ["accepted", "left"]
    assert "n’est plus sollicitée" in Mail.objects.get(to=dijon.email).subject and not acts_of(dijon, asked) - {Act.SEE, Act.LOAD}
    assert other.organisation.wording.text not in asked.letters.get().body


def test_who_was_asked_no_more_and_is_named_as_another_door_reads_the_file_again(coordinator):
    asked = making.request()
    making.hosted(asked, "Lyon", HostState.LEFT)
    redirect(asked, to=[make.authority("Lyon")], by=coordinator, criterion="tie", reason="Un jumelage.")
    assert asked.hosts.get().state == HostState.NAMED and Act.READ in acts_of(make.officer("Lyon"), asked)


def test_a_request_whose_people_were_erased_is_not_opened_again(coordinator):
    """Nobody could be answered; and what is written in it anew would never be erased."""
    asked = making.request()
    decline(asked, by=coordinator, criterion="notice")
    purge(asked)
    asked.refresh_from_db()
    assert "reopen" not in choices_of(asked)
    with pytest.raises(Refused, match="were erased"):
        reopen(asked, by=coordinator)
    assert Request.objects.get().stage == Stage.DECLINED


def test_the_link_of_a_host_asked_before_requests_were_joined_leads_to_what_it_can_answer(client, coordinator):
    """The joint request is what waits for it: answered where its mail led, it was told that nothing waits any more."""
    lead, asked = making.request(), making.request(stage=Stage.OFFERED)
    making.hosted(asked, "Lyon", HostState.ASKED)
    join([lead, asked], by=coordinator)
    client.force_login(make.officer("Lyon"))
    page = client.get(reverse("request_answer", args=[asked.pk]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("request_answer", args=[lead.pk]) and page.status_code == 200
    client.post(page.redirect_chain[-1][0], {"host": lead.hosts.get().pk, "accepts": "yes", "words": ""})
    assert lead.hosts.get().state == HostState.ACCEPTED
