"""Prints how well the annotated sets are read: even half, odd half, all, each language, and what the project asks for, side by side."""

from benchmarks.measures import MAX_GAP, MEASURES, TARGETS, measures
from benchmarks.sets import AnnotatedSet, present, score

LANGUAGES = ("fr", "zh")  # how the names of the documents begin; zh holds Chinese and English
MAX_BELOW = 0.05  # each language at most this far below what is asked of all

Columns = dict[str, dict[str, float]]


def columns(annotated: AnnotatedSet) -> Columns:
    """The set's measures, by column."""
    if not annotated.has_halves:
        return {"all": measures(score(annotated.name))}
    halves = {half: measures(score(annotated.name, half=half)) for half in ("even", "odd")}
    languages = {prefix: measures(score(annotated.name, prefix=prefix)) for prefix in LANGUAGES}
    return {**halves, "all": measures(score(annotated.name)), **languages}


def verdict(measure: str, asked: float, shown: Columns) -> str:
    """Whether what was asked for is met, and what else is to be said: a language behind, halves too far apart."""
    said = ["ok" if shown["all"][measure] >= asked else f"SHORT by {asked - shown['all'][measure]:.3f}"]
    said += [
        f"{language} short" for language in LANGUAGES if measure in shown.get(language, {}) and shown[language][measure] < asked - MAX_BELOW
    ]
    if "even" in shown and measure in shown["even"] and measure in shown["odd"]:
        gap = shown["even"][measure] - shown["odd"][measure]
        said += [f"gap {gap:+.2f}: fitted"] if gap > MAX_GAP else []
    return ", ".join(said)


def line(measure: str, shown: Columns, asked: float | None) -> str:
    figures = "".join(f"{column[measure]:8.3f}" if measure in column else f"{'-':>8}" for column in shown.values())
    judged = f"{asked:8.2f}  {verdict(measure, asked, shown)}" if asked is not None and measure in shown["all"] else ""
    return f"  {measure:13}{figures}{judged}"


def show(annotated: AnnotatedSet) -> None:
    shown = columns(annotated)
    head = "".join(f"{name:>8}" for name in shown)
    print(f"{annotated.name + f' ({len(annotated.paths())})':15}{head}   asked")
    asked = TARGETS[annotated.name]
    for measure in MEASURES:
        if measure in shown["all"] and (not annotated.is_places_only or measure in asked):
            print(line(measure, shown, asked.get(measure)))
    print(flush=True)


def main() -> None:
    print("Quality: F1 of places, partnerships, event dates, events, figures; kind, since, themes, quotes of the pairs that match;")
    print("silent: documents without a partnership in which none was found; doubts: found of those the gold holds.\n")
    for annotated in present():
        show(annotated)
