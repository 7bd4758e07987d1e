"""Each chart of the page of figures: what it counts, and the list that each of its numbers opens."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from passerelles.common.drawing.charts import Bar, Chart
from passerelles.common.words import wording
from passerelles.places.models import Place
from passerelles.portal.queries.statistics.kept import Kept, in_authorities, in_list
from passerelles.register.models import EntryKind
from passerelles.register.queries.filters import AWAKE, DORMANT
from passerelles.register.queries.listing import country_names, level_names
from passerelles.register.tallying import AUTHORITY
from passerelles.register.terms import LIFE, THEME_NAMES, TIES


def chart(name: str, numbers: Kept) -> Chart | None:
    """Return one chart; none, where there is none of that name."""
    return CHARTS[name](numbers) if name in CHARTS else None


def charts(numbers: Kept) -> list[Chart]:
    """Return those that have something to show."""
    return [made for make in CHARTS.values() if (made := make(numbers)).bars]


def _by(field: str, held: Mapping[str, int], names: Mapping[str, object], kind: str = EntryKind.PARTNERSHIP) -> tuple[Bar, ...]:
    """A bar for each value that has a name, the most first."""
    known = sorted(((number, str(names[value]), value) for value, number in held.items() if value in names), key=_most_first)
    of = {} if kind == EntryKind.PARTNERSHIP else {"kind": kind}
    return tuple(Bar(value, name, (number,), (in_list(**of, **{field: value}),)) for number, name, value in known)


def _most_first(bar: tuple[int, str, str]) -> tuple[int, str]:
    return -bar[0], bar[1]


def by_theme(numbers: Kept) -> Chart:
    note = _("A partnership has as many themes as its sources name: the sum is more than the number of partnerships.")
    bars = _by("theme", numbers.of("theme"), THEME_NAMES)
    return Chart("themes", _("Partnerships by theme"), _("Theme"), (_("partnerships"),), bars, note)


def by_tie(numbers: Kept) -> Chart:
    note = _("The strongest kind that an accepted source gives.")
    return Chart("kinds", _("Partnerships by kind"), _("Kind"), (_("partnerships"),), _by("tie", numbers.of("tie"), TIES), note)


def by_state(numbers: Kept) -> Chart:
    counted = [(AWAKE, _("with recent proof"), numbers.awake), (DORMANT, _("dormant"), numbers.asleep)]
    counted += [(state, str(LIFE[state]), numbers.of("state").get(state, 0)) for state in ("wished", "ended")]
    bars = tuple(Bar(state, name, (number,), (in_list(state=state),)) for state, name, number in counted if number)
    note = _("Dormant: active by its sources, and without proof of activity for longer than the network’s delay.")
    return Chart("states", _("Partnerships by state"), _("State"), (_("partnerships"),), bars, note)


def by_level(numbers: Kept) -> Chart:
    held = numbers.of("level")
    note = _("A partnership is counted at the level of each of its authorities.")
    return Chart("levels", _("Partnerships by level"), _("Level"), (_("partnerships"),), _by("level", held, level_names(held)), note)


def by_region(numbers: Kept) -> Chart:
    return _of_regions(numbers, numbers.sides[0], "regions")


def by_province(numbers: Kept) -> Chart:
    return _of_regions(numbers, numbers.sides[1], "provinces")


def _of_regions(numbers: Kept, country: str, name: str) -> Chart:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for pair, *each in numbers.pairs:
        for key in {key for key in pair.split(" ") if key.startswith(country)}:
            sums[key] = [one + other for one, other in zip(sums[key], each, strict=True)]
    named = {place.key: wording(place.words).text for place in Place.objects.filter(key__in=sums)} if sums else {}
    order = sorted(named, key=lambda key: (-sum(sums[key]), named[key]))
    bars = tuple(Bar(key, named[key], tuple(sums[key]), _of_region(key)) for key in order)
    series = (_("with recent proof"), _("dormant"), _("wished"), _("ended"))
    title, what = _called(country)
    return Chart(name, title, what, series, bars, _("Where an authority is, or what it is itself; former regions under their own names."))


def _called(country: str) -> tuple[str, str]:
    """The title of the chart of a country's regions, and what such a region is called there."""
    if country == "FR":
        return _("Partnerships by French region"), _("Region")
    if country == "CN":
        return _("Partnerships by Chinese province"), _("Province")
    return _("Partnerships by region: %(country)s") % {"country": country_names([country])[country]}, _("Region")


def _of_region(key: str) -> tuple[str, ...]:
    """The lists of a region's numbers, and last that of all of them."""
    states = (AWAKE, DORMANT, "wished", "ended")
    return *(in_list(region=key, state=state) for state in states), in_list(region=key)


def evolution(numbers: Kept) -> Chart:
    bars, so_far = [], 0
    for year in sorted(numbers.of("since"), key=int):
        number = numbers.of("since")[year]
        so_far += number
        bars.append(Bar(year, year, (number, so_far), (in_list(since=year, until=year), in_list(until=year))))
    unknown = numbers.total() - so_far
    note = _("By the year in which a partnership began, ended ones included. Without a known year: %(number)s.") % {"number": unknown}
    series = (_("begun in the year"), _("begun until then"))
    return Chart("evolution", _("Partnerships begun, year by year"), _("Year"), series, tuple(bars), note, is_by_year=True)


def of_offices(numbers: Kept) -> Chart:
    held = numbers.of("region", EntryKind.OFFICE)
    places = {place.key: f"{wording(place.words).text}" for place in Place.objects.filter(key__in=held)} if held else {}
    note = _("Where an office is, and whose it is: each is counted under both.")
    bars = _by("region", held, places, EntryKind.OFFICE)
    return Chart("offices", _("Representation offices by region concerned"), _("Region or province"), (_("offices"),), bars, note)


def of_authorities(numbers: Kept) -> Chart:
    held = numbers.of("country", AUTHORITY)
    names = country_names(held)
    order = sorted(filter(None, held), key=lambda code: (-held[code], code))
    bars = tuple(Bar(code, names[code], (held[code],), (in_authorities(kind=AUTHORITY, country=code),)) for code in order)
    note = _("Local authorities that are party to a public entry.")
    return Chart("authorities", _("Authorities by country"), _("Country"), (_("authorities"),), bars, note)


CHARTS: dict[str, Callable[[Kept], Chart]] = {
    "themes": by_theme,
    "states": by_state,
    "kinds": by_tie,
    "levels": by_level,
    "evolution": evolution,
    "authorities": of_authorities,
    "regions": by_region,
    "provinces": by_province,
    "offices": of_offices,
}
