"""The letters of requests: answers to whoever asks, in their language, with French beside Chinese; calls to hosts and advisers.

Each is a text template a language (templates/requests/letters); its first line is the subject. Names are made one line before they
are put in, so that none can add a line of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from passerelles.common.dates import said_date
from passerelles.common.listing import listed
from passerelles.common.words import plain, tongue, unmarked, wording
from passerelles.people.models import Group, Organisation, User
from passerelles.requests.articles import of_the, the, to_the
from passerelles.requests.criteria import CRITERIA
from passerelles.requests.describing import dates_of, department_of, title_of
from passerelles.requests.grounds import Ground, ground_of
from passerelles.requests.models import Request
from passerelles.requests.terms import RequestKind, StepKind

CODES = {"fr": "fr", "zh": "zh-hans", "en": "en"}  # a letter's language as the catalogues know it
BESIDE = {"zh": ("zh", "fr")}  # who writes Chinese gets both, so that either side can show the answer to its own
ANSWERS = (StepKind.ACCEPTED, StepKind.REDIRECTED, StepKind.DECLINED, StepKind.ASKED_MORE)
BETWEEN = " / "  # the subjects of one letter
RULE = "\n\n— — — — — — — — — —\n\n"  # between the languages of one letter


Reason = str | Mapping[str, str]  # by language, as `languages_of` has them; a text is said as it is in each


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: its kind, the criterion that decided, the reason by language or as it is, who receives or is another door."""

    kind: StepKind
    criterion: str = ""
    reason: Reason = ""
    hosts: Sequence[Organisation] = ()
    door: str = ""  # another door, in words


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is not sent yet. A mail of it has the address of its asker's page, which nobody else may open; a copy has not."""

    language: str
    subject: str
    body: str


def draft_of(request: Request, answer: Answer, signed: str, token: str = "") -> Draft:
    """Return the letter that gives an answer to whoever asked, in their language; `token` opens their page, in the copy that is mailed."""
    languages, ground = languages_of(request), ground_of(request, answer.criterion, answer.hosts)
    pages = [_answered(request, answer, ground, signed, token, each) for each in languages]
    return in_one_letter(pages)


def in_one_letter(pages: Sequence[Draft]) -> Draft:
    """Return one letter of the same in several languages, the reader's first."""
    return Draft(pages[0].language, BETWEEN.join(page.subject for page in pages), RULE.join(page.body for page in pages))


def languages_of(request: Request) -> tuple[str, ...]:
    """Return the languages of an answer, its asker's first."""
    asked = tongue(request.language) if request.language else "fr"
    return together(asked if asked in CODES else "fr")


def together(language: str) -> tuple[str, ...]:
    return BESIDE.get(language, (language,))


def halves_of(text: str, language: str) -> list[tuple[str, str]]:
    """Return a letter's text, or its subject, as (language, text) of each language it is in, for the page's `lang`."""
    languages = together(language)
    for between in (RULE, BETWEEN):
        if len(halves := text.split(between)) == len(languages):
            return list(zip(languages, halves, strict=True))
    return [(language, text)]


def in_one(reason: Reason) -> str:
    """Return a reason as the history keeps it: in each language it was given in."""
    return reason if isinstance(reason, str) else "\n".join(dict.fromkeys(filter(None, reason.values())))


def _answered(request: Request, answer: Answer, ground: Ground | None, signed: str, token: str, language: str) -> Draft:
    reason = answer.reason if isinstance(answer.reason, str) else answer.reason.get(language, "")
    with override(CODES[language]):
        return drafted(
            f"requests/letters/{answer.kind}",
            language,
            **_named(request.group),
            what=str(RequestKind(request.kind).label),
            dates=dates_of(request, in_full=True),
            name=_line(request.contact_name),
            criterion=str(wording(CRITERIA[ground.key].name)) if ground else "",
            against=_line(ground.against()) if ground else "",
            favour=_line(ground.favour()) if ground else "",
            reason=plain_lines(reason),
            is_said_elsewhere=bool(in_one(answer.reason)) and not reason,
            doors=listed(_line(host.wording) for host in answer.hosts),
            door=plain_lines(answer.door),
            signature=_line(signed),
            criteria_address=address_of("request_criteria"),
            is_mailed=bool(request.contact_email),
            page=address_of("asked", token) if token else "",
        )


def host_asked(request: Request, organisation: Organisation, reader: User, department: str, due: date | None) -> Draft:
    """Return the letter that asks an officer whether their organisation can receive."""
    asked = partial(department_of, department, organisation.country, reader.language)
    page, name = partial(address_of, "request_answer", request.pk), lambda: _line(organisation.wording)
    said = {"organisation": name, "department": lambda: _line(asked()) if department else ""}
    return _call("host_asked", request, reader.language, due, page, **said)


def opinion_asked(request: Request, language: str, page: Callable[[], str], question: str, due: date | None) -> Draft:
    """Return the letter that asks somebody's opinion; `page` gives where they give it."""
    return _call("opinion_asked", request, language, due, page, question=partial(_line, question))


def _call(name: str, request: Request, spoken: str, due: date | None, page: Callable[[], str], **said: Callable[[], str]) -> Draft:
    """A letter to somebody who is asked something, in their language, that leads to a page."""
    language = tongue(spoken) if tongue(spoken) in CODES else "fr"
    with override(CODES[language]):
        return drafted(
            f"requests/letters/{name}",
            language,
            **_named(request.group),
            title=_line(title_of(request)),
            dates=dates_of(request, in_full=True),
            due=said_date(due.isoformat()) if due else "",
            address=page(),
            **{key: words() for key, words in said.items()},
        )


def address_of(page: str, *which: int | str) -> str:
    """Return the whole address of a page in the language at hand; none where the site does not know its own."""
    return settings.SITE_ADDRESS + reverse(page, args=which) if settings.SITE_ADDRESS else ""


def drafted(template: str, language: str, **said: str | bool) -> Draft:
    """Return a letter from the text template of its language: the first line is its subject."""
    subject, _, body = render_to_string(f"{template}.{language}.txt", said).strip().partition("\n")
    return Draft(language, subject.strip(), body.strip())


def _named(group: Group) -> dict[str, str]:
    """A group's name, and as a French sentence takes it."""
    name = _line(group)
    return {"group": name, "group_the": the(name), "group_to": to_the(name), "group_of": of_the(name)}


def _line(text: object) -> str:
    return plain(str(text))


def plain_lines(text: str) -> str:
    return "\n".join(unmarked(line) for line in text.strip().splitlines())
