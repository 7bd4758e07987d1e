"""The kinds of the register that can be found (settings.FINDABLES): what each is called, where it opens, how it is indexed anew."""

from collections.abc import Callable, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelles.common.finding import Kind, forget
from passerelles.people.models import Organisation
from passerelles.register.finding import AUTHORITY, WISH, index_authorities
from passerelles.register.models import Entry, EntryKind
from passerelles.register.projecting import project
from passerelles.register.steps import step

PRIORS = {EntryKind.PARTNERSHIP: 0.8, EntryKind.PROJECT: 0.7, EntryKind.PRACTICE: 0.5, EntryKind.OFFICE: 0.5, EntryKind.OCCASION: 0.5}


def _address(number: int, place: str) -> str:
    return reverse("entry", args=[number])


def _address_of_authority(number: int, place: str) -> str:
    return reverse("authority", args=[number])


@step()
def _index(number: int) -> None:
    """Project an entry, which writes how it is found as well."""
    entry = Entry.objects.surviving().filter(pk=number).first()
    if entry:
        project(entry)
    else:
        for kind in (*EntryKind.values, WISH):
            forget(kind, number)


@step()
def _index_authority(number: int) -> None:
    known = Organisation.objects.filter(pk=number).exclude(parties=None).select_related("place__region", "place__parent").distinct()
    index_authorities(list(known))
    if not known:
        forget(AUTHORITY, number)


def _numbers() -> Iterator[int]:
    return Organisation.objects.exclude(parties=None).distinct().values_list("pk", flat=True).iterator()


def _numbers_of(kind: EntryKind) -> Callable[[], Iterator[int]]:
    return lambda: Entry.objects.surviving().filter(kind=kind).values_list("pk", flat=True).iterator()


def _kind(kind: EntryKind) -> Kind:
    return Kind(kind.value, kind.label, _address, _numbers_of(kind), _index, PRIORS.get(kind, 0.4))


FINDABLES = (
    Kind(AUTHORITY, _("authority or body"), _address_of_authority, _numbers, _index_authority, 1.0),
    *(_kind(kind) for kind in EntryKind),
    Kind(WISH, pgettext_lazy("what is looked for", "wish"), _address, _numbers_of(EntryKind.NETWORK), _index, 0.6),
)
