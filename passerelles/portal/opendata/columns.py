"""The columns of the flat tables, with what each holds: CSV, XLSX, the page that describes them and the catalogue read this."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from passerelles.portal.opendata.records import EntryRecord, FullEntryRecord, PartyRecord, PlaceRecord
from passerelles.portal.opendata.site import About
from passerelles.portal.opendata.stating import HIDDEN

Cell = str | int | float | bool | None
Row = list[Cell]
SIDES = 2  # parties that have columns of their own; further ones share one


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the file, what it holds, and how it is got out of a record."""

    name: str
    holds: str | Promise
    of: Callable[[Any], Cell]


def _word(record: EntryRecord | PartyRecord, name: str, lang: str) -> str:
    return (record.get(name) or {}).get(lang, "")  # type: ignore[attr-defined,no-any-return]  # both have words by that name


def _party(record: EntryRecord, side: int) -> PartyRecord | None:
    return record["parties"][side] if side < len(record["parties"]) else None


def _of_party(side: int, what: Callable[[PartyRecord], Cell]) -> Callable[[EntryRecord], Cell]:
    return lambda record: what(party) if (party := _party(record, side)) else ""


def _place(place: PlaceRecord | None, name: str) -> Cell:
    return place[name] if place else ""  # type: ignore[literal-required]  # the columns below name its keys


def _columns_of_party(side: int) -> tuple[Column, ...]:
    number = side + 1
    return (
        Column(
            f"party{number}_fr", format_lazy(_("Party {n}: name in French"), n=number), _of_party(side, lambda p: _word(p, "name", "fr"))
        ),
        Column(
            f"party{number}_zh", format_lazy(_("Party {n}: name in Chinese"), n=number), _of_party(side, lambda p: _word(p, "name", "zh"))
        ),
        Column(
            f"party{number}_country", format_lazy(_("Party {n}: country, ISO 3166-1"), n=number), _of_party(side, lambda p: p["country"])
        ),
        Column(
            f"party{number}_code",
            format_lazy(_("Party {n}: official code of its territory"), n=number),
            _of_party(side, lambda p: _place(p["place"], "code")),
        ),
        Column(
            f"party{number}_scheme",
            format_lazy(_("Party {n}: what gives that code (INSEE COG, SIREN, GB/T 2260)"), n=number),
            _of_party(side, lambda p: _place(p["place"], "scheme")),
        ),
    )


ENTRY_COLUMNS: tuple[Column, ...] = (
    Column("id", _("Number of the entry, never given twice"), lambda r: r["id"]),
    Column("key", _("What makes a partnership the one it is: the keys of its two parties"), lambda r: r["key"]),
    Column("address", _("Page of the entry, in whoever’s language opens it"), lambda r: r["address"]),
    Column("kind", _("partnership, project, office, practice, occasion or network"), lambda r: r["kind"]),
    Column("group", _("Group of the network it belongs to"), lambda r: r["group"]),
    Column("title_fr", _("Title in French"), lambda r: _word(r, "title", "fr")),
    Column("title_zh", _("Title in Chinese"), lambda r: _word(r, "title", "zh")),
    Column("title_en", _("Title in English"), lambda r: _word(r, "title", "en")),
    Column("tie", _("Kind of partnership, the strongest in force: twinning, agreement, cooperation, project, contact"), lambda r: r["tie"]),
    Column("state", _("wished, active or ended"), lambda r: r["state"]),
    Column("since", _("Year it began; empty where sources disagree and nobody has chosen"), lambda r: r["since"]),
    Column("until", _("Date it ends, as precise as is known"), lambda r: r["until"]),
    Column("last_proof", _("Last day a document proves activity"), lambda r: r["last_proof"]),
    Column("occasion", _("Kind of occasion"), lambda r: r["occasion"]),
    Column("starts", _("First day of an occasion, as precise as is known"), lambda r: r["starts"]),
    Column("ends", _("Last day of an occasion, as precise as is known"), lambda r: r["ends"]),
    Column("themes", _("Themes, with spaces between"), lambda r: " ".join(r["themes"])),
    *_columns_of_party(0),
    *_columns_of_party(1),
    Column("further_parties", _("Names of the other parties, in French"), lambda r: _further(r)),
    Column("place_fr", _("Place of an office or an occasion"), lambda r: (r["place"] or {}).get("name", {}).get("fr", "")),
    Column("place_code", _("Official code of that place"), lambda r: _place(r["place"], "code")),
    Column("place_scheme", _("What gives that code"), lambda r: _place(r["place"], "scheme")),
    Column("sources", _("How many sources say something of it"), lambda r: r["sources"]),
    Column("is_disputed", _("Whether sources disagree on something it says"), lambda r: r["is_disputed"]),
    Column("updated", _("When what is said of it was last judged"), lambda r: r["updated"]),
)


def _further(record: EntryRecord) -> str:
    return "; ".join(_word(party, "name", "fr") or next(iter(party["name"].values()), "") for party in record["parties"][SIDES:])


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the table of statements: a statement at one place where it is said."""

    entry: FullEntryRecord
    statement: Any
    evidence: Any

    def of_document(self, name: str) -> Cell:
        document = self.evidence["document"]
        return document[name] if document else ""


STATEMENT_COLUMNS: tuple[Column, ...] = (
    Column("entry", _("Number of the entry it is said of"), lambda s: s.entry["id"]),
    Column("entry_key", _("Key of that entry, where it has one"), lambda s: s.entry["key"]),
    Column("statement", _("Number of the statement; it has a line for each place where it is said"), lambda s: s.statement["id"]),
    Column("property", _("What is said: kind, since, theme, milestone…"), lambda s: s.statement["property"]),
    Column("value", _("The value; of several parts, as JSON"), lambda s: _value(s.statement["value"])),
    Column("state", _("accepted: a person has judged it"), lambda s: s.statement["state"]),
    Column("is_chosen", _("Whether a person chose it where sources disagree"), lambda s: s.statement["is_chosen"]),
    Column("judged", _("Day of the judgement"), lambda s: s.statement["judged"]),
    Column("no_longer_said_since", _("Day since which its source says it no more"), lambda s: s.statement["no_longer_said_since"]),
    Column("source_kind", _("address, file or declaration; empty where the source is not public"), lambda s: s.of_document("source_kind")),
    Column("source_address", _("Address of the source"), lambda s: s.of_document("source_address")),
    Column("document", _("Number of the document; empty where it is not public"), lambda s: s.of_document("id")),
    Column("document_title", _("Its title"), lambda s: s.of_document("title")),
    Column("document_date", _("Its date, as precise as is known"), lambda s: s.of_document("date")),
    Column("document_language", _("Its language"), lambda s: s.of_document("language")),
    Column("document_address", _("Its page on this site"), lambda s: s.of_document("address")),
    Column("document_licence", _("Its own licence: quotes remain under it"), lambda s: s.of_document("licence")),
    Column("page", _("Page of the document"), lambda s: s.evidence["page"]),
    Column("quote", _("The words that say so"), lambda s: s.evidence["quote"]),
    Column("sentence", _("The sentence they stand in"), lambda s: s.evidence["sentence"]),
)
OF_FILE = (
    ("licence", _("Licence of the data")),
    ("date", _("Day the file was made")),
)


def _value(value: Any) -> Cell:
    return value if isinstance(value, (str, int, float)) else json.dumps(value, ensure_ascii=False)


def entry_row(record: EntryRecord) -> Row:
    return [column.of(record) for column in ENTRY_COLUMNS]


def statement_rows(record: FullEntryRecord) -> Iterator[Row]:
    """A line for each statement at each place where it is said."""
    for statement in record["statements"]:
        for evidence in statement["evidence"] or [HIDDEN]:
            said = Said(record, statement, evidence)
            yield [column.of(said) for column in STATEMENT_COLUMNS]


def titles(columns: tuple[Column, ...]) -> list[str]:
    return [*(column.name for column in columns), *(name for name, _holds in OF_FILE)]


def of_file(about: About) -> Row:
    """What ends each line, so that a line alone still says whose it is."""
    return [about["licence"], about["date"]]
