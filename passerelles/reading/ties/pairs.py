"""Pairs the authorities of one stretch of text: "A et B avec C et D" gives four pairs, "A avec C, B avec D" two."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from passerelles.reading.folding import fold
from passerelles.reading.lexicon import vocabulary
from passerelles.reading.ties.scene import COUNTRIES, Party

# What may stand between two names of one list, beside titles, brackets, dates and the names of other countries.
_LISTING = frozenset(
    (
        "et and ou or ainsi que puis as well as la le les l de du des d the of en in depuis since from a avec chinoise chinoises "
        "francaise francaises province ville villes region republique populaire nord sud est ouest"
    ).split()
)
_LISTING_ZH = frozenset("、和与及以,，市省区县州以及和同（）()·等 法国中")
_LONGEST_GAP = 200  # characters
MOST = 60  # authorities: a sentence or cell that names more is a directory, and says of no two that they are tied
_JOINT = re.compile(
    r"\s*(?:[-–—/↔⇄]|——|\((?:ville de |City of )?|的(?:国际)?(?:友城|友好城市|姐妹城市))\s*(?:[Vv]ille de |[Pp]rovince d[ue] (?:la )?)?"
)
_PAIRING = re.compile(
    r"[市省县区]?[与和同及](?:法国|中国)?|(?:\s(?:Region|Province|City|Municipality|County|District))?\s*(?:et|and|&)\s*(?:[\w'’]+\s+){0,4}(?:[dl]['’])?"
)
_WITH_NEXT = re.compile(r"\s(?:avec|with|à)\s|[市省]?[与和同]")
_BRACKETS = {"(": ")", "（": "）"}


def pairs(parties: Sequence[Party], text: str) -> Iterator[tuple[Party, Party]]:
    """Yield the pairs that a sentence's authorities form, by how they are listed."""
    if len(parties) > MOST:
        return
    joined, acting = _joined(_acting(parties), text)
    yield from joined
    groups = _groups(acting, text)
    if _is_respective(acting, groups, text):
        yield from zip(*groups, strict=True)
        return
    if _alternates(groups):
        for left, right in zip(groups[::2], groups[1::2], strict=True):
            yield from product(left, right)
        return
    mixed = next((group for group in groups if len({party.place.country for party in group}) > 1), None)
    if mixed and (before := [party for group in groups if group is not mixed for party in group]):
        # "Papeete a deux villes jumelles : Nice et Changning": the list's members are not tied to each other.
        yield from _across(before, mixed)
        return
    yield from _across(acting, acting)


def _joined(parties: Sequence[Party], text: str) -> tuple[list[tuple[Party, Party]], list[Party]]:
    """Take out the pairs that a dash or a bracket joins: "Arras – Harbin", "Le Havre (Dalian)". They form no other pair."""
    joined: list[tuple[Party, Party]] = []
    for left, right in pairwise(parties):
        are_joined = left.place.country != right.place.country and _JOINT.fullmatch(_gap(text, left, right))
        if are_joined and (not joined or left not in joined[-1]):
            joined.append((left, right))
    taken = {party for two in joined for party in two}
    return joined, [party for party in parties if party not in taken]


def _is_respective(acting: Sequence[Party], groups: Sequence[Sequence[Party]], text: str) -> bool:
    """襄阳市、十堰市分别与勒芒市、里莫日市: the first with the first, the second with the second."""
    if len(groups) != 2 or len(groups[0]) != len(groups[1]) or len(groups[0]) < 2:
        return False
    if any(one.place.country == other.place.country for one, other in zip(*groups, strict=True)):
        return False
    stretch = text[acting[0].start : acting[-1].end + 40].lower()
    return any(word in stretch for word in ("分别", "respectivement", "respectively"))


def _across(ones: Sequence[Party], others: Sequence[Party]) -> Iterator[tuple[Party, Party]]:
    seen = set()
    for one, other in product(ones, others):
        first, second = (one, other) if one.place.country == COUNTRIES[0] else (other, one)
        if (first.place.country, second.place.country) == COUNTRIES and (first.place.key, second.place.key) not in seen:
            seen.add((first.place.key, second.place.key))
            yield first, second


def _acting(parties: Sequence[Party]) -> list[Party]:
    """Leave out parts of other bodies' names, and mere locations where their country has an acting party too."""
    whole = [party for party in parties if not party.is_part]
    return [
        party for party in whole if not party.is_where or not any(not o.is_where and o.place.country == party.place.country for o in whole)
    ]


def _gap(text: str, left: Party, right: Party) -> str:
    """What stands between two names; no more than tells that it is too much for a list (one may be named pages before)."""
    return text[left.end : min(right.start, left.end + _LONGEST_GAP)]


def _groups(parties: Sequence[Party], text: str) -> list[list[Party]]:
    groups: list[list[Party]] = [[party] for party in parties[:1]]
    for left, right in pairwise(parties):
        gap = _gap(text, left, right)
        if _is_listing(gap) and not (left.place.country != right.place.country and _pairs_off(gap, text, parties, left, right)):
            groups[-1].append(right)
        else:
            groups.append([right])
    return groups


def _pairs_off(gap: str, text: str, parties: Sequence[Party], left: Party, right: Party) -> bool:
    """Whether two names of different countries end one pair or begin the next, rather than stand in one list.

    "Tours et Luoyang" is a pair, but not in "a deux villes jumelles : Nice et Changning"; ", Angers avec Yantai" begins the next pair.
    """
    is_announced = parties[0] is not left and ":" in text[parties[0].end : left.start].replace("：", ":")
    return bool(_WITH_NEXT.match(text, right.end)) or (not is_announced and bool(_PAIRING.fullmatch(gap)))


def _alternates(groups: Sequence[Sequence[Party]]) -> bool:
    """Whether groups of one country each come by twos: F C F C."""
    countries = [{party.place.country for party in group} for group in groups]
    if len(groups) < 4 or len(groups) % 2 or any(len(country) > 1 for country in countries):
        return False
    return all(left != right for left, right in zip(countries[::2], countries[1::2], strict=True))


def _is_listing(gap: str) -> bool:
    plain = _without_brackets(gap).strip()
    if not plain:
        return bool(gap.strip()) or "\t" not in gap
    if set(plain) <= _LISTING_ZH:
        return True
    if len(plain) > 60 or any(stop in plain for stop in ";:–—"):
        return False
    words = [word.strip(".,'\"«»()") for word in fold(plain).split()]
    titles = vocabulary("titles")
    return all(not word or (word in _LISTING and word != "avec") or word.isdigit() or word in titles for word in words) and "-" not in plain


def _without_brackets(gap: str) -> str:
    kept, depth = [], 0
    for character in gap:
        if character in _BRACKETS:
            depth += 1
        elif character in _BRACKETS.values():
            depth = max(depth - 1, 0)
        elif not depth:
            kept.append(character)
    return "".join(kept)
