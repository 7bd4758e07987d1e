"""Mails that must go out once: written with the decision they tell of, sent after it (docs/decisions/0095).

    write("request/12/confirm", to="wang@example.org", subject=…, body=…)     # in the action's transaction

`manage.py send_mails` sends what waits; `--keep-on` goes on doing so, as `manage.py serve` lets it.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from smtplib import SMTPException, SMTPServerDisconnected
from typing import Any, TypeVar

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.models import Mail, MailState, Sendable
from passerelles.common.refusing import Refused

LEASE = timedelta(minutes=10)  # within which a sender tells what became of a mail: handing one over takes seconds
KEPT = timedelta(days=90)  # for how long the words of a mail that was sent are kept
SUBJECT = 250  # characters
Waiting = TypeVar("Waiting", bound=Sendable)


def write(key: str, *, to: str, subject: str, body: str, language: str = "fr", reply_to: str = "") -> None:
    """Let a mail wait to be sent. `key` says what it tells of what: the same key twice is one mail. An answer reaches `reply_to`."""
    subject = " ".join(subject.split())[:SUBJECT]  # a header is one line
    mail = Mail(key=key, to=to, subject=subject, body=body, language=language, reply_to=reply_to)
    Mail.objects.bulk_create([mail], ignore_conflicts=True)


def send_mails() -> dict[str, int]:
    """Send what waits, one after the other; return how many came to which state.

    Stopped at any moment, the next call goes on where this one was and sends none twice. Refuses where the mail server does not
    answer: nothing is marked then.
    """
    return send_each(list(Mail.objects.filter(state=MailState.WAITING)), _message)


def _message(mail: Mail) -> EmailMessage:
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ") or "localhost"
    identity = f"<passerelles.mail.{mail.pk}@{host}>"  # the same for the same mail sent again, so that a mail server can tell
    answered = [mail.reply_to] if mail.reply_to else None
    return EmailMessage(mail.subject, mail.body, to=[mail.to], reply_to=answered, headers={"Message-ID": identity})


def send_each(mails: Sequence[Waiting], message_of: Callable[[Waiting], EmailMessage]) -> dict[str, int]:
    """Hand each mail to the mail server, marked before and again after: one that was being handed over when the server stopped stays
    marked as unsure, and only a person sends it again.
    """
    done = {MailState.SENT.value: 0, MailState.FAILED.value: 0, MailState.SENDING.value: 0}
    if not mails:
        return done
    with closing(_connected()) as connection:
        for mail in mails:
            rows = type(mail)._default_manager.filter(pk=mail.pk)
            if rows.filter(state=MailState.WAITING).update(state=MailState.SENDING, taken_at=timezone.now()):
                done[_send(rows, message_of(mail), connection)] += 1
    return done


def _connected() -> Any:
    """An open connection to the mail server: where there is none, nothing is marked."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        raise Refused(_("The mail server does not answer (%(error)s). Nothing was sent; try again later.") % {"error": error}) from error
    return connection


def _send(rows: QuerySet[Any], message: EmailMessage, connection: Any) -> str:
    message.connection = connection
    try:
        message.send()
    except (SMTPServerDisconnected, TimeoutError):  # it may have been taken or not
        rows.update(taken_at=None)
        return MailState.SENDING.value
    except (SMTPException, OSError, ValueError) as error:  # an address that no header may hold is a ValueError
        rows.update(state=MailState.FAILED, failure=str(error)[:300])
        return MailState.FAILED.value
    rows.update(state=MailState.SENT, sent_at=timezone.now(), failure="")
    return MailState.SENT.value


def wait_again(mails: QuerySet[Any]) -> int:
    """Let mails that were refused, or of which nobody knows, wait to be sent again: not those being sent right now. Return how many."""
    left = Q(state=MailState.SENDING) & (Q(taken_at=None) | Q(taken_at__lt=timezone.now() - LEASE))
    return mails.filter(Q(state=MailState.FAILED) | left).update(state=MailState.WAITING, failure="", taken_at=None)


def forget_sent() -> int:
    """Erase mails that were sent long ago: they name people. Return how many."""
    return Mail.objects.filter(state=MailState.SENT, sent_at__lt=timezone.now() - KEPT).delete()[0]


def forget_about(key: str) -> int:
    """Erase every mail about something ("request/12"), or about another thing to its people ("visit/3/changed/4/request/12"), whatever
    became of it: its people are erased. Return how many.
    """
    return Mail.objects.filter(Q(key__startswith=f"{key}/") | Q(key__endswith=f"/{key}")).delete()[0]
