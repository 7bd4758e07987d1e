"""How a place is called in each language of the two countries: `data/fr-cn/names.tsv` has what French calls otherwise."""

import csv
from collections.abc import Mapping
from functools import cache

from passerelles.reading.gazetteer.store import DATA


@cache
def french_names() -> Mapping[str, str]:
    """Key -> the French name, of places that French calls otherwise than their own row does."""
    lines = (DATA / "fr-cn" / "names.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return {row["key"]: row["fr"] for row in rows}


def names_of(key: str, name: str, zh: str | None) -> dict[str, str]:
    """Return a place's name by language; the Chinese one only where it is known."""
    return {"fr": french_names().get(key, name), "en": name} | ({"zh": zh} if zh else {})
