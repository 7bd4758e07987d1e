"""Where "find a partner" leads on: what may be declared, who is written to, and what a request for one of those suggested begins with."""

from collections.abc import Iterable
from typing import Any

from passerelles.people.models import GroupMember, Organisation, User
from passerelles.people.queries import Visitor, standing
from passerelles.register.naming import imagined, is_authority
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.criteria.approvals import AS_OF
from passerelles.requests.queries.approvals import one_already
from passerelles.requests.queries.asking import coordinators_of
from passerelles.requests.queries.opening import with_pages
from passerelles.requests.queries.suggestions import Suggested, departments_of, may_look_for, partners_for, side_of
from passerelles.requests.queries.weights import group_looking_for
from passerelles.requests.terms import RequestKind

OF_THEMES = ("themes", "practice", "wish")  # reasons that a theme gives


def partner_page(organisation: Organisation, user: Visitor, asked: Iterable[str]) -> dict[str, Any]:
    """Return the suggestions for themes, what the themes changed, what stands against a partner, and what can be done next."""
    wanted = set(asked)
    themes = [theme for theme in THEME_NAMES if theme in wanted]
    found, country = partners_for(organisation, user, themes), side_of(organisation)
    group = group_looking_for(organisation, organisation.country, country) if country else None
    who = standing(user)
    return {
        "organisation": organisation,
        "themes": [(theme, name, theme in themes) for theme, name in THEME_NAMES.items()],
        "chosen": [THEME_NAMES[theme] for theme in themes],
        "asked_themes": "".join(f"&theme={theme}" for theme in themes),
        "against": one_already(organisation, user),
        "as_of": AS_OF,
        "suggestions": found,
        "is_moved": not themes or speak(found),
        "within": departments_of(RequestKind.PARTNER, themes, country),
        "has_page": bool(with_pages([organisation.pk], user)),
        "declares": organisation.pk in who.speaks_for and GroupMember.objects.filter(organisation=organisation).in_force().exists(),
        "asks": bool(who.brings),
        "coordinators": coordinators_of(group) if group else [],
    }


def speak(found: Iterable[Suggested]) -> bool:
    """Whether themes speak for one of those that are suggested."""
    return any(reason.name in OF_THEMES for each in found for reason in each.reasons)


def name_of(key: str) -> str:
    """Return the name of a territory that a link names by its key; none of what is no territory."""
    return str(imagined(key).wording) if is_authority(key) else ""


def begun_for(organisation: Organisation | None, partner: str, themes: Iterable[str], user: User) -> dict[str, Any]:
    """Return what a request for a partner begins with, for somebody who may look for one of this authority; nothing for others."""
    if organisation is None or organisation.place is None or not may_look_for(organisation, user):
        return {}
    own = organisation.pk in standing(user).speaks_for
    return {
        "kind": RequestKind.PARTNER,
        "asker_name": str(organisation.wording),
        "asker_country": organisation.country,
        "place": str(organisation.place.wording),
        "place_is": organisation.place.key,
        "is_authority": True,
        "sites": partner,
        "themes": list(themes),
        "dating": "flexible",
        **({"contact_name": str(user), "contact_email": user.email} if own else {}),
    }
