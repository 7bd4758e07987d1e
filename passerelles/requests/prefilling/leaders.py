"""Who leads, and of which rank: what stands beside "led by", "conduite par", 率团. Pure."""

import re
from collections.abc import Iterator

from passerelles.reading.folding import fold
from passerelles.reading.minutes import chinese_person, persons
from passerelles.reading.reader import Reading
from passerelles.requests.recognising.words import HAN, listed
from passerelles.requests.terms import Rank

# On the folded text; of words that begin at one place, the longest counts.
WORDS: dict[Rank, tuple[str, ...]] = {
    Rank.DEPUTY: (
        *(
            "adjointe? (?:au|du|a la) maire",
            "maires? adjointe?s?",
            "premiere? adjointe?",
            "adjointe?",
            "vice[- ]maire",
            "vice[- ]presidente?",
        ),
        *("vice[- ]gouverneure?", "vice[- ]governor", "deputy (?:mayor|governor|president|party secretary|secretary)", "vice[- ]mayor"),
        "(?:市委|省委|区委|县委|州委)?(?:常务)?副(?:市长|省长|区长|县长|州长|主席|书记|旗长|盟长|镇长)",
    ),
    Rank.HEAD: (
        *("maire", "presidente?", "gouverneure?", "prefete?", "mayor", "governor", "lord mayor", "party secretary"),
        *(
            "secretaire du (?:comite du )?parti",
            "(?:市委|省委|区委|县委|州委|党委)?书记",
            "市长|省长|区长|县长|州长|主席|旗长|盟长|镇长|议长",
        ),
    ),
    Rank.ELECTED: (
        *("conseille(?:r|re) (?:municipale?|regionale?|departementale?|communautaire|metropolitaine?)s?", "depute", "senat(?:eur|rice)"),
        *("councill?or", "member of (?:the )?(?:people['’]s congress|parliament)", "(?:市|省|全国)?人大(?:常委会)?(?:副?主任|代表|委员)"),
        "(?:市|省|全国)?政协(?:副主席|主席|委员)|议员",
    ),
    Rank.DIRECTOR: (
        *(
            "direct(?:eur|rice) general(?:e)?(?: adjointe?)?(?: des services)?",
            "direct(?:eur|rice)(?: adjointe?)?",
            "d\\.?g\\.?[as]\\.?(?!\\w)",
        ),
        *("(?:deputy )?director[- ]general", "(?:deputy )?director(?: general)?", "secretaire general(?:e)?", "secretary[- ]general"),
        *(
            "chef(?:fe)? (?:de|du) (?:service|bureau|pole|cabinet)",
            "head of (?:the )?(?:department|office|division|service)",
            "division chief",
        ),
        "副?(?:局长|厅长|主任|处长|科长|秘书长|部长|司长|会长)",
    ),
    Rank.EXPERT: (
        *(
            "professeure?",
            "professor",
            "enseignante?",
            "teacher",
            "experte?",
            "artiste?",
            "chef(?:fe)? d['’]entreprise",
            "ceo",
            "p\\.?d\\.?g\\.?(?!\\w)",
        ),
        "教授|专家|老师|教师|校长|院长|董事长|总经理|艺术家|学者",
    ),
}
_AFTER = re.compile(
    r"\b(?:conduit|mene|dirige|emmene)e?s? par|\bsous la (?:conduite|direction|presidence) d(?:e|u)\b"
    r"|\b(?:led|headed) by\b|\bunder the (?:leadership|direction) of\b"
    r"|\b(?:chef(?:fe)? de (?:la )?|head of (?:the |our )?)delegation\b|团长(?=\s?[:：为])"
)
_BEFORE = re.compile(
    r"\b(?:conduira|menera|dirigera|conduit|mene|dirige) (?:la|cette|notre|une)\b"
    r"|\b(?:will|would|shall) (?:lead|head)\b|\b(?:leads|heads) (?:a|the|our)\b"
    r"|率团|率队|率领|带队|带团|(?:为|任|担任)团长|率(?=.{0,8}代表团|一行)"
)
_REACH = 90  # characters of a sentence beside the words that say who leads
_CLAUSE = re.compile(r"[，。；、,;:：\n（）()]|由|拟|将|亲自|已|计划|本人|兼")


def _word(word: str) -> str:
    return word if HAN.search(word) else rf"\b(?:{word})\b"


_RANKS = re.compile("|".join(f"(?P<{rank.name}>{'|'.join(map(_word, words))})" for rank, words in WORDS.items()))


def leader_of(reading: Reading) -> dict[str, str]:
    """Return `head_name` and `head_rank` as far as the letter says who leads."""
    for start, end, is_after in _stretches(reading):
        ranks = list(_RANKS.finditer(reading.folded, start, end))
        rank = (ranks[0] if is_after else ranks[-1]) if ranks else None
        name = _name(reading, start, end, is_after)
        found = {"head_rank": Rank[rank.lastgroup].value} if rank and rank.lastgroup else {}
        found |= {"head_name": name} if name else {}
        if found:
            return found
    return {}


def _stretches(reading: Reading) -> Iterator[tuple[int, int, bool]]:
    """Where the leader is named: after "led by", before "will lead" (then, too, where it stands at the end: 率团的是…)."""
    for found in _AFTER.finditer(reading.folded):
        sentence = reading.sentence_at(found.start())
        yield found.end(), min(sentence.end if sentence else len(reading.text), found.end() + _REACH), True
    for found in _BEFORE.finditer(reading.folded):
        sentence = reading.sentence_at(found.start())
        yield max(sentence.start if sentence else 0, found.start() - _REACH), found.start(), False


def _name(reading: Reading, start: int, end: int, is_after: bool) -> str:
    words = reading.text[start:end]
    parts = list(filter(None, map(str.strip, _CLAUSE.split(words)))) if HAN.search(words) else []
    for part in parts if is_after else reversed(parts):
        if (person := chinese_person("".join(part.split()))) is not None:
            return person[0]
    named = [] if parts else [name for person in persons(reading, start, end) if (name := _bare(person.name))]
    return (named[0] if is_after else named[-1]) if named else ""


def _bare(name: str) -> str:
    """A Latin name without titles before it; nothing where it is a rank: "La DGS"."""
    words = name.split()
    while words and fold(words[0]).strip(".") in listed("titles"):
        words.pop(0)
    return "" if not words or _RANKS.fullmatch(fold(" ".join(words))) else " ".join(words)
