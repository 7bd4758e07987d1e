"""The year that an anniversary implies: "vingt ans de jumelage" in a text of 2015 began in 1995, 2012年…结好30周年 in 1982.

Only round counts are read: "plus de vingt ans", 近30年 imply no year. A feast of something else (diplomatic relations, a festival, an
association) implies nothing of the tie: the tie's own word has to stand by the number.
"""

import re

from passerelles.reading.model import Moment
from passerelles.reading.numbers import numbers
from passerelles.reading.reader import Reading

LONGEST = 75  # years: no tie of the two countries is older
_ABOUT = re.compile(
    r"(?:plus d e|plus de|pres de|presque|bientot|quelques?|environ|une|over|nearly|almost|about|some|more than|近|约|超过|已有)\s*$"
)
_TIE = r"(?:jumelage|amitie|cooperation|partenariat|charte|accord|convention|pacte|entente|liens|relations (?!diplo))"
_TIE_EN = r"(?:sister|twin|friend|partner|cooperat|agreement)"
_OF_TIE = re.compile(
    rf" ?(?:e |eme )?(?:ans?|annees?|anniversaire|bougies) (?:du |de |d |de la |de leur |de notre |de l )(?:\w+ de (?:la |l )?)?{_TIE}"
    rf"|(?:th|st|nd|rd)? ?(?:years|anniversary)(?: as| of| after)? (?:\w+ ){{0,5}}{_TIE_EN}"
)
_AFTER = re.compile(rf" ans? apres (?:le |la |l |leur |son |sa )?(?:signature d(?:e la|e l|u) |debut du )?{_TIE}")
_FEAST_ZH = re.compile(r"(?:个)?(?:周年|载)")
_TIED_ZH = re.compile(r"(?:友好|友城|结好|缔结|姐妹|姊妹)")
_NOT_TIED_ZH = re.compile(r"建交|成立|创办|开馆")
_NEAR_ZH = 16  # characters


def implied_year(reading: Reading, start: int, end: int) -> int | None:
    """Return the year in which a tie began whose anniversary text[start:end] tells, None where it tells none or no year is known."""
    count, at = _years_celebrated(reading, start, end)
    now = _told_year(reading, start, end, at) if count else None
    return now - count if count and now else None


def _years_celebrated(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """How many years are celebrated, and where the text says so; 0 where none are."""
    for number in numbers(reading.text, reading.folded, reading.cues, start, end):
        is_exact = not number.is_round and not _ABOUT.search(reading.folded, max(start, number.start - 12), number.start)
        if is_exact and number.value <= LONGEST and _is_of_tie(reading, number.start, number.end, start, end):
            return number.value, number.start
    named = (cue for cue in reading.cues.within("anniversaries", start, end) if cue.key.startswith("years-"))
    return next(((int(cue.key.removeprefix("years-")), cue.start) for cue in named), (0, 0))


def _is_of_tie(reading: Reading, first: int, last: int, start: int, end: int) -> bool:
    """Whether a number counts the years of a tie: "30 ans de jumelage", "vingt ans après l'accord", 友好城市三十周年."""
    if _OF_TIE.match(reading.folded, last, end) or _AFTER.match(reading.folded, last, end):
        return True
    if not _FEAST_ZH.match(reading.text, last, end):
        return False
    beside = reading.text[max(start, first - _NEAR_ZH) : min(last + _NEAR_ZH, end)]
    return bool(_TIED_ZH.search(beside)) and not _NOT_TIED_ZH.search(beside)


def _told_year(reading: Reading, start: int, end: int, at: int) -> int | None:
    """The year of the feast: the one told beside it, else the text's own. `at`: where the count stands, which may read as a date."""
    moments = [moment for moment in reading.within(Moment, start, end) if not moment.quote.start <= at < moment.quote.end]
    told = {moment.starts[:4] for moment in moments if moment.starts and not moment.is_start}
    if len(told) == 1:
        return int(told.pop())
    published = reading.document.published
    return int(published[:4]) if published and not told else None
