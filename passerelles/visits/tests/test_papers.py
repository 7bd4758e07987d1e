"""Papers of a visit: for both sides or for the hosts alone; what they are is told from their content; erased with the visit's data."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from passerelles.common.models import Mail
from passerelles.common.refusing import Refused
from passerelles.visits.actions import add_paper, remove_paper
from passerelles.visits.actions.papers import MOST
from passerelles.visits.calendar import calendar_of
from passerelles.visits.models import Direction, Paper, Purge, Readers
from passerelles.visits.printing import PRINTS, printed
from passerelles.visits.rights import Act, Standpoint, acts_of
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from passerelles.visits.tests.picturing import SECRET, with_place
from passerelles.visits.tests.test_printing import pages_of
from passerelles.visits.tests.test_rights import people
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
SAID = {"kind": "agenda", "readers": "both"}


@pytest.fixture(autouse=True)
def in_a_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def file(data=PDF, name="ordre-du-jour.pdf"):
    return SimpleUploadedFile(name, data)


def address_of(paper):
    return reverse("paper", args=[paper.visit_id, paper.pk])


def status(client, address):
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


def test_a_paper_is_attached_downloaded_and_removed(signed_in, officer, django_capture_on_commit_callbacks):
    visit, client = making.visit(), signed_in(officer)
    assert client.post(reverse("paper_new", args=[visit.pk]), {**SAID, "file": file()}).status_code == 302
    paper = Paper.objects.get()
    assert (paper.name, paper.format, paper.size, paper.added_by) == ("ordre-du-jour.pdf", "pdf", len(PDF), officer)
    assert "ordre-du-jour" not in paper.file.name  # nothing of its name reaches the disk
    assert "ordre-du-jour.pdf" in client.get(visit.get_absolute_url()).content.decode()
    response = client.get(address_of(paper))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment") and "no-store" in response["Cache-Control"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("paper_remove", args=[visit.pk, paper.pk]))
    assert not Paper.objects.exists() and not default_storage.exists(paper.file.name)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"MZ\x90\0" + b"\0" * 60, "not what its name says"),
        ("a.pdf", b"<html><script>alert(1)</script>", "not what its name says"),
        ("a.jpg", PDF, "not what its name says"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 60, "no picture we can show"),
        ("a.html", b"<html>", "of a kind we do not take"),
        ("a.svg", b"<svg onload=alert(1)>", "of a kind we do not take"),
        ("a.pdf", b"", "empty"),
    ],
)
def test_what_is_not_what_it_says_is_refused_and_nothing_kept(signed_in, officer, tmp_path, name, data, said):
    page = signed_in(officer).post(reverse("paper_new", args=[making.visit().pk]), {**SAID, "file": file(data, name)}).content.decode()
    assert said in page and not Paper.objects.exists() and not [each for each in tmp_path.rglob("*") if each.is_file()]


def test_a_photographed_letter_does_not_say_where_it_was_taken(officer):
    paper = add_paper(making.visit(), file(with_place(), "lettre.jpeg"), {**SAID, "kind": "letter"}, by=officer)
    with paper.file.open("rb") as stored:
        data = stored.read()
    assert paper.name == "lettre.jpg" and paper.size == len(data) and SECRET.encode() not in data and b"Exif" not in data


def test_a_hostile_name_is_words(signed_in, officer):
    visit, client = making.visit(), signed_in(officer)
    client.post(reverse("paper_new", args=[visit.pk]), {**SAID, "file": file(name="<img src=x onerror=alert(2)>.pdf")})
    page = client.get(visit.get_absolute_url()).content.decode()
    assert "<img src=x" not in page and "&lt;img src=x" in page


def test_the_same_again_is_one_and_one_too_many_is_refused(officer):
    visit = making.visit()
    first = add_paper(visit, file(), SAID, by=officer)
    assert add_paper(visit, file(name="again.pdf"), SAID, by=officer) == first
    Paper.objects.bulk_create(Paper(visit=visit, name="x", sha256=f"{n:064}", size=1, added_by=officer) for n in range(MOST - 1))
    with pytest.raises(Refused, match=f"no more than {MOST}"):
        add_paper(visit, file(PDF + b"x"), SAID, by=officer)


@pytest.mark.parametrize("values", [{"stage": VisitStage.CLOSED}, {"purged_at": timezone.now()}])
def test_nothing_is_added_to_what_is_closed_or_erased(officer, values):
    with pytest.raises(Refused):
        add_paper(making.visit(**values), file(), SAID, by=officer)


# Who may see it


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("readers", Readers)
def test_a_paper_is_read_by_those_it_is_for(client, signed_in, officer, readers, direction):
    visit, everybody = making.visit(direction=direction), people()
    paper = add_paper(visit, file(), {**SAID, "readers": readers}, by=officer)
    for standpoint, someone in everybody.items():
        reads = Act.READ in acts_of(someone, visit) and (readers == Readers.BOTH or standpoint == Standpoint.HOST)
        page = signed_in(someone).get(visit.get_absolute_url())
        assert (paper.name in page.content.decode()) == reads, standpoint
        assert (status(signed_in(someone), address_of(paper)) == 200) == reads, standpoint
    assert client.get(address_of(paper)).status_code == 302  # to sign in


def test_the_visitors_bring_papers_for_both_sides_and_remove_their_own(signed_in, officer, partner_officer):
    visit, client = making.visit(), signed_in(partner_officer)
    assert 'value="host"' not in client.get(reverse("paper_new", args=[visit.pk])).content.decode()
    client.post(reverse("paper_new", args=[visit.pk]), {**SAID, "readers": "host", "file": file()})
    with pytest.raises(Refused, match="for others"):
        add_paper(visit, file(), {**SAID, "readers": "host"}, by=partner_officer)
    assert not Paper.objects.exists()
    client.post(reverse("paper_new", args=[visit.pk]), {**SAID, "kind": "speech", "file": file()})
    theirs, ours = Paper.objects.get(), add_paper(visit, file(PDF + b"x"), SAID, by=officer)
    client.post(reverse("paper_remove", args=[visit.pk, ours.pk]))
    assert Paper.objects.count() == 2
    client.post(reverse("paper_remove", args=[visit.pk, theirs.pk]))
    assert Paper.objects.get() == ours


def test_a_paper_of_the_hosts_is_told_to_nobody_and_one_of_both_sides_is(coordinator, officer, partner_officer):
    visit = making.visit(stage=VisitStage.CONFIRMED)
    kept = add_paper(visit, file(name="points-durs.pdf"), {**SAID, "readers": "host"}, by=officer)
    assert not Mail.objects.exists()
    again = add_paper(visit, file(name="points-durs.pdf"), SAID, by=partner_officer)  # who brings the same learns nothing
    assert again != kept and {mail.to for mail in Mail.objects.all()} == {coordinator.email, officer.email}
    Mail.objects.all().delete()
    remove_paper(again, by=officer)
    assert coordinator.email in {mail.to for mail in Mail.objects.all()} and all(
        "points-durs.pdf" in mail.body for mail in Mail.objects.all()
    )
    said = calendar_of(visit).decode() + "".join("".join(pages_of(printed(visit, kind, frozenset(Act)))) for kind in PRINTS)
    assert "points-durs" not in said


def test_members_strangers_and_other_visits_reach_no_paper(signed_in, officer, coordinator, stranger):
    visit = making.visit()
    paper, kept = add_paper(visit, file(), SAID, by=officer), add_paper(visit, file(), {**SAID, "readers": "host"}, by=officer)
    for someone, found in ((make.officer("Lyon"), 403), (stranger, 404)):
        for name, *more in (("paper_new",), ("paper", paper.pk), ("paper_remove", paper.pk)):
            assert signed_in(someone).post(reverse(name, args=[visit.pk, *more])).status_code in (found, 405), name
    for name in ("paper", "paper_remove"):
        assert signed_in(officer).post(reverse(name, args=[making.visit("Lyon").pk, paper.pk])).status_code in (403, 405)
        assert signed_in(officer).post(reverse(name, args=[making.visit().pk, paper.pk])).status_code in (404, 405)
    assert signed_in(coordinator).get(address_of(kept)).status_code == 404
    assert signed_in(coordinator).post(reverse("paper_remove", args=[visit.pk, kept.pk])).status_code == 404
    with pytest.raises(Refused, match="for others"):
        remove_paper(kept, by=coordinator)
    assert Paper.objects.count() == 2


def test_papers_are_erased_with_the_visits_personal_data(officer, settings, django_capture_on_commit_callbacks):
    long_ago = timezone.localdate() - timedelta(days=settings.PURGED_AFTER_DAYS + 1)
    visit = making.visit(stage=VisitStage.HELD, starts=long_ago, ends=long_ago)
    paper = add_paper(visit, file(), SAID, by=officer)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge_visits")
    assert not Paper.objects.exists() and not default_storage.exists(paper.file.name)
    assert Purge.objects.get().columns["papers"] == 1
