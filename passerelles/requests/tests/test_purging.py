"""People of a request are erased long after it ended, once, with a log; what the network decided stays."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from passerelles.requests.actions import decline
from passerelles.requests.actions.likening import note_keys
from passerelles.requests.actions.purging import PERSONAL, purge
from passerelles.requests.models import Attachment, LikenessKey, Purge, Request
from passerelles.requests.tests import making

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=200)


@pytest.fixture
def ended(coordinator):
    """A request with a head, a file and a letter that was declined long ago."""
    request = making.request(head_name="王晓明", composition="王晓明，李红", starts=LONG_AGO.date(), ends=LONG_AGO.date())
    note_keys(request)
    decline(request, by=coordinator, criterion="notice", reason="Trop tard.")
    file = ContentFile(b"Cher Monsieur Wang", name="lettre.txt")
    Attachment.objects.create(request=request, name="lettre.txt", format="txt", size=18, sha256="a" * 64, file=file)
    Request.objects.update(changed_at=LONG_AGO)
    return request


def test_people_files_and_letters_go_and_the_decision_stays(ended, django_capture_on_commit_callbacks):
    name = ended.attachments.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge_requests")
    left = Request.objects.get()
    assert [getattr(left, column) for column in PERSONAL] == [""] * len(PERSONAL)
    assert not left.attachments.exists() and not default_storage.exists(name)
    assert {(letter.to, letter.body) for letter in left.letters.all()} == {("", "")}
    assert left.steps.get(kind="declined").reason == "Trop tard." and left.purpose
    assert not LikenessKey.objects.filter(key__icontains="wang").exists()


def test_it_is_noted_how_much_there_was_and_nothing_of_it(ended):
    done = purge(ended)
    assert done.columns["files"] == 1 and done.columns["head_name"] == 1 and "王晓明" not in str(done.columns)
    assert purge(ended) is None and Purge.objects.count() == 1


@pytest.mark.parametrize("values", [{"changed_at": timezone.now()}, {"ends": timezone.localdate()}, {"stage": "received"}])
def test_what_is_young_or_open_or_ahead_keeps_its_people(ended, values):
    Request.objects.update(**values)
    call_command("purge_requests")
    assert Request.objects.get().contact_name and not Purge.objects.exists()


@pytest.mark.parametrize(("lead", "is_over"), [("offered", False), ("accepted", False), ("declined", True)])
def test_a_joined_request_keeps_its_people_as_long_as_the_one_that_leads(ended, lead, is_over):
    ahead = timezone.localdate() + timedelta(days=90)
    leading = making.request(stage=lead, starts=ahead, ends=ahead)
    Request.objects.filter(pk=ended.pk).update(stage="joined", joined_to=leading)
    call_command("purge_requests")
    assert Purge.objects.filter(request=ended).exists() == is_over


def test_what_was_sent_to_another_door_and_left_there_ends_too(ended):
    Request.objects.update(stage="redirected")
    call_command("purge_requests")
    assert Purge.objects.get().request == ended


def test_a_purged_request_still_opens(ended, coordinator, signed_in):
    purge(ended)
    assert signed_in(coordinator).get(ended.get_absolute_url()).status_code == 200
