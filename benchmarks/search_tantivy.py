"""tantivy with the same tokens, beside the database: what an index of its own would give (docs/decisions/0061)."""

import importlib.util
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.search import TIMES, line, spent

MOST = 1_000


def measure_tantivy(queries: dict[str, list[list[Any]]]) -> None:
    """Build an index of every row, then ask for the first 1,000 numbers, and for the first 20 with a count."""
    if importlib.util.find_spec("tantivy") is None:
        print("  tantivy is not installed: make bench installs it")
        return
    with tempfile.TemporaryDirectory(prefix="passerelles-bench-") as folder:
        began = time.monotonic()
        index = build(folder)
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        print(f"  tantivy: built in {time.monotonic() - began:.1f} s, {size / 1e6:.0f} MB")
        searcher = index.searcher()
        for name, asked in queries.items():
            walls, first = [], []
            for query in [all_of(index.schema, each) for each in asked for _ in range(TIMES)]:
                walls.append(spent(lambda query=query: numbers(searcher, query, MOST)))
                first.append(spent(lambda query=query: numbers(searcher, query, 20)))
            line(f"  {name}, 1,000", walls)
            line(f"  {name}, first 20", first)


def build(folder: str) -> Any:
    import tantivy

    from passerelles.common.models import Findable

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("pk", stored=True, fast=True)
    builder.add_text_field("tokens", tokenizer_name="whitespace", index_option="freq")
    index = tantivy.Index(builder.build(), folder)
    writer = index.writer(heap_size=128_000_000)
    rows = Findable.objects.values_list("pk", "visibility", "heading", "tokens")
    for pk, visibility, heading, tokens in rows.iterator(2_000):
        writer.add_document(tantivy.Document(pk=pk, tokens=f"visibility={visibility} {heading} {tokens}"))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def all_of(schema: Any, expressions: list[Any]) -> Any:
    import tantivy

    parts = [*expressions, "visibility=public"]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query_of(schema, each)) for each in parts])


def query_of(schema: Any, expression: Any) -> Any:
    import tantivy

    from passerelles.common.finding.asking import All, Prefix

    if isinstance(expression, str):
        return tantivy.Query.term_query(schema, "tokens", expression)
    if isinstance(expression, Prefix):
        return tantivy.Query.regex_query(schema, "tokens", f"{expression.start}.*")
    occur = tantivy.Occur.Must if isinstance(expression, All) else tantivy.Occur.Should
    return tantivy.Query.boolean_query([(occur, query_of(schema, part)) for part in expression.parts])


def numbers(searcher: Any, query: Any, most: int) -> list[int]:
    found = searcher.search(query, most, count=most <= 20)
    return [searcher.doc(address)["pk"][0] for _score, address in found.hits]
