"""Which authority a name means, as a person writes it in a form or a cell: certain, or a question with suggestions.

The gazetteer gives every candidate; one is taken only where nothing speaks for another (docs/decisions/0013). A generic word
beside the name ("Département du Gers"), the title of a column ("Région") and a territory named beside it narrow the search.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from passerelles.common.listing import beside, in_a_row
from passerelles.common.words import wording
from passerelles.people.actions import authority_of, body_named, folded
from passerelles.people.models import Organisation
from passerelles.places.actions import gazetteer
from passerelles.reading.gazetteer import Candidate, Place, names_of

MARGIN = 0.1  # by which the best candidate must lead: Xuzhou's city before its namesake, a county; never one Valence before another
MOST = 8  # suggestions
BODY = "body/"  # the key of an organisation that is no authority of a place

# Generic words beside a name, and the levels they speak for. "Métropole" and "communauté" are part of an EPCI's name.
_OF = r"\s+(?:de\s+la\s+|de\s+l[’']|des\s+|du\s+|de\s+|d[’'])?"
_ANY_CITY = ("commune", "prefecture", "county", "province")
GENERICS = tuple(
    (re.compile(pattern, re.IGNORECASE), levels)
    for pattern, levels in (
        (rf"^(?:la\s+)?(?:ville|mairie|commune|municipalité){_OF}", _ANY_CITY),
        (rf"^(?:le\s+)?(?:conseil\s+)?(?:départemental|département){_OF}", ("departement",)),
        (rf"^(?:le\s+)?conseil\s+(?:régional|général){_OF}", ("region", "departement")),
        (rf"^(?:la\s+)?région{_OF}", ("region",)),
        (rf"^(?:la\s+)?province{_OF}", ("province",)),
        (r"^(?:the\s+)?(?:city|town|municipality|prefecture)\s+of\s+", _ANY_CITY),
        (r"^(?:the\s+)?(?:province|region)\s+of\s+", ("province", "region")),
        (r"\s+(?:city|municipality|prefecture)$", _ANY_CITY),
        (r"\s+province$", ("province",)),
        (r"\s+region$", ("region",)),
    )
)
_INNER = re.compile(r"\s*[(（]([^()（）]+)[)）]\s*$")  # "Suzhou (Jiangsu)"
LEVEL_WORDS = (  # in the title of a column
    (re.compile(r"r[ée]gion|大区", re.I), ("region",)),
    (re.compile(r"d[ée]partement|省份?(?!.*市)", re.I), ("departement", "province")),
    (re.compile(r"province", re.I), ("province",)),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An authority a name may mean: its key, and words that tell it from its namesakes."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name and whom it means: `key` where that is certain, suggestions where a person must say, or may say otherwise."""

    text: str
    key: str
    suggestions: tuple[Suggestion, ...]
    is_known: bool  # the gazetteer has the name; else the suggestions only resemble it


def authority_named(text: str, *, country: str = "", levels: Sequence[str] = (), near: str = "") -> Named:
    """Return which authority a name means. `near` is the name of a territory it lies in."""
    inner = _INNER.search(text)
    if inner and (found := _inside(text, text[: inner.start()], country, levels, inner[1])):
        return found
    bare, told = _bare(text)
    around = _around(near, country)
    candidates = _known(text, bare, country, levels, told, around)
    if candidates:
        return Named(text, _certain(candidates), tuple(_suggestion(each.place) for each in candidates[:MOST]), True)
    close = gazetteer().similar(bare, country=country or None, limit=MOST)
    return Named(text, "", tuple(_suggestion(each.place) for each in close), False)


def _inside(text: str, name: str, country: str, levels: Sequence[str], within: str) -> Named | None:
    """What a name means with the territory in brackets behind it; a question where no place of that name lies there."""
    around = {place.key for place in _around(within, country)}
    found = authority_named(name, country=country, levels=levels, near=within) if around and name.strip() else None
    if found is None or not found.is_known:
        return None
    fits = tuple(each for each in found.suggestions if around & set(gazetteer().place(each.key).parents))
    sure = fits[0].key if len(fits) == 1 else found.key if found.key in {each.key for each in fits} else ""
    return Named(text, sure, fits or found.suggestions, True)


def levels_said(title: str) -> tuple[str, ...]:
    """Return the levels that a column's title speaks of, where it names one: "Région", not "Ville ou région"."""
    found = [levels for pattern, levels in LEVEL_WORDS if pattern.search(title)]
    return found[0] if len(found) == 1 and not re.search(r"ville|commune|collectivit|autorit|authorit|城市|市", title, re.I) else ()


def _bare(text: str) -> tuple[str, tuple[str, ...]]:
    """A name without its generic word, and the levels that word speaks for."""
    for pattern, levels in GENERICS:
        bare = pattern.sub("", text.strip())
        if bare and bare != text.strip():
            return bare, levels
    return text.strip(), ()


def _around(near: str, country: str) -> list[Place]:
    if not near.strip():
        return []
    found = gazetteer().lookup(_bare(near)[0], country=country or None)
    return [candidate.place for candidate in found if candidate.place.level in ("province", "region", "departement", "prefecture")]


def _known(text: str, bare: str, country: str, levels: Sequence[str], told: Sequence[str], around: Sequence[Place]) -> list[Candidate]:
    """Candidates for the whole name, else for the bare one; narrowed by each hint that leaves any."""
    found = gazetteer().lookup(text, country=country or None, near=around) if not told else []
    found = found or gazetteer().lookup(bare, country=country or None, near=around)
    for hint in (told, levels):
        found = [each for each in found if each.place.level in hint] or found
    inside = {place.key for place in around}
    return [each for each in found if inside & {each.place.key, *each.place.parents}] or found


def _certain(candidates: Sequence[Candidate]) -> str:
    best = candidates[0]
    if len(candidates) == 1 or best.score - candidates[1].score >= MARGIN:
        return best.place.key
    return ""


def _suggestion(place: Place) -> Suggestion:
    return Suggestion(place.key, label_of(place))


def label_of(place: Place) -> str:
    """A place by its name, its level and what it lies in: "Saint-Denis (commune, La Réunion)"."""
    parents = gazetteer().ancestors(place)
    above = next((_said(each) for each in parents if each.level != "epci"), "")  # people know a commune by its département
    name = " ".join(dict.fromkeys([_said(place), place.zh])) if place.zh and place.country == "CN" else _said(place)
    inside = in_a_row([level_names().get(place.level, place.level), above])
    until = _(", until %(year)s") % {"year": place.valid_until[:4]} if place.valid_until else ""
    return beside(name, f"{inside}{until}")


def _said(place: Place) -> str:
    """A place in the visitor's language."""
    return wording(names_of(place.key, place.name, place.zh)).text


def level_names() -> dict[str, str]:
    return {
        "commune": _("commune"),
        "epci": _("intercommunality"),
        "departement": _("département"),
        "region": _("région"),
        "province": _("province"),
        "prefecture": _("prefecture-level city"),
        "county": _("county"),
        "other": _("other place"),
    }


def label_of_key(key: str) -> str:
    """Return how an organisation's key is shown: a place's, or a body's name."""
    if key.startswith(BODY):
        return key.removeprefix(BODY)
    try:
        return label_of(gazetteer().place(key))
    except KeyError:
        return key.rsplit("/", 1)[-1]


def is_authority(key: str, country: str = "") -> bool:
    """Whether a key, as a form sends it, is one of the gazetteer's (of a country, where one is given)."""
    return _exists(key) and (not country or key.startswith(f"{country}/"))


def _exists(key: str) -> bool:
    try:
        gazetteer().place(key)
    except KeyError:
        return False
    return True


def organisation_of(key: str, *, lang: str = "fr", country: str = "") -> Organisation:
    """Return the organisation of a key, written now where it was not: the authority of a place, or a body by its name."""
    if key.startswith(BODY):
        return body_named(key.removeprefix(BODY), lang=lang, country=country)
    return authority_of(gazetteer().place(key))


def key_of_body(name: str) -> str:
    """Return the key that stands for a body until it is written."""
    return BODY + name.strip()[:200]


def imagined(key: str) -> Organisation:
    """Return the organisation of a key without writing it: enough to make an entry's key of."""
    if key.startswith(BODY):
        return Organisation(key=f"{BODY}{folded(key.removeprefix(BODY))}"[:250], name={"fr": key.removeprefix(BODY)})
    place = gazetteer().place(key)
    return Organisation(key=place.key, name=names_of(place.key, place.name, place.zh))
