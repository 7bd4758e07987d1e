"""Which authorities have a page for a visitor: a link leads only where it opens."""

from collections.abc import Iterable

from passerelles.people.queries import Visitor
from passerelles.register.queries.authorities import present


def with_pages(organisations: Iterable[int], user: Visitor) -> set[int]:
    """Return those of organisations, given by id, that have a page for this visitor; one query."""
    return set(present(user).filter(organisation__in=list(organisations)).values_list("organisation", flat=True))
