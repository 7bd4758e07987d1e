"""Known names in French and English sentences: what capitals, titles, articles, persons and brackets say of them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from passerelles.reading.folding import fold
from passerelles.reading.gazetteer import Match, Place
from passerelles.reading.levels import named
from passerelles.reading.lexicon import vocabulary
from passerelles.reading.places.sighting import Context, Sighting
from passerelles.reading.reader import Reading

# Little words between a title and a name; they are taken off before the title is looked for.
GLUE = frozenset("de la l du des d le les a au aux en dans et of the in and at chinoise chinois francaise francais".split())
ARTICLES = frozenset("la l le les du des au aux".split())
FUNCTION_WORDS = frozenset(
    (
        "depuis entre avec pour par sur vers chez selon contre sans sous quand si et ou mais or ni car apres avant dans que qui "
        "comme puis cette ce ces son sa ses leur leurs notre nos deux trois plus from to between with for by on at as when after "
        "before while its his her their our this that these two both near via dont ainsi a en de du"
    ).split()
)
BARRIER = re.compile(r"[,;:!?()\[\]«»\"“”–—|\t/•*<>]")  # a title does not reach over these
LEVELS = named()
_WORDS = re.compile(r"(?<=[Ll]['’])[^\W\d_]+|(?<=[Dd]['’])[^\W\d_]+|[^\W\d_]+(?:['’][a-z]+)?")  # "Xi'an" is one word, "L'hôpital" two
_SMALL = frozenset("le la les l d de du des sur sous lès lez aux the".split())  # written small inside a name
BRACKET = re.compile(r"\s?\(([^()\n]{1,60})\)")
COUNTRY_AFTER = re.compile(r"\s*(?:,|\()?\s*(?:en |au |aux |in |the )?([a-z]+(?: [a-z]+)?)")
_PREDICATE = re.compile(
    r",? (?:qui|dont|ou|a|ont|est|sont|etait|avait|fait|va|vient|sera|"
    r"recoit|accueille|entretient|cultive|organise|compte|coopere|signe|souhaite|envisage|espere|veut|is|has|was|hopes|wishes|plans|hosts|hosted)\b"
)
_ADJECTIVES = frozenset(
    "grande grand petite petit belle ancienne ancien nouvelle nouveau portuaire maritime riche lointaine celebre".split()
)
PERSON_TITLES = frozenset("m mm mme mmes mlle monsieur madame dr pr mr mrs ms".split())
_WITH_ARTICLE = frozenset(["du", "la", "l", "des"])
_JOINING = frozenset("comite association festival forum rencontres jumelage amitie".split())  # "Comité Rouen-Ningbo" is about both towns
BETWEEN = re.compile(r"\s*(?:[-–—/&↔,]|et|and|avec|with|a|y)?\s*(?:(?:de|la|le|l|les|du|des|d|the|city|of|ville|region|province|en)\s+)*$")
SEPARATE = re.compile(r"\s*[-–—]\s*")


def sightings(context: Context) -> list[Sighting]:
    """Return the capitalised known names of the document with what their surroundings say, in order."""
    reading = context.reading
    found = [weigh(match, context) for match in context.matches if _is_capitalised(reading.text, match)]
    seen = [sighting for sighting in found if sighting is not None]
    _favour_neighbours(seen, reading)
    _reject_named_abroad(seen, reading)
    return seen


def _reject_named_abroad(seen: Sequence[Sighting], reading: Reading) -> None:
    """A name said once to be in a third country ("Trèves, en Allemagne") is there wherever nothing else says where it is."""
    abroad = {reading.folded[sighting.start : sighting.end] for sighting in seen if sighting.is_abroad}
    for sighting in seen:
        if not sighting.is_located and not sighting.is_abroad and reading.folded[sighting.start : sighting.end] in abroad:
            sighting.favour(-6.0, "said elsewhere to be in a third country")


def _is_capitalised(text: str, match: Match) -> bool:
    first = text[match.start]
    if first >= "\u2e80" or first.islower():
        return False
    words = [word for word in _WORDS.findall(text[match.start : match.end]) if word.lower() not in _SMALL]
    last_is_name = bool(words) and (words[-1][0].isupper() or "epci" in vocabulary("tails").get(fold(words[-1]), ()))  # "Brest métropole"
    return bool(words) and words[0][0].isupper() and last_is_name


def weigh(match: Match, context: Context) -> Sighting | None:
    """Gather what the words around one occurrence say. None outside any sentence."""
    sentence = context.reading.sentence_at(match.start)
    if sentence is None:
        return None
    sighting = Sighting(match.start, match.end, match.forms, sentence)
    _look_left(sighting, context.reading)
    _look_right(sighting, context)
    return sighting


def _look_left(sighting: Sighting, reading: Reading) -> None:
    left = reading.folded[max(sighting.sentence.start, sighting.start - 60) : sighting.start]
    near = BARRIER.split(left)[-1]
    words = [word.strip(".") for word in near.split() if word not in _ADJECTIVES]
    glue: list[str] = []
    while words and words[-1] in GLUE:
        glue.append(words.pop())
    is_initial = not left.strip(' •-–—*"«“0123456789.)(') or sighting.start == sighting.sentence.start
    _weigh_capital(sighting, reading, is_initial)
    _weigh_article(sighting, reading, glue)
    _weigh_title(sighting, words, glue)
    if words and not glue:
        _weigh_run_before(sighting, reading, words[-1], sighting.start - len(near))


def _weigh_capital(sighting: Sighting, reading: Reading, is_initial: bool) -> None:
    text = reading.text
    shouted = text[sighting.start : sighting.end].isupper() and text[sighting.sentence.start : sighting.sentence.end].isupper()
    is_ordinary = reading.folded[sighting.start : sighting.end] in vocabulary("ordinary")
    is_large = is_ordinary and any((form.place.population or 0) >= 50_000 for form in sighting.forms)
    if shouted or is_initial:
        sighting.favour((-0.8 if is_large else -2.0) if is_ordinary else 0.4, "begins a sentence")
    else:
        sighting.favour(1.0, "capital inside a sentence")
        if is_ordinary:
            sighting.favour(-0.4 if is_large else -1.2, "is also an ordinary word")


def _weigh_article(sighting: Sighting, reading: Reading, glue: Sequence[str]) -> None:
    """In French areas take an article and towns do not ("la Vienne", "à Vienne"); a town's own article may be contracted ("du Havre")."""
    last = glue[0] if glue else ""
    name = sighting.forms[0].place.name
    own = fold(name).split(" ")[0] if name[:1] in "Ll" else ""
    written = reading.folded[sighting.start : sighting.end].split(" ")[0]
    if own in ("le", "la", "les", "l") and written != own:
        if last not in ARTICLES:
            sighting.favour(-3.0, "without its article")
        return
    if sighting.sentence.language != "fr" or written == own in ("le", "la", "les", "l"):
        return
    told = last if last not in ("et", "and") else ""  # "Pau et Hainan" tells nothing
    sighting.article = told in ARTICLES or told in ("en", "dans") if told else None
    before = reading.text[sighting.start - 2 : sighting.start]
    if last == "a" and before in ("à ", "À "):
        sighting.favour(1.5, "stands after « à »")
        sighting.article = False


def _weigh_title(sighting: Sighting, words: Sequence[str], glue: Sequence[str]) -> None:
    titles = vocabulary("titles")
    for length in (3, 2, 1):
        if len(words) >= length and (keys := titles.get(" ".join(words[-length:]))):
            break
    else:
        return
    title = " ".join(words[-length:])
    if (
        "commune" in keys
        and set(glue) & _WITH_ARTICLE
        and any(form.place.level in ("province", "region", "departement") for form in sighting.forms)
    ):
        sighting.of_body = True  # "la grande cité du Guangdong" is a city that is not named
        sighting.favour(0.7, f"whose « {title} » is named")
    elif levels := [LEVELS[key] for key in keys if key in LEVELS]:
        sighting.levels = frozenset().union(*levels)
        sighting.is_certain = True
        sighting.favour(1.5, f"called « {title} »")
    elif "seat" in keys:
        sighting.levels = frozenset({"province", "region", "departement"})
        sighting.of_body = True
        sighting.favour(0.7, f"whose « {title} » is named")
    elif "street" in keys and set(glue) <= {"de", "d", "du", "la", "l", "des", "le"}:
        sighting.favour(-6.0, "names a street")
    elif "person" in keys and not glue:
        sighting.favour(-6.0, "names a person")
    elif "monument" in keys:
        sighting.is_part = True
    elif "institution" in keys and (glue or "person" not in keys):
        sighting.of_body = bool(glue) or title not in _JOINING
        sighting.favour(0.7, f"where « {title} » is")


def _weigh_run_before(sighting: Sighting, reading: Reading, word: str, start: int) -> None:
    """A capitalised word just before makes the name part of a longer one: a person's, a firm's."""
    raw = reading.text[max(start, 0) : sighting.start].split()
    if not raw or not raw[-1][:1].isupper() or (raw[-1].isupper() and len(raw[-1]) <= 5):
        return
    if word in FUNCTION_WORDS or word in vocabulary("titles") or _is_known_before(sighting, reading):
        return
    is_first = not reading.text[sighting.sentence.start : start].strip() and len(raw) == 1  # "Ajoutons Amboise": a capital for its place
    titled = len(raw) > 1 and fold(raw[-2]).strip(".") in PERSON_TITLES
    if titled:  # "Mme Sylvie Nice"
        sighting.favour(-6.0, "names a person")
    sighting.favour(-_run_weight(sighting) / (3 if is_first else 1), f"follows « {raw[-1]} »")


def _is_known_before(sighting: Sighting, reading: Reading) -> bool:
    return reading.text[sighting.start - 1 : sighting.start] in ("\t", "\n")


def _run_weight(sighting: Sighting) -> float:
    """How much being inside a longer proper name speaks against a place: less for what is hardly anything but a place."""
    place = max((form.place for form in sighting.forms), key=lambda place: place.population or 0)
    if place.country == "CN":
        return 1.0 if place.level != "county" else 3.0
    if place.level in ("region", "departement"):
        return 1.2
    return 2.0 if (place.population or 0) >= 100_000 else 3.5


def _look_right(sighting: Sighting, context: Context) -> None:
    reading = context.reading
    right = reading.folded[sighting.end : min(sighting.sentence.end, sighting.end + 60)]
    raw = reading.text[sighting.end : min(sighting.sentence.end, sighting.end + 60)]
    if raw[:1] == "-" or raw[:1] == "’":
        _weigh_hyphen(sighting, raw)
    if bracket := BRACKET.match(raw):
        _weigh_bracket(sighting, bracket.group(1), context)
    elif country := _country_after(right):
        _weigh_country(sighting, country)
    _weigh_tail(sighting, raw, right)
    if _is_whole(sighting, reading.text) or (sighting.start == sighting.sentence.start and _PREDICATE.match(right)):
        sighting.favour(1.4, "a bare name with its verb")  # a common noun would have an article


def _is_whole(sighting: Sighting, text: str) -> bool:
    """Whether a line or sentence holds nothing but the name: "• Tours."."""
    before = text[sighting.sentence.start : sighting.start][-6:]
    return not before.strip(" \u00a0•–-*") and text[sighting.end : sighting.sentence.end].strip() in ("", ".", ":", " :")


def _weigh_hyphen(sighting: Sighting, raw: str) -> None:
    if raw[1:2].islower():
        sighting.favour(-3.0, "part of a longer name")
    elif raw[1:2].isupper() and not SEPARATE.match(raw[:2] + " "):
        sighting.favour(-1.0, "joined to another word")


def _weigh_bracket(sighting: Sighting, inside: str, context: Context) -> None:
    """A parent, a country or a département's number in brackets says which homonym is meant."""
    folded = fold(inside).strip()
    if country := vocabulary("countries").get(folded):
        _weigh_country(sighting, next(iter(country)))
        return
    if levels := [LEVELS[key] for key in vocabulary("titles").get(folded, ()) if key in LEVELS]:  # "Vienne (département)"
        sighting.levels = frozenset().union(*levels)
        sighting.is_certain = True
        sighting.favour(1.5, f"called « {folded} »")
        return
    parents = {form.place.key for match in context.known.matches(inside) for form in match.forms}
    if department := context.known.by_code("FR", "departement", folded.upper()):
        parents.add(department.key)
    fits = tuple(form for form in sighting.forms if _lies_in(form.place, parents, context))
    if fits:
        sighting.forms = fits
        sighting.is_certain = sighting.is_located = True
        sighting.favour(3.0, f"« {inside} » is its parent")


def _lies_in(place: Place, parents: set[str], context: Context) -> bool:
    if any(parent in parents for parent in place.parents):
        return True
    return any(successor in place.parents for key in parents for successor in context.known.place(key).successors)


def _country_after(right: str) -> str | None:
    found = COUNTRY_AFTER.match(right)
    if not found:
        return None
    names = vocabulary("countries")
    words = found.group(1)
    keys = names.get(words) or names.get(words.split(" ")[0])
    follows_comma = right.lstrip()[:1] in (",", "(") or re.match(r"\s*(?:en|au|aux|in) ", right)
    return next(iter(keys)) if keys and follows_comma else None


def _weigh_country(sighting: Sighting, country: str) -> None:
    fits = tuple(form for form in sighting.forms if form.place.country == country)
    if fits:
        sighting.forms = fits
        sighting.is_certain = sighting.is_located = True
        sighting.favour(2.0, f"said to be in {country}")
    else:
        sighting.is_abroad = country not in ("FR", "CN")
        sighting.favour(-6.0, f"said to be in {country}")


def _weigh_tail(sighting: Sighting, raw: str, right: str) -> None:
    """A word just after ("Sichuan Province", "Wuhan University"), or another capital that makes it a longer name."""
    words = right.split()
    if not words or raw[:1] not in (" ", "\u00a0", "\n") or raw[1:2].isspace():
        return
    tail = words[0].strip(".,;:)")
    keys = vocabulary("tails").get(tail, frozenset())
    if levels := [LEVELS[key] for key in keys if key in LEVELS]:
        sighting.levels = sighting.levels or frozenset().union(*levels)
        sighting.is_certain = True
        sighting.favour(1.0, f"followed by « {tail} »")
    elif "street" in keys:
        sighting.favour(-6.0, "names a street")
    elif "institution" in keys:
        sighting.of_body = True
    elif _begins_name(raw, tail):
        sighting.favour(-_run_weight(sighting), f"followed by « {raw.split()[0]} »")


def _begins_name(raw: str, tail: str) -> bool:
    word = raw.split()[0]
    is_name = word[:1].isupper() and len(word) > 1 and word[1:2] not in ("'", "’") and "." not in word[:2]
    return is_name and tail not in FUNCTION_WORDS and tail not in GLUE and tail not in vocabulary("titles")


def _favour_neighbours(seen: Sequence[Sighting], reading: Reading) -> None:
    """Names that are listed or paired with a place are more likely places: "Arras – Harbin", "Hangzhou et Xiamen"."""
    for left, right in _consecutive(seen):
        gap = reading.folded[left.end : right.start]
        if len(gap) > 30 or not BETWEEN.fullmatch(gap):
            continue
        countries = {form.place.country for form in left.forms} | {form.place.country for form in right.forms}
        weight = 1.6 if len(countries) == 2 else 0.6
        strong_left, strong_right = left.score >= 0.5, right.score >= 0.5
        if strong_left:
            right.favour(weight, "beside another place")
            if not right.levels and left.levels and not gap.strip().startswith(("-", "–", "—")):
                right.levels = frozenset()
        if strong_right:
            left.favour(weight, "beside another place")


def _consecutive(seen: Sequence[Sighting]) -> Iterator[tuple[Sighting, Sighting]]:
    """Neighbours that do not overlap: each with the first that begins after its end."""
    ordered: Iterable[Sighting] = sorted(seen, key=lambda s: (s.start, s.end))
    ordered = list(ordered)
    for index, left in enumerate(ordered):
        for right in ordered[index + 1 : index + 6]:
            if right.start >= left.end:
                yield left, right
                break
