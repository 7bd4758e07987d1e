"""The list of entries of a kind: its columns, orders, choices and rows. A row is few words, so that a page is cheap to write."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from passerelles.common.dates import said_date
from passerelles.common.sorting import in_order
from passerelles.common.templatetags.common import words
from passerelles.common.words import locale_of, tongue, wording
from passerelles.people.queries import Visitor
from passerelles.places.models import Place
from passerelles.register.dormancy import dormant_month
from passerelles.register.models import Entry, EntryKind, EntryTheme, Tally
from passerelles.register.models.entries import EntryQuerySet
from passerelles.register.queries.filters import AWAKE, DORMANT, Condition, Filters, Total, matching
from passerelles.register.queries.paging import Order, Slice, sliced
from passerelles.register.seeing import as_seen_by
from passerelles.register.terms import LIFE, OCCASION_KINDS, THEME_NAMES, TIES

KINDS = {  # in the order of the tabs
    EntryKind.PARTNERSHIP: gettext_lazy("Partnerships"),
    EntryKind.PROJECT: gettext_lazy("Projects"),
    EntryKind.OFFICE: gettext_lazy("Offices"),
    EntryKind.PRACTICE: gettext_lazy("Practices"),
    EntryKind.OCCASION: gettext_lazy("Occasions"),
    EntryKind.NETWORK: gettext_lazy("Networks and wishes"),
}
STATES = {**LIFE, DORMANT: gettext_lazy("dormant"), AWAKE: gettext_lazy("active, with recent proof")}
LEVELS = {  # by country: what one calls a level elsewhere, another calls something else
    "FR/region": pgettext_lazy("level of a territory", "région"),
    "FR/departement": pgettext_lazy("level of a territory", "département"),
    "FR/epci": pgettext_lazy("level of a territory", "intercommunal body"),
    "FR/commune": pgettext_lazy("level of a territory", "commune"),
    "FR/other": pgettext_lazy("level of a territory", "other territory"),
    "CN/province": pgettext_lazy("level of a territory", "province"),
    "CN/prefecture": pgettext_lazy("level of a territory", "prefecture-level city"),
    "CN/county": pgettext_lazy("level of a territory", "county or district"),
}
ORDERS = {
    "name": (gettext_lazy("by name"), Order("sort_key")),
    "newest": (gettext_lazy("newest first"), Order("since", is_descending=True, ids_descend=True, may_be_empty=True)),
    "oldest": (gettext_lazy("oldest first"), Order("since")),
    "proof": (gettext_lazy("last proof of activity first"), Order("last_proof", is_descending=True, may_be_empty=True)),
    "latest": (gettext_lazy("latest date first"), Order("starts", is_descending=True, ids_descend=True)),
}
ORDERS_OF = {
    EntryKind.PARTNERSHIP: ("name", "newest", "oldest", "proof"),
    EntryKind.PROJECT: ("name", "newest", "oldest"),
    EntryKind.OFFICE: ("name", "newest", "oldest"),
    EntryKind.PRACTICE: ("name", "newest", "oldest"),
    EntryKind.OCCASION: ("latest", "name"),
    EntryKind.NETWORK: ("name",),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: number, address and title of the entry, and for each column after it how its cells begin and what this one
    says. Written here, not in the template: a tag of a template costs more than what it writes, and a page has hundreds of cells.
    """

    pk: int
    address: str
    title: SafeString
    cells: list[tuple[SafeString, str]]

    @property
    def html(self) -> SafeString:
        first = f'<tr><td><a href="{self.address}">{self.title}</a></td>'
        cells = "".join(f"{opening}{conditional_escape(said)}</td>" for opening, said in self.cells)
        return mark_safe(f"{first}{cells}</tr>")  # noqa: S308 - title and cells are escaped, the number is one


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter offers."""

    value: str
    name: str
    number: int | None
    is_chosen: bool

    @property
    def option(self) -> SafeString:
        number = "" if self.number is None else f" ({self.number})"
        chosen = " selected" if self.is_chosen else ""
        words = f'<option value="{escape(self.value)}"{chosen}>{escape(self.name)}{number}</option>'
        return mark_safe(words)  # noqa: S308 - its parts are escaped just before


@dataclass(frozen=True)
class Terms:
    """The words of a page's cells in the visitor's language, looked up once for all rows; and what hangs on its entries."""

    themes_of: Mapping[int, list[str]]

    @cached_property
    def ties(self) -> dict[str, str]:
        return {term: _unbroken(name) for term, name in TIES.items()}

    @cached_property
    def themes(self) -> dict[str, str]:
        """In the order of the visitor's language, which each row's themes follow."""
        return {term: str(name) for term, name in in_order(THEME_NAMES.items(), lambda pair: str(pair[1]))}

    @cached_property
    def comma(self) -> str:
        return "、" if tongue() == "zh" else ", "

    @cached_property
    def occasions(self) -> dict[str, str]:
        return {term: str(name) for term, name in OCCASION_KINDS.items()}

    @cached_property
    def badges(self) -> dict[str, SafeString]:
        return {state: badge(state) for state in (*LIFE, DORMANT)}


@dataclass(frozen=True, slots=True)
class Listing:
    """What the page of a list shows."""

    filters: Filters
    slice: Slice
    total: Total
    titles: list[str]
    rows: list[Row]


def listing(asked: Mapping[str, str], user: Visitor) -> Listing:
    """Return the page of a list that a query asks for, as a visitor may see it."""
    filters = Filters.of(asked)
    kind = EntryKind(filters.kind)
    found, counted = matching(filters, user)
    order = ORDERS[filters.sort if filters.sort in ORDERS_OF[kind] else ORDERS_OF[kind][0]][1]
    page = sliced(_prepared(found, kind), order, asked, counted.number)
    terms = Terms(themes_of(page.rows) if "themes" in NEEDS[kind] else {})
    folder, cells = reverse("entries"), cells_of(kind, terms)
    rows = [Row(entry.pk, f"{folder}{entry.pk}/", _title(entry), cells(entry)) for entry in as_seen_by(user, page.rows)]
    return Listing(filters, page, counted, titles_of(kind), rows)


def titles_of(kind: EntryKind) -> list[str]:
    """The titles of a kind's columns, after the entry's own."""
    return [str(title) for title, _cell in COLUMNS[kind]]


def cells_of(kind: EntryKind, terms: Terms) -> Callable[[Entry], list[tuple[SafeString, str]]]:
    """Return what makes an entry's cells. One that does not speak for itself, as a bare year, names its column: a phone shows no titles."""
    columns = [(format_html('<td data-title="{}">', title) if cell in NAMED else mark_safe("<td>"), cell) for title, cell in COLUMNS[kind]]
    return lambda entry: [(opening, cell(entry, terms)) for opening, cell in columns]


def _prepared(rows: EntryQuerySet, kind: EntryKind) -> EntryQuerySet:
    """The rows with what their columns say, and no more."""
    wanted = NEEDS[kind]
    rows = rows.with_parties() if "parties" in wanted else rows
    rows = rows.select_related("place") if "place" in wanted else rows
    return rows.with_dormancy() if "dormancy" in wanted else rows


def themes_of(entries: Iterable[Entry]) -> dict[int, list[str]]:
    """Return the themes of entries by number; one query, and no row made of any."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = EntryTheme.objects.filter(entry__in=[entry.pk for entry in entries]).order_by("theme")
    for entry, theme in rows.values_list("entry_id", "theme"):
        found[entry].append(theme)
    return found


def _title(entry: Entry) -> SafeString:
    return marked(entry, words(entry.wording))


def marked(entry: Entry, title: SafeString) -> SafeString:
    """A title with a discreet mark where sources disagree on what the entry says."""
    return format_html('{} <span class="differ" title="{}">≠</span>', title, _("sources disagree")) if entry.is_disputed else title


def badge(state: str) -> SafeString:
    """A state in a word."""
    return format_html('<span class="badge {}">{}</span>', state, _("dormant") if state == DORMANT else LIFE[state])


def state_of(entry: Entry) -> str:
    """An entry's state; an active partnership without recent proof is called dormant."""
    return DORMANT if getattr(entry, "is_dormant", False) else entry.state


def state_badge(entry: Entry) -> str:
    return badge(state_of(entry)) if state_of(entry) else ""


def _unbroken(said: object) -> str:
    return str(said).replace(" ", "\u00a0")


def _tie(entry: Entry, terms: Terms) -> str:
    return terms.ties.get(entry.tie, "")


def _since(entry: Entry, terms: Terms) -> str:
    return str(entry.since or "")


def _state(entry: Entry, terms: Terms) -> str:
    return terms.badges.get(state_of(entry), "")


def _themes(entry: Entry, terms: Terms) -> str:
    held = terms.themes_of.get(entry.pk, ())
    return terms.comma.join(name for theme, name in terms.themes.items() if theme in held) if held else ""


def _proof(entry: Entry, terms: Terms) -> str:
    return _unbroken(said_date(entry.last_proof.isoformat()[:7])) if entry.last_proof else ""


def _place(entry: Entry, terms: Terms) -> str:
    return words(entry.place.wording) if entry.place else ""


def _parties(entry: Entry, terms: Terms) -> str:
    return format_html_join(" · ", "{}", ((words(party.organisation.wording),) for party in entry.parties.all()))


def _occasion(entry: Entry, terms: Terms) -> str:
    return terms.occasions.get(entry.occasion, "")


def _when(entry: Entry, terms: Terms) -> str:
    ends = f"–{said_date(entry.ends)}" if entry.ends and entry.ends != entry.starts else ""
    return _unbroken(said_date(entry.starts) + ends)


def _sources(entry: Entry, terms: Terms) -> str:
    return str(entry.sources)


OFFERED = ("country", "region", "theme", "tie", "occasion", "state", "proof", "level")  # other numbers are kept for maps and figures
Columns = tuple[tuple[Any, Callable[[Entry, Terms], str]], ...]
KIND, SINCE, STATE, THEMES = gettext_lazy("Kind"), gettext_lazy("Since"), gettext_lazy("State"), gettext_lazy("Themes")
NAMED = (_since, _proof, _sources)
SOURCES, PARTIES, PLACE = gettext_lazy("Sources"), gettext_lazy("Parties"), gettext_lazy("Place")
COLUMNS: dict[EntryKind, Columns] = {
    EntryKind.PARTNERSHIP: (
        (KIND, _tie),
        (SINCE, _since),
        (STATE, _state),
        (THEMES, _themes),
        (gettext_lazy("Last proof"), _proof),
        (SOURCES, _sources),
    ),
    EntryKind.PROJECT: ((PARTIES, _parties), (SINCE, _since), (STATE, _state), (THEMES, _themes), (SOURCES, _sources)),
    EntryKind.OFFICE: ((PLACE, _place), (SINCE, _since), (STATE, _state), (SOURCES, _sources)),
    EntryKind.PRACTICE: (
        (pgettext_lazy("of a practice", "Holder"), _parties),
        (SINCE, _since),
        (THEMES, _themes),
        (SOURCES, _sources),
    ),
    EntryKind.OCCASION: ((gettext_lazy("When"), _when), (KIND, _occasion), (PLACE, _place), (SOURCES, _sources)),
    EntryKind.NETWORK: ((THEMES, _themes), (SOURCES, _sources)),
}
NEEDS = {
    EntryKind.PARTNERSHIP: ("themes", "dormancy"),
    EntryKind.PROJECT: ("parties", "themes"),
    EntryKind.OFFICE: ("place",),
    EntryKind.PRACTICE: ("parties", "themes"),
    EntryKind.OCCASION: ("place",),
    EntryKind.NETWORK: ("themes",),
}


def choices(filters: Filters) -> dict[str, list[Choice]]:
    """What each filter offers: what public entries of this kind have, with how many there are, as kept."""
    held: dict[str, dict[str, int]] = {}
    kept = Tally.objects.filter(kind=filters.kind, name__in=OFFERED, number__gt=0)
    for name, value, number in kept.values_list("name", "value", "number"):
        held.setdefault(name, {})[value] = number
    return {
        "country": _choices(held.get("country", {}), country_names(held.get("country", {})), filters.country),
        "region": _choices(held.get("region", {}), _region_names(held.get("region", {})), filters.region),
        "level": _choices(held.get("level", {}), level_names(held.get("level", {})), filters.level),
        "theme": _choices(held.get("theme", {}), THEME_NAMES, filters.theme),
        "tie": _choices(held.get("tie", {}), TIES, filters.tie, is_sorted=False),
        "occasion": _choices(held.get("occasion", {}), OCCASION_KINDS, filters.occasion, is_sorted=False),
        "state": _choices(_states(held), STATES, filters.state, is_sorted=False),
    }


def _choices(held: Mapping[str, int], names: Mapping[str, Any], chosen: str, *, is_sorted: bool = True) -> list[Choice]:
    """The values held that have a name, in the names' order or sorted; what is chosen is always among them."""
    order = [value for value in names if value in held]
    order = in_order(order, lambda value: str(names[value])) if is_sorted else order
    found = [Choice(value, str(names[value]), held[value], value == chosen) for value in order]
    missing = chosen and chosen not in held and chosen in names
    return [*found, Choice(chosen, str(names[chosen]), 0, True)] if missing else found


def _states(held: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    limit = dormant_month()
    asleep = sum(number for month, number in held.get("proof", {}).items() if month < limit)
    return {**held.get("state", {}), **({DORMANT: asleep} if asleep else {})}


def country_names(codes: Iterable[str]) -> dict[str, str]:
    """Countries by code, in the visitor's language."""
    names = locale_of().territories
    return {code: names.get(code, code) for code in codes}


def level_names(levels: Iterable[str]) -> dict[str, str]:
    """Levels of territories with their country, in the visitor's language."""
    named = [(level, LEVELS[level]) for level in LEVELS if level in levels]
    countries = country_names({level[:2] for level, _name in named})
    return {level: _("%(country)s: %(level)s") % {"country": countries[level[:2]], "level": name} for level, name in named}


def _region_names(keys: Iterable[str]) -> dict[str, str]:
    return {place.key: wording(place.words).text for place in Place.objects.filter(key__in=keys)}


def orders(filters: Filters) -> list[Choice]:
    """How the list can be sorted."""
    kind = EntryKind(filters.kind)
    chosen = filters.sort if filters.sort in ORDERS_OF[kind] else ORDERS_OF[kind][0]
    return [Choice(name, str(ORDERS[name][0]), None, name == chosen) for name in ORDERS_OF[kind]]


def kinds(filters: Filters) -> list[Choice]:
    """The tabs: every kind with how many public entries there are, as kept."""
    numbers = numbers_of_kinds()
    return [Choice(kind, str(name), numbers.get(kind, 0), kind == filters.kind) for kind, name in KINDS.items()]


def numbers_of_kinds() -> dict[str, int]:
    return dict(Tally.objects.filter(Condition("all", ("",)).q, kind__in=KINDS).values_list("kind", "number"))
