"""The catalogue of what is given away, as DCAT-AP asks for it: one list of triples, written as JSON-LD and as Turtle."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from babel.core import get_global
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from passerelles.common.words import tongue
from passerelles.people.models import Group
from passerelles.portal.opendata.dumping import KINDS, Kind, kept, path_of
from passerelles.portal.opendata.site import neutral, today

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority/"
LANGUAGES = {"fr": "FRA", "zh": "ZHO", "en": "ENG", "vi": "VIE", "km": "KHM", "lo": "LAO", "ja": "JPN", "ar": "ARA", "es": "SPA"}
FORMATS = {"jsonl": "JSON", "csv": "CSV", "xlsx": "XLSX", "geojson": "GEOJSON", "xml": "XML"}
THEME = f"{EU}data-theme/GOVE"
FORMER = ("BUR", "DDR", "SCG", "YUG")  # codes of states that are no more, which stand for those that followed
IANA = "https://www.iana.org/assignments/media-types/"
DAILY = f"{EU}frequency/DAILY"
OPEN = f"{EU}access-right/PUBLIC"
DESCRIBED = {
    "fr": "Qui coopère avec qui : fiches, territoires par leurs codes officiels, et chaque affirmation avec la phrase dont elle vient.",
    "zh": "谁与谁合作：条目、以官方代码标识的行政区划，以及每条陈述及其所出之句。",
    "en": "Who works with whom: entries, territories by their official codes, and every statement with the sentence it comes from.",
}


@dataclass(frozen=True, slots=True)
class Iri:
    """A thing by its address."""

    address: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words, in a language or of a type."""

    text: str
    lang: str = ""
    type: str = ""


Triple = tuple[str, str, Iri | Text]


def catalogue(site: str) -> list[Triple]:
    return [*_catalogue(site), *_dataset(site), *_service(site), *(each for kind in KINDS for each in _distribution(kind, site))]


def _catalogue(site: str) -> Iterator[Triple]:
    it, publisher = f"{site}/data/catalogue#catalogue", f"{site}/data/catalogue#publisher"
    yield from _is(it, "dcat:Catalog")
    yield from _titled(it, {"en": settings.DATA_TITLE}, DESCRIBED)
    yield it, "dct:publisher", Iri(publisher)
    yield it, "dct:license", Iri(settings.DATA_LICENCE)
    yield it, "foaf:homepage", Iri(f"{site}{neutral('data')}")
    yield it, "dcat:dataset", Iri(_name(site))
    yield it, "dcat:service", Iri(f"{site}/data/catalogue#api")
    yield it, "dct:modified", _day(today())
    yield from ((it, "dct:language", Iri(f"{EU}language/{code}")) for code in _languages())
    yield from _is(publisher, "foaf:Agent")
    yield publisher, "foaf:name", Text(settings.DATA_PUBLISHER)
    yield from _is(f"{site}{neutral('data')}", "foaf:Document")
    yield from _is(settings.DATA_LICENCE, "dct:LicenseDocument")


def _name(site: str) -> str:
    return f"{site}/data/catalogue#register"


def _day(day: date) -> Text:
    return Text(day.isoformat(), type="xsd:date")


def _is(it: str, kind: str) -> Iterator[Triple]:
    yield it, "rdf:type", Iri(kind)


def _titled(it: str, title: dict[str, str], description: dict[str, str]) -> Iterator[Triple]:
    yield from ((it, "dct:title", Text(text, lang)) for lang, text in title.items())
    yield from ((it, "dct:description", Text(text, lang)) for lang, text in description.items())


def _dataset(site: str) -> Iterator[Triple]:
    it = _name(site)
    yield from _is(it, "dcat:Dataset")
    yield from _titled(it, {"en": settings.DATA_TITLE}, DESCRIBED)
    yield it, "dct:publisher", Iri(f"{site}/data/catalogue#publisher")
    yield it, "dct:identifier", Text(it)
    yield it, "dcat:theme", Iri(THEME)
    yield it, "dct:accrualPeriodicity", Iri(DAILY)
    yield it, "dct:accessRights", Iri(OPEN)
    yield it, "dcat:landingPage", Iri(f"{site}{neutral('data')}")
    yield it, "dct:modified", _day(max((file.made.date() for kind in KINDS if (file := kept(kind))), default=today()))
    yield from ((it, "dct:spatial", Iri(f"{EU}country/{code}")) for code in _countries())
    yield from ((it, "dct:language", Iri(f"{EU}language/{code}")) for code in _languages())
    yield from ((it, "dcat:keyword", Text(word, lang)) for word, lang in (("coopération décentralisée", "fr"), ("地方政府合作", "zh")))
    yield from ((it, "dcat:distribution", Iri(_address(kind, site))) for kind in KINDS)
    for thing, kind in ((THEME, "http://www.w3.org/2004/02/skos/core#Concept"), (DAILY, "dct:Frequency"), (OPEN, "dct:RightsStatement")):
        yield from _is(thing, kind)
    for code in _countries():
        yield from _is(f"{EU}country/{code}", "dct:Location")
    for code in _languages():
        yield from _is(f"{EU}language/{code}", "dct:LinguisticSystem")


def _countries() -> list[str]:
    """The countries of the network by their codes of three letters, as the EU lists them."""
    aliases = sorted(get_global("territory_aliases").items(), reverse=True)  # the first of a country's is the one in use
    long = {short[0]: alias for alias, short in aliases if len(alias) == 3 and alias.isalpha() and alias not in FORMER}
    return [long[code] for code in dict.fromkeys(chain.from_iterable(Group.objects.sides())) if code in long]


def _languages() -> list[str]:
    """The languages of the site's screens by their codes of three letters, as the EU lists them."""
    return [LANGUAGES[tongue(code)] for code, _name in settings.LANGUAGES if tongue(code) in LANGUAGES]


def _address(kind: Kind, site: str) -> str:
    return f"{site}/data/catalogue#{kind.name}"


def _distribution(kind: Kind, site: str) -> Iterator[Triple]:
    it, file = _address(kind, site), kept(kind)
    yield from _is(it, "dcat:Distribution")
    for code, _name_of in settings.LANGUAGES:
        with override(code):
            yield from _titled(it, {tongue(code): str(kind.title)}, {tongue(code): str(kind.holds)})
    yield it, "dcat:accessURL", Iri(f"{site}{neutral('data')}")
    yield it, "dcat:downloadURL", Iri(f"{site}{path_of(kind)}")
    yield it, "dct:license", Iri(settings.DATA_LICENCE)
    yield it, "dcat:mediaType", Iri(f"{IANA}{kind.media}")
    yield it, "dct:format", Iri(f"{EU}file-type/{FORMATS[kind.name.rpartition('.')[2]]}")
    yield from _is(f"{IANA}{kind.media}", "dct:MediaType")
    yield from _is(f"{EU}file-type/{FORMATS[kind.name.rpartition('.')[2]]}", "dct:MediaTypeOrExtent")
    if file:
        yield it, "dcat:byteSize", Text(str(file.size), type="xsd:nonNegativeInteger")
        yield it, "dct:modified", _day(file.made.date())


def _service(site: str) -> Iterator[Triple]:
    it = f"{site}/data/catalogue#api"
    yield from _is(it, "dcat:DataService")
    yield from _titled(it, {"en": "API"}, {})
    yield it, "dcat:endpointURL", Iri(f"{site}/api/v1/")
    yield it, "dcat:endpointDescription", Iri(f"{site}{reverse('api:openapi')}")
    yield it, "dcat:servesDataset", Iri(_name(site))
    yield it, "dct:license", Iri(settings.DATA_LICENCE)
    yield it, "dct:publisher", Iri(f"{site}/data/catalogue#publisher")


def _whole(name: str) -> str:
    prefix, colon, rest = name.partition(":")
    return f"{PREFIXES[prefix]}{rest}" if colon and prefix in PREFIXES else name


def turtle(triples: list[Triple]) -> str:
    """One triple a line, whole addresses: larger than it need be, and nothing to escape but what the rules name."""
    return "".join(f"<{it}> <{_whole(verb)}> {_turtle(thing)} .\n" for it, verb, thing in triples)


def _turtle(thing: Iri | Text) -> str:
    if isinstance(thing, Iri):
        return f"<{_whole(thing.address)}>"
    text = json.dumps(thing.text, ensure_ascii=False)
    return f"{text}@{thing.lang}" if thing.lang else f"{text}^^<{_whole(thing.type)}>" if thing.type else text


def json_ld(triples: list[Triple]) -> str:
    """Expanded JSON-LD: a list of things with what is said of each."""
    nodes: dict[str, dict[str, list[object]]] = {}
    for it, verb, thing in triples:
        said = nodes.setdefault(it, {}).setdefault("@type" if verb == "rdf:type" else _whole(verb), [])
        told = _whole(thing.address) if verb == "rdf:type" and isinstance(thing, Iri) else _value(thing)
        if told not in said:
            said.append(told)
    return json.dumps([{"@id": it, **said} for it, said in nodes.items()], ensure_ascii=False)


def _value(thing: Iri | Text) -> dict[str, str]:
    if isinstance(thing, Iri):
        return {"@id": _whole(thing.address)}
    kind = {"@language": thing.lang} if thing.lang else {"@type": _whole(thing.type)} if thing.type else {}
    return {"@value": thing.text, **kind}
