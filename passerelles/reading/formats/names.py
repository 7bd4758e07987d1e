"""What the first cell of a cooperation table looks like, in words: names of bodies, titles, words that open another cell.

These tell structure only (where a row of a broken table begins); who is meant is the gazetteer's and the finders' business.
"""

import re

from passerelles.reading.formats.wordlists import words_of

TITLES = words_of(
    "région régions ville villes commune communes département départements métropole eurométropole communauté agglomération ministère "
    "association "
    "agence fédération conseil province municipalité collectivité syndicat canton district préfecture comté mairie pays réseau fondation "
    "comité union chambre cités region city cities county department province prefecture municipality metropolis ministry association "
    "agency federation council network foundation committee town borough district state chamber"
)
_SUFFIXES = words_of("council county city province prefecture district region municipality borough town state ministry agency association")
_KINDS = words_of(  # lower-case words inside such names
    "urbaine urbain agglomération communes commune général générale départemental régional régionale métropole municipale municipal ville "
    "villes province région régions département district comté autonome mairie commerce industrie culturels culturel culturelle "
    "international internationale internationaux national nationale française français franco-chinoise franco-chinois chinoise chinois "
    "décentralisée city county province prefecture district municipality region council of urban"
)
_PARTICLES = words_of("d de du des la le les l et en sur sous aux au à lès lez près of the and upon on in y von van und da di del")
_OPENERS = words_of(  # words that open another cell than the first
    "coopération coopérations jumelage jumelages partenariat partenariats échange échanges accord accords protocole convention projet "
    "projets tourisme culture éducation santé formation depuis lieux actions action soutien appui accueil développement envisage espère "
    "souhaite recherche économie signature mise création promotion visite visites visits renouvellement relations lettre lancement charte "
    "cooperation twinning partnership exchange exchanges exchanges agreement memorandum project projects since tourism education health "
    "training support hosting research joint signed wishes hopes plans student school friendship sister"
)
_BODIES = words_of(  # names that begin so go on in common words: "Association des fleuves et deltas"
    "association agence ministère fédération comité conseil réseau fondation union chambre ministry agency federation network foundation"
)
_ACRONYM = re.compile(r"[A-Z][A-Z&.-]{1,8}[A-Z]$")
_BRACKET = re.compile(r"\s?\([^()\n]{1,60}\)$")
_HAN_NAME = re.compile("[\u3400-\u9fff·（）()]{2,18}$")
_ORDINAL = re.compile(r"\d{1,2}(?:er|e|ème|th|st|nd|rd)?$")
_WORDS_OF_NAME = 12


def is_name(words: str) -> bool:
    """Whether the words could be the name of a body or a place: capitals, particles, kinds; a bracket at the end is allowed."""
    words = _BRACKET.sub("", words.strip())
    if not words or len(words) > 110:
        return False
    if words[0] >= "\u2e80":
        return bool(_HAN_NAME.match(words))
    tokens = words.split()
    if len(tokens) > _WORDS_OF_NAME or not (words[0].isupper() or tokens[0].lower() in TITLES) or is_particle(tokens[-1]):
        return False
    if tokens[0].lower() in _BODIES and len(tokens) <= 8:
        return not re.search(r"[.:;!?]", words)
    return all(map(_in_name, tokens)) and tokens[0].lower() not in _OPENERS


def _in_name(token: str) -> bool:
    token = token.strip(",").replace("’", "'")
    head, _, rest = token.partition("'")
    if head.lower() in ("d", "l") and rest:
        token = rest
    if not token:
        return False
    if token[0].isupper():
        return token[-1] not in ".:;!?" and (token.isalnum() or not re.search(r"[^\w'&®()-]", token))
    return token in _PARTICLES or token in _KINDS or token in ("-", "&") or bool(_ORDINAL.match(token))


def is_particle(token: str) -> bool:
    """Whether a word cannot end a name: de, du, la, of…"""
    return token.lower().replace("’", "'").rstrip("'") in _PARTICLES


def begins_with_title(line: str) -> bool:
    """Whether the first word is one that names of authorities and bodies begin with."""
    token = line.split(None, 1)[0] if line and not line[0].isspace() else ""
    return token[:1].isupper() and token.lower() in TITLES


def ends_with_title(line: str) -> bool:
    """Whether the last word is one that names of authorities end with in English: "Durham County Council"."""
    words = line.split()
    return len(words) > 1 and words[0][:1].isupper() and words[-1].lower() in _SUFFIXES


def acronym_at_start(line: str) -> str:
    """Return the acronym of three letters or more that the line begins with, and that does not go on as a name in prose."""
    token, _, rest = line.partition(" ")
    if not _ACRONYM.match(token):
        return ""
    rest = rest.lstrip()
    return token if not rest or rest[0].isupper() or rest[0].isdigit() or rest[0] in "–—-(" else ""


def opens_cell(token: str, learned: frozenset[str] = frozenset()) -> bool:
    """Whether a word begins another cell than the first: of the list, or begun so elsewhere in the same table."""
    token = token.rstrip(":,").lower()
    return token in _OPENERS or token in learned


def name_and_rest(words: str, learned: frozenset[str] = frozenset()) -> tuple[str, str] | None:
    """Split "Harbin Jumelage" into the name and the cell that follows it on the same line; None where no name begins it."""
    gap = re.search(r"[ \xa0]{2,}(?=\S)|\t", words)
    if gap and is_name(words[: gap.start()]):
        return words[: gap.start()].rstrip(), words[gap.end() :]
    for blank in re.finditer(r"[ \xa0]+", words):
        token = words[blank.end() :].split(None, 1)
        if token and (opens_cell(token[0], learned) or re.match(r"(?:19|20)\d\d\b", token[0])) and is_name(words[: blank.start()]):
            return words[: blank.start()], words[blank.end() :]
    return (words.rstrip(), "") if is_name(words) else None
