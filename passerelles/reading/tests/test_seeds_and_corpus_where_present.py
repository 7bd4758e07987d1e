"""The same on the real documents and the annotated corpus of the working folder, where it stands beside the project.

Which sets were there is said in pytest's summary (see conftest.py).
"""

import pytest

from benchmarks.floors import floors, part_name, today
from benchmarks.sets import NAMED, golds, printed, readings
from passerelles.reading.tests.invariants import false_offsets, false_quotes

pytestmark = pytest.mark.shared

THEIRS = ("dev", "traps", "seeds")
PARTS = [("dev", "even"), ("dev", "odd"), ("traps", None), ("seeds", None)]
FLOORS = [(*part, measure, least) for part in PARTS for measure, least in floors().get(part_name(*part), {}).items()]


@pytest.fixture(autouse=True)
def only_where_present(request):
    name = request.getfixturevalue("name")
    if not NAMED[name].is_present:
        pytest.skip(f"{name} is not here: {NAMED[name].documents}")


@pytest.mark.parametrize(("name", "half", "measure", "least"), FLOORS)
def test_the_reader_reads_as_well_as_it_did(name, half, measure, least):
    assert today(name, half)[measure] >= least, f"see what was lost: python -m benchmarks changes; {part_name(name, half)}"


@pytest.mark.parametrize("name", THEIRS)
def test_every_document_with_gold_is_read(name):
    assert len(readings(name)) == len(list(NAMED[name].gold.glob("*.json"))) == len(golds(name)) > 0


@pytest.mark.parametrize("name", THEIRS)
def test_every_quote_is_the_texts_own_words(name):
    assert [(stem, *false) for stem, reading in readings(name).items() for false in false_quotes(reading)] == []


@pytest.mark.parametrize("name", THEIRS)
def test_every_offset_printed_is_that_of_the_words_printed(name):
    assert [(stem, false) for stem, found in printed(name).items() for false in false_offsets(found, readings(name)[stem].text)] == []
