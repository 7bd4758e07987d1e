"""The places that somebody's words name, as search asks for them: by every way each is written (docs/decisions/0060).

What the gazetteer knows is more than what whoever searches means: its small communes and Chinese districts are ordinary words (Villé, Mer,
合作, 友好). A name counts where it is of something large enough, or is no word of the language.
"""

import re
from collections.abc import Iterator, Sequence

from passerelles.common.finding.asking import EMPTY, LEVELS, Named
from passerelles.common.finding.simplifying import SIMPLE
from passerelles.common.finding.words import words_in
from passerelles.places.actions import gazetteer
from passerelles.reading.folding import fold
from passerelles.reading.gazetteer import Form, Match
from passerelles.reading.gazetteer import Place as Unit
from passerelles.reading.lexicon import vocabulary

UPPER = {"province", "region", "departement", "prefecture", "epci", "municipality"}
TOWN, CITY = 2_000, 20_000  # inhabitants of a commune that one word names; of one whose name is a word of the language
COUNTY = 100_000
NOT_NAMES = {"acronym", "zh_abbreviation"}
WORD_BY_WORD = {"official", "short", "zh", "zh_short"}  # names whose words may stand apart
LIKELY = 0.06  # how much less likely another place so called may be: 苏州 and 宿州 are both Suzhou
MERGED = ("former", "FR")  # a village that is part of a city is no name of the city
HOLDERS = {"blocking", "abroad"}  # longer words whose part is no place: 塞纳河, 威尼斯
OFFICE_AFTER = re.compile("[省市县区州]长")  # 里昂市长 is a mayor of 里昂


def places_in(text: str) -> list[Named]:
    """Return the places that a text names, the longest names first chosen, in their order."""
    plain = text.translate(SIMPLE)
    known = [(match, forms) for match in gazetteer().matches(plain) if (forms := _meant(plain, match))]
    chosen: list[tuple[Match, list[Form]]] = []
    for match, forms in sorted(known, key=lambda each: (each[0].start - each[0].end, each[0].start)):
        is_free = all(match.end <= other.start or other.end <= match.start for other, _ in chosen)
        if is_free and not _only_adds_a_level(plain, match, [each for each, _ in known]):
            chosen.append((match, forms))
    return [Named(match.start, match.end, _names(forms)) for match, forms in sorted(chosen, key=lambda each: each[0].start)]


def _meant(text: str, match: Match) -> list[Form]:
    """What a name may mean in a query, of all that the gazetteer has."""
    said = fold(text[match.start : match.end])
    if said.isascii():
        return [form for form in match.forms if _is_latin_name(said, form)]
    if len(said) < 2 or OFFICE_AFTER.match(text, match.end - 1) or _is_held(text, match):
        return []
    is_word = bool(vocabulary("ordinary").get(said, frozenset()) - HOLDERS)
    return [form for form in match.forms if _is_chinese_name(form) and not (is_word and form.kind == "zh_short")]


def _is_latin_name(said: str, form: Form) -> bool:
    if form.kind in NOT_NAMES or len(said) < 3 or said in EMPTY or said in LEVELS:
        return False
    inhabitants = form.place.population or 0
    if form.place.level in UPPER:
        return True
    if form.place.level == "county":
        return inhabitants >= COUNTY
    if said in vocabulary("ordinary"):
        return inhabitants >= CITY
    return inhabitants >= TOWN or not said.isalpha()


def _is_chinese_name(form: Form) -> bool:
    return form.kind not in NOT_NAMES and (form.place.level != "commune" or (form.place.population or 0) >= TOWN)


def _is_held(text: str, match: Match) -> bool:
    """Whether a name is part of a longer word that is no place, or of a third country's."""
    holders = (word for word, keys in vocabulary("ordinary").items() if keys & HOLDERS and word in text)
    spans = (found.span() for word in holders for found in re.finditer(re.escape(word), text))
    return any(start <= match.start and match.end <= end for start, end in spans)


def _only_adds_a_level(text: str, match: Match, known: Sequence[Match]) -> bool:
    """Whether a name is a shorter one with what any place has beside it: who asks for Rennes Métropole may be glad of Rennes."""
    inner = (
        each for each in known if match.start <= each.start and each.end <= match.end and each.end - each.start < match.end - match.start
    )
    return any(_are_levels(f"{text[match.start : each.start]} {text[each.end : match.end]}") for each in inner)


def _are_levels(text: str) -> bool:
    words = [word for word in words_in(text) if not word.is_chinese]
    return any(word.plain in LEVELS for word in words) and all(word.plain in LEVELS | EMPTY for word in words)


def _names(forms: Sequence[Form]) -> tuple[str, ...]:
    places = {form.place.key: form.place for form in forms}
    return tuple(dict.fromkeys(name for place in _likely(places, forms) for name in _names_of(place)))


def _likely(places: dict[str, Unit], forms: Sequence[Form]) -> list[Unit]:
    """Of several places so called those that are about as likely as the first."""
    ranked = gazetteer().ranked(forms)
    return [places[each.place.key] for each in ranked if each.score >= ranked[0].score - LIKELY]


def _names_of(place: Unit) -> Iterator[str]:
    """Its names. The syllables of an older spelling (Sou-tcheou) count as one word: apart, they stand in many a text."""
    for name, kind in gazetteer().names_of(place):
        is_long_enough = len(name) >= (3 if name.isascii() else 2)
        if kind not in NOT_NAMES and is_long_enough and (kind, place.country) != MERGED:
            yield name if kind in WORD_BY_WORD else name.replace(" ", "")
