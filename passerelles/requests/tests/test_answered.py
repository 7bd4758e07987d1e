"""The page of whoever asked, once they were answered: the letters in full, who receives; by the link of any mail, and by no other."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from passerelles.common.mailing import send_mails
from passerelles.common.models import Mail
from passerelles.requests.actions import accept, ask_hosts, ask_more, decline, redirect
from passerelles.requests.models import Letter, Request
from passerelles.requests.queries.asking import asked_by, token_for
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.templatetags.requests import linked
from passerelles.requests.tests import making
from passerelles.requests.tests.asking import confirmed, last_mail, link_in, said
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture(autouse=True)
def addressed(settings):
    settings.SITE_ADDRESS = "https://network.example.org"


def page_of(asked, language="en"):
    return unescape(Client().get(f"/{language}/ask/{token_for(asked)}/").content.decode())


@pytest.mark.parametrize("language", ["fr", "zh-hans", "en"])
@pytest.mark.parametrize("is_accepted", [True, False])
def test_every_letter_leads_to_the_askers_page_where_it_is_read_in_full(language, is_accepted, coordinator, client):
    asked = making.request(language=language)
    host = making.hosted(asked, "Pau", HostState.ACCEPTED)
    if is_accepted:
        accept(asked, [host], by=coordinator, reason="À bientôt à Pau.")
    else:
        decline(asked, by=coordinator, criterion="dates", reason="À bientôt à Pau.")
    link = link_in(last_mail())
    assert link.startswith(f"/{language}/ask/")
    page = unescape(client.get(link).content.decode())
    assert "À bientôt à Pau." in page and ("Madame, Monsieur" in page) == (language != "en")
    assert page.count('lang="zh-Hans"') >= 2 * (language == "zh-hans") and page.count('<blockquote lang="fr"') == (language != "en")


def test_the_letter_that_others_read_holds_no_link_to_the_askers_page(coordinator, signed_in):
    asked = making.request()
    decline(asked, by=coordinator, criterion="dates")
    token = token_for(asked)
    assert token in last_mail().body and token not in Letter.objects.get().body
    assert token not in signed_in(coordinator).get(asked.get_absolute_url()).content.decode()


def test_who_receives_is_named_with_the_days(coordinator):
    asked = making.request()
    accept(asked, [making.hosted(asked, name, HostState.ACCEPTED) for name in ("Pau", "Nantes")], by=coordinator)
    assert "Who receives</strong>: Pau and Nantes · May 10" in page_of(asked)


def test_other_doors_are_named_and_hosts_that_were_only_asked_are_not(coordinator):
    asked = making.request("Pau")
    ask_hosts(asked, [make.authority("Nantes")], by=coordinator, due=timezone.localdate() + timedelta(days=9))
    page = page_of(asked)
    assert "They were asked to answer by" in page and "Nantes" not in page
    redirect(asked, to=[make.authority("Dijon")], by=coordinator, criterion="tie", reason="Une autre ville.")
    page = page_of(asked)
    assert "Other doors</strong>: Dijon" in page and "Une autre ville." in page and "Nantes" not in page


def test_who_was_joined_to_another_reads_the_answer_of_both(coordinator):
    lead = making.request()
    joined = making.request(stage=Stage.JOINED, joined_to=lead, contact_email=lead.contact_email.upper())
    other = making.request(stage=Stage.JOINED, joined_to=lead, contact_email="li@example.org", language="zh")
    accept(lead, [making.hosted(lead, "Pau", HostState.ACCEPTED)], by=coordinator, reason="Bienvenue.")
    assert all("Bienvenue." in page_of(each) and "Who receives</strong>: Pau" in page_of(each) for each in (lead, joined, other))


def test_how_long_others_waited_is_said_once_it_says_something():
    asked, now = making.request(), timezone.now()
    for days in (4, 4, 6, 30):
        making.request(stage=Stage.DECLINED, received_at=now - timedelta(days=days), answered_at=now)
    assert "last answers came within" not in page_of(asked)
    making.request(stage=Stage.DECLINED, received_at=now - timedelta(days=8), answered_at=now)
    assert "Half of the last answers came within 6 days." in page_of(asked)


def test_a_link_opens_its_own_page_until_another_address_answers_or_a_newer_link_is_mailed():
    asked, other = making.request(), making.request()
    token = token_for(asked)
    assert asked_by(token) == asked and token_for(other) != token
    assert asked_by(token[:-1]) is None and asked_by(token.replace(":", ":x", 1)) is None
    Request.objects.filter(pk=asked.pk).update(token="another")
    assert asked_by(token) is None
    Request.objects.filter(pk=asked.pk).update(token="", contact_email="li@example.org")
    assert asked_by(token) is None
    asked.refresh_from_db()
    nobody = token_for(making.request(contact_email=""))
    assert asked_by(token_for(asked)) == asked and asked_by(nobody) is None


def test_the_link_of_a_question_completes_the_request(coordinator, client):
    confirmed(client)
    asked = Request.objects.get()
    ask_more(asked, "Qui conduit la délégation ?", by=coordinator)
    link = link_in(last_mail())
    assert "Qui conduit la délégation ?" in client.get(link + "write/").content.decode()
    client.post(link + "write/", said(head_name="李市长"))
    asked.refresh_from_db()
    assert (asked.stage, asked.head_name) == ("received", "李市长")


def test_letters_are_answered_to_who_signs_and_calls_to_who_calls(postbox):
    make.officer(make.authority("Pau"), email="pau@example.org")
    signs = make.coordinator(email="anne@network.example.org")
    asked = making.request()
    ask_hosts(asked, [make.authority("Pau")], by=signs)
    decline(asked, by=signs, criterion="dates")
    send_mails()
    assert {mail["To"]: mail["Reply-To"] for mail in postbox.mails} == {each.to: signs.email for each in Mail.objects.all()}
    assert {"pau@example.org", asked.contact_email} <= {mail["To"] for mail in postbox.mails}


# What was understood, and correcting it


def test_all_that_was_understood_is_on_the_page(client):
    link = confirmed(client, size="8", head_name="张建国", languages=["zh", "en"], needs_interpreter="on")
    page = unescape(client.get(link).content.decode())
    assert "8 people · led by 张建国 (deputy mayor" in page and "Chinese and English · an interpreter is needed" in page
    assert "we understood" in page and f'href="{link}write/#id_place"' in page


def test_an_office_reads_its_own_name_where_its_town_is_known(client):
    make.authority("Xuzhou")
    link = confirmed(client, asker_name="徐州市人民政府外事办公室", place="Xuzhou", is_authority="on")
    assert Request.objects.get().asker == make.authority("Xuzhou")
    page = unescape(client.get(link).content.decode())
    assert "<dd>徐州市人民政府外事办公室 <span" in page


def test_a_place_is_corrected_before_confirming_and_nobody_is_told(client, coordinator):
    client.post("/en/ask/", said(place="Wuhan"))
    link = link_in(last_mail())
    page = client.post(link + "write/", said(place="Xuzhou"), follow=True).content.decode()
    asked = Request.objects.get()
    assert asked.stage == "unconfirmed" and str(asked.asker_place) == "Xuzhou" and "徐州市" in page and Mail.objects.count() == 1
    assert "Confirm my request" in page


@pytest.mark.parametrize("stage", ["received", "offered"])
def test_what_is_corrected_later_is_told_to_who_works_on_it_with_what_stood_there(stage, client, coordinator):
    link = confirmed(client, size="6")
    asked = Request.objects.get()
    Request.objects.update(stage=stage)
    seen = asked.changed_at.isoformat()
    client.post(link + "write/", said(size="9", seen=seen))
    asked.refresh_from_db()
    assert (asked.stage, asked.size) == (stage, 9) and asked.steps.last().by is None
    assert [(each.before, each.after) for each in asked.steps.last().changes.filter(column="size")] == [(6, 9)]
    assert "6 → 9" in last_mail(coordinator.email).body
    written = Mail.objects.count()
    page = client.post(link + "write/", said(size="9", seen=asked.changed_at.isoformat()), follow=True)
    assert "Nothing was changed." in page.content.decode() and Mail.objects.count() == written


def test_of_two_windows_the_second_changes_nothing_before_it_is_told(client):
    link = confirmed(client)
    seen = Request.objects.get().changed_at.isoformat()
    client.post(link + "write/", said(size="9", seen=seen))
    page = client.post(link + "write/", said(size="12", seen=seen)).content.decode()
    assert "changed in another window" in page and Request.objects.get().size == 9


@pytest.mark.parametrize("stage", ["accepted", "redirected", "declined", "withdrawn"])
def test_what_is_decided_is_corrected_by_no_link(stage, client):
    link = confirmed(client)
    Request.objects.update(stage=stage)
    assert client.get(link + "write/").status_code == 302 and "Correct or complete" not in client.get(link).content.decode()
    assert client.post(link + "write/", said(size="9")).status_code == 409 and Request.objects.get().size == 6


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_however_many_letters_there_are(number, coordinator, client, django_assert_num_queries):
    asked = making.request(language="zh")
    for _each in range(number):
        ask_more(asked, "Qui ?", by=coordinator)
        Request.objects.update(stage="received")
        asked.refresh_from_db()
    address = reverse("asked", args=[token_for(asked)])
    with django_assert_num_queries(6):
        client.get(address)


def test_an_address_that_follows_chinese_punctuation_is_a_link(settings):
    settings.SITE_ADDRESS = "https://network.example.org"
    shown = linked("网页：https://network.example.org/zh-hans/data/，<b>")
    assert 'href="/zh-hans/data/' in shown and "<b>" not in shown
