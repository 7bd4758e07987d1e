"""Commitments: one side's own, offered, agreed by both; done with a proof; reminders that go out once."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from passerelles.common.models import Mail
from passerelles.common.refusing import Refused
from passerelles.visits.actions import agree, commit, remind, settle
from passerelles.visits.models import COMMITMENT_MOVES, Commitment, CommitmentState
from passerelles.visits.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DUE = date(2027, 9, 1)


def said(owner=make.HOME, **values):
    what = {"fr": "Envoyer les plans du parc", "zh": "寄送公园图纸"}
    return {"what": what, "owner": make.authority(owner), "due": DUE, "is_offered": False, **values}


def sees(person):
    return Commitment.objects.visible_to(make.again(person)).exists()


def test_a_commitment_is_one_sides_own_until_it_is_offered_and_everybodys_once_agreed(coordinator, officer, partner_officer, stranger):
    member = make.officer("Lyon")
    held = commit(making.visit(), said(), by=officer)
    assert [sees(person) for person in (officer, coordinator, partner_officer, member, stranger)] == [True, True, False, False, False]
    with pytest.raises(Refused):
        agree(held, by=partner_officer)
    agree(held, by=officer)  # who wrote it offers it
    assert [sees(person) for person in (officer, partner_officer, member)] == [True, True, False] and not held.is_agreed
    agree(held, by=partner_officer)
    assert held.is_agreed and sees(member) and not sees(stranger)


def test_agreeing_again_moves_no_day(officer, partner_officer):
    held = commit(making.visit(), said(is_offered=True), by=officer)
    agree(held, by=partner_officer)
    first = held.visitor_agreed_at
    agree(held, by=partner_officer)
    assert first and held.visitor_agreed_at == first


def test_a_member_of_neither_side_writes_and_agrees_to_nothing(officer):
    visit, member = making.visit(), make.officer("Lyon")
    held = commit(visit, said(is_offered=True), by=officer)
    for act in (lambda: commit(visit, said(), by=member), lambda: agree(held, by=member)):
        with pytest.raises(Refused):
            act()
    with pytest.raises(Refused, match="Only those"):
        commit(visit, said("Lyon"), by=officer)


def test_both_sides_go_through_their_pages(signed_in, officer, partner_officer):
    visit = making.visit()
    sent = {"what_fr": "Envoyer les plans", "what_zh": "寄图纸", "owner": make.authority().pk, "due": "2027-09-01", "is_offered": "on"}
    signed_in(officer).post(reverse("commitment_new", args=[visit.pk]), sent)
    held = Commitment.objects.get()
    client = signed_in(partner_officer)
    assert "寄图纸" in client.get(visit.get_absolute_url().replace("/en/", "/zh-hans/")).content.decode()
    client.post(reverse("commitment_agree", args=[visit.pk, held.pk]))
    assert Commitment.objects.agreed().get() == held
    address = reverse("commitment_settle", args=[visit.pk, held.pk, "done"])
    client.post(address, {"proof": ""})
    assert Commitment.objects.get().state == CommitmentState.OPEN
    client.post(address, {"proof": "Plans reçus le 3 août."})
    assert Commitment.objects.get().state == CommitmentState.DONE
    assert "Plans reçus" in signed_in(make.officer("Lyon")).get(visit.get_absolute_url()).content.decode()


def test_a_stranger_and_another_visit_reach_no_commitment(signed_in, officer, stranger):
    visit = making.visit()
    held = commit(visit, said(), by=officer)
    for name, *more in (("commitment_agree",), ("commitment_settle", "dropped")):
        assert signed_in(stranger).post(reverse(name, args=[visit.pk, held.pk, *more])).status_code == 404
        assert signed_in(officer).post(reverse(name, args=[making.visit().pk, held.pk, *more])).status_code == 404


@pytest.mark.parametrize("before", CommitmentState)
@pytest.mark.parametrize("after", CommitmentState)
def test_a_commitment_moves_as_the_rules_say(before, after, officer):
    held = commit(making.visit(), said(), by=officer)
    Commitment.objects.update(state=before)
    held.refresh_from_db()
    if after in COMMITMENT_MOVES[before]:
        settle(held, after, by=officer, proof="letter of May")
        assert Commitment.objects.get().state == after
    else:
        with pytest.raises(Refused, match="already"):
            settle(held, after, by=officer, proof="letter of May")


def test_of_two_who_settle_at_once_one_wins(officer):
    held = commit(making.visit(), said(), by=officer)
    seen = Commitment.objects.select_related("visit").get()
    settle(held, CommitmentState.DROPPED, by=officer)
    with pytest.raises(Refused, match="meanwhile"):
        settle(seen, CommitmentState.DONE, by=officer, proof="x")


@pytest.mark.parametrize(("before", "mails"), [(31, 0), (30, 1), (8, 1), (7, 1), (0, 1), (-13, 1), (-14, 1), (-44, 1), (-400, 0)])
def test_the_owner_is_reminded_on_set_days(before, mails, officer):
    commit(making.visit(), said(), by=officer)
    Mail.objects.all().delete()
    for _again in range(2):
        remind(DUE - timedelta(days=before))
    assert Mail.objects.count() == mails and {mail.to for mail in Mail.objects.all()} <= {officer.email}


def test_each_set_day_has_one_mail_and_a_new_due_date_begins_anew(officer):
    held = commit(making.visit(), said(), by=officer)
    for day in range(40, -30, -1):
        remind(DUE - timedelta(days=day))
    assert Mail.objects.count() == 4
    Commitment.objects.filter(pk=held.pk).update(due=DUE + timedelta(days=60))
    remind(DUE + timedelta(days=60))
    assert Mail.objects.count() == 5


def test_what_is_far_away_or_long_past_is_not_gone_through(officer, django_assert_num_queries):
    for away in (-45, 31, 400):
        commit(making.visit(), said(due=DUE + timedelta(days=away)), by=officer)
    Mail.objects.all().delete()
    with django_assert_num_queries(3):  # of which two are the transaction's
        assert remind(DUE) == 0
    assert not Mail.objects.exists()


def test_a_reminder_that_was_missed_is_written_later(officer):
    commit(making.visit(), said(), by=officer)
    Mail.objects.all().delete()
    assert [remind(DUE + timedelta(days=days)) for days in (44, 44, 45)] == [1, 1, 0] and Mail.objects.count() == 1


def test_nobody_is_reminded_of_what_is_done_undated_or_kept_from_them(officer, partner_officer):
    commit(making.visit(), said(due=None), by=officer)
    commit(making.visit(), said(make.PARTNER), by=officer)  # not offered: its owner does not know
    settle(commit(making.visit(), said(), by=officer), CommitmentState.DONE, by=officer, proof="x")
    call_command("remind_commitments")
    remind(DUE)
    assert not Mail.objects.exists()


def test_what_was_done_with_a_commitment_is_said(signed_in, officer):
    visit = making.visit()
    held, client = commit(visit, said(), by=officer), signed_in(officer)
    page = client.post(
        reverse("commitment_settle", args=[visit.pk, held.pk, "done"]), {"proof": "plans reçus"}, follow=True
    ).content.decode()
    assert "The commitment is now: done." in page
    page = client.post(reverse("cost_new", args=[visit.pk]), {"label": ""}).content.decode()
    assert "Kept." not in page  # nothing was
