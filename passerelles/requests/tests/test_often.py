"""Nobody fills a letter box, an officer's or a stranger's: what the public has mailed is bounded by the hour and by the day, and says so."""

import pytest

from passerelles.common.models import Mail
from passerelles.requests.models import Request
from passerelles.requests.tests.asking import confirmed, last_mail, link_in, said
from passerelles.requests.views import often

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "one_process")]


@pytest.fixture
def one_process(settings):
    settings.SITE_PROCESSES = 1


def test_one_mailbox_gets_so_many_links_a_day_whoever_asks_for_them(client, monkeypatch):
    monkeypatch.setattr(often, "MAILED_AN_HOUR", 1000)
    form = said()
    answers = [client.post("/en/ask/", form, REMOTE_ADDR=f"10.0.0.{number}") for number in range(often.MAILED_A_DAY + 1)]
    assert Mail.objects.count() == often.MAILED_A_DAY and answers[-2].status_code == 302
    page = answers[-1].content.decode()
    assert "in a day. What you wrote is still here: please send it tomorrow" in page and "王小明" in page


def test_one_visitor_sends_so_many_a_day(client, monkeypatch):
    monkeypatch.setattr(often, "SENT_AN_HOUR", 1000)
    monkeypatch.setattr(often, "SENT_A_DAY", 3)
    form = said()
    answers = [client.post("/en/ask/", form | {"contact_email": f"a{number}@example.org"}).status_code for number in range(4)]
    assert answers == [302, 302, 302, 200] and Mail.objects.count() == 3


def test_those_who_work_on_a_request_get_so_many_mails_of_it_a_day(client, coordinator):
    form, link = said(), confirmed(client)
    told = Mail.objects.filter(to=coordinator.email)
    for number in range(often.TOLD_OF_ONE_A_DAY):  # its confirmation was the first
        seen = Request.objects.get().changed_at.isoformat()
        answer = client.post(link + "write/", form | {"purpose": f"Version {number}", "seen": seen})
    page = answer.content.decode()
    assert told.count() == often.TOLD_OF_ONE_A_DAY and Request.objects.get().purpose == f"Version {number - 1}"
    assert "those who work on it get a mail" in page and f"Version {number}" in page


def test_one_visitor_confirms_so_many_a_day_and_may_press_again_tomorrow(client, monkeypatch, coordinator):
    monkeypatch.setattr(often, "TOLD_A_DAY", 1)
    form = said()
    for email in ("wang@example.org", "li@example.org"):
        client.post("/en/ask/", form | {"contact_email": email})
        page = client.post(link_in(last_mail(email)) + "confirm/", follow=True).content.decode()
    assert "Please do this tomorrow" in page and Mail.objects.filter(to=coordinator.email).count() == 1
    assert sorted(Request.objects.values_list("stage", flat=True)) == ["received", "unconfirmed"]


def test_what_is_corrected_before_it_is_confirmed_mails_nobody_and_is_not_counted(client, monkeypatch):
    monkeypatch.setattr(often, "TOLD_OF_ONE_A_DAY", 0)
    form = said()
    client.post("/en/ask/", form)
    answer = client.post(
        link_in(last_mail()) + "write/", form | {"purpose": "Version 2", "seen": Request.objects.get().changed_at.isoformat()}
    )
    assert answer.status_code == 302 and Request.objects.get().purpose == "Version 2"
