"""How well the reader reads: our own annotated documents, scored. Floors are data and only rise: `python -m benchmarks.floors`."""

import hashlib
import json
import os
import subprocess
import sys

import pytest

from benchmarks.floors import floors, part_name, today
from benchmarks.sets import NAMED, ROOT, gazetteer, golds, printed, readings
from passerelles.reading import open_document, read
from passerelles.reading.model import Tie
from passerelles.reading.tests.invariants import false_offsets, false_quotes, printed_of

OURS = ("own", "own6", "own7", "own8", "held8", "demo")
PARTS = [(name, None) for name in OURS]
FLOORS = [(*part, measure, least) for part in PARTS for measure, least in floors().get(part_name(*part), {}).items()]


def test_every_set_has_floors():
    assert {name for name, *_ in FLOORS} == set(OURS)


@pytest.mark.parametrize(("name", "half", "measure", "least"), FLOORS)
def test_the_reader_reads_as_well_as_it_did(name, half, measure, least):
    assert today(name, half)[measure] >= least, f"see what was lost: python -m benchmarks changes; {part_name(name, half)}"


@pytest.mark.parametrize("name", OURS)
def test_every_document_with_gold_is_read(name):
    assert len(readings(name)) == len(list(NAMED[name].gold.glob(f"{NAMED[name].stems}.json"))) == len(golds(name)) > 0


@pytest.mark.parametrize("name", OURS)
def test_every_quote_is_the_texts_own_words(name):
    assert [(stem, *false) for stem, reading in readings(name).items() for false in false_quotes(reading)] == []


@pytest.mark.parametrize("name", OURS)
def test_every_offset_printed_is_that_of_the_words_printed(name):
    assert [(stem, false) for stem, found in printed(name).items() for false in false_offsets(found, readings(name)[stem].text)] == []


@pytest.mark.parametrize("name", OURS)
def test_every_fact_of_a_tie_has_its_own_words(name):
    ties = [tie for reading in readings(name).values() for tie in reading.of(Tie)]
    assert ties
    assert [tie for tie in ties if not tie.says or not all(said.quote.text and said.origin for said in tie.says)] == []


@pytest.mark.parametrize("name", OURS)
def test_what_is_printed_is_json_of_plain_values(name):
    for stem, found in printed(name).items():
        assert json.loads(json.dumps(found)) == found, stem


@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_reading_is_the_same_in_another_process(seed):
    """Sets of strings come in another order in each process: nothing found may depend on it."""
    program = (
        "import hashlib, json, sys; from benchmarks.sets import printed\n"
        "print(json.dumps({stem: hashlib.sha256(json.dumps(found).encode()).hexdigest() for stem, found in printed('own').items()}))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert json.loads(said) == {stem: hashlib.sha256(json.dumps(found).encode()).hexdigest() for stem, found in printed("own").items()}


def test_reading_again_finds_the_same():
    for path in NAMED["demo"].paths():
        assert printed_of(read(open_document(path), gazetteer())) == printed("demo")[path.stem]
