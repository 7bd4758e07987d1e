"""What a stretch of text says of a tie: its kind, its beginning, its themes, its milestones."""

import re
from collections.abc import Iterator
from typing import Literal

from passerelles.reading.lexicon import Cue
from passerelles.reading.model import TIE_KINDS, Milestone, Moment, OrganisationMention, PlaceMention, Said, Sentence, Span, TieKind
from passerelles.reading.reader import Reading
from passerelles.reading.ties.implied import implied_year

ORIGIN = "ties/1"
_IS_DENIED = re.compile(r"\bn(?:e)? \w+(?: \w+)? (?:pas|plus|jamais|guere)\b[^,;:.]*$")  # "n'ira pas chercher sa jumelle"
_DENIED_AFTER = re.compile(r" (?:pas|plus|jamais|guere)\b")  # "on ne se jumelle pas après un déjeuner"
_DENYING = re.compile(r"\bn(?:e)? (?:se |s |y |en )?$")
_COUNTED = re.compile(
    r"(?:\d+|many|several|numerous|plusieurs|nombreuses) (?:international |foreign |sister |friendship )*$"
    r"|(?:\d+|[一二三四五六七八九十百几多])[个座对]\s?(?:国际|外国)?$"
)  # "104 international friendship cities"
_APPOSED = re.compile(r"([A-Z][\w'’-]+), (?:(?:also )?an? |une |la |autre |another )?$")
_UNTIL = re.compile(r"(?:expire[es]?|echue?s?|jusqu|jusqu a|until|till|expired|ended) (?:en |in |le |a |fin )?$")
_FUTURE = re.compile(r"\b(?:sign|jumel|conclu|parapher|scell|officialis|ratifi)\w*(?:era|eront|ront)\b|\bwill (?:be )?sign")
_NEWS = re.compile(r"^\s*本[网报]讯[：:，,]?\s*")  # how a Chinese dispatch begins
_PAUSES = (",", ":", "，", "：", "–", "—")
_LEADING = re.compile(r"(?:\b(?:en|le|du|au|dès|depuis|in|on|since|for|from|pour|d['’]ici|à partir de|mois de)\s+)+$", re.IGNORECASE)
_SINCE = re.compile(
    r"(?:depuis|des) (?:le |la |l |les )?(?:ete|automne|hiver|printemps|rentree|debut|fin|milieu)(?: de(?: l annee)?)? $"
    r"|since (?:the )?(?:early |late |beginning of |end of |summer(?: of)? |spring(?: of)? |autumn(?: of)? |fall(?: of)? |winter(?: of)? )$"
)  # what begins a state, where a season parts it from the year
_LEAD = 4  # sentences: how far the first lines of a text go


def kind_said(reading: Reading, start: int, end: int, *, without: tuple[int, ...] = ()) -> TieKind | None:
    """Return the strongest kind that text[start:end] speaks of, None where it speaks of none; cues at `without` do not count.

    A letter of intent for a twinning is an agreement; what is only wished is a contact.
    """
    cues = reading.cues.within("ties", start, end)
    if not cues:
        return None
    without = (*without, *_denied_by_verb(reading, start, end), *_of_third_towns(reading, start, end))
    denied = [cue for cue in reading.cues.within("modality", start, end) if cue.key in ("negation", "nothing")]
    keys = {
        cue.key
        for cue in cues
        if cue.start not in without and not _is_in_title(reading, cue, start) and not any(_denies(reading, word, cue) for word in denied)
    }
    kinds = [kind for kind in TIE_KINDS if kind in keys]
    if not kinds:
        return "cooperation" if "exchange" in keys and _names_both_sides(reading, start, end) else None
    if "intention" in keys and kinds[0] == "twinning":
        return "agreement"
    return kinds[0]


def _names_both_sides(reading: Reading, start: int, end: int) -> bool:
    return {"FR", "CN"} <= {m.place.country for m in reading.within(PlaceMention, start, end) if not (m.is_part or m.of_body)}


def _denied_by_verb(reading: Reading, start: int, end: int) -> Iterator[int]:
    """Where a tie's word follows a verb that is denied."""
    if " pas " in reading.folded[start:end] or " plus " in reading.folded[start:end] or " jamais " in reading.folded[start:end]:
        for cue in reading.cues.within("ties", start, end):
            is_between = _DENIED_AFTER.match(reading.folded, cue.end) and _DENYING.search(
                reading.folded, max(start, cue.start - 8), cue.start
            )
            if is_between or _IS_DENIED.search(reading.folded[max(start, cue.start - 45) : cue.start]):
                yield cue.start


def _of_third_towns(reading: Reading, start: int, end: int) -> Iterator[int]:
    """Where a twin is another town's: "Melbourne, a sister city of Tianjin"; one side's "37 sister cities" are no pair's."""
    sides = {m.place.country for m in reading.within(PlaceMention, start, end)} & {"FR", "CN"}
    for cue in reading.cues.within("ties", start, end):
        if cue.key == "twinning" and len(sides) < 2 and (_is_counted(reading, cue, start) or _is_apposed_to_third(reading, cue, start)):
            yield cue.start


def _is_counted(reading: Reading, cue: Cue, start: int) -> bool:
    return bool(_COUNTED.search(reading.folded, max(start, cue.start - 40), cue.start))


def _is_apposed_to_third(reading: Reading, cue: Cue, start: int) -> bool:
    name = _APPOSED.search(reading.text, max(start, cue.start - 50), cue.start)
    if name is None:
        return False
    return not any(m.place.country in ("FR", "CN") for m in reading.within(PlaceMention, name.start(1), name.end(1)))


def _denies(reading: Reading, word: Cue, cue: Cue) -> bool:
    """Whether "aucun", "n'a pas", 没有 stands just before a tie's word, in the same breath."""
    if reading.within(PlaceMention, max(word.start - 20, 0), word.end) and _is_in_name(reading, word):
        return False  # Nord-Pas-de-Calais denies nothing
    if word.start <= cue.start < word.end or (word.key == "nothing" and word.end <= cue.start):
        return True  # "rien de tel avec Bath, sa jumelle"
    reach = 8 if reading.text[cue.start] >= "\u2e80" else 40
    between = reading.text[word.end : cue.start]
    return 0 <= cue.start - word.end <= reach and not any(stop in between for stop in ",，;；:：")


def _is_in_name(reading: Reading, word: Cue) -> bool:
    return any(m.quote.start <= word.start < m.quote.end for m in reading.within(PlaceMention, max(word.start - 40, 0), word.end))


def _is_in_title(reading: Reading, cue: Cue, start: int) -> bool:
    """A capital inside a sentence makes "Coopération" part of a committee's or a forum's name."""
    is_name = reading.text[cue.start].isupper() and bool(reading.text[start : cue.start].strip(" «\"'•-–—(0123456789.)"))
    is_weak = cue.key in ("cooperation", "project") or reading.folded[max(cue.start - 4, 0) : cue.start].endswith((" d ", " de ", " of "))
    return is_name and is_weak and not reading.text[start : cue.end].isupper()


def is_wished(reading: Reading, start: int, end: int) -> bool:
    """Whether text[start:end] only wishes for its strongest tie: each word for it has a wish just before it or right behind."""
    cues = reading.cues.within("ties", start, end)
    keys = {cue.key for cue in cues}
    wishes = [cue for cue in reading.cues.within("modality", start, end) if cue.key == "wish"]
    if not wishes or "intention" in keys:
        return False
    strongest = next((kind for kind in TIE_KINDS if kind in keys), None)
    return all(any(_governs(reading, wish, cue) for wish in wishes) for cue in cues if cue.key == strongest)


def _governs(reading: Reading, wish: Cue, cue: Cue) -> bool:
    """Whether a wish is near enough to a tie's word to be about it; Chinese says in 14 characters what French says in 70."""
    before, behind = (14, 8) if reading.text[cue.start] >= "\u2e80" else (70, 25)
    return 0 <= cue.start - wish.end <= before or 0 <= wish.start - cue.end <= behind or wish.start <= cue.start < wish.end


def themes_said(reading: Reading, start: int, end: int, quote: Span, context: tuple[Span, ...] = ()) -> Iterator[Said]:
    """Yield each theme that text[start:end] names, once."""
    named = [body.quote for body in reading.within(OrganisationMention, start, end) if body.kind == "ministry"]
    cues = [cue for cue in reading.cues.within("themes", start, end) if not any(b.start <= cue.start < b.end for b in named)]
    for theme in dict.fromkeys(cue.key for cue in cues):
        yield Said("theme", theme, quote, context, ORIGIN)


def start_said(reading: Reading, start: int, end: int, kind: TieKind, quote: Span, context: tuple[Span, ...] = ()) -> Iterator[Said]:
    """Yield when the tie began: what is said to last since a date, or the date on which a lasting act was done.

    An act told without any date in the first lines of a dated text was done in the text's year.
    """
    if "ended" in reading.cues.keys("modality", start, end):
        return
    moments = [moment for moment in reading.within(Moment, start, end) if moment.starts]
    years = _years_begun(reading, moments, start, end, kind)
    for year in years:
        yield Said("since", year, quote, context, ORIGIN)
    is_feast = bool(reading.cues.keys("anniversaries", start, end))
    if not years and not moments and not is_feast and kind in ("twinning", "agreement") and _is_news(reading, start, end):
        yield Said("since", str(reading.document.published)[:4], quote, context, ORIGIN)


def _years_begun(reading: Reading, moments: list[Moment], start: int, end: int, kind: TieKind) -> list[str]:
    """The years since which the tie is said to last; else that of its act, or the one that an anniversary implies."""
    if lasting := [moment for moment in moments if _is_lasting(reading, moment, start)]:
        return [str(moment.starts)[:4] for moment in lasting]
    implied = implied_year(reading, start, end)
    is_feast = implied is not None or bool(reading.cues.keys("anniversaries", start, end))
    dates = [moment for moment in moments if _may_begin(reading, moment, start, end, kind, is_feast=is_feast)]
    acts = [moment for moment in dates if not _is_planned(reading, moment, start, end) and not _is_of_other_act(reading, moment, start)]
    return [str(moment.starts)[:4] for moment in acts] or ([str(implied)] if implied else [])


def _is_lasting(reading: Reading, moment: Moment, start: int) -> bool:
    return moment.is_start or bool(_SINCE.search(reading.folded, max(start, moment.quote.start - 32), moment.quote.start))


def _may_begin(reading: Reading, moment: Moment, start: int, end: int, kind: TieKind, *, is_feast: bool) -> bool:
    """Whether a date may be the tie's: in a feast only the one by the tie's word, of a cooperation only by a word for its beginning."""
    if is_feast:
        return not moment.is_relative and _is_beside_tie(reading, moment, start, end)
    if _UNTIL.search(reading.folded, max(start, moment.quote.start - 20), moment.quote.start):
        return False
    if kind == "cooperation":
        return _is_beside_union(reading, moment, start, end)
    is_act = kind == "contact" or not moment.is_relative or bool(reading.cues.keys("acts", start, end))
    return kind != "project" and is_act


def _is_beside_union(reading: Reading, moment: Moment, start: int, end: int) -> bool:
    """ "Les deux villes se sont unies en 1998", "the Region's 1991 cooperation": the date by a word for binding themselves."""
    for cue in reading.cues.within("ties", start, end):
        is_union = cue.key == "cooperation" and bool(reading.cues.keys("acts", cue.start, cue.end))
        if is_union and 0 <= moment.quote.start - cue.end <= 8:
            return True
        if cue.key == "cooperation" and reading.text[moment.quote.end : cue.start] == " " and not moment.is_relative:
            return True
    return False


def _is_beside_tie(reading: Reading, moment: Moment, start: int, end: int) -> bool:
    """ "jumelées en 1996, ont fêté leurs vingt ans en 2016": the date next to the tie's word, not the feast's."""
    for cue in reading.cues.within("ties", start, end):
        if any(stop in reading.text[cue.end : moment.quote.start] for stop in "】:："):
            continue  # "【友好城市】2012年…": a title, and what stands under it
        near = 3 if reading.text[cue.start] >= "\u2e80" else 8
        if 0 <= moment.quote.start - cue.end <= near or 0 <= cue.start - moment.quote.end <= near:
            return cue.key in ("twinning", "agreement")
    return False


def _is_of_other_act(reading: Reading, moment: Moment, start: int) -> bool:
    """ "Angers, jumelée avec Yantai, a ouvert une médiathèque en 2012": the tie is told in passing, between commas."""
    before = reading.text[start : moment.quote.start].replace("，", ",")
    last = before.rfind(",")
    if last < 0:
        return False
    first = before.rfind(",", 0, last)
    told = reading.cues.keys("ties", start + last, moment.quote.start) | reading.cues.keys("acts", start + last, moment.quote.start)
    in_passing = reading.cues.keys("ties", start + max(first, 0), start + last) if first >= 0 else set()
    return bool(in_passing) and not told


def _is_news(reading: Reading, start: int, end: int) -> bool:
    """Whether text[start:end] tells an act and stands among the first lines of a text that has a date."""
    if not reading.document.published or reading.index_at(start) > _LEAD:
        return False
    unsure = reading.cues.keys("modality", start, end) & {"wish", "negation", "ended"}
    return bool(reading.cues.keys("acts", start, end)) and not unsure and not _has_undated(reading, start, end)


def _has_undated(reading: Reading, start: int, end: int) -> bool:
    return any(not moment.starts for moment in reading.within(Moment, start, end))


def _is_planned(reading: Reading, moment: Moment, start: int, end: int) -> bool:
    if _FUTURE.search(reading.folded, max(start, moment.quote.start - 60), moment.quote.end):
        return True
    published, told = reading.document.published or "", str(moment.starts)
    if published and told[: len(published)] != published[: len(told)]:
        return told > published  # a year gone by is not planned, whatever else the sentence plans
    return "planned" in reading.cues.keys("modality", max(start, moment.quote.start - 60), min(end, moment.quote.end + 60))


def milestones_said(reading: Reading, start: int, end: int, sentence: Sentence, quote: Span) -> Iterator[Said]:
    """Yield what is dated in text[start:end] and is not the tie's beginning."""
    for moment in reading.within(Moment, start, end):
        if moment.starts and not moment.is_start:
            state: Literal["planned", "done"] = "planned" if _is_planned(reading, moment, start, end) else "done"
            what = _without(quote.text, moment.quote.text)
            yield Said("milestone", Milestone(moment.starts, state, what, sentence.language), quote, (), ORIGIN)


def _without(words: str, date: str) -> str:
    """The words of a milestone without a date that leads them or stands in brackets: "En 2018, inauguration" -> "inauguration".

    A date within a sentence is part of what it says, and taking it out would leave words nobody wrote: "le jumelage, signé [en 1984]".
    """
    words = _NEWS.sub("", words.replace("**", ""))
    before, _, after = words.partition(date)
    if not _LEADING.sub("", before).strip(" \n") and (after[:1] in _PAUSES or "\u4e00" <= after[:1] <= "\u9fff"):
        words = after
    else:
        words = re.sub(rf"\s*[(（]{re.escape(date)}[)）]", "", words)
    return " ".join(words.split()).strip(" :,-–—，：*")
