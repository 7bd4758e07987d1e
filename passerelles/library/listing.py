"""What the list of documents offers to narrow it, and narrowing it."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.db.models.functions import Substr

from passerelles.library.models import Document, DocumentQuerySet
from passerelles.people.models import Group

COLUMNS = {"group": "group__slug", "state": "state", "language": "language", "genre": "genre", "year": "published__startswith"}


def narrowed(documents: DocumentQuerySet, asked: Mapping[str, str]) -> DocumentQuerySet:
    """Return those that match every filter."""
    return documents.filter(**{COLUMNS[name]: value for name, value in asked.items()})


def groups_of(documents: QuerySet[Document]) -> list[Group]:
    return list(Group.objects.filter(pk__in=documents.values("group")).order_by("slug"))


def years_of(documents: QuerySet[Document]) -> list[str]:
    """The years that documents are of, the last first."""
    years = documents.exclude(published="").annotate(year=Substr("published", 1, 4)).order_by("-year")
    return list(years.values_list("year", flat=True).distinct())
