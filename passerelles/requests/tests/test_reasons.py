"""The boxes of a letter's words: one for each of its languages, with a warning where the asker's is empty."""

import re
from html import unescape

import pytest
from django.urls import reverse

from passerelles.requests.models import Letter
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
WARNED = "What you wrote is not said in Chinese"


@pytest.fixture
def page(signed_in, coordinator):
    def ask(request, choice, **said):
        address, client = reverse("request_decide", args=[request.pk, choice]), signed_in(coordinator)
        return unescape((client.post(address, said, follow=True) if said else client.get(address)).content.decode())

    return ask


@pytest.mark.parametrize(("language", "boxes"), [("fr", ["reason"]), ("en", ["reason"]), ("zh", ["reason", "reason_fr"]), ("", ["reason"])])
@pytest.mark.parametrize("choice", ["accept", "redirect", "decline"])
def test_there_is_a_box_for_each_language_of_the_letter(choice, language, boxes, page):
    shown = page(making.request(language=language), choice)
    assert [name for name in ("reason", "reason_fr", "reason_zh", "reason_en") if f'name="{name}"' in shown] == boxes
    assert bool(re.search('<textarea[^>]* lang="zh-Hans"', shown)) == (language == "zh")


def test_who_forgets_the_askers_language_is_warned_before_anything_is_sent(page):
    request = making.request(language="zh-hans")
    shown = page(request, "decline", criterion="dates", reason_fr="Nous le regrettons.", draft="1")
    assert WARNED in shown and not Letter.objects.exists() and 'name="reason_fr" value="Nous le regrettons."' in shown
    shown = page(request, "decline", criterion="dates", reason="恕难接待。", reason_fr="Nous le regrettons.", draft="1")
    assert WARNED not in shown and '<blockquote lang="zh-Hans">' in shown and '<blockquote lang="fr">' in shown
    page(request, "decline", criterion="dates", reason="恕难接待。", reason_fr="Nous le regrettons.", decide="1")
    assert "恕难接待。" in Letter.objects.get().body and "Nous le regrettons." in Letter.objects.get().body


def test_one_language_will_do_and_none_is_asked_for_again(page):
    request = making.request(language="zh")
    assert "This field is required" in page(request, "ask_more", draft="1")
    assert WARNED in page(request, "ask_more", question_fr="Qui vient ?", draft="1")
    door = making.hosted(request, make.authority("Dijon")).organisation
    assert "This field is required" in page(request, "redirect", to=door.pk, criterion="tie", reason="  ", decide="1")
    assert not Letter.objects.exists()


def test_too_many_words_are_refused_in_the_box_they_are_in(page):
    shown = page(making.request(language="zh"), "ask_more", question="好", question_fr="x" * 2001, decide="1")
    assert "at most 2000 characters" in shown and "This field is required" not in shown and not Letter.objects.exists()


def test_a_letter_that_is_handed_over_invites_nobody_to_answer_a_mail(page):
    page(making.request(contact_email=""), "decline", criterion="dates", reason="x", decide="1")
    assert "répondre à ce courriel" not in Letter.objects.get().body
    page(making.request(), "decline", criterion="dates", reason="x", decide="1")
    assert "répondre à ce courriel" in Letter.objects.latest("pk").body
