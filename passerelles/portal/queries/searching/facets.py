"""What results are filed under: which facets there are, what their values are called, and a link for each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.common.finding import kinds
from passerelles.common.finding.asking import Expression, before
from passerelles.common.finding.ranking import Facets
from passerelles.common.finding.words import facet_token
from passerelles.common.templatetags.common import language_name
from passerelles.common.words import wording
from passerelles.library.holding import holdable
from passerelles.places.models import Place
from passerelles.register.dormancy import dormant_month
from passerelles.register.finding import TERMS
from passerelles.register.queries.filters import DORMANT
from passerelles.register.queries.listing import STATES, country_names
from passerelles.register.terms import THEME_NAMES

FACETS: Mapping[str, Any] = {  # in the order of the page
    "kind": gettext_lazy("Kind"),
    "country": gettext_lazy("Country"),
    "region": gettext_lazy("Region or province"),
    "theme": gettext_lazy("Theme"),
    "state": gettext_lazy("State"),
    "year": gettext_lazy("Year"),
    "language": gettext_lazy("Language"),
}
LONGEST = 120
FEW = 6  # values shown before the rest is folded away
MOST = 50  # values shown at all
NAMES = {**TERMS, "state": STATES}


@dataclass(frozen=True, slots=True)
class Value:
    """A value to narrow by: its name, how many results have it, and the page that shows those alone."""

    name: str
    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values: those most results have, then the rest; of a chosen one the way back alone."""

    name: str
    title: str
    first: list[Value]
    rest: list[Value]
    chosen: Value | None = None


def filters_of(asked: QueryDict) -> dict[str, str]:
    """Return the facets that a query is narrowed by."""
    return {name: holdable(value)[:LONGEST] for name in FACETS if (value := asked.get(name, "").strip())}


def narrowing(filters: Mapping[str, str]) -> list[Expression]:
    """Return what rows are asked for by facets: by the value itself, or by what of it depends on the day."""
    asleep = before("proof", dormant_month())
    return [asleep if (name, value) == ("state", DORMANT) else facet_token(name, value) for name, value in filters.items()]


def dated() -> Callable[[Facets], Facets]:
    """Return what tells facets as they are today: an active partnership without recent proof is dormant as well, as in the list. Its row
    keeps the month of the proof, for the index is not written anew because time goes by.
    """
    limit = dormant_month()

    def today(facets: Facets) -> Facets:
        proof = facets.get("proof")
        return {**facets, "state": [*facets["state"], DORMANT]} if proof and proof[0] < limit else facets

    return today


Names = Mapping[str, Mapping[str, str]]  # facet → value → name


def all_names(counts: Mapping[str, Counter[str]], filters: Mapping[str, str]) -> Names:
    """Return what the values that results have, and those that were chosen, are called."""
    return {name: names_of(name, {*counts.get(name, ()), *filter(None, [filters.get(name)])}) for name in FACETS}


def facets(counts: Mapping[str, Counter[str]], names: Names, filters: Mapping[str, str], asked: QueryDict) -> list[Facet]:
    """Return the facets that tell results apart, and those that are chosen."""
    found = [_facet(name, counts.get(name, Counter()), names[name], filters.get(name, ""), asked) for name in FACETS]
    return [facet for facet in found if facet.chosen or len(facet.first) > 1]


def _facet(name: str, counts: Counter[str], names: Mapping[str, str], chosen: str, asked: QueryDict) -> Facet:
    others = _without(asked, name)
    if chosen:
        return Facet(name, str(FACETS[name]), [], [], Value(names[chosen], counts[chosen], f"?{others}"))
    order = sorted(counts, reverse=True) if name == "year" else sorted(counts, key=lambda value: (-counts[value], names[value]))
    narrow = f"?{others}&{name}=" if others else f"?{name}="
    values = [Value(names[value], counts[value], narrow + quote(value, safe="/")) for value in order[:MOST]]
    return Facet(name, str(FACETS[name]), values[:FEW], values[FEW:])


def _without(asked: QueryDict, name: str) -> str:
    """Return the query as it is but for a facet, from its first page."""
    changed = asked.copy()
    for gone in (name, "page"):
        changed.pop(gone, None)
    return changed.urlencode()


def names_of(facet: str, values: Iterable[str]) -> dict[str, str]:
    """Return what values of a facet are called in the visitor's language."""
    values = list(values)
    if facet == "kind":
        known = kinds()
        return {value: str(known[value].title) if value in known else value for value in values}
    if facet == "country":
        return country_names(values)
    if facet == "region":
        return _names_of_regions(values)
    if facet == "language":
        return {value: language_name(value) if value.isalpha() and value.isascii() else value for value in values}
    return {value: str(NAMES.get(facet, {}).get(value, value)) for value in values}


def _names_of_regions(keys: Iterable[str]) -> dict[str, str]:
    """Return what regions and provinces are called."""
    keys = list(keys)
    held = {place.key: place.words for place in Place.objects.filter(key__in=keys)} if keys else {}
    return {key: wording(held[key]).text if key in held else key.rsplit("/", 1)[-1] for key in keys}


def said_of(facets: Facets, names: Names) -> str:
    """Return in a line what is known of a result: its tie, state, year, themes, language; of an authority, where it is."""
    if set(facets) <= {"country", "region"}:
        return " · ".join(names[name].get(value, "") for name in ("region", "country") for value in facets.get(name, ()))
    years = [_("since %(year)s") % {"year": year} if "tie" in facets else year for year in facets.get("year", ())[:1]]
    last = ((name, value) for name in ("tie", "occasion", "state") for value in facets.get(name, ())[-1:])  # "dormant", of an active one
    words = [str(NAMES[name][value]) for name, value in last if value in NAMES[name]]
    themes = [str(THEME_NAMES[value]) for value in facets.get("theme", ())[:3] if value in THEME_NAMES]
    return " · ".join([*words, *years, *themes, *(language_name(value) for value in facets.get("language", ()))])
