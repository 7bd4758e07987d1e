"""The letters that a delegation without an account gets: what changed of its visit, with its days and hosts, the link, and who writes.

In its language, with French beside Chinese, as answers are; in both where nobody knows its language.
"""

from collections.abc import Callable

from django.utils.translation import override

from passerelles.common.listing import listed
from passerelles.common.words import plain, tongue, wording
from passerelles.people.models import User
from passerelles.requests.describing import days_in_full
from passerelles.requests.letters import CODES, Draft, address_of, drafted, in_one_letter, plain_lines, together
from passerelles.requests.models import Request
from passerelles.visits.delegation import token_for
from passerelles.visits.models import LANGUAGES, Visit


def languages_of(asked: Request) -> tuple[str, ...]:
    """Return the languages that an asker is written to in, their own first."""
    known = tongue(asked.language) if asked.language else ""
    return together(known) if known in CODES else LANGUAGES


def changed(visit: Visit, asked: Request, say: Callable[[], str], *, by: User) -> Draft:
    """Return the letter that tells an asker what `say` says, in the language it is asked in."""
    return in_one_letter([_page(visit, asked, say, by, language) for language in languages_of(asked)])


def _page(visit: Visit, asked: Request, say: Callable[[], str], by: User, language: str) -> Draft:
    with override(CODES[language]):
        return drafted(
            "visits/letters/changed",
            language,
            title=plain(wording(visit.title, language).text),
            name=plain(asked.contact_name),
            said=plain_lines(say()),
            days=days_in_full(visit.starts, visit.ends),
            hosts=listed(plain(str(receiver)) for receiver in visit.receivers),
            page=address_of("delegation", token_for(visit, asked)),
            signature=plain(str(by)),
            group=plain(str(visit.group)),
        )
