"""Who pays what: costs (the journey, the stay, all of it) beside who bears them. Pure.

"往返旅费由我方承担" · "les frais de séjour sont à votre charge" · "we will bear the cost of accommodation". Where only the journey is said
to be borne, the sentence is copied and nothing guessed of the stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from passerelles.reading.gazetteer import Place
from passerelles.reading.model import PlaceMention
from passerelles.reading.reader import Reading
from passerelles.requests.prefilling.phrases import NEGATION, Phrase, phrases, quoted
from passerelles.requests.recognising.words import HAN
from passerelles.requests.terms import Payer

# All on the folded text: small letters, no accents, a blank for apostrophes and hyphens.
_COSTS = {
    "travel": (
        r"\b(?:billets? d avion|vols?|transports? (?:aeriens?|internationa(?:l|ux))|(?:frais|couts?|depenses) de (?:voyage"
        r"|deplacement|transport)"
        r"|voyages?|trajets?|deplacements?|air ?fares?|flights?|(?:air|international|plane) (?:travel|tickets?|fares?)"
        r"|travel(?:ling)?|journey)\b"
        r"|(?:往返|国际)*(?:旅费|机票|交通费用?|差旅费用?|路费)|国际(?:旅行|交通)"
    ),
    "stay": (
        r"\b(?:sejour|hebergements?|hotels?|logement|restauration|repas|pension|frais (?:sur place|locaux|d accueil)|accommodation|lodging"
        r"|board|meals?|catering|hospitality|stay|local (?:costs|expenses|transport)|living expenses)\b"
        r"|(?:在|抵)?[法贵华](?:国|市|方|期间|境内)?(?:期间|境内)?的?(?:一切|全部)?费用|食宿|住宿|用餐|膳食|餐饮|接待费用?|落地(?:接待)?费?"
    ),
    "all": r"\b(?:frais|couts?|depenses|costs?|expenses)\b|费用|经费|开支",
}
_SAID = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _COSTS.items()))
_HOST = r"(?:la ville (?:d accueil|hote)|l hote|votre \w+|vos (?:soins|services)|vous)"
_OWN = r"(?:notre \w+|(?:la|cette) delegation)"
_PAID = r"\b(?:pris(?:es?)? en charge|paye(?:e?s?)|assure(?:e?s?)|assume(?:e?s?)|(?:support|regl|financ)e(?:e?s?)|offert(?:e?s?)) par"
_BORNE = r"\b(?:borne|paid|covered|met|funded|provided|offered) by"
_WE = r"(?:us|ourselves|our (?:side|own|city|delegation|party|group|government)|the (?:delegation|visitors|participants))"
_BEAR = r"(?:承担|负担|负责|支付|出资|提供|解决|安排|[出付](?=[,。;]|$))"
# Who bears, by where the words stand: after what is borne, before it, or (in Chinese) on either side.
_WHO = {
    "after_us": (
        rf"\ba (?:notre|leur) (?:entiere )?charge|\ba nos (?:propres )?frais|\ba la (?:notre|charge d(?:e|u|es) (?:{_OWN}|nos"
        rf"|participants))"
        rf"|{_PAID} (?:nos soins|nous|{_OWN})|{_BORNE} {_WE}|\bat our (?:own )?(?:expense|cost)"
        r"|\ba (?:ses|leurs) (?:propres )?frais|\bat (?:its|their) own (?:expense|cost)"
        rf"|\baux frais d(?:e|u) {_OWN}|\bself (?:funded|financed|paid)|自理|自费|自付|(?:自行|自己)(?:承担|负担|解决|支付|负责|[出掏付])"
    ),
    "after_you": (
        rf"\ba votre (?:aimable |entiere )?charge|\ba vos frais|\ba la (?:votre|charge d(?:e|u) (?:{_HOST}|pays d accueil"
        rf"|la partie francaise))"
        rf"|{_PAID} {_HOST}|{_BORNE} (?:you|your (?:side|city|town|office)|the (?:host|hosts|hosting|receiving|french side))"
        r"|\bat your (?:expense|cost)"
    ),
    "after_each": (
        r"\b(?:partages?|partagees|repartis?|reparties|moitie moitie|shared|split)\b"
        r"|各自承担|分别承担|双方(?:共同)?(?:分担|承担|负担)|分担|对等"
    ),
    "before_us": (
        r"\b(?:nous|notre (?:ville|delegation|commune|collectivite|province)) (?:\w+ ){0,2}?"
        r"(?:pren(?:ons|d|drons|dra|drions)|se charg\w+|nous chargeons|assum\w+|pay\w+|financ\w+|support\w+|regl\w+)(?: en charge)?"
        r"|\bpren\w+ a (?:notre|leur|sa) (?:entiere )?charge\b"
        r"|\b(?:we|our (?:city|side|delegation|office|government)) (?:\w+ ){0,2}?"
        r"(?:(?:bear|cover|pay|meet|fund)s?|(?:be|are) responsible for|take care of)\b"
    ),
    "before_you": (
        r"\b(?:(?:vous|votre (?:ville|commune|collectivite)) (?:\w+ ){0,3}?|(?:bien )?vouloir |pourriez |puissiez )"
        r"(?:pren(?:ez|driez|dre|drez|iez|ne|d|dra|drait)|assum\w+|assur\w+|pay\w+|financ\w+|offr\w+)(?: en charge)?"
        r"|\b(?:you|your (?:city|side|town|office)) (?:\w+ ){0,2}?(?:bear|cover|pay|meet|provide|offer)s?\b"
    ),
    "chinese_us": rf"由?(?:我[方市省团区县州校们局会院]|本[市方团会院]|代表团|出访方|派出方)(?:方面)?(?:自行|全部|统一)?{_BEAR}",
    "chinese_you": rf"由?(?:贵[方市省区府校会院]|法方|接待方|东道主|主办方|邀请方)(?:协助|帮助|予以|给予|代为)?{_BEAR}",
    "after_other": (  # whoever that is: what they bear is nobody else's
        rf"{_PAID} |{_BORNE} |\ba la charge d|由[^,。;由]{{1,12}}?{_BEAR}"
    ),
}
_BEARERS = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _WHO.items()))
_ITS_OWN = re.compile(r"a (?:ses|leurs)|at (?:its|their)")  # whose, the words before it say
_TRAVELLERS = re.compile(r"\b(?:delegation|delegues?|participants?|membres|members|delegates?|visitors|groupe?|party)\b")
_ALL = re.compile(r"自理|自费|自付|self |our own|nos (?:propres )?frais")  # without a cost: all of it
_LISTED, _LISTED_HAN = 40, 10  # characters of one of a list of costs
_CLAUSE = re.compile(r"[,;:]")
_NEXT = re.compile(r"[,;:]|\b(?:et|and|while|tandis que|mais|but)\b|而|并")


@dataclass(slots=True)
class _Bill:
    """What a sentence has said so far: costs that nobody bears yet, with where, and who bears what stands after."""

    borne: dict[str, str] = field(default_factory=dict)
    pending: list[tuple[int, str]] = field(default_factory=list)
    taken: list[tuple[int, str]] = field(default_factory=list)  # by who stands before them, with where
    bearer: str = ""
    since: int = 0  # where the bearer that stands before ends

    def give(self, who: str, costs: list[str]) -> None:
        """Let somebody bear costs; "costs" alone, beside one that is named, is the same one."""
        for cost in [cost for cost in costs if cost != "all"] or costs:
            for part in ("travel", "stay") if cost == "all" else (cost,):
                self.borne[part] = who

    def close(self) -> None:
        """Whoever stands before takes what nobody else took."""
        if self.bearer:
            self.give(self.bearer, [cost for _at, cost in self.pending])
            self.pending = []


def paid_by(reading: Reading, own: Place | None = None) -> dict[str, str]:
    """Return `payer` as far as it is said, and `payment`: the sentences that say it. The asker's `own` place may name itself."""
    borne: dict[str, str] = {}
    said: list[Phrase] = []
    for phrase in phrases(reading):
        bill = _read(_by_itself(reading, phrase, own) if own else phrase.folded)
        if set(bill.values()) - {"other"}:
            borne = {**bill, **borne}
            said.append(phrase)
    payer, words = _payer(borne), quoted(said)
    return ({"payer": payer} if payer else {}) | ({"payment": words} if words else {})


def _by_itself(reading: Reading, phrase: Phrase, own: Place) -> str:
    """A sentence in which the asker's place is "our city", by whatever name it is called there."""
    folded, end = phrase.folded, phrase.start + len(phrase.folded)
    for mention in reversed(reading.within(PlaceMention, phrase.start, end)):
        if mention.place == own:
            first, last = mention.quote.start - phrase.start, mention.quote.end - phrase.start
            latin = "notre ville" if reading.document.language == "fr" else "our city"
            ours = "我方" if HAN.search(mention.quote.text) else latin
            folded = folded[:first] + ours + folded[last:]
    return folded


def _payer(borne: dict[str, str]) -> str:
    travel, stay = borne.get("travel"), borne.get("stay")
    if "each" in (travel, stay) or (travel, stay) == ("you", "us"):
        return Payer.SHARED.value
    if stay == "us":
        return Payer.ASKER.value
    if stay == "you":
        return (Payer.HOST if travel == "you" else Payer.STAY).value
    return ""


def _read(folded: str) -> dict[str, str]:
    bill = _Bill()
    for found in _tokens(folded):
        name = found.lastgroup or ""
        if name in _COSTS:
            _take_cost(bill, folded, found.start(), name)
        elif not NEGATION.search(folded[max(0, found.start() - 12) : found.end()]):
            _take_bearer(bill, folded, found, name)
    bill.close()
    return bill.borne


def _tokens(folded: str) -> Iterator[re.Match[str]]:
    bearers = [each for each in _BEARERS.finditer(folded) if not _ITS_OWN.match(each[0]) or _TRAVELLERS.search(folded, 0, each.start())]
    costs = [each for each in _SAID.finditer(folded) if not any(other.start() <= each.start() < other.end() for other in bearers)]
    yield from sorted([*bearers, *costs], key=lambda each: each.start())


def _take_cost(bill: _Bill, folded: str, at: int, cost: str) -> None:
    if bill.bearer and not _CLAUSE.search(folded, bill.since, at):
        bill.taken.append((at, cost))
        bill.give(bill.bearer, [each for _at, each in bill.taken])
    else:
        bill.pending.append((at, cost))


def _take_bearer(bill: _Bill, folded: str, found: re.Match[str], name: str) -> None:
    """One that stands after its costs takes those that nobody bears yet; else, of those before it, what its own clause says."""
    place, who = name.split("_")
    if place == "before" or (place == "chinese" and not bill.pending):
        bill.close()
        bill.taken, bill.bearer, bill.since = [], who, found.end()
        return
    start = max((mark.end() for mark in _NEXT.finditer(folded, 0, found.start())), default=0)
    own = _waiting(bill, folded, start) or [cost for at, cost in bill.taken if at >= start]
    bill.give(who, own or (["all"] if _ALL.search(found[0]) else []))
    bill.pending, bill.taken, bill.bearer = [], [], ""


def _waiting(bill: _Bill, folded: str, start: int) -> list[str]:
    """Costs that nobody bears yet: those of the clause that ends here, with what is listed before it; else those of one before."""
    clause = max((mark.end() for mark in _CLAUSE.finditer(folded, 0, start)), default=0)
    if not any(at >= clause for at, _cost in bill.pending):
        return [cost for _at, cost in bill.pending]
    said = (each for each in bill.pending if each[0] >= clause or not _is_told(folded, each[0]))
    return [cost for _at, cost in said]


def _is_told(folded: str, at: int) -> bool:
    """Whether a clause says more of a cost than its name: then it has a bearer of its own, in words not known here."""
    starts = max((mark.end() for mark in _CLAUSE.finditer(folded, 0, at)), default=0)
    stop = _CLAUSE.search(folded, at)
    words = folded[starts : stop.start() if stop else len(folded)].strip()
    return len(words) > (_LISTED_HAN if HAN.search(words) else _LISTED)
