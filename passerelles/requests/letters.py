"""The letters of requests: answers to whoever asks, in their language, with French beside Chinese; calls to hosts and advisers.

Each is a text template a language (templates/requests/letters); its first line is the subject. Names are made one line before they
are put in, so that none can add a line of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from passerelles.common.dates import said_date
from passerelles.common.listing import listed
from passerelles.common.words import plain, tongue, unmarked, wording
from passerelles.people.models import Organisation, User
from passerelles.requests.criteria import CRITERIA
from passerelles.requests.describing import dates_of, title_of
from passerelles.requests.models import Request
from passerelles.requests.terms import RequestKind, StepKind

CODES = {"fr": "fr", "zh": "zh-hans", "en": "en"}  # a letter's language as the catalogues know it
BESIDE = {"zh": ("zh", "fr")}  # who writes Chinese gets both, so that either side can show the answer to its own
ANSWERS = (StepKind.ACCEPTED, StepKind.REDIRECTED, StepKind.DECLINED, StepKind.ASKED_MORE)
RULE = "\n\n— — — — — — — — — —\n\n"  # between the languages of one letter


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: its kind, the criterion that decided, the reason in words, who receives or is another door."""

    kind: StepKind
    criterion: str = ""
    reason: str = ""
    hosts: Sequence[Organisation] = ()
    door: str = ""  # another door, in words


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is not sent yet."""

    language: str
    subject: str
    body: str


def draft_of(request: Request, answer: Answer, signed: str) -> Draft:
    """Return the letter that gives an answer to whoever asked, in their language."""
    asked = tongue(request.language) if request.language else "fr"
    language = asked if asked in CODES else "fr"
    pages = [_answered(request, answer, signed, each) for each in BESIDE.get(language, (language,))]
    return Draft(language, " / ".join(page.subject for page in pages), RULE.join(page.body for page in pages))


def _answered(request: Request, answer: Answer, signed: str, language: str) -> Draft:
    criterion = CRITERIA.get(answer.criterion)
    with override(CODES[language]):
        return _draft(
            answer.kind,
            language,
            group=_line(request.group),
            what=str(RequestKind(request.kind).label),
            dates=dates_of(request),
            name=_line(request.contact_name),
            criterion=str(wording(criterion.name)) if criterion else "",
            criterion_words=str(wording(criterion.words)) if criterion else "",
            reason=plain_lines(answer.reason),
            doors=listed(_line(host.wording) for host in answer.hosts),
            door=plain_lines(answer.door),
            signature=_line(signed),
            criteria_address=address_of("request_criteria"),
        )


def host_asked(request: Request, organisation: Organisation, reader: User, department: str, due: date | None) -> Draft:
    """Return the letter that asks an officer whether their organisation can receive."""
    return _call("host_asked", request, reader, due, "request_answer", lambda: _line(organisation.wording), department=_line(department))


def opinion_asked(request: Request, opinion: int, reader: User, question: str, due: date | None) -> Draft:
    """Return the letter that asks somebody's opinion."""
    return _call("opinion_asked", request, reader, due, "request_opinion", lambda: "", opinion, question=_line(question))


def _call(name: str, request: Request, reader: User, due: date | None, page: str, organisation: Any, *which: int, **said: str) -> Draft:
    """A letter to somebody of the network, in their language, that leads to a page."""
    language = tongue(reader.language) if tongue(reader.language) in CODES else "fr"
    with override(CODES[language]):
        return _draft(
            name,
            language,
            organisation=organisation(),
            group=_line(request.group),
            title=_line(title_of(request)),
            dates=dates_of(request),
            due=said_date(due.isoformat()) if due else "",
            address=address_of(page, request.pk, *which),
            **said,
        )


def address_of(page: str, *which: int) -> str:
    """Return the whole address of a page in the language at hand; none where the site does not know its own."""
    return settings.SITE_ADDRESS + reverse(page, args=which) if settings.SITE_ADDRESS else ""


def _draft(template: str, language: str, **said: str) -> Draft:
    subject, _, body = render_to_string(f"requests/letters/{template}.{language}.txt", said).strip().partition("\n")
    return Draft(language, subject.strip(), body.strip())


def _line(text: object) -> str:
    return plain(str(text))


def plain_lines(text: str) -> str:
    return "\n".join(unmarked(line) for line in text.strip().splitlines())
