"""How long writing took is counted from the first look at the form: a correction begins no new count."""

import re

import pytest
from django.urls import reverse

from passerelles.requests.models import Request
from passerelles.requests.tests import making
from passerelles.requests.tests.asking import said, stamped
from tests import make

pytestmark = pytest.mark.django_db


def stamp_in(answer):
    return re.search(r'name="stamp" value="([^"]+)"', answer.content.decode())[1]


def test_a_correction_is_sent_at_once(client):
    refused = client.post("/en/ask/", said(asker_name=""))
    assert refused.status_code == 200 and not Request.objects.exists()
    assert client.post("/en/ask/", said(stamp=stamp_in(refused))).status_code == 302 and Request.objects.exists()


def test_a_page_that_was_opened_too_long_ago_is_sent_once_more_without_waiting(client):
    refused = client.post("/en/ask/", said(stamp=stamped(3 * 24 * 3600)))
    assert "too long ago" in refused.content.decode()
    assert client.post("/en/ask/", said(stamp=stamp_in(refused))).status_code == 302


@pytest.mark.parametrize("stamp", ["", "x", "1.5:abc"])
def test_a_stamp_that_is_not_ours_begins_anew(stamp, client):
    refused = client.post("/en/ask/", said(stamp=stamp))
    assert "very quick" in client.post("/en/ask/", said(stamp=stamp_in(refused))).content.decode() and not Request.objects.exists()


def test_what_is_needed_is_marked_before_anything_is_sent(client):
    make.group()
    page = client.get("/en/ask/").content.decode()
    for label in ("Name of your organisation", "Your name", "E-mail address", "What do you ask for?", "Dates"):
        assert f">{label} *</label>" in page
    assert "the first and the last day are needed as well" in page


@pytest.mark.usefixtures("in_english")
def test_what_a_decision_needs_is_marked(signed_in, coordinator):
    page = signed_in(coordinator).get(reverse("request_decide", args=[making.request().pk, "redirect"])).content.decode()
    assert "Other doors *" in page and "The criterion that decides *" in page and "Another one, by its name *" not in page
