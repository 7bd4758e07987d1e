"""What hosts and coordinators say to each other is not for whoever asks: questions, replies, words of answers, why it was joined, load."""

from datetime import date

import pytest
from django.urls import reverse

from passerelles.people.actions import join as join_group
from passerelles.requests.actions import answer_for_host, redirect
from passerelles.requests.actions.capacity import state_capacity
from passerelles.requests.actions.hearing import Source, answer_as_host, ask_as_host, reply_to_host
from passerelles.requests.actions.joining import join
from passerelles.requests.models import Per, Request
from passerelles.requests.rights import Standpoint, standpoints_of
from passerelles.requests.stages import HostState
from passerelles.requests.terms import Means, Rank
from passerelles.requests.tests import making
from passerelles.requests.tests.test_moving import people
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
QUESTION, REPLY, ANSWER, WHY = "Who pays the interpreter?", "We do not know yet.", "Two days at most.", "One delegation, two letters."
TALK = (QUESTION, REPLY, ANSWER, WHY, "Mme Exemple", "a host asks", "possible")


@pytest.fixture
def everybody():
    return people()


@pytest.fixture
def asked(everybody):
    """A request of Xuzhou that Bordeaux entered, of which everything has been said."""
    coordinator, officer = everybody[Standpoint.COORDINATOR], everybody[Standpoint.HOST]
    request = making.request(entered_by=everybody[Standpoint.ENTERER])
    join([request, making.request()], by=coordinator, reason=WHY)
    host = making.hosted(request, state=HostState.ASKED)
    state_capacity(host.organisation, number=2, per=Per.YEAR, since=date(2027, 1, 1), by=officer)
    ask_as_host(host, QUESTION, by=officer)
    reply_to_host(host, REPLY, by=coordinator)
    answer_as_host(host, True, ANSWER, by=officer)
    other = making.hosted(request, "Nantes", HostState.ASKED)
    answer_for_host(
        other, False, source=Source("Mme Exemple", Means.TELEPHONE, Request.objects.get(pk=request.pk).received_at.date()), by=coordinator
    )
    return request


def page_of(client, asked, person):
    client.force_login(person)
    return client.get(reverse("request", args=[asked.pk])).content.decode()


@pytest.mark.parametrize("standpoint", [Standpoint.COORDINATOR, Standpoint.HOST])
def test_hosts_and_coordinators_read_their_talk(standpoint, everybody, asked, client):
    page = page_of(client, asked, everybody[standpoint])
    assert [words for words in TALK if words not in page] == []


@pytest.mark.parametrize("standpoint", [Standpoint.ASKER, Standpoint.ENTERER, Standpoint.MEMBER, Standpoint.OBSERVER])
def test_nobody_else_does(standpoint, everybody, asked, client):
    page = page_of(client, asked, everybody[standpoint])
    assert "a host answered: receives" in page
    assert [words for words in (QUESTION, REPLY, ANSWER, WHY, "Mme Exemple") if words in page] == []


@pytest.mark.parametrize("standpoint", [Standpoint.ASKER, Standpoint.ENTERER])
def test_whoever_asks_does_not_see_how_busy_the_hosts_are(standpoint, everybody, asked, client):
    page = page_of(client, asked, everybody[standpoint])
    assert "Load and days" not in page and "a host asks" not in page
    assert "Load and days" in page_of(client, asked, everybody[Standpoint.MEMBER])


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans"])
def test_members_see_what_the_public_form_says_and_no_more(language, everybody, client):
    shown = {"purpose": "To see parks.", "size": 7, "sites": "Jardin des plantes"}
    hidden = {
        "head_name": "Li Jianhua",
        "through": "Mme Passeuse",
        "payment": "M. Payeur",
        "approved_by": "M. Chef",
        "composition": "M. Adjoint",
    }
    asked = making.request(**shown, **hidden, head_rank=Rank.DEPUTY)
    for standpoint in (Standpoint.MEMBER, Standpoint.OBSERVER, Standpoint.ASKER):
        client.force_login(everybody[standpoint])
        page = client.get(f"/{language}/requests/{asked.pk}/").content.decode()
        assert all(str(words) in page for words in shown.values()), standpoint
        assert [words for words in hidden.values() if words in page] == ([*hidden.values()] if standpoint == Standpoint.ASKER else [])
    page = client.get("/en/ask/").content.decode()
    assert "the rank of who leads" in page and "not the names of your people" in page


def test_an_asker_reads_what_their_letter_says(everybody, asked, client):
    redirect(asked, to=[make.authority("Lyon")], by=everybody[Standpoint.COORDINATOR], criterion="tie", reason="Lyon knows you.")
    assert page_of(client, asked, everybody[Standpoint.ASKER]).count("Lyon knows you.") > 1  # in the letter, and in the history


def test_an_asker_who_is_a_member_too_is_an_asker(everybody):
    join_group(make.authority(make.PARTNER), make.group())
    assert standpoints_of(everybody[Standpoint.ASKER], making.request()) == {Standpoint.ASKER}
