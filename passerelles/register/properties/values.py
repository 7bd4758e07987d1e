"""The types of what is said of an entry: frozen, language-neutral, each with one canonical JSON text that the database compares."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, ClassVar, Protocol, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelles.common.dates import is_date, said_date
from passerelles.common.listing import listed
from passerelles.common.words import plain
from passerelles.places.models import Place
from passerelles.reading.model import THEMES
from passerelles.register.terms import HEDGES, LIFE, MILESTONE_STATES, OCCASION_KINDS, OCCASION_STATES, THEME_NAMES, TIES, WHATS

PARTIAL = re.compile(r"(1[89]\d\d|20\d\d|2100)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$")
MOST_COUNTED = 10**15  # of more digits, no page could write it
FREE = ("text", "what", "title", "resolution", "signatories", "name", "by", "wants")  # parts of values that are somebody's own words
Json = Any


class Value(Protocol):
    """What a claim says. `parse` takes what the reader, a form or an import gives, and raises ValueError."""

    @classmethod
    def parse(cls, raw: Json) -> Self: ...
    def canonical(self) -> str: ...
    def label(self, lang: str | None = None) -> str: ...


class Canonical:
    """A dataclass whose canonical text is its fields as JSON with sorted keys; of one field, that field alone."""

    def canonical(self) -> str:
        values = asdict(self)  # type: ignore[call-overload]  # every subclass is a dataclass
        whole: Json = (
            next(iter(values.values())) if len(values) == 1 else {name: held for name, held in values.items() if held not in (None, "", ())}
        )
        return json.dumps(whole, ensure_ascii=False, sort_keys=True)


def _text(raw: Json, longest: int = 1000) -> str:
    text = plain(str(raw if raw is not None else ""))
    if not text or len(text) > longest:
        raise ValueError(_("some words are needed, %(longest)d characters at most") % {"longest": longest})
    return text


def _partial(raw: Json) -> str:
    text = str(raw).strip()
    if not PARTIAL.match(text) or not is_date(text):
        raise ValueError(_("“%(text)s” is no date: give a year, a month (2024-03) or a day (2024-03-19)") % {"text": text[:40]})
    return text


@dataclass(frozen=True, slots=True)
class Year(Canonical):
    year: int

    @classmethod
    def parse(cls, raw: Json) -> "Year":
        text = str(raw).strip()[:4]
        if not text.isdecimal() or not 1800 <= int(text) <= 2100:
            raise ValueError(_("“%(text)s” is no year") % {"text": str(raw)[:40]})
        return cls(int(text))

    def label(self, lang: str | None = None) -> str:
        return str(self.year)

    @staticmethod
    def field() -> forms.Field:
        return forms.IntegerField(min_value=1800, max_value=2100)


@dataclass(frozen=True, slots=True)
class Day(Canonical):
    """A date as precise as it is known: "2024", "2024-03", "2024-03-19"."""

    date: str

    @classmethod
    def parse(cls, raw: Json) -> "Day":
        return cls(_partial(raw))

    def label(self, lang: str | None = None) -> str:
        return said_date(self.date, lang)

    @staticmethod
    def field() -> forms.Field:
        return forms.CharField(max_length=10, help_text=gettext_lazy("A year, a month (2024-03) or a day (2024-03-19)."))


@dataclass(frozen=True, slots=True)
class Text(Canonical):
    """Free text, in the language it was said in."""

    text: str
    lang: str = ""

    @classmethod
    def parse(cls, raw: Json) -> "Text":
        if isinstance(raw, Mapping):
            return cls(_text(raw.get("text")), str(raw.get("lang") or ""))
        return cls(_text(raw))

    def canonical(self) -> str:
        return json.dumps({"lang": self.lang, "text": self.text}, ensure_ascii=False, sort_keys=True)

    def label(self, lang: str | None = None) -> str:
        return self.text

    @staticmethod
    def field() -> forms.Field:
        return forms.CharField(max_length=1000)


@dataclass(frozen=True, slots=True)
class Choice(Canonical):
    """One of a closed list of terms, each with its name in the languages of the screens."""

    term: str
    terms: ClassVar[Mapping[str, Any]] = {}

    @classmethod
    def parse(cls, raw: Json) -> Self:
        if raw not in cls.terms:
            raise ValueError(_("“%(text)s” is none of: %(terms)s") % {"text": str(raw)[:40], "terms": listed(cls.terms)})
        return cls(raw)

    def label(self, lang: str | None = None) -> str:
        return str(self.terms[self.term])

    @classmethod
    def field(cls) -> forms.Field:
        return forms.ChoiceField(choices=list(cls.terms.items()))


class Kind(Choice):
    terms = TIES


class Life(Choice):
    terms = LIFE


class Theme(Choice):
    terms = THEME_NAMES


class OccasionKind(Choice):
    terms = OCCASION_KINDS


class OccasionState(Choice):
    terms = OCCASION_STATES


@dataclass(frozen=True, slots=True)
class Ordinal(Canonical):
    number: int

    @classmethod
    def parse(cls, raw: Json) -> "Ordinal":
        if not str(raw).isdecimal() or not 1 <= int(raw) <= 500:
            raise ValueError(_("“%(text)s” is no number of an edition") % {"text": str(raw)[:40]})
        return cls(int(raw))

    def label(self, lang: str | None = None) -> str:
        return str(self.number)

    @staticmethod
    def field() -> forms.Field:
        return forms.IntegerField(min_value=1, max_value=500)


@dataclass(frozen=True, slots=True)
class Where(Canonical):
    """A place, by its key."""

    key: str

    @classmethod
    def parse(cls, raw: Json) -> "Where":
        if isinstance(raw, Mapping):
            raw = f"{raw['country']}/{raw['level']}/{raw.get('code') or raw['name']}"
        return cls(_text(raw, 120))

    def label(self, lang: str | None = None) -> str:
        place = Place.objects.filter(key=self.key).first()
        return place.wording.text if place else self.key.rsplit("/", 1)[-1]

    @staticmethod
    def field() -> forms.Field:
        return forms.CharField(max_length=120)


@dataclass(frozen=True, slots=True)
class Milestone(Canonical):
    """Something that happened, or is to happen, on a date as precise as is known."""

    what: str
    date: str = ""
    state: str = "done"
    lang: str = ""

    @classmethod
    def parse(cls, raw: Json) -> "Milestone":
        state = raw.get("state") or "done"
        if state not in MILESTONE_STATES:
            raise ValueError(_("a milestone is planned or done"))
        date = _partial(raw["date"]) if raw.get("date") else ""
        return cls(_text(raw.get("what")), date, state, str(raw.get("lang") or ""))

    def label(self, lang: str | None = None) -> str:
        when = f"{said_date(self.date, lang)} — " if self.date else ""
        return f"{when}{self.what}" + (f" ({MILESTONE_STATES[self.state]})" if self.state == "planned" else "")

    @staticmethod
    def field() -> forms.Field:
        return forms.CharField(max_length=1000)


@dataclass(frozen=True, slots=True)
class Count(Canonical):
    """How many there are of what, on which side, as of when."""

    what: str
    number: int
    side: str = ""
    hedge: str = ""
    as_of: str = ""

    @classmethod
    def parse(cls, raw: Json) -> "Count":
        number = int(raw.get("number", raw.get("value")))
        if number < 0:
            raise ValueError(_("a count is not below zero"))
        if number > MOST_COUNTED:
            raise ValueError(_("“%(text)s” is no amount") % {"text": str(raw)[:40]})
        as_of = _partial(raw["as_of"]) if raw.get("as_of") else ""
        return cls(_text(raw.get("what"), 60), number, str(raw.get("side") or ""), str(raw.get("hedge") or ""), as_of)

    def label(self, lang: str | None = None) -> str:
        counted = f"{HEDGES.get(self.hedge, '')} {self.number} {WHATS.get(self.what, self.what)}".strip()
        side = f" ({self.side})" if self.side else ""
        return counted + side + (f", {said_date(self.as_of, lang)}" if self.as_of else "")

    @staticmethod
    def field() -> forms.Field:
        return forms.IntegerField(min_value=0)


@dataclass(frozen=True, slots=True)
class Agreement(Canonical):
    """A signed text: its title, day of signature, validity, signatories of both sides, council resolution, language of each text kept."""

    title: str
    signed: str = ""
    until: str = ""
    resolution: str = ""
    signatories: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()  # "fr:12": the language and number of the document that holds the text in it

    @classmethod
    def parse(cls, raw: Json) -> "Agreement":
        signed, until = (_partial(raw[name]) if raw.get(name) else "" for name in ("signed", "until"))
        signatories, texts = (tuple(_text(each, 200) for each in raw.get(name) or ()) for name in ("signatories", "texts"))
        return cls(_text(raw.get("title"), 300), signed, until, str(raw.get("resolution") or "")[:200], signatories, texts)

    def label(self, lang: str | None = None) -> str:
        signed = f" ({said_date(self.signed, lang)})" if self.signed else ""
        return self.title + signed + (f" → {said_date(self.until, lang)}" if self.until else "")

    @staticmethod
    def field() -> forms.Field:
        return forms.CharField(max_length=300)


@dataclass(frozen=True, slots=True)
class Label(Canonical):
    """A label a practice was given: its name, by whom, when."""

    name: str
    by: str = ""
    year: str = ""

    @classmethod
    def parse(cls, raw: Json) -> "Label":
        year = str(Year.parse(raw["year"]).year) if raw.get("year") else ""
        return cls(_text(raw.get("name"), 300), str(raw.get("by") or "")[:200], year)

    def label(self, lang: str | None = None) -> str:
        return " · ".join(filter(None, [self.name, self.by, self.year]))

    @staticmethod
    def field() -> forms.Field:
        return forms.CharField(max_length=300)


@dataclass(frozen=True, slots=True)
class Wish(Canonical):
    """What an authority looks for, and where."""

    wants: str
    place: str = ""  # a place's key

    @classmethod
    def parse(cls, raw: Json) -> "Wish":
        place = raw.get("place")
        return cls(_text(raw.get("wants")), Where.parse(place).key if place else "")

    def label(self, lang: str | None = None) -> str:
        return self.wants + (f" ({Where(self.place).label(lang)})" if self.place else "")

    @staticmethod
    def field() -> forms.Field:
        return forms.CharField(max_length=1000)


def from_canonical(cls: type[Any], canonical: str) -> Any:
    """Return the value of a canonical text."""
    held = json.loads(canonical)
    if not isinstance(held, dict):
        return cls(held)
    names = {field.name for field in fields(cls)}
    return cls(**{name: tuple(each) if isinstance(each, list) else each for name, each in held.items() if name in names})


def reworded(value: Value, change: Callable[[str], str]) -> Value:
    """Return a value with what somebody wrote in it changed; terms, dates and numbers stay."""
    written: Any = {name: getattr(value, name) for name in FREE if hasattr(value, name)}
    changed = {name: tuple(map(change, said)) if isinstance(said, tuple) else change(said) for name, said in written.items()}
    return replace(value, **changed)  # type: ignore[type-var]  # every value is a dataclass


assert set(THEME_NAMES) == set(THEMES), "every theme of the reading library has a name"  # noqa: S101 - a table checked where it is used


def invalid(error: Exception) -> ValidationError:
    """Return what a form says where a value does not parse."""
    return ValidationError(str(error))
