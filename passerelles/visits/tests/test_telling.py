"""Mails of visits: whole links or none, and answers that reach whoever changed something."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from passerelles.common.mailing import send_mails
from passerelles.common.models import Mail
from passerelles.common.words import tongue
from passerelles.requests.letters import RULE
from passerelles.visits.actions import move_visit, write_participant, write_slot
from passerelles.visits.actions.telling import tell
from passerelles.visits.letters import languages_of
from passerelles.visits.stages import VisitStage
from passerelles.visits.tests import making
from passerelles.visits.tests.test_delegation import ZH, asked_by_fuzhou, visit_of
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.mark.parametrize("site", ["https://network.example.org", ""])
def test_a_mail_of_a_visit_has_a_whole_link_or_none(site, coordinator, settings):
    settings.SITE_ADDRESS = site
    make.officer("Pau")
    visit_of(asked_by_fuzhou(), coordinator)
    mails = list(Mail.objects.all())
    assert {ZH["contact_email"]} < {mail.to for mail in mails}
    for mail in mails:
        pages = len(mail.body.split(RULE))  # a link in each language of a letter
        assert re.findall(r"(\S*?)/(?:fr|zh-hans)/\S+", mail.body.replace("：", " ")) == ([site] * pages if site else [])


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (
            "fr",
            [
                "Dates : du 10 au 12 mai 2027\nVous êtes reçus par : Pau\n",
                "Bonne nouvelle.",
                "Madame, Monsieur,",
                "Tancrède Marsac\nGroupe",
            ],
        ),
        ("en", ["Dates: May 10", "\nYou are received by: Pau\n", "Good news.", "Dear 林示范,", "Yours sincerely,\n\nTancrède Marsac\n"]),
        ("zh", ["日期：2027年5月10日至12日\n接待方：波城\n", "尊敬的林示范：", "Dates : du 10 au 12 mai 2027", "À l’attention de 林示范"]),
        ("", ["Dates : du 10 au 12 mai 2027", "日期：2027年5月10日至12日"]),  # nobody knows: both
    ],
)
def test_a_delegation_gets_a_whole_letter(coordinator, settings, language, shown):
    settings.SITE_ADDRESS = "https://network.example.org"
    type(coordinator).objects.filter(pk=coordinator.pk).update(name="Tancrède Marsac")
    coordinator.refresh_from_db()
    request = asked_by_fuzhou(language=language, contact_name="林示范", starts=date(2027, 5, 10), ends=date(2027, 5, 12))
    visit = visit_of(request, coordinator)
    Mail.objects.all().delete()
    tell(visit, lambda: "Bonne nouvelle." if tongue() == "fr" else "Good news.", by=coordinator)
    mail = Mail.objects.get(to=ZH["contact_email"])
    assert [each for each in shown if each not in mail.body] == [] and mail.reply_to == coordinator.email
    assert mail.body.count("https://network.example.org/") == len(languages_of(request)) == mail.subject.count(" / ") + 1


def test_an_answer_reaches_who_changed_the_programme(officer, coordinator, postbox):
    visit = making.visit(officer.memberships.get().organisation, stage=VisitStage.PREPARED)
    move_visit(visit, VisitStage.CONFIRMED, by=coordinator)
    write_slot(visit, {"title": {"fr": "Déjeuner"}}, slot=making.slot(visit), by=officer)
    Mail.objects.update(send_after=None)  # an hour later
    send_mails()
    assert {(mail["To"], mail["Reply-To"]) for mail in postbox.mails} == {
        (officer.email, coordinator.email),
        (coordinator.email, officer.email),
    }


# Together: one mail for what changes within an hour


@pytest.fixture
def confirmed(coordinator):
    visit = visit_of(asked_by_fuzhou(), coordinator)
    Mail.objects.all().delete()
    return visit


def lines_of(visit, *names, by):
    for name in names:
        write_participant(visit, {"name": name, "side": "host"}, by=by)


def test_what_changes_within_an_hour_is_told_in_one_mail_that_lists_it(confirmed, coordinator, postbox):
    pau = make.officer("Pau")
    lines_of(confirmed, "Anne Un", "Béa Deux", "Cid Trois", by=pau)
    assert send_mails()["sent"] == 0 and Mail.objects.count() == 2
    letter = Mail.objects.get(to=ZH["contact_email"])
    names = "Anne Un", "Béa Deux", "Cid Trois"
    for half in letter.body.split(RULE):
        listed = [line for line in half.splitlines() if line.startswith("- ")]
        assert len(listed) == 3 and all(name in line for name, line in zip(names, listed, strict=True))
    assert all(name in Mail.objects.get(to=coordinator.email).body for name in names)
    Mail.objects.update(send_after=timezone.now())
    assert send_mails()["sent"] == 2 and len(postbox.to(ZH["contact_email"])) == 1


def test_it_waits_for_an_hour_after_the_first_change_and_less_when_the_visit_is_near(confirmed):
    pau, now = make.officer("Pau"), timezone.now()
    lines_of(confirmed, "Anne Un", by=pau)
    first = Mail.objects.get(to=ZH["contact_email"]).send_after
    lines_of(confirmed, "Béa Deux", by=pau)
    assert Mail.objects.get(to=ZH["contact_email"]).send_after == first
    assert timedelta(minutes=59) < first - now < timedelta(minutes=61)
    confirmed.starts = timezone.localdate()
    lines_of(confirmed, "Cid Trois", by=pau)
    assert Mail.objects.get(to=ZH["contact_email"]).send_after - now < timedelta(minutes=11)


def test_what_changes_after_a_mail_went_out_is_told_in_another(confirmed, coordinator):
    pau = make.officer("Pau")
    lines_of(confirmed, "Anne Un", by=pau)
    Mail.objects.update(send_after=None, state="sending")
    lines_of(confirmed, "Béa Deux", by=pau)
    first, second = Mail.objects.filter(to=coordinator.email).order_by("pk")
    assert ("Anne" in first.body, "Béa" in first.body, "Anne" in second.body, "Béa" in second.body) == (True, False, False, True)


def test_a_visit_that_is_cancelled_is_told_at_once_with_what_waited(confirmed, coordinator):
    pau = make.officer("Pau")
    lines_of(confirmed, "Anne Un", by=pau)
    move_visit(confirmed, VisitStage.CANCELLED, by=pau)
    mail = Mail.objects.get(to=coordinator.email)
    assert mail.send_after is None and "Anne Un" in mail.body and "annulée" in mail.body


def test_nobody_is_told_what_they_did_themselves(confirmed, coordinator):
    pau = make.officer("Pau")
    lines_of(confirmed, "Anne Un", by=pau)
    lines_of(confirmed, "Béa Deux", by=coordinator)
    assert "Anne" not in Mail.objects.get(to=pau.email).body and "Béa" not in Mail.objects.get(to=coordinator.email).body


# Who signs, and how a visit that is cancelled is told


def test_a_letter_is_signed_with_the_body_of_whoever_writes(coordinator):
    visit = visit_of(asked_by_fuzhou(language="fr"), coordinator)
    assert Mail.objects.get(to=ZH["contact_email"]).body.endswith(f"{coordinator}\nGroupe chine")
    pau = make.officer("Pau")
    make.officer("Dijon", email=pau.email)
    lines_of(visit, "Anne Un", by=make.again(pau))
    assert Mail.objects.filter(to=ZH["contact_email"]).last().body.endswith(f"{pau}\nPau")


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("fr", ["Nous avons le regret", "Dates prévues :", "Les dates ont changé."]),
        ("zh", ["我们遗憾地通知贵方", "原定日期：", "Nous avons le regret", "Les dates ont changé."]),
        ("en", ["We are sorry to tell you", "Les dates ont changé."]),
    ],
)
def test_a_visit_that_is_cancelled_is_told_with_regret_and_the_reason(coordinator, language, shown):
    visit = visit_of(asked_by_fuzhou(language=language), coordinator)
    pau = make.officer("Pau")
    Mail.objects.all().delete()
    lines_of(visit, "Anne Un", by=pau)
    move_visit(visit, VisitStage.CANCELLED, by=pau, words="Les dates ont changé.")
    body = Mail.objects.get(to=ZH["contact_email"]).body
    assert [each for each in shown if each not in body] == []
    assert not [each for each in ("reçus par", "接待方：", "received by", "Anne Un", "programme", "日程") if each in body]
    assert "Les dates ont changé." in Mail.objects.get(to=coordinator.email).body


def test_who_cancels_reads_that_the_delegation_is_told_why(coordinator, signed_in):
    visit = visit_of(asked_by_fuzhou(), coordinator)
    assert "The delegation and the hosts are told these words." in signed_in(coordinator).get(visit.get_absolute_url()).text
