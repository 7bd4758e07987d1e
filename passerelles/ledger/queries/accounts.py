"""Whose ledger is asked for, and whether a visitor may see that it exists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from passerelles.common.words import Wording, tongue
from passerelles.ledger.combining import NETWORK, sees
from passerelles.ledger.journeys import EVERYTHING
from passerelles.ledger.models import Movement, Sum
from passerelles.ledger.models import MovementQuerySet as Movements
from passerelles.people.models import Group, Organisation
from passerelles.people.queries import Visitor, standing
from passerelles.register.models import Entry, EntryKind, Party
from passerelles.register.properties.doing import country_name
from passerelles.register.queries.authorities import present
from passerelles.register.queries.groups import groups_open_to

KINDS = (EntryKind.PARTNERSHIP, EntryKind.PROJECT)  # of entries that movements are added to by hand
MOST_AROUND = 50  # ledgers that a page leads to
MOST_PARTS = 200  # projects of one partnership that count with it


@dataclass(frozen=True)
class Account:
    """A partnership's, authority's, group's or the network's ledger: what it is called, its two soils, which sums and rows are its."""

    kind: str
    pk: int
    title: Wording
    home: str
    partner: str
    keys: Sequence[str]
    rows: Q
    entry: Entry | None = None
    organisation: Organisation | None = None
    group: Group | None = None

    @property
    def address(self) -> str:
        return reverse("reciprocity") if self.kind == "network" else reverse("reciprocity_of", args=[self.kind, self.pk])

    @property
    def movements_address(self) -> str:
        return self.address + "movements/"

    @cached_property
    def home_name(self) -> str:
        return country_name(self.home)

    @cached_property
    def partner_name(self) -> str:
        return country_name(self.partner)

    def movements(self, user: Visitor) -> Movements:
        """Its movements that a visitor may see and that count."""
        return Movement.objects.visible_to(user).counted().filter(self.rows)

    def sums(self, user: Visitor) -> list[Sum]:
        """Its sums that a visitor may see: what they add up to is what those movements come to."""
        held = Sum.objects.filter(account__in=self.keys)
        if not user.is_authenticated:
            return list(held.filter(scope=""))
        seen = scopes_of(user)
        return [each for each in held if sees(each.scope, seen)]


def scopes_of(user: Visitor) -> frozenset[str]:
    """Return the scopes of sums that a visitor sees beside the public one: `visible_to` in the words of sums."""
    who = standing(user)
    network = {NETWORK} if who.is_of_network else set()
    return frozenset(network | {f"group/{pk}" for pk in who.reads} | ({f"owner/{user.pk}"} if user.is_authenticated else set()))


def account(kind: str, pk: int, user: Visitor) -> Account | None:
    """Return the account asked for; none where there is none that the visitor may know of."""
    opened = OPENED.get(kind)
    return opened(pk, user) if opened else None


def network(pk: int, user: Visitor) -> Account:
    home, partner = _sides()
    return Account("network", 0, Wording(_("The whole network"), tongue()), home, partner, [EVERYTHING], Q())


def group(pk: int, user: Visitor) -> Account | None:
    """A group's account: of its entries and its sub-groups'. It is there for its own people, and for all who see one of its entries."""
    held = Group.objects.filter(pk=pk).first()
    below = Group.objects.family([pk])
    seen = held and (pk in standing(user).reads or Entry.objects.visible_to(user).filter(group__in=below).exists())
    if not held or not seen:
        return None
    return Account("groups", pk, held.wording, held.home, held.partner, [f"group/{pk}"], Q(root__group__in=below), group=held)


def authority(pk: int, user: Visitor) -> Account | None:
    held = present(user).filter(organisation=pk).select_related("organisation").first()
    return authority_account(held.organisation) if held else None


def authority_account(held: Organisation) -> Account:
    """The account of an organisation that a visitor may know of; the first soil is its own."""
    home, partner = _sides(held.country)
    rows = Q(root__parties__organisation=held.pk)
    return Account("authorities", held.pk, held.wording, home, partner, [f"authority/{held.pk}"], rows, organisation=held)


def entry(pk: int, user: Visitor) -> Account | None:
    held = Entry.objects.visible_to(user).filter(pk=pk).select_related("group").first()
    return entry_account(held, user) if held else None


def entry_account(held: Entry, user: Visitor) -> Account:
    """The account of an entry that a visitor may know of; a partnership's holds its projects', too."""
    together = [held.pk, *(parts_of(held, user) if held.kind == EntryKind.PARTNERSHIP else ())]
    home, partner = held.group.home, held.group.partner
    keys = [f"entry/{each}" for each in together]
    return Account("entries", held.pk, held.wording, home, partner, keys, Q(root__in=together), entry=held)


def may_add(entry: Entry, user: Visitor) -> bool:
    """Whether somebody may add movements to an entry's account: as a coordinator of its group."""
    return entry.kind in KINDS and entry.group_id in standing(user).coordinates


def parts_of(partnership: Entry, user: Visitor) -> list[int]:
    """Projects and occasions that are said to be part of a partnership, or that both its parties are parties of."""
    parts = Entry.part_of.through.objects.filter(to_entry__in=list(Entry.objects.family([partnership.pk]))).values("from_entry")
    parties = [party.organisation_id for party in partnership.parties.all()]
    of_all = Party.objects.all()
    for organisation in parties:
        of_all = of_all.filter(entry__in=Party.objects.filter(organisation=organisation).values("entry"))
    either = parts.union(of_all.order_by().values("entry")) if len(parties) > 1 else parts
    kinds = (EntryKind.PROJECT, EntryKind.OCCASION)
    found = Entry.objects.visible_to(user).filter(pk__in=either, kind__in=kinds)
    return sorted(found.values_list("pk", flat=True)[:MOST_PARTS])


def around(held: Account, user: Visitor) -> list[tuple[str, Wording]]:
    """Return the ledgers beside an account, by address: of its parties and its group, of its entries, of its sub-groups."""
    found: list[tuple[str, int, Wording]] = []
    if held.entry:
        parties = [party.organisation for party in held.entry.parties.select_related("organisation")]
        found += [("authorities", party.pk, party.wording) for party in parties]
        found.append(("groups", held.entry.group_id, held.entry.group.wording))  # there for all who see one of its entries
    elif held.organisation:
        entries = held.movements(user).order_by().values("root").distinct()[:MOST_AROUND]
        found += [("entries", each.pk, each.wording) for each in Entry.objects.filter(pk__in=entries).order_by("sort_key")]
    else:
        found += _groups(Group.objects.family([held.pk])[1:] if held.group else Group.objects.values_list("pk", flat=True), user)
    return [(reverse("reciprocity_of", args=[kind, pk]), name) for kind, pk, name in found]


def _groups(keys: Iterable[int], user: Visitor) -> list[tuple[str, int, Wording]]:
    return [("groups", each.pk, each.wording) for each in groups_open_to(user).filter(pk__in=list(keys))]


def _sides(first: str = "") -> tuple[str, str]:
    """The two countries of a network as somebody of one of them sees them."""
    pairs = Group.objects.sides()
    for home, partner in pairs:
        if first == partner:
            return partner, home
        if first in ("", home):
            return home, partner
    return pairs[0]


OPENED = {"network": network, "groups": group, "authorities": authority, "entries": entry}
