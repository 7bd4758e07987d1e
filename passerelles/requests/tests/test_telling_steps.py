"""The history in words: what a host answered, which request was joined to which, whose file was added."""

import pytest
from django.core.files.base import ContentFile

from passerelles.requests.actions.attaching import attach
from passerelles.requests.actions.hearing import answer_as_host
from passerelles.requests.actions.joining import join, part
from passerelles.requests.models import Request
from passerelles.requests.queries.file import steps_of
from passerelles.requests.stages import HostState
from passerelles.requests.tests import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def history(asked, user):
    found = Request.objects.with_hosts().get(pk=asked.pk)
    return [each.said for each in steps_of(found, user)["steps"]]


@pytest.mark.parametrize(("accepts", "said"), [(True, "a host answered: receives"), (False, "a host answered: cannot")])
def test_the_history_says_what_a_host_answered(coordinator, officer, accepts, said):
    asked = making.request()
    answer_as_host(making.hosted(asked, state=HostState.ASKED), accepts, by=officer)
    assert history(asked, coordinator) == [said]


def test_only_the_last_answer_is_known(coordinator, officer):
    asked = making.request()
    host = making.hosted(asked, state=HostState.ASKED)
    answer_as_host(host, True, by=officer)
    answer_as_host(host, False, by=officer)
    assert history(asked, coordinator) == ["a host answered", "a host answered: cannot"]


def test_of_two_that_are_joined_one_joins_and_the_other_leads(coordinator):
    first, second = making.request(), making.request()
    join([first, second], by=coordinator)
    assert history(first, coordinator) == ["another was joined to it"] and history(second, coordinator) == ["joined with another"]
    part(Request.objects.get(pk=second.pk), by=coordinator)
    assert history(first, coordinator)[-1] == "another was taken out of it"
    assert history(second, coordinator)[-1] == "no longer joined"


def test_a_host_that_comes_with_a_joined_one_is_told_as_that(coordinator):
    first, second = making.request(), making.request("Lyon")
    join([first, second], by=coordinator)
    assert history(first, coordinator) == ["another was joined to it", "a host of the joined one came along"]


def test_a_file_is_added_by_whoever_added_it(coordinator, officer, client):
    asked = making.request()
    attach(asked, ContentFile(b"Bonjour", name="lettre.txt"), by=officer)
    client.force_login(coordinator)
    page = client.get(f"/en/requests/{asked.pk}/").content.decode()
    assert "a file added" in page and "changed by its asker" not in page and str(officer) in page
