"""A file is removed by whoever added it, while the request is not decided; its bytes go, and the history says so."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from passerelles.common.refusing import Refused
from passerelles.library.models import Document
from passerelles.people.actions import join
from passerelles.requests.actions.attaching import attach, remove
from passerelles.requests.models import Attachment, Incoming, Request, Step
from passerelles.requests.tests import making
from passerelles.requests.tests.asking import confirmed
from passerelles.requests.tests.test_attaching import PDF
from passerelles.requests.tests.test_entering import entry, read
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def added(client, link, name="lettre.pdf", data=PDF):
    client.post(link + "files/", {"files": [SimpleUploadedFile(name, data)]})
    return Attachment.objects.latest("pk")


def test_an_asker_removes_a_file_and_adds_a_better_one(client, django_capture_on_commit_callbacks):
    link = confirmed(client)
    wrong = added(client, link)
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(f"{link}files/{wrong.pk}/remove/", follow=True).content.decode()
    assert "“lettre.pdf” is removed." in page and "/remove/" not in page and not default_storage.exists(wrong.file.name)
    added(client, link, "lettre-2.pdf", PDF + b"2")
    told = Step.objects.filter(kind__in=("amended", "removed")).values_list("kind", "reason", "by")
    assert list(told) == [("amended", "lettre.pdf", None), ("removed", "lettre.pdf", None), ("amended", "lettre-2.pdf", None)]


def test_before_it_is_confirmed_no_history_is_kept(client):
    asked = making.request(stage="unconfirmed")
    kept = attach(asked, ContentFile(PDF, name="a.pdf"), by=None)
    remove(asked, kept, by=None)
    assert not Attachment.objects.exists() and not Step.objects.exists()


def test_removed_twice_in_two_windows_is_said(client):
    link = confirmed(client)
    kept = added(client, link)
    client.post(f"{link}files/{kept.pk}/remove/")
    page = client.post(f"{link}files/{kept.pk}/remove/", follow=True).content.decode()
    assert "This file was removed already." in page and Step.objects.filter(kind="removed").count() == 1


def test_a_link_removes_files_of_its_own_request_only(client):
    link = confirmed(client)
    other = attach(making.request(), ContentFile(PDF, name="a.pdf"), by=None)
    client.post(f"{link}files/{other.pk}/remove/")
    assert client.post(f"/en/ask/forged/files/{other.pk}/remove/").status_code == 404
    assert client.get(f"{link}files/{other.pk}/remove/").status_code == 405 and Attachment.objects.get() == other


@pytest.mark.parametrize("stage", ["accepted", "declined", "withdrawn", "redirected"])
def test_what_was_decided_upon_stays(stage, client):
    asked = making.request()
    kept = attach(asked, ContentFile(PDF, name="a.pdf"), by=None)
    asked.stage = stage
    with pytest.raises(Refused, match="while the request is not decided"):
        remove(asked, kept, by=None)


@pytest.fixture
def by_officer(signed_in, officer):
    client = signed_in(officer)
    read(client)
    client.post("/en/requests/new/", entry(letter=Document.objects.get().pk, host=make.authority().pk))
    return Request.objects.get()


def removing(asked, kept):
    return reverse("request_remove_file", args=[asked.pk, kept.pk])


def test_an_officer_removes_what_came_with_what_they_entered(by_officer, signed_in, officer, coordinator):
    kept, letter = by_officer.attachments.get(), Document.objects.get()
    assert removing(by_officer, kept) in signed_in(officer).get(by_officer.get_absolute_url()).content.decode()
    assert removing(by_officer, kept) not in signed_in(coordinator).get(by_officer.get_absolute_url()).content.decode()
    signed_in(officer).post(removing(by_officer, kept))
    assert not by_officer.attachments.exists() and Step.objects.latest("pk").by == officer
    assert Request.objects.get().document is None and Incoming.objects.get().document == letter  # dropped later, as one never entered


def test_nobody_else_removes_it(by_officer, signed_in, stranger, coordinator, partner_officer):
    join(make.authority("Lyon"), make.group())
    kept = by_officer.attachments.get()
    answers = [
        signed_in(someone).post(removing(by_officer, kept)).status_code for someone in (stranger, make.officer("Lyon"), make.observer())
    ]
    assert answers == [404, 404, 404] and signed_in(coordinator).post(removing(by_officer, kept)).status_code == 302
    assert by_officer.attachments.get() == kept


def test_an_officer_removes_no_file_of_an_asker(signed_in, coordinator):
    asked = making.request("Saint-Étienne")
    kept = attach(asked, ContentFile(PDF, name="a.pdf"), by=None)
    signed_in(make.officer()).post(removing(asked, kept))
    signed_in(coordinator).post(removing(asked, kept))
    assert asked.attachments.get() == kept
