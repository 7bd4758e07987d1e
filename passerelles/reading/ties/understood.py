"""Who is meant where a sentence names one side of a tie only: the table `UNDERSTOOD`, tried in order.

A rule has two halves, each a small function of the scene and the clause: *when* it holds (what the clause shows), and *who* is then
the other party. The first rule that holds decides, `nobody` included. A new rule is two names and a line of the table; the words it
needs are in `data/<language>/anaphora.toml` (pronouns and nouns that stand for a party) or `data/nearby/parties.toml`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from passerelles.reading.model import Span
from passerelles.reading.nearby import words
from passerelles.reading.ties.clause import Clause, has_other_partner, levels_meant
from passerelles.reading.ties.said import is_wished
from passerelles.reading.ties.scene import COUNTRIES, SIDES, Party, Scene, fits
from passerelles.reading.ties.words import POSSESSIVE, SUBJECT, VISITOR, VISITOR_ZH

_TITLE = 70  # characters: how long a visitor's title before a name may be
_JOINING = frozenset(("avec", "a", "de", "with", "to", "et", "and"))


@dataclass(frozen=True, slots=True)
class Rule:
    """What a clause that names one side may show, and whom it then leaves to be understood."""

    when: Callable[[Scene, Clause], bool]
    who: Callable[[Scene, Clause], Party | None]


def understood(scene: Scene, clause: Clause) -> Party | None:
    """Return the party that a clause, all of whose parties are of one country, does not name. None where it means nobody."""
    return next((rule.who(scene, clause) for rule in UNDERSTOOD if rule.when(scene, clause)), None)


def where_named(scene: Scene, party: Party) -> tuple[Span, ...]:
    """Return the sentence that names a party which the quoted sentence does not name."""
    sentence = scene.reading.sentence_at(party.start)
    return (scene.reading.document.span(sentence.start, sentence.end),) if sentence else ()


def without_mere_places(scene: Scene, clause: Clause) -> tuple[Party, ...]:
    """Leave out a side that is only where something happens, where a pronoun says who acts ("son partenaire… signé à Caen")."""
    parties = clause.parties
    for country in COUNTRIES:
        side = [party for party in clause.named if party.place.country == country]
        is_mere = bool(side) and all(party.is_where for party in side) and len(side) < len(clause.named)
        if is_mere and not _is_meant_next(scene, side[0]) and _may_act_unnamed(scene, clause, country):
            parties = tuple(party for party in parties if party not in side)
    return parties


def _is_meant_next(scene: Scene, party: Party) -> bool:
    """ "À Grenoble, la municipalité assure que…": the word right behind the place stands for it."""
    after = scene.pronouns(party.end, party.end + _TITLE)[:1]
    return bool(after) and after[0].key == SIDES[party.place.country] and scene.text[party.end : after[0].start].strip() == ","


def _may_act_unnamed(scene: Scene, clause: Clause, country: str) -> bool:
    """Whether a side may be meant otherwise than by the places named: by a word, or because the clause ties nobody firmly."""
    is_owner = scene.owner is not None and scene.owner.place.country == country
    return (
        (is_owner and _has_possessive(scene, clause))
        or SIDES[country] in scene.anaphora(clause.start, clause.end)
        or clause.kind in ("cooperation", "project")
        or is_wished(scene.reading, clause.start, clause.end)
    )


# When: what the clause shows.


def comes_as_visitor(scene: Scene, clause: Clause) -> bool:
    """ "Une délégation de Wuxi", "le maire adjoint de Chengdu", 法国图尔市代表团: the side named comes as an authority."""
    if clause.kind != "contact":
        return False
    party = clause.named[0]
    if scene.text[party.start] >= "\u2e80":
        return bool(VISITOR_ZH.match(scene.text, party.end))
    return bool(VISITOR.search(scene.reading.folded[max(clause.start, party.start - _TITLE) : party.start]))


def is_mere_place(scene: Scene, clause: Clause) -> bool:
    """ "Un projet à Nice": something happens there, unless "son", "sa"… speaks of a partner."""
    is_loose = clause.kind in ("cooperation", "project", "contact")
    return is_loose and all(party.is_where for party in clause.named) and not _has_possessive(scene, clause)


def stands_under_a_name(scene: Scene, clause: Clause) -> bool:
    """ "• Tours. Luoyang a écrit à sa jumelle.": the other party's name stands alone above what is said of it."""
    if under_whom(scene, clause) is None or has_other_partner(scene, clause):
        return False
    return not all(_is_in_quotes(scene, clause, party) for party in clause.named)  # « Chengdu, ville gourmande » is a talk


def _is_in_quotes(scene: Scene, clause: Clause, party: Party) -> bool:
    before = scene.text[clause.start : party.start]
    return any(before.rfind(opening) > before.rfind(closing) for opening, closing in ("«»", "“”", "《》"))


def speaks_of_other_levels(scene: Scene, clause: Clause) -> bool:
    """ "La Métropole fête le jumelage des deux villes": the towns' twinning, not the métropole's."""
    levels = levels_meant(scene, clause.start, clause.end)
    return not all(fits(party.place, levels) for party in clause.named)


def says_the_latter(scene: Scene, clause: Clause) -> bool:
    """ "Cette dernière", where the party named last is of the missing country."""
    return "last" in scene.anaphora(clause.start, clause.end) and the_latter(scene, clause) is not None


def has_word_for_other(scene: Scene, clause: Clause) -> bool:
    """ "La ville", "elle", "son partenaire", 我市, 双方: a word of the clause stands for the missing party, or for both."""
    stands = {SIDES[clause.missing], "any", "both"} & scene.anaphora(clause.start, clause.end)
    return bool(stands or SUBJECT.match(scene.reading.folded, clause.start, clause.end)) or _has_possessive(scene, clause)


def has_other_party(scene: Scene, clause: Clause) -> bool:
    """Two towns of one country, twinned with each other or with somebody not named; or a partner of a third country."""
    return len({party.place.key for party in clause.named}) > 1 or has_other_partner(scene, clause)


def names_the_partner(scene: Scene, clause: Clause) -> bool:
    """ "Jumelée avec Wuhan", 与洛阳结为友好城市: the side named is the partner of whom the text is about."""
    if clause.kind != "twinning":
        return False
    party = clause.named[0]
    if scene.text[party.start] >= "\u2e80":
        return scene.text[max(party.start - 3, 0) : party.start].strip("中法国").endswith(("与", "和", "同"))
    before = scene.reading.folded[max(party.start - 6, 0) : party.start]
    return before.endswith((" avec ", " with ")) or _follows_tie(scene, clause, party)


def tells_of_the_owner(scene: Scene, clause: Clause) -> bool:
    """ "Xuzhou et ses amis" above, then "Dijon a signé la charte": the page of its title's only authority."""
    cues = scene.reading.cues
    if clause.kind not in ("twinning", "agreement") or any(party.is_where for party in clause.named):
        return False
    is_done = cues.keys("modality", clause.start, clause.end).isdisjoint(("planned", "negation")) and not _is_denied(scene, clause)
    return is_done and bool(cues.within("acts", clause.start, clause.end))


def _is_denied(scene: Scene, clause: Clause) -> bool:
    return not words("parties", "denied").isdisjoint(scene.reading.folded[clause.start : clause.end].split())


def _follows_tie(scene: Scene, clause: Clause, party: Party) -> bool:
    """ "Ville jumelle de Wuhan": the name follows the tie's word, joined to it by a little word."""
    cues = [cue for cue in scene.reading.cues.within("ties", clause.start, party.start) if cue.key in ("twinning", "agreement")]
    between = scene.reading.folded[cues[-1].end : party.start] if cues else ""
    return 0 < len(between) <= 40 and not _JOINING.isdisjoint(between.split())


def _has_possessive(scene: Scene, clause: Clause) -> bool:
    return bool(POSSESSIVE.search(scene.reading.folded, clause.start, clause.end))


# Who: whom it leaves to be understood.


def nobody(scene: Scene, clause: Clause) -> Party | None:
    """Return no party: the clause ties nobody."""
    return None


def the_host(scene: Scene, clause: Clause) -> Party | None:
    """Return whom a visitor meets where the sentence does not say: the authority that the text's title names."""
    return scene.owner if scene.owner and scene.owner.place.country == clause.missing else None


def under_whom(scene: Scene, clause: Clause) -> Party | None:
    """Return the party whose name alone stands above the sentence."""
    party = scene.over(clause.sentence)
    return party if party and party.place.country == clause.missing else None


def the_latter(scene: Scene, clause: Clause) -> Party | None:
    """Return the party named last in the sentence before."""
    return scene.very_last(clause.index, clause.missing)


def whom_the_word_means(scene: Scene, clause: Clause) -> Party | None:
    """Return the party last named that the pronoun or noun fits, else the one the text is about."""
    return scene.meant(clause.index, clause.missing)


def whom_the_text_is_about(scene: Scene, clause: Clause) -> Party | None:
    """Return the party of the missing country named last, else the one the text is about."""
    return scene.last_named(clause.index, clause.missing) or scene.topic(clause.missing)


UNDERSTOOD: tuple[Rule, ...] = (
    # when the clause shows…, understand…
    Rule(is_mere_place, nobody),
    Rule(stands_under_a_name, under_whom),
    Rule(comes_as_visitor, the_host),
    Rule(speaks_of_other_levels, nobody),
    Rule(says_the_latter, the_latter),
    Rule(has_word_for_other, whom_the_word_means),
    Rule(has_other_party, nobody),
    Rule(names_the_partner, whom_the_text_is_about),
    Rule(tells_of_the_owner, the_host),
)
