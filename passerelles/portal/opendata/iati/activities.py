"""Activities in IATI's XML: one for each soil of an entry, linked as siblings. Elements stand in the order of the schema."""

from lxml import etree

from passerelles.portal.opendata.iati.planning import KINDS, Reporter, is_refused, on, reporter_of, soils, stretch_of, themes
from passerelles.portal.opendata.records import EntryRecord, FullEntryRecord, PlaceRecord, Words
from passerelles.portal.opendata.site import About

Element = etree._Element
OWN = "https://passerelles.example/ns/iati"  # of codes that IATI has no list for
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPSG_4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"
STATUS = {"wished": "1", "active": "2", "ended": "4"}
SIBLING, IMPLEMENTING, GENERAL = "3", "4", "1"
GOALS, TARGETS = "2", "3"  # vocabularies of tags
TYPES = {  # of the OrganisationType list
    "authority": "11",
    "ministry": "10",
    "agency": "15",
    "association": "22",
    "university": "80",
    "school": "80",
    "hospital": "15",
    "museum": "15",
    "firm": "70",
    "network": "22",
}
OTHER = "90"
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
        self.about = about

    def head(self) -> bytes:
        generated, space = f"{self.about['date']}T00:00:00Z", f'xmlns:psr="{OWN}"'
        said = f"<!-- licence: {self.about['licence']} publisher: {self.about['publisher'].replace('--', '- -')} -->"
        root = f'<iati-activities version="2.03" generated-datetime="{generated}" {space}>'
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{said}\n{root}\n'.encode()

    def of(self, record: FullEntryRecord) -> bytes:
        if record["kind"] not in KINDS or is_refused(record):
            return b""
        return b"".join(etree.tostring(each, encoding="utf-8") + b"\n" for each in activities(record))

    def tail(self) -> bytes:
        return b"</iati-activities>\n"


def activities(record: FullEntryRecord) -> list[Element]:
    """One activity for each soil."""
    reporter = reporter_of(record)
    assert reporter is not None, "an entry that nobody reports is refused"  # noqa: S101 - asked before
    return [_activity(record, reporter, country) for country in soils(record)]


def identifier(record: EntryRecord, reporter: Reporter, country: str) -> str:
    return f"{reporter.ref}-{record['id']}-{country}"


def _activity(record: FullEntryRecord, reporter: Reporter, country: str) -> Element:
    activity = etree.Element("iati-activity", {LANG: "fr", "last-updated-datetime": record["updated"]}, nsmap={"psr": OWN})
    _add(activity, "iati-identifier", text=identifier(record, reporter, country))
    said = {"ref": reporter.ref, "type": TYPES.get(reporter.kind, OTHER), "secondary-reporter": "1" if reporter.is_secondary else "0"}
    _narrate(_add(activity, "reporting-org", **said), reporter.name)
    _narrate(_add(activity, "title"), record["title"])
    _narrate(_add(activity, "description", type=GENERAL), described(record))
    _participants(activity, record)
    _add(activity, "activity-status", code=STATUS.get(record["state"], "2"))
    _dates(activity, record)
    _add(activity, "recipient-country", code=country, percentage="100")
    _locations(activity, record, country)
    _sectors(activity, record)
    for other in soils(record):
        if other != country:
            _add(activity, "related-activity", type=SIBLING, ref=identifier(record, reporter, other))
    for party in on(record, country):
        if party["place"] and party["place"]["code"]:
            _add(activity, f"{{{OWN}}}territory", country=country, scheme=party["place"]["scheme"], code=party["place"]["code"])
    return activity


def described(record: FullEntryRecord) -> Words:
    """What sources say of it; where none describes it, what it is, in a sentence."""
    told = [each["value"] for each in record["statements"] if each["property"] == "description"]
    if told:
        return {str(value.get("lang") or "fr"): str(value["text"]) for value in reversed(told)}
    french, english = TIES.get(record["tie"], ("Projet", "Project"))
    names = {lang: record["title"].get(lang) or record["title"].get("fr", "") for lang in ("fr", "en")}
    return {"fr": f"{french} : {names['fr']}, depuis {record['since']}.", "en": f"{english}: {names['en']}, since {record['since']}."}


def _participants(activity: Element, record: EntryRecord) -> None:
    for party in record["parties"]:
        ref = {"ref": party["identifier"]} if party["identifier"] else {}
        _narrate(_add(activity, "participating-org", role=IMPLEMENTING, type=TYPES.get(party["kind"], OTHER), **ref), party["name"])


def _dates(activity: Element, record: EntryRecord) -> None:
    stretch = stretch_of(record)
    for number, (kind, day) in enumerate(stretch.dates() if stretch else ()):
        element = _add(activity, "activity-date", **{"type": kind, "iso-date": day.isoformat()})
        if stretch and stretch.is_year_only and number == 0:
            _narrate(element, YEAR_ONLY)


def _locations(activity: Element, record: EntryRecord, country: str) -> None:
    for party in on(record, country):
        place = party["place"]
        if place:
            location = _add(activity, "location", ref=f"{place['scheme'].replace(' ', '-').replace('/', '')}-{place['code']}")
            _add(location, "location-reach", code="1")
            _narrate(_add(location, "name"), place["name"])
            _point(location, place)


def _point(location: Element, place: PlaceRecord) -> None:
    if place["latitude"] is not None and place["longitude"] is not None:
        point = _add(location, "point", srsName=EPSG_4326)
        _add(point, "pos", text=f"{place['latitude']:.4f} {place['longitude']:.4f}")
        _add(location, "exactness", code="2")


def _sectors(activity: Element, record: EntryRecord) -> None:
    """Sectors by purpose code, in equal parts of a hundred; goals and targets as tags."""
    known = [themes()[theme] for theme in record["themes"]]
    codes = list(dict.fromkeys(each.crs for each in known))
    for code, part in zip(codes, parts(len(codes)), strict=True):
        _add(activity, "sector", vocabulary="1", code=code, percentage=part)
    for vocabulary, tags in ((GOALS, [each.goals for each in known]), (TARGETS, [each.targets for each in known])):
        for tag in dict.fromkeys(code for each in tags for code in each):
            _add(activity, "tag", vocabulary=vocabulary, code=tag)


def parts(number: int) -> list[str]:
    """Equal parts of a hundred that sum to it exactly; the last takes what is left."""
    each = 10_000 // number if number else 0
    shares = [each] * (number - 1) + [10_000 - each * (number - 1)] if number else []
    return [f"{share / 100:.2f}" for share in shares]


def _add(parent: Element, name: str, *, text: str = "", **attributes: str) -> Element:
    element = etree.SubElement(parent, name, attributes)
    element.text = text or None
    return element


def _narrate(element: Element, words: Words) -> None:
    for lang, text in words.items():
        if text:
            etree.SubElement(element, "narrative", {LANG: lang}).text = text
