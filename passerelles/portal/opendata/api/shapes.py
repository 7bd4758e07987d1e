"""What can be asked for and what is answered, as the library describes it. A value that is not understood is refused, never left out."""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints
from typing_extensions import TypedDict  # typing's own, which pydantic reads from Python 3.12 on

from passerelles.portal.opendata.records import DocumentRecord, EntryRecord, PartyRecord, PlaceRecord
from passerelles.register.models import EntryKind
from passerelles.register.queries.filters import DORMANT
from passerelles.register.queries.listing import ORDERS
from passerelles.register.terms import LIFE, OCCASION_KINDS, THEME_NAMES, TIES

Holdable = StringConstraints(max_length=120)
Short = Annotated[str, Holdable]


class Asked(Schema):
    """What every list takes."""

    after: Annotated[str, StringConstraints(max_length=600)] = Field("", description="Where a page begins: as “next” says")

    def asked(self) -> dict[str, str]:
        """The query as the lists of the pages read it."""
        return {name: str(value) for name, value in self.model_dump(exclude={"after"}).items() if value not in (None, "")}


class EntriesAsked(Asked):
    """The filters of the list of entries, the same as the page's."""

    kind: Literal[tuple(EntryKind.values)] = Field(EntryKind.PARTNERSHIP, description="Kind of entry")  # type: ignore[valid-type]
    country: Annotated[str, StringConstraints(pattern="^[A-Z]{2}$|^$")] = Field("", description="Country of a party or place, ISO 3166-1")
    region: Short = Field("", description="Key of a région or province: FR/region/84")
    theme: Literal["", *THEME_NAMES] = Field("", description="Theme")  # type: ignore[valid-type]
    tie: Literal["", *TIES] = Field("", description="Kind of partnership")  # type: ignore[valid-type]
    occasion: Literal["", *OCCASION_KINDS] = Field("", description="Kind of occasion")  # type: ignore[valid-type]
    state: Literal["", *LIFE, DORMANT] = Field("", description="State; dormant is an active one without recent proof")  # type: ignore[valid-type]
    since: int | None = Field(None, ge=1000, le=9999, description="Begun in this year or later")
    until: int | None = Field(None, ge=1000, le=9999, description="Begun in this year or earlier")
    body: Short = Field("", description="Part of a party’s name, in any language")
    party: int | None = Field(None, ge=1, lt=10**14, description="Number of a party")
    sort: Literal["", *ORDERS] = Field("", description="Order of the list")  # type: ignore[valid-type]


class AuthoritiesAsked(Asked):
    """The filters of the list of authorities."""

    country: Annotated[str, StringConstraints(pattern="^[A-Z]{2}$|^$")] = Field("", description="Country, ISO 3166-1")
    body: Short = Field("", description="Part of its name, in any language")
    code: Short = Field("", description="Official code of its territory: INSEE COG, SIREN, GB/T 2260")


class DocumentsAsked(Asked):
    """The filters of the list of documents."""

    language: Short = Field("", description="Language: fr, zh, en")
    year: int | None = Field(None, ge=1000, le=9999, description="Year it is of")


class PlacesAsked(Asked):
    """The filters of the list of territories."""

    country: Annotated[str, StringConstraints(pattern="^[A-Z]{2}$|^$")] = Field("", description="Country, ISO 3166-1")
    level: Short = Field("", description="Level: commune, epci, departement, region, province, prefecture, county")
    code: Short = Field("", description="Official code: INSEE COG, SIREN, GB/T 2260")
    name: Short = Field("", description="Name in French or Chinese, whole")


class Page(TypedDict):
    """What every page of a list says of where it stands."""

    next: str | None


class EntriesPage(Page):
    items: list[EntryRecord]
    total: int
    is_at_least: bool


class AuthorityRecord(PartyRecord):
    """An organisation that is a party of something public."""

    acronym: str
    partnerships: int
    number: int
    entries: str


class AuthoritiesPage(Page):
    items: list[AuthorityRecord]


class FullDocumentRecord(DocumentRecord):
    """A document with the entries it says something of."""

    entries: list[int]


class DocumentsPage(Page):
    items: list[DocumentRecord]


class PlacesPage(Page):
    items: list[PlaceRecord]
