"""The letters that a delegation without an account gets: what changed of its visit, with its days and hosts, the link, and who writes.

In its language, with French beside Chinese, as answers are; in both where nobody knows its language.
"""

from collections.abc import Callable

from django.utils.translation import override

from passerelles.common.listing import listed
from passerelles.common.words import Wording, plain, tongue, wording
from passerelles.people.models import User
from passerelles.people.queries import organisations_of, standing
from passerelles.requests.describing import days_in_full
from passerelles.requests.letters import CODES, Draft, address_of, drafted, in_one_letter, plain_lines, together
from passerelles.requests.models import Request
from passerelles.visits.delegation import token_for
from passerelles.visits.models import LANGUAGES, Visit
from passerelles.visits.stages import VisitStage


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
            "visits/letters/cancelled" if visit.stage == VisitStage.CANCELLED else "visits/letters/changed",
            language,
            title=plain(wording(visit.title, language).text),
            name=plain(asked.contact_name),
            said=plain_lines(say()),
            days=days_in_full(visit.starts, visit.ends),
            hosts=listed(plain(str(receiver)) for receiver in visit.receivers),
            page=address_of("delegation", token_for(visit, asked)),
            signature=plain(str(by)),
            body=plain(str(_body_of(by, visit))),
        )


def _body_of(by: User, visit: Visit) -> Wording:
    """In whose name somebody writes: the group's, who coordinates it; else of an organisation they speak for, of the visit's first."""
    own = organisations_of(by)
    if visit.group_id in standing(by).coordinates or not own:
        return visit.group.wording
    concerned = [*(host.organisation_id for host in visit.hosts.all()), visit.visitor_id]
    return min(own, key=lambda each: concerned.index(each.pk) if each.pk in concerned else len(concerned)).wording
