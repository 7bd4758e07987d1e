"""The shapes of what is given away: the API's answers, the lines of the dumps. Names are language-neutral, words are by language."""

from typing import Any

from typing_extensions import TypedDict  # typing's own, which pydantic reads from Python 3.12 on

Words = dict[str, str]


class PlaceRecord(TypedDict):
    """A territory by its official code: INSEE COG, SIREN of an EPCI, GB/T 2260."""

    key: str
    country: str
    level: str
    code: str
    scheme: str
    name: Words
    region: str
    latitude: float | None
    longitude: float | None


class PartyRecord(TypedDict):
    """An organisation as a party of an entry."""

    id: int
    key: str
    address: str
    kind: str
    identifier: str
    country: str
    name: Words
    place: PlaceRecord | None


class DocumentRecord(TypedDict):
    """A document that the visitor may see."""

    id: int
    address: str
    title: str
    date: str
    language: str
    version: int
    is_current: bool
    licence: str
    source_kind: str
    source_address: str


class EvidenceRecord(TypedDict):
    """Where something is said. Of a document that is not public nothing is told: `document` is null, the words are empty."""

    document: DocumentRecord | None
    quote: str
    sentence: str
    language: str
    page: int | None


class StatementRecord(TypedDict):
    """An accepted claim: a source says something of an entry."""

    id: int
    property: str
    value: Any
    state: str
    is_chosen: bool
    judged: str
    no_longer_said_since: str
    evidence: list[EvidenceRecord]


class EntryRecord(TypedDict):
    """An entry as its accepted claims make it."""

    id: int
    key: str
    address: str
    kind: str
    group: str
    title: Words
    tie: str
    state: str
    since: int | None
    until: str
    last_proof: str
    occasion: str
    starts: str
    ends: str
    themes: list[str]
    place: PlaceRecord | None
    parties: list[PartyRecord]
    part_of: list[int]
    sources: int
    is_disputed: bool
    updated: str


class FullEntryRecord(EntryRecord):
    """An entry with everything that is said of it."""

    statements: list[StatementRecord]
