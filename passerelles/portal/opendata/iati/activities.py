"""Activities in IATI's XML: one for each soil of an entry, linked as siblings. Elements stand in the order of the schema."""

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from lxml import etree

from passerelles.portal.opendata.iati.budgeting import budgets_of
from passerelles.portal.opendata.iati.planning import KINDS, Reporter, on, reporter_of, said, soils, status_of, stretch_of, themes
from passerelles.portal.opendata.iati.refusing import is_refused
from passerelles.portal.opendata.iati.results import add_results
from passerelles.portal.opendata.iati.taking_part import add_participants, tongue_of, type_of
from passerelles.portal.opendata.iati.writing import Element, add, narrate
from passerelles.portal.opendata.records import EntryRecord, FullEntryRecord, PlaceRecord, Words
from passerelles.portal.opendata.site import About

EPSG_4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"
SIBLING, GENERAL = "3", "1"
GOALS, TARGETS = "2", "3"  # vocabularies of tags
TIES = {
    "twinning": ("Jumelage", "Twinning"),
    "agreement": ("Accord de coopération", "Cooperation agreement"),
    "cooperation": ("Coopération", "Cooperation"),
    "project": ("Projet commun", "Joint project"),
    "contact": ("Contact", "Contact"),
}
YEAR_ONLY = {"fr": "Seule l’année est connue.", "en": "Only the year is known."}


class Iati:
    """Writes the activities of entries that no rule refuses."""

    def __init__(self, about: About) -> None:
        self.about, self.space = about, space_of(about)

    def head(self) -> bytes:
        generated, space = f"{self.about['date']}T00:00:00Z", f"xmlns:psr={quoteattr(self.space)}"
        said = f"<!-- licence: {self.about['licence']} publisher: {self.about['publisher'].replace('--', '- -')} -->"
        root = f'<iati-activities version="2.03" generated-datetime="{generated}" {space}>'
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{said}\n{root}\n'.encode()

    def of(self, record: FullEntryRecord) -> bytes:
        if record["kind"] not in KINDS or is_refused(record):
            return b""
        return b"".join(etree.tostring(each, encoding="utf-8") + b"\n" for each in activities(record, self.space))

    def tail(self) -> Iterable[bytes]:
        return (b"</iati-activities>\n",)


def space_of(about: About) -> str:
    """The namespace of codes that IATI has no list for: the site's page about IATI; where nobody has said the site's address, a name."""
    return f"{about['address']}iati/" if about["address"].startswith("http") else "urn:passerelles:iati"


def activities(record: FullEntryRecord, space: str) -> list[Element]:
    """One activity for each soil."""
    reporter = reporter_of(record)
    assert reporter is not None, "an entry that nobody reports is refused"  # noqa: S101 - asked before
    return [_activity(record, reporter, country, space) for country in soils(record)]


def identifier(record: EntryRecord, reporter: Reporter, country: str) -> str:
    return f"{reporter.ref}-{record['id']}-{country}"


def _activity(record: FullEntryRecord, reporter: Reporter, country: str, space: str) -> Element:
    activity = etree.Element("iati-activity", {"last-updated-datetime": record["updated"]}, nsmap={"psr": space})
    add(activity, "iati-identifier", text=identifier(record, reporter, country))
    is_secondary = "1" if reporter.is_secondary else "0"
    reporting = add(activity, "reporting-org", **{"ref": reporter.ref, "type": type_of(reporter.kind), "secondary-reporter": is_secondary})
    narrate(reporting, reporter.name)
    narrate(add(activity, "title"), record["title"])
    narrate(add(activity, "description", type=GENERAL), described(record))
    add_participants(activity, record)
    add(activity, "activity-status", code=status_of(record))
    _dates(activity, record)
    add(activity, "recipient-country", code=country, percentage="100")
    _locations(activity, record, country)
    _sectors(activity, record)
    _budgets(activity, record, country)
    for other in soils(record):
        if other != country:
            add(activity, "related-activity", type=SIBLING, ref=identifier(record, reporter, other))
    add_results(activity, record, country)
    _territories(activity, record, country, space)
    return activity


def _territories(activity: Element, record: EntryRecord, country: str, space: str) -> None:
    for party in on(record, country):
        if party["place"] and party["place"]["code"]:
            add(activity, f"{{{space}}}territory", country=country, scheme=party["place"]["scheme"], code=party["place"]["code"])


def described(record: FullEntryRecord) -> Words:
    """What sources say of it; where none describes it, what it is, in a sentence."""
    if told := said(record, "description"):
        return {each["value"].get("lang") or tongue_of(each): each["value"]["text"] for each in reversed(told)}
    french, english = TIES.get(record["tie"], ("Projet", "Project"))
    names = {lang: record["title"].get(lang) or record["title"].get("fr", "") for lang in ("fr", "en")}
    return {"fr": f"{french} : {names['fr']}, depuis {record['since']}.", "en": f"{english}: {names['en']}, since {record['since']}."}


def _dates(activity: Element, record: EntryRecord) -> None:
    stretch = stretch_of(record)
    for number, (kind, day) in enumerate(stretch.dates() if stretch else ()):
        element = add(activity, "activity-date", **{"type": kind, "iso-date": day.isoformat()})
        if number == 0:
            narrate(element, YEAR_ONLY)


def _locations(activity: Element, record: EntryRecord, country: str) -> None:
    for party in on(record, country):
        place = party["place"]
        if place:
            location = add(activity, "location", ref=f"{place['scheme'].replace(' ', '-').replace('/', '')}-{place['code']}")
            add(location, "location-reach", code="1")
            narrate(add(location, "name"), place["name"])
            _point(location, place)


def _point(location: Element, place: PlaceRecord) -> None:
    if place["latitude"] is not None and place["longitude"] is not None:
        point = add(location, "point", srsName=EPSG_4326)
        add(point, "pos", text=f"{place['latitude']:.4f} {place['longitude']:.4f}")
        add(location, "exactness", code="2")


def _sectors(activity: Element, record: EntryRecord) -> None:
    """Sectors by purpose code, in equal parts of a hundred; goals and targets as tags."""
    known = [themes()[theme] for theme in record["themes"]]
    codes = list(dict.fromkeys(each.crs for each in known))
    for code, part in zip(codes, parts(len(codes)), strict=True):
        add(activity, "sector", vocabulary="1", code=code, percentage=part)
    for vocabulary, tags in ((GOALS, [each.goals for each in known]), (TARGETS, [each.targets for each in known])):
        for tag in dict.fromkeys(code for each in tags for code in each):
            add(activity, "tag", vocabulary=vocabulary, code=tag)


def parts(number: int) -> list[str]:
    """Equal parts of a hundred that sum to it exactly; the last takes what is left."""
    each = 10_000 // number if number else 0
    shares = [each] * (number - 1) + [10_000 - each * (number - 1)] if number else []
    return [f"{share / 100:.2f}" for share in shares]


def _budgets(activity: Element, record: FullEntryRecord, country: str) -> None:
    """Without a status they are indicative, as the schema says: no source of ours says that money was committed."""
    for each in budgets_of(record).on.get(country, ()):
        budget, day = add(activity, "budget"), each.begins.isoformat()
        add(budget, "period-start", **{"iso-date": day})
        add(budget, "period-end", **{"iso-date": each.ends.isoformat()})
        add(budget, "value", text=str(each.value), **{"currency": each.currency, "value-date": day})
