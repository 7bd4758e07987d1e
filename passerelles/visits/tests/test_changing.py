"""Other days, hosts or another number for a visit that has not taken place; that it and its request differ is said on both pages."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from passerelles.common.models import Mail
from passerelles.common.refusing import Refused
from passerelles.requests.describing import days_between
from passerelles.requests.models import Closed
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.terms import Dating
from passerelles.requests.tests import making as asking
from passerelles.visits.actions import change_visit, move_visit, open_visit, write_staff_time
from passerelles.visits.models import Visit
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAYS = date(2027, 5, 10), date(2027, 5, 12)
LATER = date(2027, 6, 1), date(2027, 6, 3)


def accepted(*hosts, **values):
    request = asking.request(stage=Stage.ACCEPTED, starts=DAYS[0], ends=DAYS[1], size=6, **values)
    for host in hosts or (make.HOME,):
        asking.hosted(request, host, HostState.ACCEPTED)
    return request


def moved(visit, days=LATER, hosts=None, size=6, *, by, **more):
    return change_visit(visit, *days, hosts or [host.organisation for host in visit.hosts.all()], size, by=by, **more)


def page(signed_in, person, address):
    return signed_in(person).get(address).content.decode()


def test_who_keeps_the_dossier_gives_it_other_days_and_its_history_has_them(signed_in, coordinator):
    visit = making.visit()
    making.slot(visit)
    client = signed_in(make.officer(make.HOME))
    form = client.get(reverse("visit_change", args=[visit.pk]))
    sent = {**form.context["form"].initial, "starts": "2027-06-01", "ends": "2027-06-03", "words": "Dates changed"}
    text = client.post(reverse("visit_change", args=[visit.pk]), sent, follow=True).content.decode()
    assert f"{days_between(*DAYS)} → {days_between(*LATER)}" in text and "(Dates changed)" in text
    assert "This is outside the days of the visit." in text
    assert (Visit.objects.get().starts, Visit.objects.get().sequence) == (LATER[0], 1)


@pytest.mark.parametrize("stage", [VisitStage.HELD, VisitStage.REPORTED, VisitStage.CLOSED, VisitStage.CANCELLED])
def test_what_took_place_or_was_cancelled_stays(signed_in, coordinator, stage):
    visit = making.visit(stage=stage)
    with pytest.raises(Refused, match="before a visit takes place"):
        moved(visit, by=coordinator)
    assert "visit_change" not in page(signed_in, coordinator, visit.get_absolute_url())
    assert signed_in(coordinator).get(reverse("visit_change", args=[visit.pk])).status_code == 302


def test_one_that_is_prepared_again_may_get_other_days(coordinator):
    visit = making.visit(request=accepted(), stage=VisitStage.CANCELLED)
    move_visit(visit, VisitStage.PREPARED, by=coordinator)
    moved(visit, by=coordinator)
    assert Visit.objects.get().starts == LATER[0]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"days": LATER[::-1]}, "ends before"),
        ({"days": DAYS}, "Nothing was changed"),
        ({"seen": "2027-01-01/2027-01-02/6"}, "meanwhile"),
    ],
)
def test_what_makes_no_sense_is_refused(coordinator, changed, said):
    visit = making.visit()
    with pytest.raises(Refused, match=said):
        moved(visit, by=coordinator, **changed)
    assert not visit.steps.exists()


def test_others_change_nothing(signed_in, partner_officer, stranger):
    visit = making.visit(stage=VisitStage.CONFIRMED)
    for person in (partner_officer, make.officer("Lyon"), make.observer(), stranger):
        with pytest.raises(Refused):
            moved(visit, by=person)
        assert signed_in(person).get(reverse("visit_change", args=[visit.pk])).status_code in (403, 404)


def test_another_host_comes_in_its_title_and_its_partnerships_follow(coordinator):
    request = accepted("Saint-Étienne", "Lyon")
    visit = open_visit(request, [make.authority()], *DAYS, by=coordinator)
    entry = make.partnership("Lyon")
    moved(visit, DAYS, [make.authority(), make.authority("Lyon")], by=coordinator)
    visit = Visit.objects.get()
    assert [str(host.organisation) for host in visit.hosts.all()] == ["Saint-Étienne", "Lyon"]
    assert "Saint-Étienne and Lyon" in visit.title["en"] and entry in visit.entries.all()


def test_who_did_not_say_yes_receives_nothing_and_reads_no_dossier(signed_in, coordinator):
    visit = making.visit(request=accepted("Saint-Étienne"))
    with pytest.raises(Refused, match="Lyon did not say yes"):
        moved(visit, DAYS, [make.authority("Lyon")], by=coordinator)
    assert "Lyon" not in page(signed_in, coordinator, reverse("visit_change", args=[visit.pk]))


def test_a_host_that_wrote_in_the_dossier_is_not_taken_out_of_it(coordinator):
    visit = making.visit("Saint-Étienne", "Lyon")
    said = {"organisation": make.authority("Lyon"), "role": {"fr": "Accueil"}, "hours": 3, "sharing": "kept"}
    write_staff_time(visit, said, by=coordinator)
    with pytest.raises(Refused, match="Lyon wrote in this dossier"):
        moved(visit, DAYS, [make.authority()], by=coordinator)


def test_those_concerned_are_told_of_other_days_even_before_it_is_confirmed(coordinator):
    visit = making.visit("Saint-Étienne", "Lyon", request=accepted("Saint-Étienne", "Lyon", contact_email="wang@xz.test"))
    gone, stays = make.officer("Lyon"), make.officer(make.HOME)
    moved(visit, LATER, [make.authority()], by=coordinator)
    told = {mail.to: mail.body for mail in Mail.objects.all()}
    assert {gone.email, stays.email} == set(told)  # the delegation only once it was confirmed
    Mail.objects.all().delete()
    visit = Visit.objects.get()
    move_visit(visit, VisitStage.CONFIRMED, by=coordinator)
    Mail.objects.all().delete()
    moved(visit, DAYS, by=coordinator)
    told = [mail.to for mail in Mail.objects.all()]
    assert sorted(told) == sorted([stays.email, "wang@xz.test"]) and "2027" in Mail.objects.first().body


def test_what_stands_against_its_days_is_said_to_who_keeps_it(signed_in, coordinator, partner_officer):
    visit = making.visit(starts=date(2027, 5, 25), ends=date(2027, 5, 27))
    making.visit("Saint-Étienne", starts=date(2027, 5, 26), ends=date(2027, 5, 26), visitor=None, visitor_name="Club de Pékin")
    days = {"starts": date(2027, 5, 27), "ends": date(2027, 5, 27)}
    Closed.objects.create(organisation=make.authority(), why="Conseil", stated_by=coordinator, **days)
    text = page(signed_in, make.officer(make.HOME), visit.get_absolute_url())
    assert "Conseil" in text and "Club de Pékin" in text
    assert "Conseil" not in page(signed_in, partner_officer, visit.get_absolute_url())


@pytest.mark.parametrize(
    ("asked", "differs"),
    [
        ({}, False),
        ({"starts": LATER[0], "ends": LATER[1]}, True),
        ({"dating": Dating.WINDOW, "days": 3, "ends": LATER[1]}, False),
        ({"dating": Dating.WINDOW, "days": 3, "starts": LATER[0], "ends": LATER[1]}, True),
        ({"dating": Dating.FLEXIBLE, "starts": None, "ends": None}, False),
        ({"size": 9}, True),
    ],
)
def test_both_pages_say_that_request_and_visit_differ_and_how_to_mend_it(signed_in, coordinator, partner_officer, asked, differs):
    request = accepted()
    visit = making.visit(request=request)
    type(request).objects.filter(pk=request.pk).update(**asked)
    for address in (visit.get_absolute_url(), request.get_absolute_url()):
        text = page(signed_in, coordinator, address)
        assert ("differ" in text) == differs and (f"{reverse('visit_change', args=[visit.pk])}?as=asked" in text) == differs
    theirs = page(signed_in, partner_officer, request.get_absolute_url())
    assert ("differ" in theirs) == differs and "visit_change" not in theirs and "?as=asked" not in theirs


def test_the_form_offers_what_is_asked(signed_in, coordinator):
    visit = making.visit(request=accepted(), starts=LATER[0], ends=LATER[1], size=9)
    form = signed_in(coordinator).get(f"{reverse('visit_change', args=[visit.pk])}?as=asked").context["form"]
    assert [form.initial[name] for name in ("starts", "ends", "size")] == [*DAYS, 6]


def test_who_amends_an_accepted_request_reads_that_its_visit_has_its_own_days(signed_in, partner_officer):
    request = accepted()
    address = reverse("request_change", args=[request.pk])
    assert "has its own days" not in page(signed_in, partner_officer, address)
    visit = making.visit(request=request)
    text = page(signed_in, partner_officer, address)
    assert "has its own days" in text and visit.get_absolute_url() in text


def test_a_member_who_is_not_concerned_reads_the_line_alone(signed_in, coordinator):
    request = accepted()
    making.visit(request=request, size=9)
    text = page(signed_in, make.officer("Lyon"), request.get_absolute_url())
    assert "Its visit" in text and "differ" not in text


@pytest.mark.parametrize(("stage", "is_over"), [(VisitStage.PREPARED, False), (VisitStage.CONFIRMED, False), (VisitStage.CANCELLED, True)])
def test_who_asked_is_named_until_the_visit_that_was_put_off_is_over(stage, is_over):
    long_ago = timezone.now() - timedelta(days=400)
    past = {"starts": long_ago.date(), "ends": long_ago.date(), "changed_at": long_ago}
    request = asking.request(stage=Stage.ACCEPTED, **past)
    follower = asking.request(stage=Stage.JOINED, joined_to=request, **past)
    making.visit(request=request, stage=stage, starts=timezone.localdate(), ends=timezone.localdate())
    call_command("purge_requests")
    for each in (request, follower):
        each.refresh_from_db()
        assert (each.purged_at is not None) == is_over
