"""How entries and authorities are found: one row for each circle of people who see other things of an entry.

The public row says what the projection says. Each other circle (the network, a group, whoever brought a document) has rows of what it sees
beyond, so that search filters rows and never has to judge claims.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings

from passerelles.common.finding import Row, forget, write_several
from passerelles.common.models import Findable
from passerelles.common.words import in_every_language, locale_of, tongue
from passerelles.library.models import Visibility
from passerelles.people.models import Organisation
from passerelles.places.models import PlaceName
from passerelles.register.models import Claim, Entry, EntryKind, Party, Presence
from passerelles.register.properties.values import Agreement, Label, Milestone, Text, Value, Wish
from passerelles.register.queries.passages import language_of
from passerelles.register.tallying import Facet, facets_of, region_of
from passerelles.register.terms import ALSO_CALLED, LIFE, OCCASION_KINDS, THEME_NAMES, TIES

AUTHORITY, WISH = "authority", "wish"  # what is found beside entries
WISHED = ("souhait, souhaite, recherche, cherche", "wish, wishes, looks for, seeks", "意向 希望 寻找 寻求")  # what a wish is found by
FACETS = {
    "country": "country",
    "region": "region",
    "theme": "theme",
    "state": "state",
    "tie": "tie",
    "occasion": "occasion",
    "since": "year",
    "proof": "proof",  # the month of an active partnership's last one: whether it is dormant is asked of the day
}
TERMS: Mapping[str, Mapping[str, Any]] = {"theme": THEME_NAMES, "state": LIFE, "tie": TIES, "occasion": OCCASION_KINDS}
LONGEST = 20_000  # characters of an entry's texts in a language


@dataclass(frozen=True, slots=True, order=True)
class Circle:
    """Who may see some claims, in the columns `visible_to` reads."""

    visibility: str
    group: int | None = None
    owner: int | None = None


Names = defaultdict[int, list[str]]  # of places, by number
PUBLIC = Circle(Visibility.PUBLIC)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a circle sees of an entry beyond what is public: its claims; and with what is public, its columns and themes."""

    claims: Sequence[Claim]
    columns: Mapping[str, Any]
    themes: Iterable[str]


def circle_of(claim: Claim) -> Circle:
    """The circle that sees a claim. A public one is everybody's, whoever brought it."""
    if claim.visibility == Visibility.PUBLIC:
        return PUBLIC
    group = claim.group_id if claim.visibility == Visibility.GROUP else None
    return Circle(claim.visibility, group, claim.owner_id)


def index_entries(seen: Sequence[tuple[Entry, Mapping[Circle, Seen]]]) -> None:
    """Write how entries and their parties are found. The entries have their parties."""
    parties = {party.organisation.pk: party.organisation for entry, _ in seen for party in entry.parties.all()}
    places = [each.place for each in parties.values()] + [what.columns["place"] for _, circles in seen for what in circles.values()]
    names = _names_of_places(place.pk for place in places if place)
    rows = {(entry.kind, entry.pk): list(_rows_of(entry, circles, names)) for entry, circles in seen}
    wishing = ((entry, circles) for entry, circles in seen if entry.kind == EntryKind.NETWORK)
    write_several(rows | {(WISH, entry.pk): list(_wishes_of(entry, circles, names)) for entry, circles in wishing})
    index_authorities(list(parties.values()))


def _rows_of(entry: Entry, circles: Mapping[Circle, Seen], names: Names) -> Iterator[Row]:
    parties = [party.organisation for party in entry.parties.all()]
    for circle, what in sorted(circles.items(), key=_public_first):
        yield from _rows(entry, parties, circle, what, names)


def _wishes_of(entry: Entry, circles: Mapping[Circle, Seen], names: Names) -> Iterator[Row]:
    """What an authority or a network looks for: as its entry is found, and by the words of each wish."""
    parties = [party.organisation for party in entry.parties.all()]
    for circle, what in sorted(circles.items(), key=_public_first):
        row = next(_rows(entry, parties, circle, what, names))
        wishes = {claim.value.wants: language_of(claim) for claim in what.claims if isinstance(claim.value, Wish)}
        for wants, lang in wishes.items():
            yield replace(row, text=wants, language=lang, words=[*row.words, *WISHED])


def forget_entry(entry: Entry) -> None:
    """Let an entry be found no more, and its parties as far as they were by it alone: it was merged into another."""
    forget(entry.kind, entry.pk)
    forget(WISH, entry.pk)
    index_authorities([party.organisation for party in entry.parties.select_related("organisation__place__region")])


def _public_first(item: tuple[Circle, Seen]) -> tuple[bool, str, int, int]:
    circle = item[0]
    return circle != PUBLIC, circle.visibility, circle.group or 0, circle.owner or 0


def _rows(entry: Entry, parties: Sequence[Organisation], circle: Circle, seen: Seen, names: Names) -> Iterator[Row]:
    facets = _facets(facets_of(entry, seen.columns, seen.themes), seen.columns)
    place = seen.columns["place"]
    words = [*_around(parties), *_terms(entry, facets), *([*place.words.values(), *names[place.pk]] if place else ())]
    for lang, text in _texts(seen.claims).items():
        yield Row(
            title=seen.columns["title"],
            names=[name for party in parties for name in _names_of(party, names)],
            text=text,
            language=lang,
            words=words,
            facets=facets,
            weight=seen.columns["sources"],
            visibility=circle.visibility,
            group=circle.group,
            owner=circle.owner,
        )


def _facets(held: Iterable[Facet], columns: Mapping[str, Any]) -> dict[str, list[str]]:
    facets: dict[str, list[str]] = defaultdict(list)
    for name, value in sorted(held):
        if name in FACETS:
            facets[FACETS[name]].append(value)
    if columns["starts"]:
        facets["year"].append(columns["starts"][:4])
    return facets


def _terms(entry: Entry, facets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What an entry's kind, themes, state and countries are called, in every language of the screens; and its year."""
    yield from facets.get("year", ())
    yield from _kind(entry.kind)
    for name in TERMS:
        for value in facets.get(name, ()):
            yield from _term(name, value)
    for code in facets.get("country", ()):
        yield from _country(code)


@lru_cache(20)
def _kind(kind: str) -> tuple[str, ...]:
    return tuple(in_every_language(lambda: str(EntryKind(kind).label)).values())


@lru_cache(500)
def _term(name: str, value: str) -> tuple[str, ...]:
    return (*in_every_language(lambda: TERMS[name].get(value, "")).values(), *ALSO_CALLED.get(name, {}).get(value, ()))


@lru_cache(300)
def _country(code: str) -> tuple[str, ...]:
    return tuple(locale_of(lang).territories.get(code, "") for lang, _name in settings.LANGUAGES)


def _texts(claims: Iterable[Claim]) -> dict[str, str]:
    """The free texts of claims by language, each once; at least one, so that every circle has a row."""
    texts: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        for lang, text in _free(claim.value) if claim.name != "name" else ():  # which is the title
            if text and text not in texts[lang]:
                texts[lang].append(text)
    return {lang: "\n".join(each)[:LONGEST] for lang, each in texts.items() if each} or {"": ""}


def _free(value: Value) -> Iterator[tuple[str, str]]:
    """The words of a value that no closed list holds, with their language where it is known."""
    match value:
        case Text(text, lang):
            yield lang and tongue(lang), text
        case Milestone(what=what, lang=lang):
            yield lang and tongue(lang), what
        case Agreement(title=title, signatories=signatories):
            yield "", " · ".join([title, *signatories])
        case Label(name=name, by=by):
            yield "", " · ".join(filter(None, [name, by]))


def _names_of_places(places: Iterable[int]) -> Names:
    """The exonyms, pinyin and former names of places, by place."""
    names: Names = defaultdict(list)
    for place, text in PlaceName.objects.filter(place__in=set(places)).order_by("pk").values_list("place", "text"):
        names[place].append(text)
    return names


def _names_of(organisation: Organisation, names: Names) -> list[str]:
    """Every way an organisation is called, in every language and script."""
    own = [name for name in (*organisation.name.values(), organisation.acronym) if name]
    return [*own, *(names[organisation.place_id] if organisation.place_id else ())]


def _around(organisations: Iterable[Organisation]) -> list[str]:
    """The names of what their places lie in: who looks for Isère finds Grenoble's ties."""
    above = [place for each in organisations if each.place for place in (each.place.parent, each.place.region) if place]
    return [word for place in above for word in place.words.values()]


def index_authorities(organisations: Sequence[Organisation]) -> None:
    """Write how organisations are found."""
    write_several(_authorities(organisations, _names_of_places(each.place_id for each in organisations if each.place_id)))


def _authorities(organisations: Sequence[Organisation], names: Names) -> dict[tuple[str, int], list[Row]]:
    """An organisation is found by everybody where it is a party of something public, else by those whom the rows of its entries are for."""
    numbers = dict(Presence.objects.filter(organisation__in=organisations).values_list("organisation_id", "number"))
    found = {}
    for each in organisations:
        number = numbers.get(each.pk, 0)
        circles = [PUBLIC] if number else sorted(_circles_of(each), key=str)
        found[AUTHORITY, each.pk] = [_authority(each, circle, number, names) for circle in circles]
    return found


def _circles_of(organisation: Organisation) -> set[Circle]:
    """The circles that see some entry of an organisation."""
    entries = Party.objects.filter(organisation=organisation).values("entry")
    rows = Findable.objects.filter(kind__in=EntryKind.values, object_id__in=entries)
    return {Circle(*columns) for columns in rows.values_list("visibility", "group", "owner")}


def _authority(organisation: Organisation, circle: Circle, number: int, names: Names) -> Row:
    place = organisation.place
    region = region_of(place) if place else None
    country = [organisation.country] if organisation.country else []
    kind = in_every_language(organisation.get_kind_display).values()
    return Row(
        title=organisation.name,
        names=_names_of(organisation, names),
        words=[*_around([organisation]), *(word for code in country for word in _country(code)), *kind],
        facets={"country": country, "region": [region.key] if region else []},
        weight=number,
        visibility=circle.visibility,
        group=circle.group,
        owner=circle.owner,
    )
