"""Sheets for tests: a small document and what was found in it, with boring defaults."""

import cProfile
import pstats
from collections.abc import Callable
from typing import Any

from passerelles.library.sheet import Sheet
from passerelles.reading.model import Block

TEXT = "Compte rendu\n\nMontpellier et Chengdu sont jumelées depuis 1981 ; près de 160 projets les lient."


def found(**lists: Any) -> dict[str, Any]:
    """A printed reading (FORMAT.md) with nothing in it but what is given."""
    names = [
        "places",
        "organisations",
        "partnerships",
        "events",
        "figures",
        "wishes",
        "offices",
        "practices",
        "activities",
        "decisions",
        "people",
        "doubts",
    ]
    head = {"document": "minutes.txt", "language": "fr", "published": "2017-09-14", "title": None, "reader": "1.0"}
    return {**head, **{name: [] for name in names}, **lists}


def sheet(text: str = TEXT, blocks: list[Block] | None = None, **lists: Any) -> Sheet:
    return Sheet(found(**lists), text, blocks or paragraphs(text), (), "txt")


def paragraphs(text: str) -> list[Block]:
    blocks = []
    at = 0
    for words in text.split("\n\n"):
        blocks.append(Block("paragraph", at, at + len(words)))
        at += len(words) + 2
    return blocks


def place(start: int = 14, end: int = 25, name: str = "Montpellier", code: str = "34172") -> dict[str, Any]:
    return {
        "country": "FR", "level": "commune", "code": code, "name": name, "zh": "蒙彼利埃", "start": start, "end": end, "text": name
    }  # fmt: skip


def tie(start: int = 14, end: int = len(TEXT), **given: Any) -> dict[str, Any]:
    parties = [
        {"country": "FR", "level": "commune", "code": "34172", "name": "Montpellier"},
        {"country": "CN", "level": "prefecture", "code": "510100", "name": "Chengdu"},
    ]
    said = {"name": "kind", "value": "twinning", "start": start, "end": end, "text": "", "context": [], "origin": "ties/1"}
    usual = {"kind": "twinning", "since": 1981, "themes": ["university"], "state": "active", "associated": [], "says": [said]}
    return {"parties": parties, **usual, **given}


def event(kind: str, name: str, **given: Any) -> dict[str, Any]:
    usual = {"ordinal": None, "place": None, "starts": None, "ends": None, "state": "held", "start": 0, "end": 6, "text": name}
    return {"kind": kind, "name": name, **usual, **given}


def doubt(
    start: int = 14, end: int = 25, reason: str = "Laquelle ?", suggestions: tuple[str, ...] = ("Luoyang (Henan)",)
) -> dict[str, Any]:
    return {"about": "place", "reason": reason, "suggestions": list(suggestions), "start": start, "end": end, "text": ""}


def keyed(key: str, values: dict[str, Any]) -> dict[str, Any]:
    """A doubt as the reader prints it: with the key and the values of its reason."""
    return {**doubt(suggestions=()), "key": key, "values": values}


def calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls: a cost that no clock and no other process can change."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return int(pstats.Stats(profile).total_calls)
