"""One acronym for two bodies, and one state's name for another's."""

import re
from collections.abc import Iterator
from functools import cache

from passerelles.reading.folding import fold, one_line
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.lexicon import DATA, LANGUAGES, PAIRS
from passerelles.reading.model import Doubt, OrganisationMention
from passerelles.reading.organisations.bodies import Body, by_acronym
from passerelles.reading.reader import Reading
from passerelles.reading.reasons import Values

_WORD = re.compile(r"[a-z]{3,}|[\u4e00-\u9fff]")
_LITTLE = frozenset(("les", "des", "pour", "avec", "the", "for", "and", "with", "dans", "sur", "par"))
_DISTINCT = 4  # letters from which an acronym is hardly shared by chance


def find(reading: Reading, known: Gazetteer) -> Iterator[Doubt]:
    """Yield a doubt for each acronym that is another body's and each misnomer; `known` is not needed."""
    yield from _acronyms(reading)
    yield from _misnomers(reading)


def _acronyms(reading: Reading) -> Iterator[Doubt]:
    """A name with an acronym that is another body's: of the network's, or of this document's."""
    said: dict[str, OrganisationMention] = {}
    bodies = reading.of(OrganisationMention)
    alone = {body.acronym for body in bodies if body.quote.text == body.acronym}
    asked: set[str] = set()
    for body in bodies:
        if not body.acronym or body.acronym not in body.quote.text or body.quote.text == body.acronym or body.acronym in asked:
            continue
        first = said.setdefault(body.acronym, body)
        widely = by_acronym().get(body.acronym)
        if widely and (len(body.acronym) >= _DISTINCT or body.acronym in alone):
            doubt = _other_than_known(body, widely, reading)
        else:
            doubt = _other_than_before(body, first, reading) if not widely else None
        if doubt:
            asked.add(body.acronym)
            yield doubt


def _other_than_known(body: OrganisationMention, widely: Body, reading: Reading) -> Doubt | None:
    if any(_alike(body.name, name) for names in widely.names.values() for name in names):
        return None
    usual = {language: widely.name(language) for language in LANGUAGES}
    values: Values = {"acronym": body.acronym or "", "known": usual, "here": body.name}
    return Doubt(body.quote, "organisation", "organisation.acronym-known", values, (usual[reading.document.language], body.name))


def _other_than_before(body: OrganisationMention, first: OrganisationMention, reading: Reading) -> Doubt | None:
    if _alike(body.name, first.name) or _language(body, reading) != _language(first, reading):
        return None
    values: Values = {"acronym": body.acronym or "", "first": first.name, "here": body.name}
    return Doubt(body.quote, "organisation", "organisation.acronym-twice", values, (first.name, body.name))


def _language(body: OrganisationMention, reading: Reading) -> str:
    sentence = reading.sentence_at(body.quote.start)
    return sentence.language if sentence else reading.document.language


def _alike(one: str, other: str) -> bool:
    """Whether two names are one body's: half of their words are common, or one holds the other's."""
    words, others = _words(one), _words(other)
    common = len(words & others)
    return common * 2 >= len(words | others) or common >= min(len(words), len(others)) > 1


def _words(name: str) -> set[str]:
    return {word.rstrip("s") for word in _WORD.findall(fold(name)) if word not in _LITTLE}


@cache
def _wrong_names() -> dict[str, tuple[str, tuple[str, ...]]]:
    """What is said, what is meant, and the words beside which it is right."""
    lines = [line for pair in PAIRS for line in (DATA / pair / "misnomers.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    cells = [line.split("\t") for line in lines]
    return {fold(said): (right, tuple(fold(word) for word in unless.split("|"))) for said, right, unless in cells}


def _misnomers(reading: Reading) -> Iterator[Doubt]:
    for cue in reading.cues.within("doubts", 0, len(reading.text)):
        if cue.key != "misnomer":
            continue
        right, unless = _wrong_names()[one_line(reading.folded[cue.start : cue.end])]
        around = reading.folded[max(cue.start - 200, 0) : cue.end + 200]
        if not any(word in around for word in unless):
            quote = reading.document.span(cue.start, cue.end)
            yield Doubt(quote, "name", "name.misnomer", {"said": one_line(quote.text), "right": right}, (right,))
