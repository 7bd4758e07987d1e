"""What a group's ties come to, all of them: the database counts, so that a brief says the same of two hundred and of twenty thousand."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from passerelles.library.models import Visibility
from passerelles.people.models import OrganisationKind
from passerelles.people.queries import Visitor
from passerelles.register.models import Claim, Party
from passerelles.register.models.claims import ROOT
from passerelles.register.models.entries import EntryQuerySet
from passerelles.register.queries.life import is_dormant
from passerelles.register.seeing import as_seen_by

STANDING = ("tie", "is_dormant")
COUNTED_BY = ("kind", "state", "milestone", "confirmed", "agreement")  # properties that make a tie's kind, and when it last gave a sign
AT_ONCE = 500  # ties of which more is to be seen than the columns say: what is said of them is held in memory


@dataclass(frozen=True, slots=True)
class Portfolio:
    """How many ties there are of each kind and theme, how many sleep, how many authorities of each country they tie."""

    kinds: Mapping[str, int] = field(default_factory=dict)
    themes: Mapping[str, int] = field(default_factory=dict)
    countries: Mapping[str, int] = field(default_factory=dict)
    asleep: int = 0


def portfolio_of(ties: EntryQuerySet, user: Visitor, today: date) -> Portfolio:
    held = _standing(ties, user, today)
    kinds: Counter[str] = Counter()
    for (kind, _asleep), number in held.items():
        kinds[kind] += number
    asleep = sum(number for (_kind, is_asleep), number in held.items() if is_asleep)
    return Portfolio(kinds, _themes(ties, user), _countries(ties), asleep)


def _standing(ties: EntryQuerySet, user: Visitor, today: date) -> Counter[tuple[str, bool]]:
    """How many are of a kind, and asleep or not. The columns are what everybody sees; who sees more that counts has those looked at."""
    found: Counter[tuple[str, bool]] = Counter()
    if user.is_authenticated:
        more = Claim.objects.accepted().visible_to(user).exclude(visibility=Visibility.PUBLIC).filter(name__in=COUNTED_BY)
        unlike = Q(pk__in=more.annotate(root=ROOT).values("root")) | Q(is_public=False)
        keys = list(ties.filter(unlike).order_by("pk").values_list("pk", flat=True))
        for at in range(0, len(keys), AT_ONCE):
            seen = as_seen_by(user, list(ties.filter(pk__in=keys[at : at + AT_ONCE]).select_related("group").with_parties()))
            found.update((entry.tie, is_dormant(entry, today)) for entry in seen)
        ties = ties.exclude(unlike)
    rows = ties.with_dormancy(today).order_by().values_list(*STANDING).annotate(number=Count("pk"))
    found.update({(kind, bool(is_asleep)): number for kind, is_asleep, number in rows})
    return found


def _themes(ties: EntryQuerySet, user: Visitor) -> dict[str, int]:
    said = Claim.objects.accepted().visible_to(user).filter(name="theme").annotate(root=ROOT).filter(root__in=ties.order_by().values("pk"))
    rows = said.order_by().values_list("canonical").annotate(number=Count("root", distinct=True))
    return {json.loads(theme): number for theme, number in rows}


def _countries(ties: EntryQuerySet) -> dict[str, int]:
    of_authorities = Party.objects.filter(entry__in=ties.order_by().values("pk"), organisation__kind=OrganisationKind.AUTHORITY)
    rows = of_authorities.order_by().values_list("organisation__country").annotate(number=Count("organisation", distinct=True))
    return {country: number for country, number in rows if country}
