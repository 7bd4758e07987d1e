"""Places, against what a user would pick instead, in the same run and on the same texts: flashgeotext, spaCy's PhraseMatcher, cpca.

- flashgeotext as it comes (cities and countries of the world, from GeoNames), and given our gazetteer's names;
- spaCy's PhraseMatcher with our gazetteer's names (a blank pipeline: its models would have to be downloaded);
- cpca as it comes, for the Chinese places of Chinese documents.

A peer gives names, not codes (cpca gives codes): a name counts as the place our gazetteer ranks first for it, which flatters the peer.
"""

import os
import re
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

os.environ.setdefault("PYTHONWARNINGS", "ignore")  # cpca's and its pandas'
warnings.filterwarnings("ignore")

from benchmarks.score import Counter, Json, found_places, match, same_place  # noqa: E402
from benchmarks.sets import AnnotatedSet, gazetteer, golds, present, readings  # noqa: E402
from passerelles.reading import Reading, open_document, places  # noqa: E402
from passerelles.reading.gazetteer import Place  # noqa: E402
from passerelles.reading.model import Document  # noqa: E402

HAN = re.compile("[\u4e00-\u9fff]")
SECONDS = 4.0  # for each peer's speed

Extract = Callable[[str], Iterable[Place]]


@dataclass(frozen=True, slots=True)
class Peer:
    name: str
    extract: Extract
    ready: float  # seconds until it can be asked
    is_chinese_only: bool = False


def named(name: str) -> Place | None:
    candidates = gazetteer().lookup(name)
    return candidates[0].place if candidates else None


def names() -> dict[str, list[str]]:
    """Our gazetteer's names as a user would hand them over: each place's name, with its Chinese one."""
    known = gazetteer()
    found: dict[str, list[str]] = {}
    for key in known._store.keys:
        place = known.place(key)
        found.setdefault(place.name, [place.name])
        if place.zh:
            found[place.name].append(place.zh)
    return found


def ours() -> Peer:
    known = gazetteer()

    @cache
    def opened(text: str) -> Document:
        """Peers are given text: opening a file is not what is compared."""
        return open_document(text.encode(), name="text.txt")

    def extract(text: str) -> list[Place]:
        reading = Reading(opened(text))
        return [
            mention.place for mention in places.find(reading, known) if isinstance(mention, places.PlaceMention) and not mention.is_part
        ]

    return Peer("Passerelles, places alone", extract, 0.0)


def flashgeotext_as_it_comes() -> Peer:
    from flashgeotext.geotext import GeoText

    started = time.perf_counter()
    geotext = GeoText()

    def extract(text: str) -> Iterator[Place]:
        for name in geotext.extract(input_text=text).get("cities", {}):
            place = named(name)
            if place:
                yield place

    return Peer("flashgeotext as it comes", extract, time.perf_counter() - started)


def flashgeotext_with_our_names() -> Peer:
    from flashgeotext.config import GeoTextConfiguration
    from flashgeotext.geotext import GeoText
    from flashgeotext.lookup import LookupData

    started = time.perf_counter()
    geotext = GeoText(config=GeoTextConfiguration(use_demo_data=False, case_sensitive=True))
    geotext.add(LookupData(name="places", data=names()), update=True)

    def extract(text: str) -> Iterator[Place]:
        for name in geotext.extract(input_text=text).get("places", {}):
            place = named(name)
            if place:
                yield place

    return Peer("flashgeotext, our names", extract, time.perf_counter() - started)


def phrase_matcher() -> Peer:
    import spacy
    from spacy.matcher import PhraseMatcher

    started = time.perf_counter()
    pipelines = {language: spacy.blank(language) for language in ("fr", "zh")}  # zh: one token a character
    matchers = {language: PhraseMatcher(pipeline.vocab) for language, pipeline in pipelines.items()}
    for name in {name for several in names().values() for name in several}:
        language = "zh" if HAN.search(name) else "fr"
        matchers[language].add("PLACE", [pipelines[language].make_doc(name)])

    def extract(text: str) -> Iterator[Place]:
        for language in ("fr", "zh") if HAN.search(text) else ("fr",):
            pipelines[language].max_length = len(text) + 1
            document = pipelines[language].make_doc(text)
            for span in spacy.util.filter_spans(matchers[language](document, as_spans=True)):
                place = named(span.text)
                if place:
                    yield place

    return Peer("spaCy PhraseMatcher, our names", extract, time.perf_counter() - started)


def cpca_as_it_comes() -> Peer:
    started = time.perf_counter()
    import cpca

    levels = ("province", "prefecture", "county")

    def extract(text: str) -> Iterator[Place]:
        for code in cpca.transform_text_with_addrs(text)["adcode"]:
            found = (gazetteer().by_code("CN", level, str(code)) for level in levels if code)
            yield from filter(None, found)

    return Peer("cpca as it comes", extract, time.perf_counter() - started, is_chinese_only=True)


def as_json(place: Place) -> Json:
    return {"country": place.country, "level": place.level, "code": place.code, "name": place.name}


def rates(peer: Peer, annotated: AnnotatedSet, chinese_only: bool) -> tuple[float, float, float]:
    """Precision, recall and F1 of a peer's places."""
    count: Counter[str] = Counter()
    for stem, gold in golds(annotated.name).items():
        text = readings(annotated.name)[stem].text
        if chinese_only and len(HAN.findall(text)) < len(text) / 4:
            continue
        found = found_places({"places": [as_json(place) for place in peer.extract(text)]})
        wanted = gold["territories"]
        if chinese_only:
            found = [place for place in found if place["country"] == "CN"]
            wanted = [place for place in wanted if place["country"] == "CN"]
        hits, missed, extra = match(wanted, found, same_place)
        count.update(hit=len(hits), missed=len(missed), extra=len(extra))
    precision = count["hit"] / max(1, count["hit"] + count["extra"])
    recall = count["hit"] / max(1, count["hit"] + count["missed"])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def speed(peer: Peer, texts: list[str]) -> float:
    """Megabytes a second of one core, document by document."""
    list(peer.extract(texts[0]))
    started, read = time.process_time(), 0
    while time.process_time() - started < SECONDS:
        for text in texts:
            list(peer.extract(text))
            read += len(text.encode())
            if time.process_time() - started > 3 * SECONDS:
                break
    return read / 1e6 / (time.process_time() - started)


def compare(peers: list[Peer], annotated: AnnotatedSet, *, chinese_only: bool) -> None:
    texts = [reading.text for reading in readings(annotated.name).values()]
    if chinese_only:
        texts = [text for text in texts if len(HAN.findall(text)) >= len(text) / 4]
    first: tuple[float, float] | None = None
    kind = "Chinese places of the Chinese documents" if chinese_only else "all places"
    title = f"{annotated.name}, {kind}"
    print(f"{title:56}{'precision':>10}{'recall':>8}{'F1':>7}{'MB/s':>7}{'ready':>8}   ours over theirs: F1, speed")
    for peer in peers:
        precision, recall, f1 = rates(peer, annotated, chinese_only)
        pace = speed(peer, texts)
        first = first or (f1, pace)
        ratio = f"{first[0] / max(f1, 1e-9):8.2f} x  {first[1] / pace:8.2f} x" if peer is not peers[0] else ""
        print(f"  {peer.name:54}{precision:10.3f}{recall:8.3f}{f1:7.3f}{pace:7.2f}{peer.ready:7.1f}s{ratio}", flush=True)


def main() -> None:
    print("Places against what a user would pick instead; a name counts as the place our gazetteer ranks first for it")
    annotated = next(one for name in ("dev", "own") for one in present() if one.name == name)
    try:
        peers = [ours(), flashgeotext_as_it_comes(), flashgeotext_with_our_names(), phrase_matcher()]
        compare(peers, annotated, chinese_only=False)
        compare([peers[0], cpca_as_it_comes()], annotated, chinese_only=True)
    except ImportError as error:
        print(f"{error.name} is not installed: make bench installs the peers")
    print()
