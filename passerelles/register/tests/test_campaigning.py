"""The yearly question: mails through a real SMTP server, links that open without sign-in, answers, reminders, a crash in between."""

import re
import smtplib
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from passerelles.common import mailing
from passerelles.common.refusing import Refused
from passerelles.people.actions import end_role
from passerelles.people.models import Group, User
from passerelles.register import letters
from passerelles.register.actions import (
    accept_confirmations,
    answer_campaign,
    close_campaign,
    open_campaign,
    remind,
    send_again,
    send_waiting,
    undo,
)
from passerelles.register.letters import SALT, token_of
from passerelles.register.models import Campaign, CampaignAnswer, CampaignMail, Claim, Doubt
from passerelles.register.queries.answers import progress
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(coordinator):
    """Two members with officers who read French and Chinese, a partnership each way."""
    make.public_partnership("Saint-Étienne", "Xuzhou")
    make.public_partnership("Nantes", "Xuzhou")
    make.officer("Saint-Étienne", "fr@example.org")
    make.partner_officer("Xuzhou", "zh@example.org")
    User.objects.filter(email="zh@example.org").update(language="zh-hans")
    return coordinator


def opened(by, **values):
    how = {"until": timezone.localdate() + timedelta(days=30), "address": "https://passerelles.example.org/", "by": by, **values}
    return open_campaign(make.group(), **how)


def link_in(mail):
    return re.search(r"https://passerelles\.example\.org(/\S+)", mail.get_content())[1]


# Sending


def test_every_officer_of_a_member_gets_one_mail_in_their_language(network, postbox):
    campaign = opened(network)
    assert send_waiting(campaign) == {"sent": 2, "failed": 0, "sending": 0}
    french, chinese = postbox.to("fr@example.org"), postbox.to("zh@example.org")
    assert len(french) == len(chinese) == 1
    assert "/fr/still-true/" in link_in(french[0]) and "/zh-hans/still-true/" in link_in(chinese[0])
    assert "Saint-Étienne" in french[0]["Subject"] and "徐州" in chinese[0]["Subject"]
    assert french[0]["Message-ID"] != chinese[0]["Message-ID"]


def test_who_has_nothing_to_answer_gets_no_mail(network, postbox):
    make.officer("Lyon", "lyon@example.org")
    campaign = opened(network)
    make.officer("Nice", "nice@example.org")
    send_waiting(campaign)
    assert {mail["To"] for mail in postbox.mails} == {"fr@example.org", "zh@example.org"}
    campaign.mails.update(sent_at=timezone.now() - timedelta(days=4))
    assert remind(campaign, by=network) == 2


def test_who_answers_before_the_mails_are_sent_gets_none(network, postbox, signed_in):
    campaign = opened(network)
    answer_campaign(
        make.partnership(), by=User.objects.get(email="fr@example.org"), organisation=make.authority("Saint-Étienne"), lang="fr"
    )
    send_waiting(campaign)
    assert {mail["To"] for mail in postbox.mails} == {"zh@example.org"}
    assert "answered without a mail" in signed_in(network).get(f"/en{reverse('campaign', args=[campaign.pk])[3:]}").text


def test_sending_again_sends_none_twice(network, postbox):
    campaign = opened(network)
    for _ in range(3):
        send_waiting(campaign)
    assert len(postbox.mails) == 2


def test_a_crash_in_the_middle_leaves_one_unsure_and_the_rest_to_be_sent(network, postbox, monkeypatch):
    campaign = opened(network)

    def die(mails, message, connection):
        raise KeyboardInterrupt  # as a killed process: nothing after the mark is done

    monkeypatch.setattr(mailing, "_send", die)
    with pytest.raises(KeyboardInterrupt):
        send_waiting(campaign)
    monkeypatch.undo()
    assert send_waiting(campaign)["sent"] == 1 and len(postbox.mails) == 1
    assert sorted(campaign.mails.values_list("state", flat=True)) == ["sending", "sent"]
    assert send_again(campaign, by=network) == 0  # somebody may be at it
    campaign.mails.filter(state="sending").update(taken_at=timezone.now() - mailing.LEASE - timedelta(seconds=1))
    assert send_again(campaign, by=network) == 1
    assert send_waiting(campaign)["sent"] == 1 and len(postbox.mails) == 2


def test_a_connection_lost_while_a_mail_is_handed_over_is_no_reason_to_send_it_twice(network, postbox, monkeypatch):
    from django.core.mail import EmailMessage

    campaign = opened(network)
    really = EmailMessage.send

    def cut(message, *args, **kwargs):
        really(message)
        raise smtplib.SMTPServerDisconnected("cut")

    monkeypatch.setattr(EmailMessage, "send", cut)
    assert send_waiting(campaign)["sending"] == 2
    monkeypatch.undo()
    send_waiting(campaign)
    assert len(postbox.mails) == 2


def test_a_refused_address_is_told_and_the_others_are_sent(network, postbox):
    campaign = opened(network)
    postbox.refused = {"fr@example.org"}
    assert send_waiting(campaign) == {"sent": 1, "failed": 1, "sending": 0}
    assert "no such person" in campaign.mails.get(state="failed").failure


def test_without_a_mail_server_nothing_is_marked(network, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    campaign = opened(network)
    with pytest.raises(Refused):
        send_waiting(campaign)
    assert set(campaign.mails.values_list("state", flat=True)) == {"waiting"}


def test_a_name_with_line_breaks_makes_no_mail_headers(network, postbox):
    Group.objects.update(name={"fr": "Groupe\r\nBcc: all@example.org", "zh": "组\nBcc: all@example.org"})
    send_waiting(opened(network))
    assert len(postbox.mails) == 2 and not any(mail["Bcc"] for mail in postbox.mails)


# Who may ask


def test_only_a_coordinator_asks_and_once_at_a_time(network, officer):
    with pytest.raises(Refused):
        opened(officer)
    opened(network)
    with pytest.raises(Refused):
        opened(network)


@pytest.mark.parametrize("days", [0, -1, 400])
def test_the_last_day_is_within_reason(network, days):
    with pytest.raises(Refused):
        opened(network, until=timezone.localdate() + timedelta(days=days))


# The link


@pytest.fixture
def linked(network, postbox):
    campaign = opened(network)
    send_waiting(campaign)
    return campaign, link_in(postbox.to("fr@example.org")[0])


def test_the_link_opens_without_sign_in_and_opening_writes_nothing(linked):
    _campaign, link = linked
    page = Client().get(link)
    assert page.status_code == 200 and "1984" in page.text and "Nantes" not in page.text
    assert not CampaignAnswer.objects.exists() and not Claim.objects.filter(name="confirmed").exists()


def test_the_button_confirms_as_the_officer_who_received_the_link(linked):
    _campaign, link = linked
    entry = make.partnership()
    for _ in range(2):  # twice pressed, once said
        assert Client().post(link, {"entry": entry.pk}).status_code == 302
    claim = Claim.objects.get(name="confirmed")
    assert claim.state == "proposed" and claim.source.organisation == make.authority() and claim.evidence.count() == 1
    assert claim.evidence.get().passage.document.brought_by.email == "fr@example.org"
    assert CampaignAnswer.objects.get().claim == claim


def test_a_swap_shows_what_a_reload_shows(linked):
    _campaign, link = linked
    entry = make.partnership()
    swapped = Client().post(link, {"entry": entry.pk}, headers={"HX-Request": "true"}).text
    reloaded = Client().get(link).text
    strip = lambda html: re.sub(r'value="\w{64}"|\s+', "", html)  # noqa: E731 - the token differs
    assert strip(swapped) in strip(reloaded)


def test_what_has_changed_is_contested_and_counts_as_an_answer(linked):
    campaign, link = linked
    Client().post(link, {"entry": make.partnership().pk, "words": "Le partenariat a pris fin."})
    assert Doubt.objects.get(about="contest").reason["fr"] == "Le partenariat a pris fin."
    assert next(row for row in progress(campaign) if row.organisation == make.authority()).contested == 1


def test_the_fact_that_has_changed_is_named_in_the_form(linked):
    _campaign, link = linked
    entry = make.partnership()
    since = entry.claims.get(name="since")
    assert f'<option value="{since.pk}">' in Client().get(link).text
    for fact, status in (("0", 404), (since.pk, 302)):
        assert Client().post(link, {"entry": entry.pk, "fact": fact, "words": "C'était en 1985."}).status_code == status
    assert Doubt.objects.get(about="contest").claims.get() == since


@pytest.mark.parametrize("whose", ["Nantes", "none"])
def test_the_link_answers_for_its_own_organisation_only(linked, whose):
    _campaign, link = linked
    pk = make.partnership(whose, "Xuzhou").pk if whose != "none" else 10**9
    assert Client().post(link, {"entry": pk}).status_code == 404
    assert not CampaignAnswer.objects.exists()


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1],
        lambda token: token[:-1] + ("a" if token[-1] != "a" else "b"),
        lambda token: "x" + token,
        lambda token: signing.dumps([1, 1, 1], salt="another"),
        lambda token: "nonsense",
    ],
)
def test_a_forged_link_gives_a_clear_page(linked, forge):
    _campaign, link = linked
    head, token = link.rstrip("/").rsplit("/", 1)
    for answer in (Client().get(f"{head}/{forge(token)}/"), Client().post(f"{head}/{forge(token)}/", {"entry": 1})):
        assert answer.status_code == 404 and "<h1>" in answer.text and "Saint-Étienne" not in answer.text


def test_a_link_closes_with_its_campaign_its_day_its_age_and_its_officer(linked, network, monkeypatch):
    campaign, link = linked
    Campaign.objects.filter(pk=campaign.pk).update(until=timezone.localdate() - timedelta(days=1))
    assert Client().get(link).status_code == 410
    Campaign.objects.filter(pk=campaign.pk).update(until=timezone.localdate() + timedelta(days=1))
    monkeypatch.setattr(letters, "LONGEST", -1)
    assert Client().get(link).status_code == 410
    monkeypatch.undo()
    membership = User.objects.get(email="fr@example.org").memberships.get()
    end_role(membership, on=timezone.localdate() - timedelta(days=1))
    assert Client().post(link, {"entry": make.partnership().pk}).status_code == 410
    close_campaign(campaign, by=network)
    assert Client().get(link).status_code == 410


def test_the_link_is_bound_to_its_campaign(linked):
    campaign, _link = linked
    mail = campaign.mails.first()
    assert signing.loads(token_of(mail), salt=SALT) == [campaign.pk, mail.organisation_id, mail.user_id]


# Following


def test_reminders_go_to_those_who_have_not_answered_for_all(network, postbox):
    campaign = opened(network)
    send_waiting(campaign)
    with pytest.raises(Refused):
        remind(campaign, by=network)  # the first mails have just left
    CampaignMail.objects.update(sent_at=timezone.now() - timedelta(days=10))
    officer = make.again(make.user("fr@example.org"))
    answer_campaign(make.partnership(), by=officer, organisation=make.authority())
    assert remind(campaign, by=network) == 1
    with pytest.raises(Refused):
        remind(campaign, by=network)  # a button pressed twice
    send_waiting(campaign)
    assert len(postbox.to("fr@example.org")) == 1 and len(postbox.to("zh@example.org")) == 2


def test_progress_tells_who_has_answered_for_what(network, postbox, signed_in):
    campaign = opened(network)
    officer = make.again(make.user("fr@example.org"))
    answer_campaign(make.partnership(), by=officer, organisation=make.authority())
    told = {str(row.organisation): (row.answered, row.asked) for row in progress(campaign)}
    assert told == {"Saint-Étienne": (1, 1), "Xuzhou": (0, 2)}
    browser = signed_in(network)
    assert "1 / 1" in browser.get(reverse("campaign", args=[campaign.pk])).text
    for act in ("send", "again", "accept", "close"):
        assert browser.post(reverse("campaign_act", args=[campaign.pk, act])).status_code == 302
    assert len(postbox.mails) == 1 and not Campaign.objects.get().is_open  # who has answered is not asked


def test_confirmations_are_accepted_as_one_step_and_prove_that_the_tie_is_alive(network):
    campaign = opened(network)
    entry = make.partnership()
    answer_campaign(entry, by=make.again(make.user("fr@example.org")), organisation=make.authority())
    assert accept_confirmations(campaign, by=network) == 1
    entry.refresh_from_db()
    assert entry.last_proof == timezone.localdate()


def test_undoing_an_acceptance_of_confirmations_leaves_an_earlier_one(network):
    campaign, officer = opened(network), make.again(make.user("fr@example.org"))
    for partner in ("Xuzhou", "Guangzhou"):
        answer_campaign(make.partnership("Saint-Étienne", partner), by=officer, organisation=make.authority())
        assert accept_confirmations(campaign, by=network) == 1
    assert [claim.entry.parties.last().organisation.name["en"] for claim in undo(by=network)] == ["Guangzhou"]
    assert list(Claim.objects.filter(name="confirmed").order_by("pk").values_list("state", flat=True)) == ["accepted", "proposed"]


def test_the_pages_are_a_coordinators(officer, network, signed_in):
    campaign = opened(network)
    browser = signed_in(officer)
    for address in (reverse("campaigns"), reverse("campaign", args=[campaign.pk]), reverse("life")):
        assert browser.get(address).status_code == 403
    assert browser.post(reverse("campaign_act", args=[campaign.pk, "send"])).status_code == 404


def test_a_campaign_is_opened_on_its_page(network, signed_in):
    browser = signed_in(network)
    assert browser.get(reverse("campaigns")).status_code == 200
    until = (timezone.localdate() + timedelta(days=20)).isoformat()
    answer = browser.post(reverse("campaigns"), {"group": make.group().pk, "until": until})
    assert answer.status_code == 302 and Campaign.objects.get().address == "http://testserver/"
