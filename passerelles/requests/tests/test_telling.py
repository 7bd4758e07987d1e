"""Who is told what happened to a request: by one real mail each, in their language, and nobody who may not see it."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from passerelles.common.mailing import send_mails
from passerelles.common.models import Mail
from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.requests.actions import accept, answer_as_host, ask_as_host, decline, redirect, reopen, reply_to_host
from passerelles.requests.actions.advising import ask_opinion, give_opinion
from passerelles.requests.actions.amending import complete
from passerelles.requests.actions.asking import withdraw
from passerelles.requests.actions.reminding import remind
from passerelles.requests.models import Opinion, OpinionState, Step
from passerelles.requests.queries.answering import decide_part
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making
from passerelles.requests.tests.test_advising import embassy
from passerelles.requests.tests.test_moving import people
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PAST = timezone.localdate() - timedelta(days=2)


def speaking(someone, language):
    User.objects.filter(pk=someone.pk).update(language=language)
    return make.again(someone)


def offered(*hosts, state=HostState.ASKED, **values):
    """A request that hosts are asked for."""
    request = making.request(stage=Stage.OFFERED, **values)
    return request, [making.hosted(request, host, state) for host in hosts]


def told(postbox):
    """Send what waits, through the mail server, and return what everybody got."""
    send_mails()
    return {(mail["To"], mail["Subject"].strip()) for mail in postbox.mails}


@pytest.mark.parametrize(
    ("accepts", "language", "said"),
    [(True, "en", "Lyon receives"), (False, "en", "Lyon cannot receive"), (True, "fr", "Lyon reçoit"), (False, "zh-hans", "无法接待")],
)
def test_a_hosts_answer_reaches_every_coordinator_once_in_their_language(accepts, language, said, coordinator, postbox, settings):
    settings.SITE_ADDRESS = "https://reseau.example.org"
    speaking(coordinator, language)
    other = make.coordinator(email="other@example.org")
    request, (host,) = offered("Lyon")
    answer_as_host(host, accepts, "Avec nos regrets\u202e ou plaisir.", by=make.officer("Lyon"))
    send_mails()
    send_mails()
    assert sorted(mail["To"] for mail in postbox.mails) == sorted([coordinator.email, other.email])
    mail = postbox.to(coordinator.email)[0]
    assert said in mail["Subject"] and f"/{language}/requests/{request.pk}/" in mail.get_content()
    assert "Avec nos regrets ou plaisir." in mail.get_content()


def test_nobody_is_told_who_may_not_see_nor_who_did_it(coordinator):
    make.coordinator(make.group("vietnam"), "vietnam@example.org")
    request, (host, asked) = offered("Lyon", "Dijon")
    lyon, dijon, member, stranger = make.officer("Lyon"), make.officer("Dijon"), make.officer("Bordeaux"), make.stranger()
    answer_as_host(host, True, by=lyon)
    assert [mail.to for mail in Mail.objects.all()] == [coordinator.email]
    decline(request, by=coordinator, criterion="notice")
    told_of = {mail.to for mail in Mail.objects.exclude(to=request.contact_email)}
    assert told_of == {coordinator.email, lyon.email, dijon.email} and not told_of & {member.email, stranger.email}
    asked.refresh_from_db()
    assert asked.state == HostState.LEFT


def test_an_accepted_request_that_loses_its_last_host_says_so(coordinator):
    request, (host,) = offered("Lyon", state=HostState.ACCEPTED)
    accept(request, [host], by=coordinator)
    host.refresh_from_db()
    speaking(coordinator, "en")
    answer_as_host(host, False, by=make.officer("Lyon"))
    assert "nobody else does: open this request again" in Mail.objects.get(to=coordinator.email).body


def test_hosts_are_told_what_is_decided(coordinator, postbox):
    officers = {name: speaking(make.officer(name), "en") for name in ("Lyon", "Dijon", "Bordeaux")}
    request, (yes, _silent) = offered("Lyon", "Dijon")
    answer_as_host(yes, True, by=officers["Lyon"])
    accept(request, [yes], by=coordinator)
    reopen(request, by=coordinator)
    redirect(request, to=[make.authority("Bordeaux")], by=coordinator, criterion="tie", reason="Un jumelage.")
    reopen(request, by=coordinator)
    subjects = {(to, subject.partition(" –")[0]) for to, subject in told(postbox)}
    assert {subject for to, subject in subjects if to == officers["Lyon"].email} == {
        "The request you receive is accepted",
        "The request you were asked for is opened again",
        "Its asker was told of another door",
    }
    assert (officers["Dijon"].email, "Dijon is asked no more") in subjects
    assert {subject for to, subject in subjects if to == officers["Bordeaux"].email} == {
        "Bordeaux is named to the asker as another door",
        "The request for which you were named as another door is opened again",
    }


def test_hosts_are_told_when_their_asker_completes_or_withdraws(coordinator):
    officer, coordinator = speaking(make.officer("Lyon"), "en"), speaking(coordinator, "en")
    request, _hosts = offered("Lyon")
    request.stage = Stage.QUESTIONED
    request.save()
    complete(request, making.said(size=8))
    withdraw(request)
    told = {
        someone: [mail.subject.partition(" –")[0] for mail in Mail.objects.filter(to=someone.email)] for someone in (officer, coordinator)
    }
    subjects = told[officer]
    assert told[coordinator] == ["What is asked was completed", "Its asker has withdrawn the request"]
    assert subjects == ["What is asked of you was completed", "Its asker has withdrawn the request you were asked for"]


# A host's question


def test_a_host_asks_and_is_replied_to(coordinator):
    officer = speaking(make.officer("Lyon"), "en")
    request, (host,) = offered("Lyon")
    ask_as_host(host, "Combien de nuits ?", by=officer)
    assert [step.reason for _host, step in decide_part(request, coordinator)["questions"]] == ["Combien de nuits ?"]
    assert "Combien de nuits ?" in Mail.objects.get(to=coordinator.email).body
    reply_to_host(host, "Deux nuits.", by=coordinator)
    assert decide_part(request, coordinator)["questions"] == [] and host.state == HostState.ASKED
    mail = Mail.objects.get(to=officer.email)
    assert "Deux nuits." in mail.body and mail.subject.startswith("Your question about a request is answered")
    assert [step.kind for step in request.steps.all()] == ["host_asked", "host_told"]


def test_a_question_says_something_comes_from_the_host_and_is_about_something_open(coordinator):
    request, (host,) = offered("Lyon")
    lyon = make.officer("Lyon")
    for act in (
        lambda: ask_as_host(host, "  ", by=lyon),
        lambda: ask_as_host(host, "Oui ?", by=coordinator),
        lambda: reply_to_host(host, "Non.", by=lyon),
        lambda: reply_to_host(host, "", by=coordinator),
    ):
        with pytest.raises(Refused):
            act()
    decline(request, by=coordinator, criterion="notice")
    host.refresh_from_db()
    with pytest.raises(Refused, match="no answer any more"):
        reply_to_host(host, "Non.", by=coordinator)
    assert not Step.objects.filter(kind__startswith="host").exists()


# Opinions


def test_an_opinion_is_noted_in_the_history_when_it_is_asked_and_given_and_told(coordinator, postbox):
    request, (of, attache) = making.request("Saint-Étienne"), embassy()
    everybody = people()
    other = make.coordinator(email="other@example.org")
    opinion = ask_opinion(request, of, by=coordinator, question="Connue ?")
    give_opinion(opinion, OpinionState.FAVOURABLE, "Oui.", by=attache)
    assert [(step.kind, step.organisation, step.by) for step in request.steps.all()] == [
        ("consulted", of, coordinator),
        ("advised", of, attache),
    ]
    assert {to for to, _subject in told(postbox)} == {attache.email, coordinator.email, other.email}
    assert not {person.email for standpoint, person in everybody.items() if standpoint != "coordinator"} & {
        mail["To"] for mail in postbox.mails
    }


def test_who_was_asked_is_told_that_a_coordinator_noted_their_opinion(coordinator):
    request, (of, attache) = making.request(), embassy()
    give_opinion(ask_opinion(request, of, by=coordinator), OpinionState.NONE, "Par courrier.", by=coordinator)
    subjects = [mail.subject for mail in Mail.objects.filter(to=attache.email)]
    assert len(subjects) == 2 and "noté" in subjects[1]
    assert not Mail.objects.filter(to=coordinator.email).exists()


def test_who_asks_never_reads_in_the_history_that_an_opinion_was_asked(coordinator, signed_in):
    request, (of, _attache) = making.request(), embassy()
    ask_opinion(request, of, by=coordinator, question="MARKED")
    page = signed_in(make.partner_officer("Xuzhou")).get(request.get_absolute_url()).content.decode()
    assert "MARKED" not in page and "an opinion asked" not in page


# Who is late


def test_who_is_late_is_reminded_once_and_the_coordinator_told(coordinator, postbox):
    request, (host,) = offered("Lyon")
    lyon, (of, attache) = make.officer("Lyon"), embassy()
    ask_opinion(request, of, by=coordinator)
    Opinion.objects.update(due=PAST)
    type(host).objects.update(due=PAST)
    send_mails()
    postbox.mails.clear()
    call_command("remind_requests")
    call_command("remind_requests")
    send_mails()
    assert sorted(mail["To"] for mail in postbox.mails) == sorted([coordinator.email] * 2 + [lyon.email, attache.email])
    Opinion.objects.update(due=PAST + timedelta(days=1))  # another day was named, and is past as well
    assert remind() == {"hosts": 1, "opinions": 1} and Mail.objects.filter(to=attache.email).count() == 3


@pytest.mark.parametrize("due", [None, timezone.localdate(), date(2099, 1, 1)])
def test_nobody_is_late_before_the_day_is_over(due, coordinator):
    _request, (host,) = offered("Lyon")
    make.officer("Lyon")
    type(host).objects.update(due=due)
    assert remind() == {"hosts": 0, "opinions": 0} and not Mail.objects.exists()


def test_nobody_is_late_for_what_is_closed(coordinator):
    host = making.hosted(making.request(stage=Stage.WITHDRAWN), "Lyon", HostState.ASKED, due=PAST)
    make.officer("Lyon")
    assert host.is_late and remind() == {"hosts": 0, "opinions": 0} and not Mail.objects.exists()


def test_it_is_said_on_the_page_who_is_late(coordinator, signed_in):
    request, (host,) = offered("Lyon")
    type(host).objects.update(due=PAST)
    Opinion.objects.create(request=request, organisation=embassy()[0], asked_by=coordinator, due=PAST)
    page = signed_in(coordinator).get(request.get_absolute_url()).content.decode()
    assert page.count("badge late") == 2
