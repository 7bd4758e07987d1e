"""What a host without an account said elsewhere is noted by a coordinator: who said it, how, when, and who noted it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from passerelles.common.models import Mail
from passerelles.common.refusing import Refused
from passerelles.people.models import Membership
from passerelles.requests.actions import accept, answer_as_host, answer_for_host
from passerelles.requests.actions.hearing import Source
from passerelles.requests.actions.purging import purge
from passerelles.requests.models import Heard, Step
from passerelles.requests.queries.answering import decide_part
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.terms import Means
from passerelles.requests.tests import making
from passerelles.requests.tests.test_moving import people
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = timezone.localdate()
CALL = Source("Mme Exemple, adjointe", Means.TELEPHONE, TODAY)


@pytest.fixture
def host(db):
    """Nantes is asked, and nobody of it has an account."""
    return making.hosted(making.request(stage=Stage.OFFERED), "Nantes", HostState.ASKED)


def test_it_is_noted_who_said_what_how_and_when_and_who_noted_it(host, coordinator):
    answer_for_host(host, True, "Volontiers", source=CALL, by=coordinator)
    heard = Heard.objects.get()
    assert (heard.said_by, heard.means, heard.on) == ("Mme Exemple, adjointe", "telephone", TODAY)
    assert (heard.step.kind, heard.step.by, heard.step.organisation, heard.step.reason) == (
        "answered",
        coordinator,
        host.organisation,
        "Volontiers",
    )
    assert (host.state, host.words, host.answered_by) == ("accepted", "Volontiers", coordinator)
    accept(host.request, [host], by=coordinator)
    assert host.request.stage == Stage.ACCEPTED


def test_only_a_coordinator_notes_it(host):
    for standpoint, person in people().items():
        if standpoint != "coordinator":
            with pytest.raises(Refused, match="for others"):
                answer_for_host(host, True, source=CALL, by=person)
    assert not Step.objects.exists() and not Heard.objects.exists()


def test_a_host_with_an_officer_answers_itself(host, coordinator):
    officer = make.officer("Nantes")
    with pytest.raises(Refused, match="has its own officers"):
        answer_for_host(host, True, source=CALL, by=coordinator)
    assert decide_part(host.request, coordinator)["noting"] == []
    Membership.objects.filter(user=officer).update(until=TODAY - timedelta(days=1))
    answer_for_host(host, True, source=CALL, by=coordinator)
    assert Heard.objects.count() == 1


def test_an_officer_who_comes_later_may_say_otherwise(host, coordinator):
    answer_for_host(host, True, source=CALL, by=coordinator)
    answer_as_host(host, False, by=make.officer("Nantes"))
    assert host.state == HostState.DECLINED and [hasattr(step, "heard") for step in Step.objects.all()] == [True, False]


@pytest.mark.parametrize("source", [Source(" ", Means.LETTER, TODAY), Source("X", Means.LETTER, TODAY + timedelta(days=1))])
def test_it_must_be_somebodys_word_of_a_day_that_has_come(source, host, coordinator):
    with pytest.raises(Refused, match="who of the host"):
        answer_for_host(host, True, source=source, by=coordinator)


def test_of_two_who_note_at_once_one_is_told(host, coordinator):
    stale = type(host).objects.get(pk=host.pk)
    answer_for_host(host, True, source=CALL, by=coordinator)
    with pytest.raises(Refused, match="Nantes is now: receives"):
        answer_for_host(stale, True, source=CALL, by=make.coordinator(email="other@example.org"))
    assert Heard.objects.count() == Step.objects.count() == 1


def test_the_other_coordinators_are_told(host, coordinator):
    other = make.coordinator(email="other@example.org")
    answer_for_host(host, False, source=CALL, by=coordinator)
    assert [mail.to for mail in Mail.objects.all()] == [other.email]


def test_it_goes_through_the_page_and_stands_in_the_history(host, coordinator, signed_in):
    client, page = signed_in(coordinator), host.request.get_absolute_url()
    address = reverse("request_note_answer", args=[host.request_id, host.pk])
    assert address in client.get(page).content.decode() and client.get(address).status_code == 200
    said = {"accepts": "yes", "said_by": "<script>x", "means": "telephone", "on": TODAY.isoformat(), "words": "Volontiers"}
    assert "yet to come" in client.post(address, {**said, "on": "2099-01-01"}).content.decode()
    shown = client.post(address, said, follow=True).content.decode()
    assert "said by &lt;script&gt;x (by telephone" in shown and f"noted by {coordinator}" in shown
    member = signed_in(make.officer("Lyon")).get(page).content.decode()
    assert "script&gt;x" not in member and "said by telephone" in member
    for someone in (make.officer("Lyon"), make.stranger()):
        assert signed_in(someone).get(address).status_code == 404


def test_the_name_is_erased_with_the_requests_people(host, coordinator):
    answer_for_host(host, False, source=CALL, by=coordinator)
    assert purge(host.request).columns["said_by"] == 1
    assert Heard.objects.get().said_by == ""
