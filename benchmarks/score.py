#!/usr/bin/env python3
"""Score what a reader found in documents against gold annotations.

    python benchmarks/score.py GOLD_DIR FOUND.jsonl [--only PREFIX] [--half even|odd] [--misses] [--json]

GOLD_DIR holds one NAME.json per document; FOUND.jsonl one object a line, whose "document" is a path ending in that name with any suffix
and whose lists are those that FORMAT.md describes. Counts are micro-averaged over documents. A gold item marked "optional" is neither a
hit nor a miss. Standard library only, and nothing of the reader: it also scores other people's.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Agree = Callable[[Json, Json], bool]
Match = tuple[list[tuple[Json, Json]], list[Json], list[Json]]  # hits (gold, found), missed, too much


def fold(name: str | None) -> str:
    text = unicodedata.normalize("NFKD", (name or "").casefold())
    return re.sub(r"[^a-z0-9\u4e00-\u9fff]", "", "".join(c for c in text if not unicodedata.combining(c)))


# --- when two things are the same ---


def place_keys(place: Json) -> set[tuple[str, str | None, str]]:
    """Every key under which this place may be matched."""
    codes = [place.get("code"), *place.get("alt_codes", [])]
    level = place.get("level") if place.get("country") == "FR" else None
    keys = {(place["country"], level, str(code)) for code in codes if code}
    for other in place.get("alt", []):
        keys |= place_keys(other)
    if not place.get("code"):
        names = [place.get("name"), *place.get("alt_names", [])]
        keys |= {(place["country"], None, fold(name)) for name in names if name}
    return keys


def same_place(gold: Json, found: Json) -> bool:
    by_name = set() if gold.get("code") else {(found["country"], None, fold(found.get("name")))}
    return bool(place_keys(gold) & (place_keys(found) | by_name))


def gold_pair_keys(tie: Json) -> set[tuple[str, str]]:
    frs = [tie.get("fr_code") or fold(tie.get("fr")), *tie.get("alt_fr_codes", [])]
    cns = [tie.get("cn_code") or fold(tie.get("cn")), *tie.get("alt_cn_codes", [])]
    return {(str(f), str(c)) for f in frs for c in cns if f and c}


def same_pair(gold: Json, found: Json) -> bool:
    return (found["fr"], found["cn"]) in gold_pair_keys(gold)


def dates_agree(gold: object, found: object) -> bool:
    """Whether a found ISO date is the gold one: as precise as the text or finer, never vaguer; None is None only."""
    if not gold or not found:
        return not gold and not found
    wanted, given = str(gold), str(found)
    return given == wanted or (len(given) > len(wanted) and given.startswith(wanted))


def same_day(gold: Json, found: Json) -> bool:
    others = gold.get("alt_start") or []
    starts = [gold.get("start"), *(others if isinstance(others, list) else [others])]
    return any(dates_agree(start, found.get("starts")) for start in starts)


def kinds_of(gold: Json) -> set[str]:
    return {gold["kind"], *gold.get("kind_alt", []), *gold.get("alt_kinds", [])}


def same_event(gold: Json, found: Json) -> bool:
    return same_day(gold, found) and found.get("kind") in kinds_of(gold)


def same_figure(gold: Json, found: Json) -> bool:
    return bool(gold["what"] == found.get("what") and gold["value"] == found.get("value"))


# --- what was found, in the shape that is compared ---


def found_places(found: Json) -> list[Json]:
    places = [place for place in found.get("places", []) if place.get("country") in ("FR", "CN")]
    return unique(places, lambda p: (p["country"], p.get("level") if p["country"] == "FR" else None, p.get("code") or fold(p.get("name"))))


def found_pairs(found: Json) -> list[Json]:
    return unique(_all_pairs(found), lambda pair: (pair["fr"], pair["cn"]))


def _all_pairs(found: Json) -> Iterator[Json]:
    for tie in found.get("partnerships", []):
        for fr in _parties(tie, "FR"):
            for cn in _parties(tie, "CN"):
                pair = {"fr": str(fr.get("code") or fold(fr.get("name"))), "cn": str(cn.get("code") or fold(cn.get("name")))}
                yield {**pair, "says": tie.get("says", []), **{name: tie.get(name) for name in ("kind", "since", "themes")}}


def _parties(tie: Json, country: str) -> list[Json]:
    return [party for party in tie.get("parties", []) if party.get("country") == country]


def found_figures(found: Json) -> list[Json]:
    return unique(found.get("figures", []), lambda figure: (figure.get("what"), figure.get("value")))


def unique(items: Iterable[Json], key: Callable[[Json], object]) -> list[Json]:
    return list({key(item): item for item in reversed(list(items))}.values())[::-1]


# --- one document ---


def match(gold: list[Json], found: list[Json], agree: Agree) -> Match:
    """Pair each gold item with at most one found item, required items first."""
    left, hits, missed = list(range(len(found))), [], []
    for item in sorted(gold, key=lambda wanted: bool(wanted.get("optional"))):
        best = next((index for index in left if agree(item, found[index])), None)
        if best is not None:
            left.remove(best)
            if not item.get("optional"):
                hits.append((item, found[best]))
        elif not item.get("optional"):
            missed.append(item)
    return hits, missed, [found[index] for index in left]


def matches(gold: Json, found: Json) -> dict[str, Match]:
    """For each kind of thing: hits, misses, and what was too much."""
    events = found.get("events", [])
    return {
        "places": match(gold["territories"], found_places(found), same_place),
        "partnerships": match(gold["partnerships"], found_pairs(found), same_pair),
        "event dates": match(gold["events"], events, same_day),
        "events": match(gold["events"], events, same_event),
        "figures": match(gold["figures"], found_figures(found), same_figure),
    }


def well_quoted(text: str, evidence: str, says: list[Json]) -> bool:
    """Whether each span given for a pair is a place in the text, one overlaps the evidence, and none swallows the page."""
    at = text.find(evidence)
    spans = [(said["start"], said["end"]) for said in says if said.get("start") is not None]
    if at < 0 or not spans:
        return bool(spans) and at < 0
    quoted = [said for said in says if said.get("text") is not None and said.get("start") is not None]
    is_true = all(text[said["start"] : said["end"]] == said["text"] for said in quoted)
    is_short = all(end - start <= max(1.5 * len(evidence), 400) for start, end in spans)
    return is_true and is_short and any(start < at + len(evidence) and end > at for start, end in spans)


def doubts_met(gold: Json, found: Json) -> list[tuple[str, bool]]:
    """For each gold doubt: its words, and whether a doubt quotes them and suggests what it must."""
    wanted = [want for want in gold.get("doubts", []) if isinstance(want, dict)]
    return [(want["text"], any(_same_doubt(want, doubt) for doubt in found.get("doubts", []))) for want in wanted]


def _same_doubt(want: Json, doubt: Json) -> bool:
    said = fold(json.dumps(doubt, ensure_ascii=False))
    is_quoted = fold(want["text"]) in fold(doubt.get("text")) or fold(doubt.get("text") or "-") in fold(want["text"])
    return is_quoted and all(fold(suggestion) in said for suggestion in want.get("must_suggest", []))


# --- many documents ---


@dataclass(slots=True)
class Score:
    """What was counted over the documents given to `add`."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    detail: Counter[str] = field(default_factory=Counter)
    doubts: list[tuple[str, str, bool]] = field(default_factory=list)
    silent: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, gold: Json, found: Json, text: str | None = None) -> dict[str, Match]:
        """Count one document; `text` is what the quotes are checked against. Returns its matches."""
        rows = matches(gold, found)
        for what, (hits, missed, extra) in rows.items():
            self.counts.setdefault(what, Counter()).update(hit=len(hits), missed=len(missed), extra=len(extra))
        for wanted, given in rows["partnerships"][0]:
            self._add_pair(wanted, given, text)
        self.doubts += [(name, *met) for met in doubts_met(gold, found)]
        if not gold["partnerships"]:
            self.silent.update({"documents": 1, "kept silent": int(not found_pairs(found))})
        return rows

    def _add_pair(self, gold: Json, found: Json, text: str | None) -> None:
        years = {year for year in (gold.get("year"), gold.get("year_implied"), *gold.get("alt_years", [])) if year}
        years |= set() if gold.get("year") and None not in gold.get("alt_years", []) else {None}
        wanted, given = set(gold.get("themes", [])), set(found["themes"] or [])
        self.detail.update(pairs=1, kind=int(found["kind"] in kinds_of(gold)), since=int(found["since"] in years))
        self.detail.update({"theme hit": len(wanted & given), "theme gold": len(wanted), "theme found": len(given)})
        if text is not None and gold.get("evidence"):
            self.detail.update(evidence=1, quoted=int(well_quoted(text, gold["evidence"], found["says"])))

    def figures(self) -> Json:
        """All figures as one object, the shape of ``--json``."""
        out: Json = {what: _rates(count) for what, count in self.counts.items()}
        detail, pairs = self.detail, self.detail["pairs"] or 1
        themes = detail["theme gold"] + detail["theme found"]
        out["of matched pairs"] = {
            "kind": detail["kind"] / pairs,
            "since": detail["since"] / pairs,
            "themes f1": 2 * detail["theme hit"] / themes if themes else 0.0,
            "quotes": detail["quoted"] / (detail["evidence"] or 1),
            "pairs": detail["pairs"],
        }
        if self.doubts:
            missing = [f"{name[:3]}: {text}" for name, text, is_met in self.doubts if not is_met]
            out["doubts"] = {"found": len(self.doubts) - len(missing), "gold": len(self.doubts), "missing": missing}
        out["documents without a partnership"] = {name: self.silent[name] for name in ("documents", "kept silent")}
        return out


def _rates(count: Counter[str]) -> Json:
    hit, found, gold = count["hit"], count["hit"] + count["extra"], count["hit"] + count["missed"]
    precision, recall = hit / found if found else 0.0, hit / gold if gold else 0.0
    total = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / total if total else 0.0, "gold": gold, "found": found}


def is_in_half(name: str, half: str | None) -> bool:
    """Whether a document belongs to a half: by the last number in its name (0 where there is none)."""
    number = int((re.findall(r"\d+", name) or ["0"])[-1])
    return half is None or (number % 2 == 1) == (half == "odd")


def stem(document: str) -> str:
    return re.sub(r"\.[a-z]+$", "", Path(document).name)


# --- the command ---


def read_found(path: Path) -> dict[str, Json]:
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {stem(item["document"]): item for item in items}


def texts_beside(gold: Path) -> dict[str, str]:
    """The plain texts in `docs` beside the gold, where there are any."""
    folder = gold.parent / "docs"
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")} if folder.is_dir() else {}


def misses(name: str, rows: Mapping[str, Match]) -> Iterator[str]:
    for what, (_, missed, extra) in rows.items():
        for item in missed:
            shown = {key: value for key, value in item.items() if key != "evidence"}
            yield f"{name} missed {what}: {json.dumps(shown, ensure_ascii=False)}"
        for item in extra:
            yield f"{name} extra {what}: {json.dumps(item, ensure_ascii=False)[:220]}"


def as_table(out: Json) -> Iterator[str]:
    yield f"{'':14}{'precision':>10}{'recall':>8}{'f1':>7}{'gold':>6}{'found':>7}"
    for name, row in out.items():
        if "f1" in row:
            yield f"{name:14}{row['precision']:10.3f}{row['recall']:8.3f}{row['f1']:7.3f}{row['gold']:6}{row['found']:7}"
    of = out["of matched pairs"]
    rates = f"kind right {of['kind']:.3f}, since right {of['since']:.3f}, themes F1 {of['themes f1']:.3f}, quotes {of['quotes']:.3f}"
    yield f"of {of['pairs']} matched pairs: {rates}"
    silent = out["documents without a partnership"]
    yield f"silent on {silent['kept silent']} of {silent['documents']} documents without a partnership"
    if "doubts" in out:
        doubts = out["doubts"]
        missing = f"; missing: {'; '.join(doubts['missing'])}" if doubts["missing"] else ""
        yield f"doubts found {doubts['found']} of {doubts['gold']}{missing}"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("found", type=Path)
    parser.add_argument("--only", default="", help="only documents whose name starts so (fr, zh)")
    parser.add_argument("--half", choices=["even", "odd"], help="only documents with an even (or odd) number")
    parser.add_argument("--misses", action="store_true", help="also list what was missed and what was too much")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    args = parser.parse_args(argv)

    found, texts, score = read_found(args.found), texts_beside(args.gold), Score()
    for path in sorted(args.gold.glob(f"{args.only}*.json")):
        if not is_in_half(path.stem, args.half):
            continue
        if path.stem not in found:
            print(f"{path.stem}: nothing was read", file=sys.stderr)
        gold = json.loads(path.read_text(encoding="utf-8"))
        rows = score.add(path.stem, gold, found.get(path.stem, {}), texts.get(path.stem, "") if texts else None)
        for line in misses(path.stem, rows) if args.misses else ():
            print(line)
    figures = score.figures()
    for line in [json.dumps(figures, indent=1)] if args.json else as_table(figures):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
