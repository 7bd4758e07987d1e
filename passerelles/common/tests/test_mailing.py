"""Mails that actions write: sent once, through a real SMTP server, whatever happens in between."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from passerelles.common import mailing
from passerelles.common.mailing import Written, forget_sent, send_mails, wait_again, write, write_on
from passerelles.common.models import Mail

pytestmark = pytest.mark.django_db


def written(key="request/1/confirm", **values):
    write(key, **{"to": "wang@example.org", "subject": "Votre demande", "body": "Bonjour,\n…", **values})


def test_what_is_written_twice_is_sent_once(postbox):
    written()
    written(subject="Une autre fois")
    assert send_mails() == {"sent": 1, "failed": 0, "sending": 0} and send_mails()["sent"] == 0
    assert [mail["Subject"] for mail in postbox.to("wang@example.org")] == ["Votre demande"]


def test_an_answer_to_a_mail_reaches_who_stands_behind_it_and_else_whoever_sends(postbox):
    written("a", reply_to="anne@network.example.org")
    written("b")
    send_mails()
    assert [mail["Reply-To"] for mail in postbox.mails] == ["anne@network.example.org", None]


def test_a_subject_is_one_line_and_makes_no_headers(postbox):
    written(subject="Demande\r\nBcc: all@example.org " + "x" * 400)
    send_mails()
    assert postbox.mails[0]["Bcc"] is None and postbox.mails[0]["Subject"].startswith("Demande Bcc:")


def test_an_address_with_a_line_break_fails_alone(postbox):
    written("a", to="a@example.org\nBcc: all@example.org")
    written("b")
    assert send_mails() == {"sent": 1, "failed": 1, "sending": 0}


def test_a_crash_in_the_middle_leaves_one_unsure_that_only_a_person_sends_again(postbox, monkeypatch):
    written("a")
    written("b")

    def die(mails, message, connection):
        raise KeyboardInterrupt  # as a killed process: nothing after the mark is done

    monkeypatch.setattr(mailing, "_send", die)
    with pytest.raises(KeyboardInterrupt):
        send_mails()
    monkeypatch.undo()
    assert send_mails()["sent"] == 1 and len(postbox.mails) == 1
    assert wait_again(Mail.objects.all()) == 0  # somebody may be at it
    Mail.objects.filter(state="sending").update(taken_at=timezone.now() - mailing.LEASE - timedelta(seconds=1))
    assert wait_again(Mail.objects.all()) == 1
    assert send_mails()["sent"] == 1 and len(postbox.mails) == 2


def test_without_a_mail_server_nothing_is_marked_and_the_command_says_so(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    written()
    with pytest.raises(CommandError):
        call_command("send_mails")
    assert Mail.objects.get().state == "waiting"


def test_mails_sent_long_ago_are_forgotten_and_others_kept(postbox):
    written("old")
    send_mails()
    Mail.objects.update(sent_at=timezone.now() - mailing.KEPT - timedelta(days=1))
    written("new")
    assert forget_sent() == 1 and Mail.objects.get().key == "new"


# Mails that are written on while they wait


def added(said, key="visit/1/changed/1/7", **values):
    def worded(told):
        return Written("Visite", "\n".join(each["fr"] for each in told))

    write_on(
        key,
        {"fr": said},
        **{"about": "visit/1/changed/7", "to": "wang@example.org", "worded": worded, "wait": timedelta(hours=1), **values},
    )


def test_what_is_written_while_a_sender_is_at_it_is_lost_by_neither(postbox, monkeypatch):
    """Looked at, written on, then taken: what was added goes out with the rest. Taken, then added to: a second mail."""
    added("un")
    added("deux")
    Mail.objects.update(send_after=timezone.now())
    connected = mailing._connected

    def while_connecting():
        added("trois", key="visit/1/changed/3/7")
        return connected()

    monkeypatch.setattr(mailing, "_connected", while_connecting)
    assert send_mails()["sent"] == 1
    monkeypatch.undo()
    assert postbox.to("wang@example.org")[0].get_payload(decode=True).decode().split() == ["un", "deux", "trois"]
    added("quatre", key="visit/1/changed/4/7")
    assert [mail.body for mail in Mail.objects.filter(state="waiting")] == ["quatre"]


def test_the_same_said_twice_is_said_once_and_another_person_has_their_own():
    added("un")
    added("un")
    added("un", key="visit/1/changed/1/8", about="visit/1/changed/8", to="li@example.org")
    assert {(mail.to, mail.body) for mail in Mail.objects.all()} == {("wang@example.org", "un"), ("li@example.org", "un")}


def test_what_is_urgent_goes_out_at_once_with_what_waited(postbox):
    added("un")
    assert send_mails()["sent"] == 0
    added("deux", wait=timedelta())
    assert send_mails()["sent"] == 1 == Mail.objects.count()
