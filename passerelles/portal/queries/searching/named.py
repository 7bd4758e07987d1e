"""The partnerships that a query names by a name of each party: "Lyon Canton pompiers" finds minutes that say all three, and leads to
the pair as well (docs/decisions/0061). Beside the list, its numbers and its facets, never among them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from passerelles.common.finding import kinds
from passerelles.common.finding.asking import Asked, Expression, all_of, any_of
from passerelles.common.finding.candidates import Rows, matching
from passerelles.common.finding.words import compounds_in, facet_token, pairs, words_in
from passerelles.common.models import Findable
from passerelles.common.words import Wording, wording
from passerelles.people.models import Organisation
from passerelles.places.models import PlaceName
from passerelles.register.models import EntryKind, Party

FEWEST = 3  # parts of a query: of two, the list itself finds the pair
MOST_PARTS = 16
LOOKED_AT = 100  # partnerships that have two of the parts in their names
MOST_NAMED = 3  # of more, the query names none in particular
ONLY = ("object_id", "title", "place", "weight")
PAIR = EntryKind.PARTNERSHIP.value


@dataclass(frozen=True, slots=True)
class Lead:
    """A partnership that a query names, and its page."""

    title: Wording
    address: str


def leads(text: str, rows: Rows, shown: Set[tuple[str, int]]) -> list[Lead]:
    """Return what a query names that its results do not show, of what somebody may see (`rows`)."""
    kind = kinds()[PAIR]
    found = [row for row in named(text, rows) if (PAIR, row.object_id) not in shown]
    return [Lead(wording(row.title), kind.address(row.object_id, row.place)) for row in found]


def named(text: str, rows: Rows) -> list[Findable]:
    """Return the partnerships among `rows` of which a query names every party: three questions to the database at most."""
    parts = list(dict.fromkeys(_parts(Asked.of(text))))[:MOST_PARTS]
    if len(parts) < FEWEST:
        return []
    by_number = {row.object_id: row for row in reversed(_with_two_of(parts, rows))}  # of one entry's rows the first, which more people see
    said, called = _spoken(text), _names_of_parties(by_number) if by_number else {}
    found = [by_number[number] for number, parties in called.items() if len(parties) > 1 and all(_is_said(each, said) for each in parties)]
    return sorted(found, key=lambda row: (-row.weight, row.object_id)) if len(found) <= MOST_NAMED else []


def _parts(asked: Asked) -> Iterator[Expression]:
    """What a name may have: a word, or two neighbours in a run of Chinese."""
    for term in asked.terms:
        run = [word.plain for word in words_in(asked.text[term.start : term.end]) if word.is_chinese]
        yield from chain.from_iterable(map(pairs, run)) if run else [term.exact]


def _with_two_of(parts: Sequence[Expression], rows: Rows) -> list[Findable]:
    two = any_of(all_of([part, any_of(parts[at + 1 :])]) for at, part in enumerate(parts[:-1]))
    found = matching(rows.filter(kind=PAIR), [facet_token("kind", PAIR)], heading=two)
    return list(found.only(*ONLY)[:LOOKED_AT])


def _names_of_parties(numbers: Iterable[int]) -> Mapping[int, list[list[str]]]:
    """Every way the parties of some partnerships are called, by partnership and party."""
    parties = list(Party.objects.filter(entry__in=list(numbers)).select_related("organisation").order_by("entry", "position"))
    of_places: dict[int, list[str]] = defaultdict(list)
    places = {party.organisation.place_id for party in parties if party.organisation.place_id}
    for place, text in PlaceName.objects.filter(place__in=places).values_list("place", "text"):
        of_places[place].append(text)
    called: dict[int, list[list[str]]] = defaultdict(list)
    for party in parties:
        called[party.entry_id].append(_names_of(party.organisation, of_places))
    return called


def _names_of(organisation: Organisation, of_places: Mapping[int, list[str]]) -> list[str]:
    own = [name for name in (*organisation.name.values(), organisation.acronym) if name]
    return [*own, *of_places.get(organisation.place_id or 0, ())]


def _is_said(names: Iterable[str], said: str) -> bool:
    """Whether a text has one of some names in one piece: as it is written, or, of a compound, as one word."""
    ways = (way for name in names for way in (_spoken(name), *(f" {joined} " for joined in compounds_in(name))))
    return any(len(way) > 3 and way in said for way in ways)  # one letter, or one character, names nobody


def _spoken(text: str) -> str:
    """A text as names are looked for in it: words, and characters of Chinese, between blanks."""
    plain = (" ".join(word.plain) if word.is_chinese else word.plain for word in words_in(text))
    return f" {' '.join(filter(None, plain))} "
