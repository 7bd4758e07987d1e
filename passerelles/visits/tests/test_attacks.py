"""Against who holds a link too long, what is written while a visit is purged, and files that went away meanwhile."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from passerelles.common.models import Mail
from passerelles.common.refusing import Refused
from passerelles.requests.actions import reopen
from passerelles.requests.actions.purging import purge as purge_request
from passerelles.requests.stages import Stage
from passerelles.requests.tests import making as asking
from passerelles.visits.actions import add_paper, add_photograph, commit, look_at, move_visit, purge, write_participant
from passerelles.visits.delegation import token_for
from passerelles.visits.models import Commitment, Paper, Participant, Photograph, Precaution, Slot, Visit
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from passerelles.visits.tests.picturing import picture, upload
from passerelles.visits.tests.test_delegation import ZH, asked_by_fuzhou, visit_of
from passerelles.visits.tests.test_papers import PDF
from passerelles.visits.tests.test_papers import SAID as PAPER
from passerelles.visits.tests.test_photographs import SAID as PHOTOGRAPH
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture(autouse=True)
def in_a_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def paper(name="notes.pdf"):
    return SimpleUploadedFile(name, PDF)


# While it is purged


WRITES = {
    "paper": lambda visit, by: add_paper(visit, paper(), PAPER, by=by),
    "photograph": lambda visit, by: add_photograph(visit, upload(picture()), {**PHOTOGRAPH, "shown": "visit"}, by=by),
    "participant": lambda visit, by: write_participant(visit, {"name": "Wang Demo", "passport": "E1"}, by=by),
    "precaution": lambda visit, by: look_at(visit.hosts.get(), {"laboratories": ("done", "M. Demo")}, by=by),
}


@pytest.mark.parametrize("write", WRITES)
def test_nothing_personal_is_written_by_who_read_the_visit_before_its_purge(write, officer):
    visit = making.visit()
    seen = Visit.objects.with_hosts().get(pk=visit.pk)
    assert seen.hosts.all()[0].visit.purged_at is None
    purge(visit)
    with pytest.raises(Refused, match="were erased"):
        WRITES[write](seen, officer)
    assert not any(table.objects.exists() for table in (Paper, Photograph, Participant, Precaution))


def test_a_file_that_came_too_late_is_not_left_on_the_disk(officer, settings):
    visit = making.visit()
    seen = Visit.objects.with_hosts().get(pk=visit.pk)
    purge(visit)
    for write in ("paper", "photograph"):
        with pytest.raises(Refused):
            WRITES[write](seen, officer)
    assert not [each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()]


# What is left of people


def test_purging_a_request_erases_the_mails_its_delegation_got(coordinator):
    request = asked_by_fuzhou()
    visit_of(request, coordinator)
    other = asked_by_fuzhou(contact_email="other@fuzhou.example.org")
    Mail.objects.create(key=f"visit/1/changed/1/request/1{request.pk}", to="kept@example.org", subject="", body="")
    assert Mail.objects.filter(to=ZH["contact_email"]).exists()
    purge_request(request)
    assert not Mail.objects.filter(to=ZH["contact_email"]).exists() and Mail.objects.filter(to="kept@example.org").exists()
    assert other.contact_email


def test_purging_a_visit_erases_its_mails_whatever_became_of_them(coordinator):
    visit = visit_of(asked_by_fuzhou(), coordinator)
    other = making.visit()
    Mail.objects.create(key=f"visit/{other.pk}/changed/1/7", to="kept@example.org", subject="", body="")
    Visit.objects.filter(pk=visit.pk).update(starts="2020-01-01", ends="2020-01-03")
    assert Mail.objects.filter(key__startswith=f"visit/{visit.pk}/").exists()
    call_command("purge_visits")
    assert not Mail.objects.filter(key__startswith=f"visit/{visit.pk}/").exists()
    assert Mail.objects.filter(to="kept@example.org").exists()


# By link


def test_a_link_agrees_to_nothing_of_a_cancelled_visit(client, coordinator):
    request = asked_by_fuzhou()
    visit = visit_of(request, coordinator)
    promised = {"what": {"fr": "Envoyer le rapport"}, "owner": make.authority("Pau"), "due": None, "is_offered": True}
    commit(visit, promised, by=coordinator)
    move_visit(visit, VisitStage.CANCELLED, by=coordinator)
    token, held = token_for(visit, request), Commitment.objects.get()
    page = client.get(reverse("delegation", args=[token])).content.decode()
    assert "Envoyer le rapport" in page and "Agree for our side" not in page
    client.post(reverse("delegation_agree", args=[token, held.pk]))
    held.refresh_from_db()
    assert held.visitor_agreed_at is None


def test_a_link_agrees_to_nothing_of_another_visit_and_a_changed_token_opens_none(client, coordinator):
    request = asked_by_fuzhou()
    visit, other = visit_of(request, coordinator), making.visit(opened_by=coordinator)
    promised = {"what": {"fr": "Autre"}, "owner": make.authority(make.HOME), "due": None, "is_offered": True}
    held = commit(other, promised, by=coordinator)
    token = token_for(visit, request)
    assert client.post(reverse("delegation_agree", args=[token, held.pk])).status_code == 404
    begins, _, rest = token.partition(":")
    for forged in (f"{begins[:-1]}A:{rest}", f".{token}", token[:-1], f"{token}:", "a:b:c", "x" * 3000):
        assert client.get(reverse("delegation", args=[forged])).status_code == 404
    held.refresh_from_db()
    assert held.visitor_agreed_at is None


def test_links_of_those_joined_open_nothing_once_the_request_that_leads_them_is_open_again(client, coordinator):
    request = asked_by_fuzhou()
    other = asking.request(stage=Stage.JOINED, joined_to=request, contact_email="other@fuzhou.example.org")
    visit = visit_of(request, coordinator)
    address = reverse("delegation", args=[token_for(visit, other)])
    assert client.get(address).status_code == 200
    with pytest.raises(Refused, match="cancel the visit first"):
        reopen(request, by=coordinator, reason="L’hôte ne peut plus.")
    Visit.objects.filter(pk=visit.pk).update(stage="cancelled")
    reopen(request, by=coordinator, reason="L’hôte ne peut plus.")
    assert client.get(address).status_code == 404


# Days that cannot be meant


@pytest.mark.parametrize("day", ["0001-01-01", "0027-05-10", "9999-12-31"])
def test_a_year_that_was_not_typed_to_its_end_is_asked_about(day, signed_in, coordinator):
    visit, client = making.visit(), signed_in(coordinator)
    host = make.authority(make.HOME).pk
    line = {"starts": "00:30", "ends": "23:59", "soil": "CN", "kind": "meeting", "title_0": "x", "day": day}
    by_hand = {"group": visit.group_id, "direction": "in", "visitor": "Xuzhou", "hosts": [host], "starts": day, "ends": day}
    promised = {"what_0": "x", "owner": host, "due": day}
    for name, sent in (("slot_new", line), ("visit_new", by_hand), ("commitment_new", promised)):
        page = client.post(reverse(name, args=[] if name == "visit_new" else [visit.pk]), sent)
        assert page.status_code == 200 and f"Please check the year: {int(day[:4])}." in page.content.decode()
    assert Visit.objects.count() == 1 and not Slot.objects.exists() and not Commitment.objects.exists()


def test_a_photograph_of_one_visitor_is_kept_for_no_other(officer, signed_in):
    visit = making.visit()
    held = WRITES["photograph"](visit, officer)
    answer = signed_in(officer).get(reverse("photograph_file", args=[visit.pk, held.pk, "small"]))
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert "private" in answer["Cache-Control"] and "Cookie" in answer["Vary"]


# Files that are gone


@pytest.mark.parametrize("kind", ["photograph", "paper"])
def test_a_file_removed_since_its_row_was_read_is_not_found(kind, officer, signed_in, settings):
    visit = making.visit()
    held = WRITES[kind](visit, officer)
    for each in Path(settings.MEDIA_ROOT).rglob("*"):
        if each.is_file():
            each.unlink()
    address = (
        reverse("photograph_file", args=[visit.pk, held.pk, "small"])
        if kind == "photograph"
        else reverse("paper", args=[visit.pk, held.pk])
    )
    assert signed_in(officer).get(address).status_code == 404
