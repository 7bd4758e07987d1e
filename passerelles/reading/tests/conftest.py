"""The gazetteer, loaded once for all tests; in pytest's summary, which annotated sets were read and which were not there."""

import pytest

from benchmarks.sets import SETS, gazetteer
from passerelles.reading import read
from passerelles.reading.tests.texts import document_of


@pytest.fixture(scope="session")
def known():
    return gazetteer()


@pytest.fixture(scope="session")
def reading(known):
    """Reads a text: one block a line, as `texts.document_of` cuts it."""
    return lambda text, **about: read(document_of(text, **about), known)


def pytest_terminal_summary(terminalreporter):
    there = [f"{annotated.name} ({len(annotated.paths())})" for annotated in SETS if annotated.is_present]
    missing = [annotated.name for annotated in SETS if not annotated.is_present]
    without = f"; not present: {', '.join(missing)}" if missing else ""
    terminalreporter.write_line(f"Annotated sets scored: {', '.join(there)}{without}")
