"""What a reading says, short enough to stand in a test's table: "Tours 37261", "Tours – Luoyang"."""

import pytest

from passerelles.reading.model import Doubt, PlaceMention, Tie


def wrong(text, expected, reason):
    """A row whose expectation is right and whose reading is not yet: it fails loudly on the day it is mended."""
    return pytest.param(text, expected, marks=pytest.mark.xfail(strict=True, reason=reason))


def places(reading):
    """The places named, parts of other names (a monument, a paper) left out."""
    return {f"{mention.place.name} {mention.place.code}".strip() for mention in reading.of(PlaceMention) if not mention.is_part}


def doubted(reading):
    """The words that a person is asked about, with what they may mean."""
    return {doubt.quote.text: doubt.suggestions for doubt in reading.of(Doubt)}


def pairs(reading):
    return {f"{tie.parties[0].name} – {tie.parties[1].name}" for tie in reading.of(Tie)}


def ties(reading):
    """Each pair with the kind, the year it began and the state, as far as they are said: "twinning 1996", "contact wished"."""
    return {f"{tie.parties[0].name} – {tie.parties[1].name}": _told(tie) for tie in reading.of(Tie)}


def _told(tie):
    state = tie.state if tie.state != "active" else None
    return " ".join(str(word) for word in (tie.kind, tie.since, state) if word)
