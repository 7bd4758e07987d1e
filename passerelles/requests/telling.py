"""The mails of requests that are no answers: the link, a draft's link, what came in, what those who work on it are told.

A mail to an address that nobody confirmed holds no word of whoever filled in the form: it would carry anybody's words to anybody.
People of the network are told what they may see, each in their language, once for each step.
"""

from collections.abc import Callable, Iterable

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from passerelles.common.mailing import write
from passerelles.common.words import plain
from passerelles.people.models import User
from passerelles.requests.describing import dates_of, title_of
from passerelles.requests.letters import address_of, plain_lines
from passerelles.requests.models import Request, Step
from passerelles.requests.queries.asking import coordinators_of
from passerelles.requests.stages import Stage

Words = str | Callable[[], str]


def mail_link(asked: Request, token: str, address: str) -> None:
    """Send its asker the link that opens a request: to confirm it, or to go on with a draft."""
    with override(asked.language):
        is_draft = asked.stage == Stage.DRAFT
        context = {"group": asked.group, "link": address.rstrip("/") + reverse("asked", args=[token]), "is_draft": is_draft}
        subject = _("Go on with your request") if is_draft else _("Confirm your request")
        body = render_to_string("requests/asking/link.txt", context)
        write(f"request/{asked.pk}/link/{asked.token[:16]}", to=asked.contact_email, subject=subject, body=body, language=asked.language)


def tell(asked: Request, key: str, people: Iterable[User], say: Callable[[], str], *, words: Words = "", by: User | None = None) -> None:
    """Write what happened to a request to people of the network, once for what `key` names: never to who did it, nor to who may not see it.

    `say` gives a short sentence, in the language it is asked in; `words` are somebody's own, or what gives them likewise.
    """
    for someone in people:
        if someone != by and Request.objects.visible_to(someone).filter(pk=asked.pk).exists():
            send(asked, key, someone, say, words=words, reply_to=by.email if by else "")


def send(
    asked: Request,
    key: str,
    to: User,
    say: Callable[[], str],
    *,
    words: Words = "",
    page: str = "request",
    which: int = 0,
    reply_to: str = "",
) -> None:
    """Write to one person in their language; whoever calls has asked whether they may read it. `page` is where the mail leads."""
    with override(to.language):
        said, title = say(), title_of(asked)
        address = address_of(page, asked.pk, *([which] if which else []))
        named = {"user": plain(str(to)), "said": plain(said), "request": plain(title), "dates": dates_of(asked)}
        own = plain_lines(words if isinstance(words, str) else words())
        body = render_to_string("requests/telling/told.txt", {**named, "words": own, "address": address})
        subject = _("%(what)s – %(request)s") % {"what": plain(said), "request": plain(title)}
        write(f"request/{asked.pk}/{key}/{to.pk}", to=to.email, subject=subject, body=body, language=to.language, reply_to=reply_to)


def tell_coordinators(asked: Request, step: Step, say: Callable[[], str], *, words: Words = "", by: User | None = None) -> None:
    """Tell who coordinates the group of a step, whoever made it aside."""
    tell(asked, f"step/{step.pk}", coordinators_of(asked.group), say, words=words, by=by)
