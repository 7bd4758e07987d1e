"""An officer brings a new version of a public document: its group sees it, and the old one stays public until a coordinator publishes it."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from passerelles.common.refusing import Refused
from passerelles.library.actions import Brought, finish, keep_reading, show_to, take, take_task
from passerelles.library.models import Document
from tests import make

pytestmark = pytest.mark.django_db
OLD, NEW = "Saint-Étienne est jumelée avec Xuzhou depuis 1984.", "Saint-Étienne est jumelée avec Xuzhou depuis 1986."


def read():
    task = take_task("worker")
    finish(task, make.sheet(Path(task.document.original.path).read_bytes()), 0.1)


def version(by, of, text=NEW, **said):
    return take(Brought("v.txt", text.encode(), make.group(), **{"visibility": "public", **said}), by=by, version_of=of)


@pytest.fixture
def public(officer, coordinator):
    """A document that an officer brought and a coordinator published and judged."""
    document, _ = take(Brought("v.txt", OLD.encode(), make.group(), "group"), by=officer)
    read()
    show_to(document, "public", by=coordinator)
    for claim in make.Claim.objects.all():
        make.accept(claim, by=coordinator)
    return document


def shown_to_everybody(document):
    return Client().get(reverse("document", args=[document.pk])).status_code == 200


def test_the_officer_s_version_is_the_group_s_until_the_coordinator_publishes_it(public, officer, partner_officer, coordinator, signed_in):
    sent = {"file": SimpleUploadedFile("v2.txt", NEW.encode())}
    page = signed_in(officer).post(f"/en{reverse('document_version', args=[public.pk])[3:]}", sent, follow=True).text
    newer = Document.objects.get(version=2)
    assert newer.visibility == "group" and "Everybody goes on seeing the version before it" in page and "Publish this version" not in page
    assert shown_to_everybody(public) and not shown_to_everybody(newer)
    assert "A newer version waits" in signed_in(partner_officer).get(f"/en{reverse('document', args=[public.pk])[3:]}").text
    assert "A newer version waits" not in Client().get(f"/en{reverse('document', args=[public.pk])[3:]}").text
    assert "Publish this version" in signed_in(coordinator).get(f"/en{reverse('document', args=[newer.pk])[3:]}").text
    signed_in(coordinator).post(reverse("document_visibility", args=[newer.pk]), {"visibility": "public"})
    assert shown_to_everybody(newer) and list(Document.objects.current()) == [newer]


def test_it_changes_nothing_of_the_register_before_and_all_after(public, officer, coordinator):
    newer, _ = version(officer, public)
    read()
    said = make.Claim.objects.get(name="since")
    assert (said.value.year, said.state, said.gone_since, make.Entry.objects.get().since) == (1984, "accepted", None, 1984)
    show_to(newer, "public", by=coordinator)
    said.refresh_from_db()
    assert said.gone_since and make.Claim.objects.get(state="proposed").value.year == 1986


def test_published_before_it_is_read_it_is_taken_as_any_version(public, officer, coordinator):
    newer, _ = version(officer, public)
    show_to(newer, "public", by=coordinator)
    read()
    assert make.Claim.objects.get(state="proposed").value.year == 1986


def test_the_same_bytes_twice_are_recognised_and_a_third_version_waits_too(public, officer, coordinator):
    second, _ = version(officer, public)
    assert version(officer, public) == (second, False)
    third, is_new = version(officer, public, NEW + " Fin.")
    assert is_new and list(Document.objects.unpublished().order_by("version")) == [second, third]
    show_to(third, "public", by=coordinator)
    assert not Document.objects.unpublished().exists() and list(Document.objects.current()) == [third]


def test_where_the_public_one_is_shown_to_the_group_only_the_next_need_not_wait(public, officer, coordinator):
    newer, _ = version(officer, public)
    show_to(newer, "network", by=coordinator)
    assert Document.objects.get(pk=public.pk).is_current
    show_to(public, "network", by=coordinator)
    assert Document.objects.get(pk=newer.pk).is_current


def test_the_coordinator_s_own_version_is_public_at_once(public, officer, coordinator):
    version(officer, public)
    newer, _ = version(coordinator, public, NEW + " Fin.")
    assert newer.visibility == "public" and list(Document.objects.current()) == [newer] and not Document.objects.unpublished().exists()


def test_the_same_address_brought_again_waits_as_well(officer, coordinator):
    said = {"group": make.group(), "visibility": "group", "address": "https://example.org/jumelages"}
    public, _ = take(Brought("v.txt", OLD.encode(), **said), by=officer)
    show_to(public, "public", by=coordinator)
    newer, is_new = take(Brought("v.txt", NEW.encode(), **said), by=officer)
    assert is_new and newer.source_id == public.source_id and list(Document.objects.unpublished()) == [newer]


def test_nobody_else_brings_a_version_and_nobody_narrower(public, partner_officer, officer):
    with pytest.raises(Refused):
        version(partner_officer, public)
    with pytest.raises(Refused):
        version(officer, public, visibility="private")
    assert Document.objects.count() == 1


def read_last_first():
    """Two documents that wait, read in the other order."""
    tasks = [take_task("worker"), take_task("worker")]
    for task in reversed(tasks):
        finish(task, make.sheet(Path(task.document.original.path).read_bytes()), 0.1)


def test_one_that_waits_does_not_overtake_the_one_that_is_public(officer, coordinator):
    public, _ = take(Brought("v.txt", OLD.encode(), make.group(), "group"), by=officer)
    show_to(public, "public", by=coordinator)
    version(officer, public)
    read_last_first()
    assert make.Claim.objects.get(name="since").value.year == 1984


def test_nor_does_it_keep_a_newer_reader_s_findings_out(public, officer):
    newer, _ = version(officer, public)
    read()
    reader = replace(make.sheet(f"{OLD} Fin.".encode()), found={**make.sheet(NEW.encode()).found, "reader": "next"})
    keep_reading(Document.objects.get(pk=public.pk), reader)
    again, waiting = Document.objects.current().get(), Document.objects.unpublished().get()
    assert (again.sha256, again.visibility, waiting.pk) == (public.sha256, "public", newer.pk) and waiting.version > again.version
    assert make.Claim.objects.get(state="proposed").value.year == 1986


def test_one_that_was_passed_over_while_it_waited_says_nothing(public, officer, coordinator):
    version(officer, public)
    newest, _ = version(coordinator, public, NEW.replace("1986", "1988"))
    read()
    assert not make.Claim.objects.filter(state="proposed").exists()
    read()
    assert Document.objects.current().get() == newest and make.Claim.objects.get(state="proposed").value.year == 1988
