"""Who may do what with a document, and what belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from passerelles.library.models import Document, DocumentState, SourceKind, Visibility
from passerelles.library.terms import UNMATCHED
from passerelles.people.models import Group
from passerelles.people.queries import Visitor, standing

MOST = 50  # findings of one kind that a page lists
LONGEST_QUOTE = 300


def may_see(document: Document, user: Visitor) -> bool:
    """The same as `visible_to`, of a document at hand."""
    who = standing(user)
    return (
        document.visibility == Visibility.PUBLIC
        or (document.visibility == Visibility.NETWORK and who.is_of_network)
        or (document.visibility == Visibility.GROUP and document.group_id in who.reads)
        or (user.is_authenticated and document.brought_by_id == user.pk)
    )


def may_change(document: Document, user: Visitor) -> bool:
    """Bring a new version, change who sees it, have it read again: its group's coordinator, and who brought it, while of the group."""
    may_bring = document.group_id in standing(user).brings
    return may_see(document, user) and may_bring and (coordinates(document, user) or is_own(document, user))


def may_judge(document: Document, user: Visitor) -> bool:
    return may_see(document, user) and coordinates(document, user)


def may_have_original(document: Document, user: Visitor) -> bool:
    """The file as it was brought may hold a secret that the text masks: until it is read, nobody knows."""
    if not document.original or not may_see(document, user):
        return False
    is_clear = document.state == DocumentState.READ and not document.has_secret
    return coordinates(document, user) or (is_clear and is_own(document, user))


def coordinates(document: Document, user: Visitor) -> bool:
    return document.group_id in standing(user).coordinates


def may_publish(group: Group, user: Visitor) -> bool:
    """Open a document to everybody: a coordinator's decision."""
    return group.pk in standing(user).coordinates


def may_become(document: Document, user: Visitor) -> list[str]:
    """The visibilities that somebody may give a document."""
    refused = set() if may_publish(document.group, user) else {Visibility.PUBLIC}
    refused |= set() if document.brought_by_id else {Visibility.PRIVATE}
    return [each for each in Visibility if each not in refused]


def is_own(document: Document, user: Visitor) -> bool:
    return user.is_authenticated and document.brought_by_id == user.pk


def versions_of(document: Document, user: Visitor) -> list[Document]:
    """The versions of its source that somebody may see, the last first; an organisation's declarations are no versions of each other."""
    if document.source.kind == SourceKind.DECLARATION:
        return []
    seen = Document.objects.visible_to(user).filter(source=document.source)
    return list(seen.defer("text", "blocks").order_by("-version"))


def unpublished(versions: Sequence[Document]) -> list[Document]:
    """Of the versions of a source, the last first, those that wait to be published."""
    current = next((each.version for each in versions if each.is_current), 0)
    return [each for each in versions if each.version > current > 0]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Something the reader found that no part of the site takes yet: it stays in the reading."""

    kind: str
    text: str
    start: int


def unmatched(document: Document, user: Visitor) -> list[Unmatched]:
    """What the last reading found beyond what is judged, for members only: nobody has judged it."""
    if not standing(user).is_of_network:
        return []
    found = document.readings.order_by("-pk").values_list("found", flat=True).first() or {}
    return [
        Unmatched(str(title), _quote(document, each), each["start"])
        for kind, title in UNMATCHED.items()
        for each in found.get(kind, ())[:MOST]
        if "start" in each
    ]


def _quote(document: Document, finding: dict[str, Any]) -> str:
    """The words themselves, from the document's masked text."""
    return document.text[finding["start"] : finding["end"]][:LONGEST_QUOTE]
