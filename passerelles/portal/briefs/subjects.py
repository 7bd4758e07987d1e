"""What a brief can be about: a partnership, an authority with its territory, a group. None that its reader may not see."""

from collections.abc import Sequence
from dataclasses import dataclass

from passerelles.people.models import Group, Organisation
from passerelles.people.queries import Visitor, standing
from passerelles.places.models import Place
from passerelles.register.models import Entry, EntryKind
from passerelles.register.models.entries import EntryQuerySet
from passerelles.register.tallying import TOPS


@dataclass(frozen=True, slots=True)
class Subject:
    """`kind` and `pk` are its address; `organisations` are whose offices and wishes belong to it (of a group: those of all its entries)."""

    kind: str
    pk: int
    about: Entry | Organisation | Group
    organisations: tuple[Organisation, ...] = ()
    groups: tuple[int, ...] = ()  # of a group: itself and all below it

    @property
    def name(self) -> dict[str, str]:
        name: dict[str, str] = self.about.title if isinstance(self.about, Entry) else self.about.name
        return name

    @property
    def territory(self) -> Place | None:
        """The région or province whose other authorities' ties are told, too."""
        place = self.about.place if isinstance(self.about, Organisation) else None
        return place if place and place.level in TOPS else None

    def entries(self, user: Visitor, kind: str) -> EntryQuerySet:
        """Return what a reader may see that belongs to it, of one kind."""
        seen = Entry.objects.visible_to(user).filter(kind=kind)
        if self.groups:
            return seen.filter(group__in=self.groups)
        if isinstance(self.about, Entry) and kind == EntryKind.PARTNERSHIP:
            return seen.filter(pk=self.about.pk)
        if isinstance(self.about, Entry) and kind in (EntryKind.PROJECT, EntryKind.OCCASION):
            return self._of_all(seen)
        return seen.filter(parties__organisation__in=self.organisations).distinct()

    def _of_all(self, entries: EntryQuerySet) -> EntryQuerySet:
        """Those that all its organisations are parties of: what one side does with others is not the pair's."""
        for organisation in self.organisations:
            entries = entries.filter(parties__organisation=organisation)
        return entries


def find_subject(kind: str, pk: int, user: Visitor) -> Subject | None:
    """Return what a brief is asked about; none where the reader may see nothing of it, so that it does not exist."""
    found = {"partnership": _partnership, "authority": _authority, "group": _group}
    return found[kind](pk, user) if kind in found else None


def subject_named(name: str, user: Visitor) -> Subject | None:
    """Return what a key means: an entry's, an organisation's or its place's ("FR/commune/42218"), a group's slug."""
    for kind, rows in (
        ("partnership", Entry.objects.filter(key=name)),
        ("authority", Organisation.objects.filter(key=name)),
        ("group", Group.objects.filter(slug=name)),
    ):
        pk = rows.values_list("pk", flat=True).first()
        if pk is not None:
            return find_subject(kind, pk, user)
    return None


def _partnership(pk: int, user: Visitor) -> Subject | None:
    root = Entry.objects.filter(pk=pk).values_list("survivor", flat=True).first() or pk
    entry = Entry.objects.visible_to(user).filter(pk=root, kind=EntryKind.PARTNERSHIP).with_parties().select_related("group").first()
    return Subject("partnership", entry.pk, entry, _parties(entry)) if entry else None


def _parties(entry: Entry) -> tuple[Organisation, ...]:
    return tuple(party.organisation for party in entry.parties.all())


def _authority(pk: int, user: Visitor) -> Subject | None:
    organisation = Organisation.objects.select_related("place__region", "place__successor").filter(pk=pk).first()
    if organisation is None or not Entry.objects.visible_to(user).of_organisation(organisation).exists():
        return None
    return Subject("authority", pk, organisation, (organisation,))


def _group(pk: int, user: Visitor) -> Subject | None:
    group = Group.objects.filter(pk=pk).first()
    groups = tuple(Group.objects.family([pk]))
    if group is None or not (pk in standing(user).reads or Entry.objects.visible_to(user).filter(group__in=groups).exists()):
        return None
    return Subject("group", pk, group, groups=groups)


KINDS: Sequence[str] = ("partnership", "authority", "group")
