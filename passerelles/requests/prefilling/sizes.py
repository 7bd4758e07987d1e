"""How many come: numbers in digits and words, in three languages, beside what says that they are a delegation. Pure.

"代表团一行十二人" 12 · "10到15人" 15, the most who may come · "une douzaine de personnes" 12 · "a party of fifteen" 15
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from passerelles.reading.numbers import Number, numbers
from passerelles.reading.reader import Reading
from passerelles.requests.terms import SIZES

# All on the folded text: small letters without accents.
_SOME = r"(?:environ |about |around |approximately |some |up to |jusqu['’]a |quelque |pres de |plus de |an? |une? |la )*"
_PEOPLE = r"(?:personnes?|participante?s?|membres?|deleguee?s?|visiteurs?|persons?|people|members?|delegates?|visitors?|pax)"  # fr, en
_AFTER = re.compile(
    r"[ \u00a0-]?(?:余|多|来)?[ ]?(?:[名位个]?(?:人(?![口次民均大们工数力])|(?:代表)?团?成员|团员|代表(?!团|作|性|处|队))"
    rf"|(?:d['’]|de |of )?(?:\w+ )?{_PEOPLE}\b)"
)
_OF = re.compile(
    rf"(?:\b(?:delegation|party|group|groupe|equipe|team|mission)(?: composee?| forte| made up)? (?:de |d['’]|of ){_SOME}"
    rf"|\b(?:nous (?:serons|sommes|serions|viendrons a)|we (?:are|shall be|will be|would be)|there (?:are|will be)) {_SOME}"
    rf"|\b(?:(?:nombre|number) (?:de |of |total de ))?{_PEOPLE}\s?[:：]\s?{_SOME}"
    r"|(?:人数|规模)(?:约|共|大约|不超过)?(?:为|是)?\s?[:：]?\s?(?:约|大约)?)$"
)
_PARTY = re.compile(r"(?:一行|代表团|考察团|访问团|本团|团组|全团|我团)(?:[^，。；,.;\d]{0,8}?)(?:共|约|大约|计|由|等)?\s?$")
_IN_ALL = re.compile(r"(?:\b(?:au total|soit|en tout|in all|altogether|total of)[ ,:]*|(?:共计?|总共|总计|合计|共有)\s?(?:约|为)?)$")
_WHO_COMES = re.compile(
    r"delegation|\bparty\b|\bgroupe?\b|\bmission\b|\bnous\b|\bwe\b|visite|visit|代表团|一行|考察|访问|来访|出访|团组|访团|我方|本团"
)
_NO_PEOPLE = re.compile(
    r"[ -]?(?:\w+ )?(?:villes?|cities|communes?|provinces?|regions?|pays|countries|jours?|days?|nuits?|nights?|semaines?|weeks?|mois"
    r"|months?|ans?|annees?|years?|heures?|hours?|universit\w+|entreprises?|compan\w+|schools?|ecoles?|projets?|projects?"
    r"|etablissements?)\b"
    r"|[ ]?[年月日天个座所家项周次届万]"
)
_TO = re.compile(r"\s?(?:人|名)?(?:到|至|或|、|[-–—~～]|\b(?:a|ou|to|or)\b)\s?(?:une? |an? )?")
_BEFORE = 60  # characters
_HALF = re.compile(r"(?:\bdemi[- ]|\bhalf an? )$")


def size_of(reading: Reading) -> int | None:
    """Return how many come, as the letter says most surely; the larger of two said as surely. None where it does not say."""
    found = [
        (weight, value)
        for number in _ranges(numbers(reading.text, reading.folded, reading.cues, 0, len(reading.text)), reading.folded)
        if (value := _value(number, reading.folded)) in SIZES and (weight := _weight(number, reading))
    ]
    return max(found)[1] if found else None


def _ranges(found: list[Number], folded: str) -> Iterator[Number]:
    """The numbers, two ends of a range as one: 10到15人 is the most who may come."""
    for number, after in zip_longest(found, found[1:]):
        is_range = after and number.value < after.value and _TO.fullmatch(folded, number.end, after.start)
        yield replace(after, start=number.start) if after and is_range else number


def _value(number: Number, folded: str) -> int:
    return number.value // 2 if _HALF.search(folded, max(0, number.start - 10), number.start) else number.value


def _weight(number: Number, reading: Reading) -> int:
    """How surely a number says how many come: 0 where it counts something else."""
    sentence = reading.sentence_at(number.start)
    before = reading.folded[max(sentence.start if sentence else 0, number.start - _BEFORE) : number.start]
    counts_people = _AFTER.match(reading.folded, number.end)
    if _OF.search(before) and not _NO_PEOPLE.match(reading.folded, number.end):
        return 4
    if counts_people is None:
        return 0
    if _PARTY.search(before) or _IN_ALL.search(before):
        return 4 if _PARTY.search(before) else 5
    around = reading.folded[sentence.start : sentence.end] if sentence else ""
    return 3 if _WHO_COMES.search(around) else 1
