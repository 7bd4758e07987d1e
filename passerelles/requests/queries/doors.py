"""The doors that a request may be sent to, as lists to tick: who is suggested, who is named already, the group's members, and others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.common.sorting import in_order
from passerelles.people.models import GroupMember, Organisation
from passerelles.people.queries import Visitor
from passerelles.register.naming import authority_named, imagined, is_authority, label_of_key
from passerelles.requests.models import Request
from passerelles.requests.queries.suggestions import fullness_for, other_side, suggestions_for
from passerelles.requests.sites import named_in
from passerelles.requests.stages import HostState

MOST_TICKED = 50  # doors at once: each is looked up
Doors = Mapping[str, str]  # value: how it is called


def possible_doors(asked: Request) -> "QuerySet[Organisation]":
    """Return who a request may be sent to: anybody but those of the asker's own country; and those it names already."""
    there = ~Q(country=asked.asker_country) if asked.asker_country else Q()
    return Organisation.objects.filter(there | Q(asked__request=asked)).distinct()


def door_of(asked: Request, value: str) -> Organisation | None:
    """Return what a value means: an organisation by its id, or by its key one that the network has not met (and is written by no look)."""
    if value.isdecimal() and len(value) < 16:
        return possible_doors(asked).filter(pk=value).first()
    if not is_authority(value) or (asked.asker_country and value.startswith(f"{asked.asker_country}/")):
        return None
    return Organisation.objects.filter(key=value).first() or imagined(value)


def wished_for(asked: Request) -> list[str]:
    """The values of the hosts that its asker wishes for, and that nobody has asked."""
    return [str(host.organisation_id) for host in asked.hosts.all() if host.state == HostState.WANTED]


@dataclass(frozen=True)
class Lists:
    """What stands on the page: each door once, in the first list that has it. `ticked` are values, `sought` a name that was typed."""

    asked: Request
    user: Visitor
    ticked: Sequence[str] = ()
    sought: str = ""

    def __iter__(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        wanted = (_("Named among the sites wanted"), self.wanted)
        lists = ((_("Found"), self.found), wanted, (_("Suggested"), self.suggested), (_("Named already"), self.named))
        shown: set[str] = set()
        for title, doors in (*lists, (_("Members of the group"), self.members), (_("Ticked"), self.others)):
            fresh = [(value, name) for value, name in doors.items() if value not in shown]
            shown |= doors.keys()
            if fresh:
                yield title, fresh

    @cached_property
    def suggested(self) -> Doors:
        found = suggestions_for(self.asked, self.user, load=fullness_for(self.asked, self.user))
        return {each.door: self._called(each.door, f"{each.name} · {_points(each.points)}") for each in found}

    @cached_property
    def named(self) -> Doors:
        hosts = self.asked.hosts.all()
        return {str(host.organisation_id): f"{host.organisation.wording} · {host.get_state_display()}" for host in hosts}

    @cached_property
    def members(self) -> Doors:
        rows = GroupMember.objects.filter(group=self.asked.group_id).in_force().select_related("organisation")
        held = [row.organisation for row in rows if row.organisation.country != self.asked.asker_country]
        return {str(each.pk): str(each.wording) for each in in_order(held, lambda each: str(each.wording))}

    @cached_property
    def found(self) -> Doors:
        """Authorities of the name that was typed; those that the network has met by their id, as everywhere on the page."""
        if not self.sought.strip():
            return {}
        return self._of_keys([each.key for each in authority_named(self.sought, country=other_side(self.asked)).suggestions])

    @cached_property
    def wanted(self) -> Doors:
        """The towns that the sites name, with their points where they are suggested; those that are hosts already stand among these."""
        doors = self._of_keys(named_in(self.asked.sites, other_side(self.asked)))
        return {value: self.suggested.get(value, name) for value, name in doors.items() if value not in self.named}

    def _of_keys(self, keys: Sequence[str]) -> Doors:
        met = dict(Organisation.objects.filter(key__in=keys).values_list("key", "pk"))
        values = {key: str(met.get(key, key)) for key in keys}
        return {value: self._called(value, label_of_key(key)) for key, value in values.items()}

    @cached_property
    def others(self) -> Doors:
        """What was ticked before, found by a name that is typed no more."""
        doors = {value: door_of(self.asked, value) for value in self.ticked[:MOST_TICKED]}
        return {value: self._called(value, str(door.wording)) for value, door in doors.items() if door}

    def _called(self, value: str, name: str) -> str:
        return name if value in self.members else _("%(name)s · not a member of the group") % {"name": name}


def _points(points: float) -> str:
    return ngettext("%(number)d point", "%(number)d points", round(points)) % {"number": round(points)}


def doors_among(asked: Request, values: Iterable[str]) -> list[Organisation] | None:
    """Return the doors that values mean; none where one of them means nobody, or they are too many to ask at once."""
    found = [door_of(asked, value) for value in [*dict.fromkeys(values)][: MOST_TICKED + 1]]
    if len(found) > MOST_TICKED:
        return None
    return [door for door in found if door] if all(found) else None
