"""What can be asked for and what is answered, as the library describes it. A value that is not understood is refused, never left out."""

from typing import Annotated, Literal

from django.conf import settings
from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field, StringConstraints
from typing_extensions import TypedDict  # typing's own, which pydantic reads from Python 3.12 on

from passerelles.common.words import tongue
from passerelles.portal.opendata.records import DocumentRecord, EntryRecord, PartyRecord, PlaceRecord
from passerelles.register.models import EntryKind
from passerelles.register.queries.filters import DORMANT
from passerelles.register.queries.listing import ORDERS
from passerelles.register.terms import LIFE, OCCASION_KINDS, THEME_NAMES, TIES

LANGS = tuple(tongue(code) for code, _name in settings.LANGUAGES)
Holdable = StringConstraints(max_length=120)
Short = Annotated[str, Holdable]


Country = Annotated[str, StringConstraints(pattern="^[A-Z]{2}$|^$")]
OF_COUNTRY = _("Country, ISO 3166-1")


class Asked(Schema):
    """What every list takes."""

    after: Annotated[str, StringConstraints(max_length=600)] = Field("", description=_("Where a page begins: as “next” says"))

    def asked(self) -> dict[str, str]:
        """The query as the lists of the pages read it."""
        return {name: str(value) for name, value in self.model_dump(exclude={"after"}).items() if value not in (None, "")}


class EntriesAsked(Asked):
    """The filters of the list of entries, the same as the page's."""

    kind: Literal[tuple(EntryKind.values)] = Field(EntryKind.PARTNERSHIP, description=_("Kind of entry, by default partnerships"))  # type: ignore[valid-type]
    country: Country = Field("", description=_("Country of a party or place, ISO 3166-1"))
    region: Short = Field("", description=_("Key of a région or province: FR/region/84"))
    theme: Literal["", *THEME_NAMES] = Field("", description=_("Theme"))  # type: ignore[valid-type]
    tie: Literal["", *TIES] = Field("", description=_("Kind of partnership"))  # type: ignore[valid-type]
    occasion: Literal["", *OCCASION_KINDS] = Field("", description=_("Kind of occasion"))  # type: ignore[valid-type]
    state: Literal["", *LIFE, DORMANT] = Field("", description=_("State; dormant is an active one without recent proof"))  # type: ignore[valid-type]
    since: int | None = Field(None, ge=1000, le=9999, description=_("Begun in this year or later"))
    until: int | None = Field(None, ge=1000, le=9999, description=_("Begun in this year or earlier"))
    body: Short = Field("", description=_("Part of a party’s name, in any language"))
    party: int | None = Field(None, ge=1, lt=10**14, description=_("Number of a party"))
    sort: Literal["", *ORDERS] = Field("", description=_("Order of the list"))  # type: ignore[valid-type]


class AuthoritiesAsked(Asked):
    """The filters of the list of authorities."""

    country: Country = Field("", description=OF_COUNTRY)
    body: Short = Field("", description=_("Part of its name, in any language"))
    code: Short = Field("", description=_("Official code of its territory: INSEE COG, SIREN, GB/T 2260"))


class DocumentsAsked(Asked):
    """The filters of the list of documents."""

    language: Short = Field("", description=_("Language: fr, zh, en"))
    year: int | None = Field(None, ge=1000, le=9999, description=_("Year it is of"))


class PlacesAsked(Asked):
    """The filters of the list of territories."""

    country: Country = Field("", description=OF_COUNTRY)
    level: Short = Field("", description=_("Level: commune, epci, departement, region, province, prefecture, county"))
    code: Short = Field("", description=_("Official code: INSEE COG, SIREN, GB/T 2260"))
    name: Short = Field("", description=_("Name in French or Chinese, whole"))
    is_every: bool = Field(False, alias="all", description=_("“true”: every territory that is known, whether the register names it or not"))


BriefKind = Literal["partnership", "authority", "group"]


class BriefAsked(Schema):
    """In which language a brief is, which stands beside it, and for whom it is: named as the page of a brief names them."""

    lang: Literal[LANGS] = Field(LANGS[0], description=_("Language of a brief"))  # type: ignore[valid-type]
    beside: Literal[("", *LANGS)] = Field("", alias="with", description=_("Language that is set beside it"))  # type: ignore[valid-type]
    reader: Literal["", "public"] = Field("", alias="for", description=_("“public”: as everybody may see it, whoever asks"))


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


OF_TITLE = Field(description=_("Its heading"))


class TextRecord(TypedDict):
    """Words; their language where it is not the sheet's."""

    text: str
    lang: Annotated[str, Field(description=_("Its language, where it is not the sheet’s"))]


class LineRecord(TypedDict):
    """A line of a brief, with the numbers of its sources."""

    label: str
    words: TextRecord
    notes: list[TextRecord]
    warning: str
    sources: Annotated[str, Field(description=_("Numbers of its sources: 1, 3"))]


class SectionRecord(TypedDict):
    title: Annotated[str, OF_TITLE]
    lines: list[LineRecord]
    more: str


class SheetRecord(TypedDict):
    """A brief in one language."""

    lang: str
    kicker: str
    title: Annotated[TextRecord, OF_TITLE]
    other_names: list[TextRecord]
    banner: list[str]
    sections: list[SectionRecord]
    sources_title: str
    foot: list[str]


class SourceRecord(TypedDict):
    """A numbered source of a brief; `document` is 0 where there is none to open."""

    number: Annotated[int, Field(description=_("What lines name it by"))]
    words: TextRecord
    detail: Annotated[str, Field(description=_("Its date and its address"))]
    document: Annotated[int, Field(description=_("Number of the document; 0 where it has no page"))]


class BriefRecord(TypedDict):
    """A brief as its page shows it: a sheet a language, line by line beside each other."""

    title: Annotated[str, OF_TITLE]
    date: Annotated[str, Field(description=_("Day it was made"))]
    sheets: Annotated[list[SheetRecord], Field(description=_("One for each language"))]
    sources: Annotated[list[SourceRecord], Field(description=_("Its sources, in the order in which they are named"))]
