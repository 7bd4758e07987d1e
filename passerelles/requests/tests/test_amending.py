"""Whoever entered a request, or speaks for who asks, changes it: what changed is kept, who works on it is told, nobody overwrites another."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from passerelles.common.mailing import send_mails
from passerelles.common.models import Mail
from passerelles.common.refusing import Refused
from passerelles.people.actions import end_role
from passerelles.people.models import Membership
from passerelles.requests.actions import amend, answer_as_host, join
from passerelles.requests.actions.amending import complete
from passerelles.requests.actions.entering import enter
from passerelles.requests.actions.purging import purge
from passerelles.requests.changing import LABELS, said_changes
from passerelles.requests.forms.asking import AskForm
from passerelles.requests.models import Change, Request, Step
from passerelles.requests.rights import Act, may
from passerelles.requests.stages import AMENDABLE, HostState, Stage
from passerelles.requests.terms import Origin
from passerelles.requests.tests import making
from passerelles.requests.tests.asking import HOSTILE, days_ahead
from passerelles.requests.tests.test_moving import people
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def entered(by, **values):
    """A request that somebody entered for Xuzhou."""
    return making.request(entered_by=by, origin=Origin.OFFICER, **values)


def changed(request, by, **columns):
    """Change columns of a request as it is seen now."""
    fresh = Request.objects.get(pk=request.pk)
    return amend(fresh, making.said(**columns), seen=fresh.changed_at, by=by)


def sent(client, request, **values):
    """Open the page, change fields, send it as a browser does."""
    address = reverse("request_change", args=[request.pk])
    page = client.get(address)
    form = page.context["form"]
    kept = {field.html_name: field.value() for field in form if field.value() not in (None, False, "")}
    kept["seen"] = page.context["seen"].isoformat()
    return client.post(address, {**kept, **values}, follow=True)


# Who may


def test_who_entered_it_and_who_asks_change_it_and_nobody_else():
    everybody = people()
    for standpoint, person in everybody.items():
        request = entered(everybody["enterer"])
        making.hosted(request, "Saint-Étienne", HostState.ASKED)
        if standpoint in ("asker", "enterer"):
            assert changed(request, person, size=9).kind == "changed"
        else:
            with pytest.raises(Refused, match="for others"):
                changed(request, person, size=9)
        assert (Request.objects.get(pk=request.pk).size == 9) == (standpoint in ("asker", "enterer"))


def test_the_page_does_not_exist_for_others():
    everybody = people()
    request = entered(everybody["enterer"], stage=Stage.OFFERED)
    making.hosted(request, "Saint-Étienne", HostState.ASKED)
    for standpoint, person in everybody.items():
        client = Client()
        client.force_login(person)
        expected = 200 if standpoint in ("asker", "enterer") else 404
        assert client.get(reverse("request_change", args=[request.pk])).status_code == expected, standpoint
        assert client.post(reverse("request_change", args=[request.pk]), {}).status_code == expected, standpoint
        if expected == 404:
            assert client.post(reverse("request_withdraw", args=[request.pk])).status_code == 404, standpoint
    assert Request.objects.get().stage == Stage.OFFERED and not Step.objects.exists()


def test_who_entered_it_and_left_the_network_changes_it_no_more():
    officer = make.officer("Lyon")
    request = entered(officer)
    assert may(officer, Act.AMEND, request)
    end_role(Membership.objects.get(user=officer), on=timezone.localdate() - timedelta(days=1))
    assert not may(make.again(officer), Act.AMEND, request) and not may(make.again(officer), Act.READ, request)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in AMENDABLE])
def test_what_is_not_sent_or_closed_is_not_changed(stage, partner_officer):
    request = making.request(stage=stage)
    with pytest.raises(Refused):
        changed(request, partner_officer, size=9)
    assert not Step.objects.exists()


def test_what_was_erased_is_not_written_anew(partner_officer, signed_in):
    request = making.request(stage=Stage.ACCEPTED)
    purge(request)
    with pytest.raises(Refused, match="no more"):
        changed(request, partner_officer, contact_name="Li")
    assert "/change/" not in signed_in(partner_officer).get(request.get_absolute_url()).content.decode()


# What is kept


def test_what_changed_is_kept_and_read_by_who_reads_the_file(partner_officer, coordinator, signed_in):
    request = making.request("Saint-Étienne")
    changed(request, partner_officer, size=9, themes=["water"], starts=None, contact_name=HOSTILE)
    assert {(each.column, str(each.before), str(each.after)) for each in Change.objects.all()} == {
        ("size", "6", "9"),
        ("themes", "['urban']", "['water']"),
        ("starts", "2027-05-10", "None"),
        ("contact_name", "Wang Demo", HOSTILE),
    }
    page = signed_in(coordinator).get(request.get_absolute_url()).content.decode()
    assert "<del>6</del> → <ins>9</ins>" in page and "&lt;script&gt;" in page and "<script>alert(1)" not in page
    member = signed_in(make.officer("Lyon")).get(request.get_absolute_url()).content.decode()
    assert "what is asked was changed" in member and "Wang Demo" not in member and "<del>" not in member


def test_every_column_of_the_form_has_its_name_and_its_words():
    columns = {*AskForm.Meta.fields, "asker", "asker_place"} - {"group"}
    assert set(LABELS) == columns
    values = {"themes": ["water"], "languages": ["zh"], "starts": "2027-05-10", "ends": "2027-05-12", "needs_interpreter": True}
    values |= {"kind": "delegation", "dating": "fixed", "head_rank": "head", "payer": "host", "asker_country": "CN"}
    told = said_changes(Change(column=name, before=None, after=values.get(name, "x")) for name in LABELS)
    assert all(change.before == "" and change.after for change in told)


def test_nothing_changed_is_said_and_noted_nowhere(partner_officer):
    request = making.request()
    with pytest.raises(Refused, match="Nothing was changed"):
        changed(request, partner_officer)
    assert not Step.objects.exists() and not Mail.objects.exists()


def test_what_names_people_is_erased_from_the_history_too(partner_officer):
    request = making.request()
    changed(request, partner_officer, contact_name="Li Demo", size=8)
    purge(request)
    assert {(each.column, each.before, each.after) for each in Change.objects.all()} == {("contact_name", None, None), ("size", 6, 8)}


# Who is told


def test_coordinators_and_hosts_are_told_what_changed_in_their_language(coordinator, partner_officer, postbox):
    request = making.request(stage=Stage.OFFERED)
    making.hosted(request, "Lyon", HostState.ASKED)
    making.hosted(request, "Dijon", HostState.DECLINED)
    lyon, dijon = make.officer("Lyon"), make.officer("Dijon")
    type(lyon).objects.filter(pk=lyon.pk).update(language="zh-hans")
    changed(request, partner_officer, size=9)
    send_mails()
    send_mails()
    assert sorted(mail["To"] for mail in postbox.mails) == sorted([coordinator.email, lyon.email]) and not postbox.to(dijon.email)
    assert "Nombre de participants\xa0: 6 → 9" in postbox.to(coordinator.email)[0].get_content()
    assert "人数：6 → 9" in postbox.to(lyon.email)[0].get_content()


def test_hosts_of_a_joint_request_are_told_of_a_change_of_one_of_its_parts(coordinator, partner_officer):
    lead, other = making.request(), making.request()
    join([lead, other], by=coordinator)
    making.hosted(lead, "Lyon", HostState.ACCEPTED)
    lyon = make.officer("Lyon")
    changed(other, partner_officer, size=9)
    assert Mail.objects.filter(to=lyon.email).count() == 1 and lead.steps.last().kind == "changed" and lead.steps.last().other == other


def test_hosts_of_a_joint_request_are_not_told_what_only_readers_of_the_changed_one_read(coordinator, partner_officer):
    lead, other = making.request(), making.request(contact_phone="+86 516 8370 0000")
    join([lead, other], by=coordinator)
    making.hosted(lead, "Lyon", HostState.ACCEPTED)
    lyon = make.officer("Lyon")
    private = {"contact_phone": "+86 516 8370 4711", "head_name": "Zhang Demo", "composition": "Li Demo", "others_asked": "Zhao Demo"}
    changed(other, partner_officer, size=9, **private)
    [mail] = Mail.objects.filter(to=lyon.email)
    assert "6 → 9" in mail.body and not any(value in mail.body for value in private.values())
    assert any("Zhang Demo" in mail.body for mail in Mail.objects.filter(to=coordinator.email))


def test_a_request_that_is_entered_is_told_to_the_other_coordinators(coordinator, officer):
    enter(making.said(group=make.group(), kind="delegation"), host=None, letter=None, by=officer)
    assert [mail.to for mail in Mail.objects.all()] == [coordinator.email]


# At once


def test_what_was_done_meanwhile_refuses_the_change(coordinator, partner_officer):
    request = making.request(stage=Stage.OFFERED)
    host = making.hosted(request, "Lyon", HostState.ASKED)
    seen = Request.objects.get(pk=request.pk)
    lyon = make.officer("Lyon")
    answer_as_host(host, True, by=lyon)
    with pytest.raises(Refused, match=f"{lyon} was quicker: a host answered"):
        amend(seen, making.said(size=9), seen=seen.changed_at, by=partner_officer)
    assert Request.objects.get().size == 6 and not Change.objects.exists()


def test_nobody_is_named_again_by_who_read_the_request_before_its_purge(partner_officer):
    request = making.request(stage=Stage.ACCEPTED)
    seen = Request.objects.get(pk=request.pk)
    purge(request)
    with pytest.raises(Refused):
        amend(seen, making.said(contact_name="Zhang Demo"), seen=seen.changed_at, by=partner_officer)
    assert not Request.objects.get().contact_name and not Change.objects.exists()


# The page


@pytest.mark.parametrize("seen", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2020-01-01T00:00", "\u0661", "x", ""])
def test_a_moment_that_no_page_gave_changes_nothing(partner_officer, signed_in, seen):
    request = making.request(stage=Stage.OFFERED, origin=Origin.OFFICER)
    page = sent(signed_in(partner_officer), request, size="9", seen=seen)
    assert page.status_code == 200 and Request.objects.get().size == 6


def test_the_page_changes_what_is_asked_and_keeps_the_rest(partner_officer, signed_in):
    request = making.request(stage=Stage.OFFERED, origin=Origin.OFFICER)
    page = sent(signed_in(partner_officer), request, size="9", sites="Le musée d’art et d’industrie")
    assert "those who work on it are told" in page.content.decode()
    request.refresh_from_db()
    assert (request.size, request.sites, request.stage) == (9, "Le musée d’art et d’industrie", "offered")
    assert {change.column for change in Change.objects.all()} == {"size", "sites"}


def test_a_change_that_comes_too_late_keeps_what_was_written(partner_officer, signed_in):
    request = making.request(origin=Origin.OFFICER)
    page = sent(signed_in(partner_officer), request, size="9", sites="Le musée", seen="2020-01-01T00:00:00+00:00").content.decode()
    assert "changed meanwhile" in page and "Le musée" in page and Request.objects.get().size == 6
    for seen in ("x", "2020-99-01T00:00:00"):
        assert "changed meanwhile" in sent(signed_in(partner_officer), request, size="9", seen=seen).content.decode()
    assert "are told" in sent(signed_in(partner_officer), request, size="9").content.decode()


def test_a_journey_that_began_may_still_be_changed_and_not_begin_in_the_past(partner_officer, signed_in):
    today = timezone.localdate()
    request = making.request(stage=Stage.ACCEPTED, starts=today - timedelta(days=1), ends=today + timedelta(days=1))
    assert "are told" in sent(signed_in(partner_officer), request, size="9").content.decode()
    assert "This day is over" in sent(signed_in(partner_officer), request, starts=days_ahead(-3)).content.decode()


def test_the_confirmed_address_of_a_form_is_not_changed(partner_officer, signed_in):
    request = making.request(origin=Origin.FORM)
    sent(signed_in(partner_officer), request, size="9", contact_email="other@example.org")
    assert Request.objects.get().contact_email == request.contact_email


def test_who_is_asked_more_completes_it_on_the_page(coordinator, partner_officer, signed_in):
    request = making.request(stage=Stage.QUESTIONED)
    sent(signed_in(partner_officer), request, head_name="Li Demo")
    step = Step.objects.get()
    assert (step.kind, step.by, step.after) == ("completed", partner_officer, "received")
    assert Request.objects.get().stage == Stage.RECEIVED and step.changes.get().after == "Li Demo"


def test_an_officer_withdraws_by_name_and_hosts_are_told(coordinator, partner_officer, signed_in):
    request = making.request(stage=Stage.OFFERED)
    making.hosted(request, "Lyon", HostState.ASKED)
    lyon = make.officer("Lyon")
    signed_in(partner_officer).post(reverse("request_withdraw", args=[request.pk]))
    step = Step.objects.get()
    assert (step.kind, step.by) == ("withdrawn", partner_officer)
    assert {mail.to for mail in Mail.objects.all()} == {coordinator.email, lyon.email}


def test_what_an_asker_completes_by_the_link_is_kept_with_what_stood_before(coordinator, signed_in):
    request = making.request(stage=Stage.QUESTIONED, language="en")
    complete(request, making.said(size=9, composition="Wang MARKED"))
    [step] = request.steps.all()
    assert (step.kind, step.by) == ("completed", None)
    assert {(each.column, each.before, each.after) for each in step.changes.all()} == {("size", 6, 9), ("composition", "", "Wang MARKED")}
    [mail] = Mail.objects.filter(to=coordinator.email)
    assert "6 → 9" in mail.body
    page = request.get_absolute_url()
    assert "Wang MARKED" in signed_in(coordinator).get(page).text
    assert "MARKED" not in signed_in(make.officer("Lyon")).get(page).text
    purge(request)
    assert not Change.objects.filter(after__icontains="MARKED").exists()


def test_who_has_nothing_to_add_completes_it_too():
    request = making.request(stage=Stage.QUESTIONED)
    complete(request, making.said())
    assert request.stage == Stage.RECEIVED and not Change.objects.exists()
    with pytest.raises(Refused, match="Nothing more"):
        complete(request, making.said(size=9))
