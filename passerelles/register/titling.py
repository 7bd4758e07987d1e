"""What an entry is called: its own name, else its parties' names; an occasion that nobody named, by its kind, where and when it is."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from passerelles.common.dates import said_date
from passerelles.common.words import in_every_language, wording
from passerelles.people.models import Organisation
from passerelles.places.models import Place
from passerelles.register.models import Claim, ClaimState, Entry, EntryKind
from passerelles.register.properties.values import Text
from passerelles.register.terms import OCCASION_KINDS

LANGUAGES = ("fr", "zh", "en")
_RAISED = re.compile(r"\^\{([^{}]*)\}")  # how texts taken from a page write what stands raised: 50^{ème}
JOINT = {"fr": " – ", "en": " – ", "zh": "—"}

# A name of an occasion has a noun for what one attends; what begins or goes on like a sentence, or points at what was said before, is
# a piece of one ("Celui", "Organisée à Tours", "autorise sa signature", 两市…签署本备忘录).
_NOUN = re.compile(
    r"\b(?:assises|rencontres?|s[ée]minaires?|forums?|colloques?|(?:visio)?conf[ée]rences?|congr[eè]s|journ[ée]es?|semaines?|ann[ée]es?"
    r"|nuits?|ateliers?|expositions?|foires?|salons?|march[ée]s?|festivals?|f[êe]tes?|biennales?|concerts?|r[ée]unions?|comit[ée]s?"
    r"|commissions?|s[ée]ances?|visites?|missions?|d[ée]l[ée]gations?|voyages?|signatures?|inaugurations?|c[ée]r[ée]monies?"
    r"|(?:\w+)?anniversaires?|ans|tables? rondes?|sommets?|dialogues?|r[ée]sidences?|tournois?|prix|comptes? rendus?|ouvertures?"
    r"|cr[ée]ations?|remises?|lancements?|accueils?|[ée]changes?|jumelages?|stages?|protocoles?|accords?|printemps|seminars?|workshops?|meetings?|congress"
    r"|conferences?|summits?|fairs?|exhibitions?|visits?|delegations?|ceremon(?:y|ies)|days?|weeks?|years?|anniversary|sessions?|signing"
    r"|openings?|tours?|agreements?|letters? of intent|regatta|r[ée]gates?|concours|contests?|galas?|camps?)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:celui|celle|ceux|celles|il|ils|elle|elles|on|nous|vous|son|sa|ses|leurs?|cet|cette|ces|ce|qui|que|dont|donc|ainsi|veulent|veut"
    r"|ont|est|sont|sera|seront|he|she|they|we|it|his|her|their|our|this|these|that|which|was|were|has|have|had|will|signed|visited|met)\b",
    re.IGNORECASE,
)
_GOING_ON = re.compile(
    r"^(?:rendue?s?|organis[ée]e?s?|en|à|au|aux|par|pour|lors|apr[eè]s|avant|et|ou|mais|on|in|at|by|for|after|return)\b", re.IGNORECASE
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_PIECE = re.compile(r"^[的并和与及派赴在于为将也还]|双方|两市|两地|两城|我市|我省|[本该此其][^\W\d]|他们|她们|当地")
HAN_LENGTHS = range(3, 31)  # characters: below, it is a word; above, the beginning of a sentence
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def is_name(text: str) -> bool:
    """Whether words that a document has for an occasion can stand as its title."""
    if _HAN.search(text):
        return len(text) in HAN_LENGTHS and not _HAN_PIECE.search(text)
    bare = text.strip(" •-–—*")
    told = re.sub(r"«.*?»|“.*?”", "", bare)  # what a name quotes is as it is
    return len(_WORD.findall(bare)) > 1 and bool(_NOUN.search(bare)) and not _POINTING.search(told) and not _GOING_ON.match(bare)


def title_of(entry: Entry, names: Sequence[Claim], place: Place | None, *, kind: str, ordinal: int | None, starts: str) -> dict[str, str]:
    """Return an entry's title in each language. `names` are the claims that give it one; the rest is what else is accepted of it."""
    if title := named(entry, names, lambda: Claim.objects.about(entry).filter(name="name", state=ClaimState.REJECTED).exists()):
        return title
    parties = [party.organisation for party in sorted(entry.parties.all(), key=lambda party: party.position)]
    if entry.kind == EntryKind.NETWORK:
        return dict(parties[0].name) if parties else dict(entry.group.name)
    if entry.kind == EntryKind.OFFICE and place and parties:
        return {lang: f"{parties[0].name.get(lang) or parties[0]} → {place.words.get(lang) or place}" for lang in LANGUAGES}
    if parties and entry.kind != EntryKind.OCCASION:
        return _joined(parties)
    where = _joined(parties) if parties else place.words if place else {}
    return in_every_language(lambda: _described(entry, kind, wording(where).text, ordinal, starts))


def known_as(entry: Entry) -> dict[str, str]:
    """The title of an entry, of one nobody has accepted anything of too. Its parties are to be prefetched."""
    named: dict[str, str] = entry.title or entry.words
    parties = [party.organisation for party in entry.parties.all()]
    return named or _joined(parties)


def named(entry: Entry, names: Iterable[Claim], is_corrected: Callable[[], bool]) -> dict[str, str]:
    """Return the best of an entry's names in each language; nothing where none can stand as a title and no person gave it.

    `is_corrected` says whether a person rejected other words for these.
    """
    names = best_first(names)
    can_stand = [each for each in names if entry.kind != EntryKind.OCCASION or each.stands or is_name(each.value.label())]
    if not can_stand and names and is_corrected():
        can_stand = names
    return {lang: text for claim in reversed(can_stand) for lang, text in _own_words(claim).items()}


def best_first(names: Iterable[Claim]) -> list[Claim]:
    """Names of one thing, which are no rivals: what a person chose, what most sources call it, what it was called first."""
    names = list(names)
    sources = Counter(each.canonical for each in names)
    return sorted(names, key=lambda each: (not each.stands, -sources[each.canonical], each.pk))


def _own_words(claim: Claim) -> dict[str, str]:
    value = claim.value
    return {value.lang or "fr": _clean(value.text)} if isinstance(value, Text) else {}


def _clean(words: str) -> str:
    """A name as a title has it: without the marks of a page's layout, and with a capital."""
    return capfirst(_RAISED.sub(r"\1", words).replace("**", "").strip())


def _joined(parties: list[Organisation]) -> dict[str, str]:
    return {lang: JOINT[lang].join(party.name.get(lang) or str(party) for party in parties) for lang in LANGUAGES}


def _described(entry: Entry, kind: str, where: str, ordinal: int | None, starts: str) -> str:
    """What to call an entry that nobody has named, in the language at hand: its kind, where and when it is."""
    what = capfirst(str(OCCASION_KINDS[kind] if kind and kind != "other" else entry.get_kind_display()))
    if ordinal:
        what = _("%(what)s no. %(ordinal)s") % {"what": what, "ordinal": ordinal}
    when = said_date(starts) if starts else ""
    if where and when:
        return _("%(what)s – %(where)s, %(when)s") % {"what": what, "where": where, "when": when}
    return _("%(what)s – %(where)s") % {"what": what, "where": where or when} if where or when else what
