"""What can be said of an entry: one small table that forms, API, projection, reading and benchmarks all read."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from passerelles.register.properties.doing import Budget, Funding, Movement, Part, Result, Soil
from passerelles.register.properties.values import (
    Agreement,
    Count,
    Day,
    Kind,
    Label,
    Life,
    Milestone,
    OccasionKind,
    OccasionState,
    Ordinal,
    Text,
    Theme,
    Value,
    Where,
    Wish,
    Year,
    from_canonical,
)

LONGEST = 2500  # characters of a canonical text: what the column of claims holds


@dataclass(frozen=True, slots=True)
class Property:
    """Something that can be said: of which kinds of entries, as what type, once (`is_many` false) or many times."""

    name: str
    title: Any
    type: Any
    kinds: tuple[str, ...]
    is_many: bool = False

    def parse(self, raw: Any) -> Value:
        """Return the value of what the reader, a form or an import gives. Raises ValueError."""
        try:
            value: Value = self.type.parse(raw)
        except (KeyError, TypeError, AttributeError, OverflowError) as error:
            raise ValueError(str(error)) from error
        if len(value.canonical()) > LONGEST:
            raise ValueError(_("this is too long to be kept as one fact"))
        return value

    def value(self, canonical: str) -> Value:
        return from_canonical(self.type, canonical)  # type: ignore[no-any-return]  # as above


PROPERTIES = (
    Property("kind", _("Kind"), Kind, ("partnership",)),
    Property("state", _("State"), Life, ("partnership", "project", "office")),
    Property("since", _("Since"), Year, ("partnership", "office", "practice", "project")),
    Property("until", _("Until"), Day, ("partnership", "office", "practice", "project")),
    Property("theme", _("Themes"), Theme, ("partnership", "project", "practice", "network"), is_many=True),
    Property("milestone", _("Milestones"), Milestone, ("partnership", "project"), is_many=True),
    Property("agreement", _("Agreements"), Agreement, ("partnership", "project"), is_many=True),
    Property("associated", _("Associated bodies"), Text, ("partnership", "project"), is_many=True),
    Property("confirmed", _("Confirmed"), Day, ("partnership", "project", "office", "practice"), is_many=True),
    Property("name", _("Name"), Text, ("project", "practice", "occasion"), is_many=True),
    Property("description", _("Description"), Text, ("partnership", "project", "practice", "office"), is_many=True),
    Property("label", _("Labels"), Label, ("practice",), is_many=True),
    Property("reference", _("References"), Text, ("practice",), is_many=True),
    Property("occasion", _("Kind of occasion"), OccasionKind, ("occasion",)),
    Property("held", _("State"), OccasionState, ("occasion",)),
    Property("ordinal", _("Edition"), Ordinal, ("occasion",)),
    Property("place", _("Place"), Where, ("occasion", "office")),
    Property("starts", _("Begins"), Day, ("occasion",)),
    Property("ends", _("Ends"), Day, ("occasion",)),
    Property("count", _("Counts"), Count, ("network",), is_many=True),
    Property("wish", _("Looks for"), Wish, ("network",), is_many=True),
    Property("activity", _("Activities"), Text, ("network",), is_many=True),
    Property("soil", _("On whose soil"), Soil, ("project",), is_many=True),
    Property("budget", _("Budget"), Budget, ("project",), is_many=True),
    Property("funding", _("Who pays"), Funding, ("project",), is_many=True),
    Property("part", _("Partners and roles"), Part, ("project",), is_many=True),
    Property("result", _("Results"), Result, ("partnership", "project"), is_many=True),
    Property("movement", _("Given and received"), Movement, ("partnership", "project"), is_many=True),
)
BY_NAME = {each.name: each for each in PROPERTIES}


def properties_of(kind: str) -> list[Property]:
    """Return what can be said of a kind of entry, in the table's order."""
    return [each for each in PROPERTIES if kind in each.kinds]


__all__ = ["BY_NAME", "PROPERTIES", "Property", "Value", "properties_of"]
