"""Whom else they asked: the sentences that say so. Pure."""

import re

from passerelles.reading.model import PlaceMention
from passerelles.reading.reader import Reading
from passerelles.requests.prefilling.phrases import Phrase, phrases, quoted
from passerelles.requests.recognising.words import HAN

# On the folded text: small letters, no accents, a blank for apostrophes and hyphens.
_LETTER = r"(?:demande|lettre|courrier|requete|sollicitation)s?"
_ALIKE = r"(?:meme|semblable|identique|similaire|pareille)s?"
_SAME = re.compile(  # that a letter like this one went elsewhere
    rf"\b{_ALIKE} {_LETTER}\b|\b{_LETTER} {_ALIKE}\b|\b(?:same|similar|identical) (?:request|letter|inquiry|enquiry|message)s?\b"
    r"|(?:同样|类似|相同)的?(?:请求|申请|信函|函件|来访请求)"
)
_TOO = re.compile(
    r"\b(?:egalement|aussi|de meme|par ailleurs|en parallele|deja|also|too|as well|likewise|similarly|in parallel|at the same time"
    r"|already)\b"
    r"|同时|另|也|还|亦|此外|此前|分别"
)
_WROTE = re.compile(
    r"\b(?:avons|sommes|a ete|ont ete|a|ont|s est) (?:\w+ ){0,3}?"
    r"(?:ecrit|adresse\w*|sollicite\w*|contacte\w*|saisi\w*|interroge\w*|tourne\w*|envoye\w*|pris contact|pris l attache|rapproche\w*)\b"
    r"|\b(?:written|wrote|contacted|approached|asked|addressed|applied|turned|reached out|been in touch|in touch with)\b"
    r"|(?:致函|致信|去函|发函|函告|函商|函请)|(?:联系|询问|咨询|请教)[了过]|[给与向同][^,。;]{1,16}(?:写[过了]?信|联系|联络|接洽|发[过出去][^,。;]{0,6}[信函])"
)
_DONE = re.compile(r"已|[过了]|此前|曾|分别|同时致|另致|还致|也致")
_TO_YOU = re.compile(
    r"(?:ecrit|adress\w+|envoy\w+|written|sent|contacted) (?:a vous|vous|to you|you)\b|\bvous avons\b"
    r"|(?:致函|致信|去函|发函|写信|联系)(?:给|与|至)?(?:贵|您|你)"
)


def others_of(reading: Reading) -> str:
    """The sentences that say whom else they asked."""
    return quoted(phrase for phrase in phrases(reading) if not _TO_YOU.search(phrase.folded) and _says_so(reading, phrase))


def _says_so(reading: Reading, phrase: Phrase) -> bool:
    """That something like this letter went elsewhere; or that they have written, too, to somebody with a place."""
    if _SAME.search(phrase.folded):
        return True
    wrote = _WROTE.search(phrase.folded)
    is_done = wrote is not None and (not HAN.search(wrote[0]) or bool(_DONE.search(phrase.folded)))
    end = phrase.start + len(phrase.folded)
    return is_done and bool(_TOO.search(phrase.folded)) and bool(reading.within(PlaceMention, phrase.start, end))
