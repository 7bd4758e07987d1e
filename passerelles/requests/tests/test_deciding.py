"""Deciding: each decision moves, writes and tells once, or not at all; letters are in the asker's language and nothing forges them."""

from datetime import date, timedelta

import pytest

from passerelles.common.models import Mail
from passerelles.common.refusing import Refused
from passerelles.people.actions import join
from passerelles.requests.actions import accept, answer_as_host, ask_hosts, ask_more, decline, redirect, reopen
from passerelles.requests.models import Host, Letter, Request, Step
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making
from passerelles.requests.tests.test_moving import people
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

CHOICES = {
    "accept": lambda request, by: accept(request, request.hosts.filter(state=HostState.ACCEPTED), by=by),
    "redirect": lambda request, by: redirect(request, to=[make.authority("Dijon")], by=by, criterion="tie", reason="Une autre ville."),
    "ask_more": lambda request, by: ask_more(request, "Qui conduit la délégation ?", by=by),
    "decline": lambda request, by: decline(request, by=by, criterion="notice", reason="Trop tard."),
    "ask_hosts": lambda request, by: ask_hosts(request, [make.authority("Dijon")], by=by),
}


def received(**values):
    """A request that Nantes has said yes to."""
    request = making.request("Saint-Étienne", **values)
    making.hosted(request, "Nantes", HostState.ACCEPTED)
    return request


def written():
    return Step.objects.count(), Mail.objects.count(), Letter.objects.count()


@pytest.mark.parametrize("choice", CHOICES)
def test_only_the_coordinator_decides(choice):
    for standpoint, person in people().items():
        request = received()
        if standpoint == "coordinator":
            CHOICES[choice](request, person)
            assert request.steps.count() == 1
        else:
            with pytest.raises(Refused):
                CHOICES[choice](request, person)
            assert not request.steps.exists() and not request.letters.exists()
            assert Request.objects.get(pk=request.pk).stage == Stage.RECEIVED


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("other", CHOICES)
def test_of_two_decisions_at_once_one_stands_and_the_other_leaves_nothing(choice, other, coordinator):
    request = received()
    seen, after = Request.objects.get(pk=request.pk), make.coordinator(email="other@example.org")
    CHOICES[choice](request, coordinator)
    before, hosts = written(), list(Host.objects.values_list("organisation", "state"))
    with pytest.raises(Refused, match=r"was quicker|is now"):
        CHOICES[other](seen, after)
    assert written() == before
    assert Request.objects.get(pk=request.pk).stage == request.stage
    assert list(Host.objects.values_list("organisation", "state")) == hosts


def test_hosts_are_asked_once_and_their_officers_told_in_their_language(coordinator):
    officer, partner = make.officer("Lyon"), make.partner_officer("Xuzhou")
    type(officer).objects.filter(pk=officer.pk).update(language="zh-hans")
    request = making.request("Lyon")
    ask_hosts(request, [make.authority("Lyon"), make.authority("Dijon")], by=coordinator, department="Parcs", due=date(2099, 1, 2))
    assert request.stage == Stage.OFFERED and request.steps.count() == 2
    assert [(host.state, host.department) for host in request.hosts.all()] == [("asked", "Parcs")] * 2
    mail = Mail.objects.get()
    assert mail.to == officer.email and "您好" in mail.body and "Parcs" in mail.body and partner.email != mail.to
    with pytest.raises(Refused, match="Lyon is now: asked"):
        ask_hosts(request, [make.authority("Bordeaux"), make.authority("Lyon")], by=coordinator)
    assert Mail.objects.count() == 1 and request.hosts.count() == 2 and request.steps.count() == 2
    ask_hosts(request, [make.authority("Bordeaux")], by=coordinator)
    assert request.hosts.count() == 3


def test_nobody_is_asked_for_a_day_that_is_past_nor_nobody_at_all(coordinator):
    request = making.request()
    for hosts, due in (([], None), ([make.authority("Lyon")], date.today() - timedelta(days=2))):
        with pytest.raises(Refused):
            ask_hosts(request, hosts, by=coordinator, due=due)
    assert written() == (0, 0, 0) and not request.hosts.exists()


def test_a_host_answers_for_itself_alone_and_may_take_a_yes_back(coordinator):
    request = making.request(stage=Stage.OFFERED)
    host = making.hosted(request, "Lyon", HostState.ASKED)
    making.hosted(request, "Dijon", HostState.ASKED)
    lyon, dijon = make.officer("Lyon"), make.officer("Dijon")
    for someone in (dijon, coordinator, make.stranger()):
        with pytest.raises(Refused, match="for others"):
            answer_as_host(host, True, by=someone)
    stale = Host.objects.get(pk=host.pk)
    answer_as_host(host, True, "Avec plaisir", by=lyon)
    with pytest.raises(Refused, match="Lyon is now: receives"):
        answer_as_host(stale, True, by=lyon)
    assert (host.state, host.words, host.answered_by) == ("accepted", "Avec plaisir", lyon)
    answer_as_host(host, False, by=lyon)
    assert [step.kind for step in request.steps.all()] == ["answered"] * 2 and host.state == "declined"


@pytest.mark.parametrize("stage", [Stage.DECLINED, Stage.WITHDRAWN])
def test_a_host_is_asked_nothing_of_a_request_that_is_closed(stage):
    host = making.hosted(making.request(stage=stage), "Lyon", HostState.ASKED)
    with pytest.raises(Refused, match="no answer any more"):
        answer_as_host(host, True, by=make.officer("Lyon"))


def test_two_hosts_make_one_programme_and_who_has_not_answered_is_asked_no_more(coordinator):
    request = making.request(stage=Stage.OFFERED)
    yes = [making.hosted(request, name, HostState.ACCEPTED) for name in ("Lyon", "Dijon")]
    silent = making.hosted(request, "Bordeaux", HostState.ASKED)
    with pytest.raises(Refused, match="said that they receive"):
        accept(request, [*yes, silent], by=coordinator)
    assert written() == (0, 0, 0)
    request.refresh_from_db()
    accept(request, yes, by=coordinator)
    assert [host.state for host in request.hosts.all()] == ["accepted", "accepted", "left"]
    assert "Lyon et Dijon" in Letter.objects.get().body


def test_a_decision_that_fails_half_way_leaves_nothing(coordinator):
    request = making.request("Lyon")
    making.hosted(request, "Dijon", HostState.DECLINED)
    with pytest.raises(Refused, match="Dijon said that it cannot"):
        redirect(request, to=[make.authority("Dijon")], by=coordinator, criterion="tie", reason="x")
    assert written() == (0, 0, 0) and Request.objects.get().stage == Stage.RECEIVED
    assert set(request.hosts.values_list("state", flat=True)) == {"wanted", "declined"}


@pytest.mark.parametrize("criterion", ["", "nonsense"])
def test_a_no_names_a_published_criterion(criterion, coordinator):
    with pytest.raises(Refused, match="criterion"):
        decline(making.request(), by=coordinator, criterion=criterion)
    with pytest.raises(Refused, match="criterion"):
        redirect(making.request(), to=[make.authority("Lyon")], by=coordinator, criterion=criterion, reason="")


@pytest.mark.parametrize(
    ("language", "words", "subject"),
    [
        ("fr", ["Nous avons le regret", "préavis", "Une autre porte"], "Votre demande auprès du groupe chine : "),
        ("en", ["We regret", "notice given", "Another door"], "Your request to chine group: "),
        ("zh", ["很遗憾", "提前通知", "另行联系", "Nous avons le regret", "préavis"], "关于贵方向chine小组提出的申请："),
        ("zh-hans", ["很遗憾", "Nous avons le regret"], "关于贵方向chine小组提出的申请："),
        ("xx", ["Nous avons le regret"], "Votre demande"),
        ("", ["Nous avons le regret"], "Votre demande"),
    ],
)
def test_an_answer_is_in_the_askers_language_with_french_beside_chinese(language, words, subject, coordinator):
    request = making.request(language=language)
    decline(request, by=coordinator, criterion="notice", reason="Trop court.\nDésolés.", other_door="Cités Unies France")
    mail, kept = Mail.objects.get(), Letter.objects.get()
    assert all(word in mail.body for word in [*words, "Trop court.\nDésolés.", "Cités Unies France", str(coordinator)])
    assert mail.subject.startswith(subject) and (mail.subject, mail.body, mail.to) == (kept.subject, kept.body, kept.to)
    assert "/" not in mail.subject or language.startswith("zh")


@pytest.mark.parametrize("language", ["fr", "zh", "en"])
@pytest.mark.parametrize("choice", ["accept", "redirect", "ask_more", "decline"])
def test_every_answer_has_its_letter_in_every_language(choice, language, coordinator):
    request = received(language=language)
    CHOICES[choice](request, coordinator)
    letter = Letter.objects.get()
    assert "{" not in letter.body and {"accept": "Nantes", "redirect": "Dijon"}.get(choice, "") in letter.body
    assert letter.to == request.contact_email and letter.step.kind == request.steps.get().kind


def test_names_add_no_header_and_are_written_as_they_are(coordinator, postbox):
    name = 'Wang\r\nBcc: all@example.org\u202e <b>&"'
    request = making.request(contact_name=name, group=make.group(name={"fr": "Groupe\nBcc: x@example.org"}))
    decline(request, by=make.coordinator(), criterion="notice", reason="<script>alert(1)</script> & Cie")
    letter = Letter.objects.get()
    assert "\n" not in letter.subject and "\r" not in letter.subject + letter.body and "\u202e" not in letter.body
    assert 'Wang Bcc: all@example.org <b>&"\n' in letter.body and "<script>alert(1)</script> & Cie" in letter.body


def test_without_an_address_the_letter_is_kept_and_nothing_is_sent(coordinator):
    decline(making.request(contact_email=""), by=coordinator, criterion="notice")
    assert Letter.objects.get().to == "" and not Mail.objects.exists()


def test_askers_of_joined_requests_are_answered_each_in_their_language(coordinator):
    request = making.request(language="fr")
    making.request(stage=Stage.JOINED, joined_to=request, language="zh", contact_email="li@example.org")
    making.request(stage=Stage.JOINED, joined_to=request, contact_email=request.contact_email.upper())
    decline(request, by=coordinator, criterion="dates")
    assert {mail.to: mail.language for mail in Mail.objects.all()} == {request.contact_email: "fr", "li@example.org": "zh"}


@pytest.mark.parametrize("choice", ["accept", "redirect", "decline", "ask_hosts"])
def test_who_had_the_answer_to_a_question_by_telephone_goes_on(choice, coordinator):
    request = received()
    CHOICES["ask_more"](request, coordinator)
    CHOICES[choice](request, coordinator)
    assert [step.before for step in request.steps.all()] == [Stage.RECEIVED, Stage.QUESTIONED]


def test_who_asked_is_told_that_their_request_is_opened_again(coordinator):
    request = making.request(language="zh")
    decline(request, by=coordinator, criterion="dates")
    reopen(request, by=coordinator, reason={"fr": "De nouvelles dates", "zh": "日期已变更"})
    mail, letter = Mail.objects.latest("pk"), Letter.objects.latest("pk")
    assert (mail.to, mail.reply_to) == (request.contact_email, coordinator.email)
    assert all(words in mail.body for words in ("重新受理", "日期已变更", "de nouveau à l’étude", "De nouvelles dates"))
    assert (letter.step.kind, letter.step.reason) == ("reopened", "De nouvelles dates\n日期已变更")


def test_the_letter_of_opening_again_is_looked_at_first(coordinator, signed_in):
    request = making.request(language="fr", stage=Stage.DECLINED)
    address, said = f"/en/requests/{request.pk}/decide/reopen/", {"reason": "De nouvelles dates", "seen": "declined"}
    page = signed_in(coordinator).post(address, {**said, "draft": "1"}).text
    assert "de nouveau à l’étude" in page and "De nouvelles dates" in page and not Mail.objects.exists()
    signed_in(coordinator).post(address, {**said, "decide": "1"})
    assert "De nouvelles dates" in Mail.objects.get().body


def test_a_decision_is_taken_back_and_taken_again(coordinator):
    request = making.request()
    decline(request, by=coordinator, criterion="dates")
    reopen(request, by=coordinator, reason="De nouvelles dates")
    assert request.stage == Stage.RECEIVED and Mail.objects.count() == 2
    ask_more(request, "Combien de personnes ?", by=coordinator)
    reopen(request, by=coordinator, reason="Répondu par courriel")
    assert request.stage == Stage.RECEIVED
    decline(request, by=coordinator, criterion="dates")
    assert Mail.objects.count() == Letter.objects.count() == 5  # one for each decision, one whenever it was taken back
    with pytest.raises(Refused, match="not closed"):
        reopen(making.request(), by=coordinator)
    join(make.authority("Lyon"), make.group())
    with pytest.raises(Refused):
        reopen(request, by=make.officer("Lyon"))
