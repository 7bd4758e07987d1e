"""Photographs of a visit: never shown more widely than was said, never with where they were taken; withdrawn, they are gone."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from passerelles.common.refusing import Refused
from passerelles.visits.actions import add_photograph, say_of_photograph, withdraw_photograph
from passerelles.visits.actions.photographs import LARGEST, MOST
from passerelles.visits.models import Direction, Licence, People, Photograph, Purge, Shown, lacking
from passerelles.visits.rights import Act, Standpoint, acts_of
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from passerelles.visits.tests.picturing import SECRET, picture, said_huge, upload, with_place
from passerelles.visits.tests.test_rights import people
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SAID = {"caption": {"fr": "Devant la mairie"}, "taken_by": "Ville de Saint-Étienne", "agreement": "de tous, par écrit", "people": "agreed"}
SAID |= {"licence": "by", "shown": "visit", "taken_on": date(2027, 5, 10)}
SENT = {
    "caption_fr": "Devant la mairie",
    "caption_zh": "市政厅前",
    "taken_by": "",
    "taken_on": "",
    "people": "",
    "agreement": "",
    "licence": "",
}
SENT |= {"shown": "visit"}
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def in_a_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photographed(visit, by, shown="visit", **values):
    colour = (Photograph.objects.count() * 7 % 255, 9, 9)
    return add_photograph(visit, upload(picture(colour=colour)), {**SAID, "shown": shown, **values}, by=by)


def address_of(photograph, size="small"):
    return reverse("photograph_file", args=[photograph.visit_id, photograph.pk, size])


def status(client, address):
    response = client.get(address)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


# Adding


def test_a_photograph_is_kept_anew_without_its_place(signed_in, officer, django_capture_on_commit_callbacks):
    visit, client = making.visit(), signed_in(officer)
    assert client.post(reverse("photograph_new", args=[visit.pk]), {**SENT, "file": upload(with_place())}).status_code == 302
    held = Photograph.objects.get()
    for file in (held.file, held.small):
        with file.open("rb") as stored:
            data = stored.read()
        assert data.startswith(b"\xff\xd8\xff") and SECRET.encode() not in data and b"Exif" not in data
    assert held.shown == "visit" and held.caption == {"fr": "Devant la mairie", "zh": "市政厅前"} and held.added_by == officer
    page = client.get(visit.get_absolute_url()).content.decode()
    assert address_of(held) in page and "Devant la mairie" in page
    response = client.get(address_of(held, "whole"))
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8\xff")
    assert response["Content-Type"] == "image/jpeg" and response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"] and response["Cache-Control"].startswith("private")
    assert client.get(address_of(held, "original")).status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><script>alert(1)</script>", "no picture we can show"),
        (b"MZ\x90\0" + b"\0" * 80, "no picture we can show"),
        (picture()[:200], "no picture we can show"),
        (said_huge(30_000, 30_000), "no picture we can show"),
        (b"", "empty"),
    ],
)
def test_what_is_no_photograph_is_said_and_nothing_kept(signed_in, officer, tmp_path, data, said):
    visit = making.visit()
    page = signed_in(officer).post(reverse("photograph_new", args=[visit.pk]), {**SENT, "file": upload(data)}).content.decode()
    assert said in page and not Photograph.objects.exists() and not [each for each in tmp_path.rglob("*") if each.is_file()]


def test_what_is_too_large_too_many_or_here_already_is_refused(officer, monkeypatch):
    visit = making.visit()
    with pytest.raises(Refused, match="larger than 20 MB"):
        add_photograph(visit, upload(b"\xff\xd8\xff" + b"\0" * LARGEST), SAID, by=officer)
    add_photograph(visit, upload(), SAID, by=officer)
    with pytest.raises(Refused, match="already"):
        add_photograph(visit, upload(), SAID, by=officer)
    Photograph.objects.bulk_create(Photograph(visit=visit, sha256=f"{n:064}", width=1, height=1, added_by=officer) for n in range(MOST - 1))
    with pytest.raises(Refused, match=f"no more than {MOST}"):
        add_photograph(visit, upload(picture(9, 9)), SAID, by=officer)


@pytest.mark.parametrize("values", [{"stage": VisitStage.CLOSED}, {"purged_at": timezone.now()}])
def test_nothing_is_added_to_what_is_closed_or_erased(officer, values):
    with pytest.raises(Refused):
        add_photograph(making.visit(**values), upload(), SAID, by=officer)


def test_script_in_every_field_is_words(signed_in, officer):
    visit, client = making.visit(), signed_in(officer)
    sent = {
        "caption_fr": f'"{HOSTILE}',
        "caption_zh": "",
        "taken_by": HOSTILE,
        "agreement": HOSTILE,
        "people": "agreed",
        "shown": "network",
    }
    client.post(reverse("photograph_new", args=[visit.pk]), {**SENT, **sent, "file": upload(name=f"{HOSTILE}.jpg")})
    for page in (visit.get_absolute_url(), reverse("photograph", args=[visit.pk, Photograph.objects.get().pk])):
        body = client.get(page).content.decode()
        assert "<script>alert(1)" not in body and body.count("&lt;script&gt;alert(1)") >= 3


# Who may see it


WHOLE = {"taken_by": "x", "agreement": "x", "licence": "by"}


@pytest.mark.parametrize(("shown", "people_seen", "without"), list(product(Shown, People, [None, *WHOLE])))
def test_none_leaves_its_visit_before_all_is_said(officer, shown, people_seen, without):
    said = {**SAID, **WHOLE, "shown": shown, "people": people_seen, **({without: ""} if without else {})}
    needs = {Shown.VISIT: set(), Shown.NETWORK: {"taken_by", "agreement"}, Shown.PUBLIC: set(WHOLE)}[shown]
    may_be = shown == Shown.VISIT or (people_seen in (People.NOBODY, People.AGREED) and without not in needs)
    assert (not list(lacking(said))) == may_be
    held = Photograph(visit=making.visit(), width=1, height=1, sha256="0" * 64, added_by=officer, **said)
    if may_be:
        held.save()
        say_of_photograph(held, said, by=officer)
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save()  # the database holds it, too
    kept = Photograph.objects.create(visit=held.visit, width=1, height=1, sha256="1" * 64, added_by=officer)
    for act in (lambda: say_of_photograph(kept, said, by=officer), lambda: add_photograph(held.visit, upload(), said, by=officer)):
        with pytest.raises(Refused):
            act()


def test_the_form_says_what_is_missing_where_it_is_missing(signed_in, officer):
    visit = making.visit()
    sent = {**SENT, "shown": "public", "people": "refused", "file": upload()}
    page = signed_in(officer).post(reverse("photograph_new", args=[visit.pk]), sent).content.decode()
    for said in ("who took it.", "who agreed", "a licence", "nobody can be recognised, or"):
        assert said in page, said
    assert not Photograph.objects.exists()


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("shown", Shown)
def test_it_is_seen_by_those_it_may_be_shown_to(client, signed_in, officer, shown, direction):
    visit = making.visit(direction=direction)
    held = photographed(visit, officer, shown)
    everybody = people()
    if direction == Direction.IN:
        del everybody[Standpoint.TRAVELLER]
    of_visit = {standpoint for standpoint, someone in everybody.items() if Act.READ in acts_of(someone, visit)}
    of_network = set(everybody) - {Standpoint.STRANGER}
    expected = {Shown.VISIT: of_visit, Shown.NETWORK: of_network, Shown.PUBLIC: set(everybody)}[shown]
    for standpoint, someone in everybody.items():
        for size in ("small", "whole"):
            assert status(signed_in(someone), address_of(held, size)) == (200 if standpoint in expected else 404), standpoint
    assert status(client, address_of(held)) == (200 if shown == Shown.PUBLIC else 404)


@pytest.mark.parametrize("shown", Shown)
def test_a_partnerships_page_shows_what_may_leave_the_visit(client, signed_in, officer, shown):
    visit, entry = making.visit(), make.public_partnership()
    visit.entries.add(entry)
    held = photographed(visit, officer, shown)
    for someone, sees in ((client, shown == Shown.PUBLIC), (signed_in(make.officer("Lyon")), shown != Shown.VISIT)):
        page = someone.get(reverse("entry", args=[entry.pk])).content.decode()
        assert (address_of(held) in page) == ("Devant la mairie" in page) == sees
        assert visit.get_absolute_url() + '"' not in page and "de tous, par écrit" not in page


def test_a_member_sees_the_networks_photographs_on_the_line_of_a_visit(signed_in, officer):
    visit = making.visit()
    kept, open_to_all = photographed(visit, officer), photographed(visit, officer, "network")
    page = signed_in(make.officer("Lyon")).get(visit.get_absolute_url()).content.decode()
    assert address_of(open_to_all) in page and address_of(kept) not in page and "de tous, par écrit" not in page


# Saying anew, withdrawing


def test_whoever_added_it_changes_it_and_those_who_keep_the_dossier(signed_in, officer, partner_officer, coordinator):
    visit = making.visit()
    theirs, ours = photographed(visit, partner_officer), photographed(visit, officer)
    sent = {**SENT, "taken_by": "Wang", "agreement": "oral", "people": "nobody", "shown": "network"}
    client = signed_in(partner_officer)
    assert client.get(reverse("photograph", args=[visit.pk, ours.pk])).status_code == 403
    assert client.post(reverse("photograph_withdraw", args=[visit.pk, ours.pk])).status_code == 403
    assert b"Devant la mairie" in client.get(reverse("photograph", args=[visit.pk, theirs.pk])).content
    client.post(reverse("photograph", args=[visit.pk, theirs.pk]), sent)
    theirs.refresh_from_db()
    assert (theirs.shown, theirs.taken_by) == ("network", "Wang")
    for act in (lambda: say_of_photograph(ours, SAID, by=partner_officer), lambda: withdraw_photograph(ours, by=partner_officer)):
        with pytest.raises(Refused, match="for others"):
            act()
    signed_in(coordinator).post(reverse("photograph", args=[visit.pk, theirs.pk]), SENT)
    theirs.refresh_from_db()
    assert theirs.shown == "visit"


def test_members_strangers_and_other_visits_reach_nothing(signed_in, officer, stranger):
    visit, other = making.visit(), making.visit("Lyon")
    held, elsewhere = photographed(visit, officer), photographed(other, make.officer("Lyon"))
    for someone, found in ((make.officer("Lyon"), 403), (make.observer(), 403), (stranger, 404)):
        for name in ("photograph", "photograph_withdraw"):
            assert signed_in(someone).post(reverse(name, args=[visit.pk, held.pk]), SENT).status_code == found
        assert signed_in(someone).post(reverse("photograph_new", args=[visit.pk]), {**SENT, "file": upload()}).status_code == found
        assert signed_in(officer).post(reverse("photograph_withdraw", args=[visit.pk, elsewhere.pk])).status_code == 404
    assert status(signed_in(officer), reverse("photograph_file", args=[visit.pk, elsewhere.pk, "small"])) == 404
    assert Photograph.objects.filter(withdrawn_at=None).count() == 2


def test_a_withdrawn_photograph_is_gone_for_everybody_and_its_going_is_noted(signed_in, officer, django_capture_on_commit_callbacks):
    visit = making.visit(stage=VisitStage.HELD)
    held = photographed(visit, officer, "public")
    names, seen_before = [held.file.name, held.small.name], Photograph.objects.get()
    type(visit).objects.update(stage=VisitStage.CLOSED)  # an agreement that is taken back is no matter of a dossier's stage
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(officer).post(reverse("photograph_withdraw", args=[visit.pk, held.pk]))
    assert not [name for name in names if default_storage.exists(name)]
    assert signed_in(officer).get(address_of(held)).status_code == 404
    held.refresh_from_db()
    assert (held.withdrawn_by, held.shown, held.caption, held.taken_by, held.agreement) == (officer, "visit", {}, "", "")
    for act in (lambda: say_of_photograph(seen_before, SAID, by=officer), lambda: withdraw_photograph(seen_before, by=officer)):
        with pytest.raises(Refused, match="withdrawn"):
            act()
    type(visit).objects.update(stage=VisitStage.HELD)
    visit.refresh_from_db()
    assert photographed(visit, officer).pk != held.pk  # brought again, it is another


def test_what_never_left_the_visit_is_erased_with_its_personal_data(officer, settings, django_capture_on_commit_callbacks):
    long_ago = timezone.localdate() - timedelta(days=settings.PURGED_AFTER_DAYS + 1)
    visit = making.visit(stage=VisitStage.HELD, starts=long_ago, ends=long_ago)
    kept, shown = photographed(visit, officer), photographed(visit, officer, "public")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purge_visits")
    assert not default_storage.exists(kept.file.name) and not default_storage.exists(kept.small.name)
    kept.refresh_from_db()
    assert kept.withdrawn_at and kept.withdrawn_by is None and kept.agreement == ""
    assert default_storage.exists(shown.file.name) and Photograph.objects.visible_to(officer).get() == shown
    assert Purge.objects.get().columns["photographs"] == 1
    shown.visit.refresh_from_db()
    with pytest.raises(Refused, match="withdraw the photograph instead"):  # nothing would erase it any more
        say_of_photograph(shown, {**SAID, "shown": "visit"}, by=officer)


def test_every_licence_has_its_words():
    assert all(licence.label for licence in Licence) and Licence.BY.label == "CC BY 4.0"
