"""Finds who acts: the authorities of territories, and other bodies (ministries, agencies, associations, universities, firms…).

A name is found in three ways: it is known (`data/fr-cn/bodies.tsv`), or a word says what begins it ("Ministère…", in French and
English) or what ends it (…协会, in Chinese), or it is an acronym that is known or that the text explains. Of overlapping names the
longest stands.
"""

import re
from collections.abc import Iterable, Iterator

from passerelles.reading.folding import one_line
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import OrganisationMention, PlaceMention
from passerelles.reading.organisations import chinese, initials, latin
from passerelles.reading.organisations.bodies import by_acronym, known_names
from passerelles.reading.organisations.named import Named
from passerelles.reading.reader import Reading

# "… (APCAE)", "… – APCAE", "…-APCAE"; of "(DAECT/MEAE)" the first is the body's own.
_AFTER = re.compile(
    r"[ \n\u00a0]{0,3}(?:(?P<bracket>[(（][ \u00a0]?)|[-–—][ \n\u00a0]?)"
    r"(?P<acronym>[A-Z][A-Z0-9&-]{1,11})(?![\w’'])(?P<closed>[ \u00a0]?[)）])?"
)
_ALONE = re.compile(r"\b[A-Z][A-Z0-9]+(?:[-&][A-Z0-9]+)*\b")


def find(reading: Reading, known: Gazetteer) -> Iterable[OrganisationMention]:
    """Yield each body named, one span each, in the text's order."""
    widely_known = list(_known(reading))
    names = [*widely_known, *latin.names(reading, widely_known), *chinese.names(reading, widely_known), *initials.names(reading)]
    names = [_with_acronym(name, reading.text) for name in _longest(names)]
    for name in _longest([*names, *_acronyms(reading.text, names)]):
        yield _mention(name, reading)


def _known(reading: Reading) -> Iterator[Named]:
    lexicon, bodies = known_names()
    for cue in lexicon.cues(reading.folded).within("bodies", 0, len(reading.text)):
        body = bodies[cue.key]
        if reading.text[cue.start : cue.end].islower():
            continue  # "la chambre de commerce et d'industrie": a common noun
        yield Named(cue.start, cue.end, body.kind, known=body)


def _longest(names: Iterable[Named]) -> list[Named]:
    """Of names that overlap keep the longest; of two equal ones, what is known."""
    kept: list[Named] = []
    for name in sorted(names, key=lambda name: (name.start, -name.reach, name.known is None)):
        if kept and name.start < kept[-1].reach:
            if name.end - name.start > kept[-1].reach - kept[-1].start:
                kept[-1] = name
            continue
        kept.append(name)
    return kept


def _with_acronym(name: Named, text: str) -> Named:
    found = _AFTER.match(text, name.end)
    if not found or sum(map(str.isupper, found["acronym"])) < 2 or text[name.start : name.end].isupper():
        return name  # in a line of capitals every word looks like an acronym
    whole = not found["bracket"] or found["closed"]
    return name.called(found["acronym"], found.end() if whole else name.end, reach=found.end())


def _acronyms(text: str, names: Iterable[Named]) -> Iterator[Named]:
    """Find acronyms that are known, or that a name of the text explains."""
    explained = {name.acronym: name for name in names if name.acronym}
    for found in _ALONE.finditer(text):
        acronym = found[0]
        if body := by_acronym().get(acronym):
            yield Named(found.start(), found.end(), body.kind, known=body, acronym=acronym)
        elif meant := explained.get(acronym):
            yield Named(found.start(), found.end(), meant.kind, name=one_line(text[meant.start : meant.own_end]), acronym=acronym)


def _mention(name: Named, reading: Reading) -> OrganisationMention:
    quote = reading.document.span(name.start, name.end)
    written = one_line(reading.text[name.start : name.own_end])
    places = reading.within(PlaceMention, name.start, name.own_end) if written != name.acronym else []
    places = [
        found for found in places if name.kind == "authority" or found.quote.start > name.start or reading.text[name.start] >= "\u2e80"
    ]
    seat = places[-1 if name.kind == "authority" else 0].place if places else None
    if name.known and written == name.acronym:
        written = name.known.name(reading.document.language)
    acronym = name.acronym or (name.known.acronym if name.known else None)
    return OrganisationMention(quote, name.name or written, name.kind, acronym, seat)
