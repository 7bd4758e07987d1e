"""Mails that must go out once: written with the decision they tell of, sent after it (docs/decisions/0095).

    write("request/12/confirm", to="wang@example.org", subject=…, body=…)     # in the action's transaction

`manage.py send_mails` sends what waits; `--keep-on` goes on doing so, as `manage.py serve` lets it.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPServerDisconnected
from typing import Any, TypeVar

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.models import Mail, MailState, Sendable
from passerelles.common.refusing import Refused

LEASE = timedelta(minutes=10)  # within which a sender tells what became of a mail: handing one over takes seconds
KEPT = timedelta(days=90)  # for how long the words of a mail that was sent are kept
SUBJECT = 250  # characters
Waiting = TypeVar("Waiting", bound=Sendable)
Said = Mapping[str, str]  # a sentence by language


@dataclass(frozen=True, slots=True)
class Written:
    """A mail in words. An answer reaches `reply_to`."""

    subject: str
    body: str
    language: str = "fr"
    reply_to: str = ""

    @property
    def columns(self) -> dict[str, str]:
        subject = " ".join(self.subject.split())[:SUBJECT]  # a header is one line
        return {"subject": subject, "body": self.body, "language": self.language, "reply_to": self.reply_to}


def write(key: str, *, to: str, subject: str, body: str, language: str = "fr", reply_to: str = "") -> None:
    """Let a mail wait to be sent. `key` says what it tells of what: the same key twice is one mail. An answer reaches `reply_to`."""
    mail = Mail(key=key, to=to, **Written(subject, body, language, reply_to).columns)
    Mail.objects.bulk_create([mail], ignore_conflicts=True)


@transaction.atomic
def write_on(
    key: str, said: Said, *, about: str, to: str, worded: Callable[[Sequence[Said]], Written], wait: timedelta = timedelta()
) -> None:
    """Say something in the mail about the same that still waits for more to be said, else in a new one (`key`) that waits so for a while.

    `worded` words all that is said in it. Without a while it goes out at once, with what waited.
    """
    waiting = Mail.objects.filter(about=about, to=to, state=MailState.WAITING, send_after__isnull=False)
    held = waiting.select_for_update().order_by("pk").first()
    told = [*held.told] if held else []
    told += [] if said in told else [dict(said)]
    columns = {**worded(told).columns, "told": told, "send_after": _until(held, wait)}
    if not held or not waiting.filter(pk=held.pk).update(**columns):  # a sender may have taken it meanwhile
        Mail.objects.bulk_create([Mail(key=key, about=about, to=to, **columns)], ignore_conflicts=True)


def _until(held: Mail | None, wait: timedelta) -> datetime | None:
    """Until when a mail waits for more: not the longer, the more is said."""
    if not wait:
        return None
    until = timezone.now() + wait
    return min(until, held.send_after) if held and held.send_after else until


def send_mails() -> dict[str, int]:
    """Send what waits, one after the other; return how many came to which state.

    Stopped at any moment, the next call goes on where this one was and sends none twice. Refuses where the mail server does not
    answer: nothing is marked then.
    """
    is_due = Q(send_after=None) | Q(send_after__lte=timezone.now())
    return send_each(list(Mail.objects.filter(is_due, state=MailState.WAITING)), _message)


def _message(mail: Mail) -> EmailMessage:
    """Return a mail that is taken as it is handed over: what was written on it since it was looked at goes out, too."""
    mail.refresh_from_db(fields=["subject", "body", "reply_to"])
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
