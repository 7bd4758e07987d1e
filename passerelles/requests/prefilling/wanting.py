"""What they would like to visit, as written: a quotation that a person corrects. Pure."""

import re
from collections.abc import Iterator
from itertools import islice

from passerelles.reading.reader import Reading
from passerelles.reading.secrets.masking import BULLET
from passerelles.requests.prefilling.phrases import NEGATION, WISHES, Phrase, hidden, phrases

MOST_SITES = 12
MOST_SEEN = 100  # of which some say the same
LONGEST_SITE = 300  # characters
# On the folded text: what stands before what is to be seen.
_TO_SEE = re.compile(
    r"\b(?:(?:visiter|decouvrir|(?:re)?voir|observer|connaitre|explor(?:er|e|ing)|inspect(?:er|ing)?|se rendre (?:a la|a l|a|aux?"
    r"|dans|en|sur)|(?:show|showing) us"
    r"|visit(?:ing)?(?! of\b)(?: to)?|tour(?:ing)?|see(?:ing)?|(?:study|site) visits? (?:to"
    r"|of|at))\s"
    r"|visites? (?:technique |guidee )?(?:de la|de l|de|du|des|d|a la|a l|au|aux|a)\s)"
    r"|参观考察|考察学习|实地考察|实地参观|参观访问|走访|参观|考察|参访|观摩|游览|访问|看一?看|去看|前往"
)
_LISTED = re.compile(  # a line that begins with what it lists
    r"^(?:[-•*\d.)\s]*)(?:(?:lieux|sites|visites|etablissements|structures)(?: \w+){0,2}"
    r" (?:souhaite|envisage|propose|demande|a visiter)\w*"
    r"|(?:sites?|places|visits?|venues)(?: \w+){0,2} (?:requested|wanted|wished|proposed|to visit|to be visited)"
    r"|(?:拟|希望|计划|参观|考察)+(?:参观|考察|访问)?(?:的)?(?:单位|地点|项目|内容|城市|场所))\s?:\s*"
)
_ENDS = re.compile(
    r"[.;!?]|\s(?:afin (?:de|d|que)|pour (?:y |mieux )?\w+(?:er|ir|re)\b|in order to|so as to|et (?:y |de )?(?:rencontrer|echanger"
    r"|discuter)"
    r"|and (?:to )?(?:meet|discuss|talk))"
)
_CHINESE_ENDS = re.compile(r"[,;.。]|并|以便|了解|学习")
_NO_SITE = re.compile(  # "your city": nothing that one would have to show
    r"\s*(?:(?:a |en |de |to |the )?(?:la |le |l |notre |votre |your |our |us|you)?\s?"
    r"(?:ville|pays|commune|region|city|town|country|france|chine|china|europe)?"
    r"|(?:贵[市国省方区地]|法国|中国|我[市国省方]|欧洲|法方)(?:的?(?:代表|活动|事宜|期间|函|请求|计划|邀请|团|一行))?)\s*"
)
_NO_VERB = re.compile(r"团|组|函|期间|事宜|计划|活动|请求|报告|人员|行程|日程|邀请|成果|目的|时间|人数")  # 访问团, 参观期间


def sites_of(reading: Reading) -> str:
    """What they would like to visit, one a line, as written."""
    lines: list[str] = []
    seen = islice((each for phrase in phrases(reading) for each in _seen(phrase)), MOST_SEEN)
    for words in (" ".join(hidden(each).split()) for each in seen):
        if BULLET not in words and not any(words in line for line in lines):
            lines.append(words)
    return "\n".join(lines[:MOST_SITES])


def _seen(phrase: Phrase) -> Iterator[str]:
    if listed := _LISTED.match(phrase.folded):
        yield from _kept(phrase, listed.end(), len(phrase.folded))
        return
    if not WISHES.search(phrase.folded):
        return
    for found in _TO_SEE.finditer(phrase.folded):
        clause = max(phrase.folded.rfind(",", 0, found.start()) + 1, found.start() - LONGEST_SITE)
        if not NEGATION.search(phrase.folded, clause, found.start()):
            yield from _kept(phrase, found.end(), _end(phrase.folded, found))


def _end(folded: str, found: re.Match[str]) -> int:
    most = min(found.end() + LONGEST_SITE, len(folded))
    stop = (_CHINESE_ENDS if found[0][:1] >= "\u2e80" else _ENDS).search(folded, found.end(), most)
    return stop.start() if stop else most


def _kept(phrase: Phrase, start: int, end: int) -> Iterator[str]:
    """The words, unless they only say "your city", or make a noun of the verb: 访问团."""
    folded = phrase.folded[start:end]
    words = phrase.words[start:end].strip(" \n:：,，、;；.。-•")
    if words and not _NO_SITE.fullmatch(folded) and not _NO_VERB.match(folded):
        yield words[:LONGEST_SITE]
