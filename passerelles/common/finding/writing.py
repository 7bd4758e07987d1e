"""Writing what can be found: every app calls `write` or `forget` in the transaction that changes what it shows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from passerelles.common.finding.words import facet_token, line_of, plain, tokens_of, words_in
from passerelles.common.models import Findable, KeptWord

APART = " | "  # between names in a heading
SHORTEST, LONGEST = 4, 40  # letters of a word that is kept to correct others by
COLUMNS = (
    "language",
    "visibility",
    "group",
    "owner",
    "title",
    "text",
    "place",
    "facets",
    "weight",
    "heading",
    "tokens",
)
BATCH = 500
MANY = 5_000  # words that are asked for at once
CAPITAL = re.compile(r"\b[A-ZÀ-ÖØ-ÞŒ][^\W\d_]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An object as it is found, or a part of one; of several rows, whoever searches is shown the best they may see.

    `visibility`, `group` and `owner` are who may see this row: what a row says must be visible to all of them. An entry said of by a
    public and by a hidden document has two rows; of the hidden one nothing shows to the public, not that it is there.
    """

    title: Mapping[str, str]  # language → title
    visibility: str
    group: int | None = None
    owner: int | None = None
    names: Sequence[str] = ()  # other names, found as the title is: exonyms, pinyin, acronyms
    text: str = ""  # free text as it was written: found, and quoted
    language: str = ""  # of the text
    words: Sequence[str] = ()  # found, never shown: the names of its themes, what its kind is called
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    place: str = ""  # where in the object the text stands: the kind's `address` makes a link of it
    weight: int = 0  # how much there is to the object (0 to 1000), among those found equally well
    is_titled: bool = True  # False: only a part of it, which its title must not find (a document's later passages)


def write(kind: str, object_id: int, rows: Sequence[Row]) -> None:
    """Write how an object is found: these rows and no others. What says the same stays untouched."""
    write_several({(kind, object_id): rows})


@transaction.atomic(savepoint=False)
def write_several(objects: Mapping[tuple[str, int], Sequence[Row]]) -> None:
    """Write how some objects are found, as few queries for many as for one."""
    held = {_place(row): row for row in _held(objects)}
    wanted = [_findable(*key, part, row) for key, rows in objects.items() for part, row in enumerate(rows)]
    changed = [row for row in wanted if _place(row) not in held or _differs(row, held[_place(row)])]
    if gone := [held[place].pk for place in held.keys() - {_place(row) for row in wanted}]:
        Findable.objects.filter(pk__in=gone).delete()
    if changed:
        unique = ["kind", "object_id", "part"]
        Findable.objects.bulk_create(changed, BATCH, update_conflicts=True, unique_fields=unique, update_fields=[*COLUMNS, "changed"])
        keep_words(changed)


def _held(objects: Iterable[tuple[str, int]]) -> Iterator[Findable]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for kind, number in objects:
        numbers[kind].append(number)
    among = Q(pk=None)
    for kind, of_kind in numbers.items():
        among |= Q(kind=kind, object_id__in=of_kind)
    return Findable.objects.filter(among).iterator()


def _place(row: Findable) -> tuple[str, int, int]:
    return row.kind, row.object_id, row.part


def forget(kind: str, object_id: int) -> None:
    """Let an object be found no more."""
    Findable.objects.filter(kind=kind, object_id=object_id).delete()


def _differs(row: Findable, held: Findable) -> bool:
    return any(getattr(row, name) != getattr(held, name) for name in COLUMNS)


def _findable(kind: str, object_id: int, part: int, row: Row) -> Findable:
    facets = {name: list(dict.fromkeys(values)) for name, values in row.facets.items() if values}
    titles = list(dict.fromkeys([*row.title.values(), *row.names]))
    heading = APART.join(filter(None, (line_of(tokens_of(name)) for name in dict.fromkeys(titles)))) if row.is_titled else ""
    return Findable(
        kind=kind,
        object_id=object_id,
        part=part,
        language=row.language[:8],  # a hostile claim may name any
        visibility=row.visibility,
        group=row.group,
        owner=row.owner,
        title=dict(row.title),
        text=row.text,
        place=row.place,
        facets=facets,
        weight=min(row.weight, 1000),
        heading=heading,
        tokens=line_of(_body(kind, row, facets)),
    )


def _body(kind: str, row: Row, facets: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """The tokens of a row beside its heading; a later part is found by its words together with those of its title."""
    yield facet_token("kind", kind)
    for name, values in facets.items():
        yield from (facet_token(name, value) for value in values)
    yield from tokens_of(row.text, row.language)
    for words in row.words if row.is_titled else [*row.words, *row.title.values()]:
        yield from tokens_of(words)


def keep_words(rows: Iterable[Findable]) -> None:
    """Keep the words that name something and are not kept yet: never taken away but by `index --all`, never shown but where they lead
    somewhere.
    """
    words = sorted({word for row in rows for word in _naming(row) if SHORTEST <= len(word) <= LONGEST and not word.isdecimal()})
    for at in range(0, len(words), MANY):
        among = words[at : at + MANY]
        new = set(among) - set(KeptWord.objects.filter(word__in=among).values_list("word", flat=True))
        KeptWord.objects.bulk_create((KeptWord(word=word, length=len(word)) for word in sorted(new)), BATCH)


def _naming(row: Findable) -> Iterator[str]:
    """Words of titles and of other names, and those of a text that are written with a capital."""
    if row.heading:
        yield from (word.plain for name in row.title.values() for word in words_in(name) if not word.is_chinese)
        yield from (word for word in row.heading.split() if word.isascii() and word.isalpha())
    yield from map(plain, CAPITAL.findall(row.text))
