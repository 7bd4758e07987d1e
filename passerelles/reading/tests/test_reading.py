"""Reading a document as a whole: finders in order, secrets masked before everything else, quotes true, the same in every process."""

import hashlib
import itertools
import json
import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.sets import ROOT
from passerelles.reading import finders
from passerelles.reading.finders import FINDERS, read
from passerelles.reading.model import Doubt, Moment, PlaceMention, Tie
from passerelles.reading.reader import Reading
from passerelles.reading.tests.invariants import false_offsets, false_quotes, printed_of, spans_of
from passerelles.reading.tests.texts import document_of

TEXT = """# Angers et Yantai : compte rendu du 14 septembre 2017
Présents : Mme Anne Petit (CUF), M. Jean Roux.
Angers est jumelée avec Yantai depuis 2006. Les deux villes échangent dans le domaine du tourisme.
Ø Il a été décidé d'écrire à l'AFD avant le 3 mars 2018.
Accès à l'agenda : identifiant amis, mot de passe : Pivoine-7
Commune | Ville jumelle | Année
Caen | Nankin | 2008
Tours | Luoyang (Yunnan) | 1996
昂热市与烟台市于2006年结为友好城市，双方在旅游、体育领域开展合作。
Lille hopes to work with Wuhan; about 160 projects were counted in 2016."""


def test_finders_run_in_order_each_on_what_the_earlier_ones_found(monkeypatch, known):
    seen = []

    def after(find):
        def found(reading, gazetteer):
            seen.append((find, {type(finding) for finding in reading}))
            return find(reading, gazetteer)

        return found

    monkeypatch.setattr(finders, "FINDERS", tuple(after(find) for find in FINDERS))
    read(document_of(TEXT), known)
    assert [find for find, _ in seen] == list(FINDERS)
    kinds = [kinds for _, kinds in seen]
    assert all(earlier <= later for earlier, later in itertools.pairwise(kinds))
    before = dict(zip((find.__module__.rsplit(".", 1)[-1] for find, _ in seen), kinds, strict=True))
    assert Moment in before["places"] and PlaceMention in before["ties"] and Tie in before["doubts"]


def test_secrets_are_masked_before_anything_else_is_read(monkeypatch, known):
    texts = []
    monkeypatch.setattr(finders, "FINDERS", tuple(lambda reading, _: texts.append(reading.text) or () for _ in FINDERS))
    read(document_of(TEXT), known)
    assert len(texts) == len(FINDERS)
    assert not any("Pivoine" in text for text in texts)
    assert {len(text) for text in texts} == {len(TEXT)}


def test_a_secret_stands_nowhere_in_what_is_found_or_printed(reading):
    found = reading(TEXT)
    assert [doubt for doubt in found.of(Doubt) if doubt.about == "secret"]
    assert not any("Pivoine" in span.text for finding in found for span in spans_of(finding))
    assert "Pivoine" not in json.dumps(printed_of(found), ensure_ascii=False)


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\n\n"), TEXT.upper(), TEXT.replace(" ", "\u00a0"), TEXT.replace("\n", "\r\n")])
def test_every_quote_and_offset_is_the_texts_own(text, reading):
    found = reading(text)
    assert list(false_quotes(found)) == []
    assert list(false_offsets(printed_of(found), found.text)) == []


def test_the_published_date_is_taken_from_the_text_where_the_format_gives_none(reading):
    assert reading(TEXT).document.published == "2017-09-14"
    assert reading(TEXT, published="2018-01").document.published == "2018-01"


def test_findings_are_asked_by_kind_and_stretch(reading):
    found = reading(TEXT)
    mentions = found.of(PlaceMention)
    assert [mention.quote.start for mention in mentions] == sorted(mention.quote.start for mention in mentions)
    first = mentions[0].quote
    assert found.within(PlaceMention, first.start, first.start + 1) == [mentions[0]]
    assert found.within(PlaceMention, first.start + 1, first.end) == []
    assert found.within(PlaceMention, 0, len(TEXT)) == mentions


def test_a_sentence_is_asked_by_any_of_its_characters():
    reading = Reading(document_of("Tours a signé.  Luoyang aussi.\n\nFin."))
    assert [reading.text[s.start : s.end] for s in reading.sentences] == ["Tours a signé.", "Luoyang aussi.", "Fin."]
    assert [reading.sentences.index(s) if (s := reading.sentence_at(at)) else None for at in (0, 13, 14, 16, 29, 30, 32, 99)] == [
        0, 0, None, 1, 1, None, 2, None,
    ]  # fmt: skip
    assert [reading.index_at(at) for at in (0, 14, 16, 31, 99)] == [0, 0, 1, 1, 2]


def test_an_empty_document_says_nothing(reading):
    for text in ("", " \n\n "):
        found = reading(text)
        assert list(found) == []
        assert found.sentence_at(0) is None
        assert found.index_at(0) == 0


def test_a_reading_is_the_same_in_two_processes_whatever_the_order_of_sets():
    program = (
        "import json, sys\n"
        "from benchmarks.sets import gazetteer\n"
        "from passerelles.reading import read\n"
        "from passerelles.reading.tests.invariants import printed_of\n"
        "from passerelles.reading.tests.texts import document_of\n"
        "print(json.dumps(printed_of(read(document_of(sys.stdin.read()), gazetteer()))))"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for seed in ("0", "4242")
    ]
    said = {hashlib.sha256(one.communicate(TEXT)[0].encode()).hexdigest() for one in running}
    assert [one.returncode for one in running] == [0, 0]
    assert len(said) == 1


# Anything at all: French, Chinese, names of the gazetteer, brackets, dates.

WORDS = """est jumelée avec|coopère avec|ont signé un accord|souhaite|depuis 1998|en 2017|le 3 mars|ville de|Région|province du|les deux villes|respectivement
et|,|;|:|.|(|)|«|»|–|/|\n|\n\n|\n- |\n# | \\ |twinned with|since 2004|the two cities|与|和|、|，|。|；|结为友好城市|分别|两市|该市|法国|1996年|（|）|市|省|大区|希望|代表团
villes jumelles :|友好城市：|Mme|M.|rue de|université de|大学|mot de passe : x9|Bristol|Allemagne|日本|镇|乡""".replace("\n|", "\r|").split("|")  # fmt: skip
NAMES = "Tours|Angers|Nice|Sens|Le Havre|Xi'an|Yantai|Luoyang|Suzhou|Shanxi|Hangzou|Bretagne|Shandong|Vienne|图尔|昂热|洛阳|苏州|南京|卢瓦尔|合作".split(
    "|"
)
PIECES = [word.replace("\\", "|").replace("\r", "\n") for word in WORDS] + NAMES


@pytest.fixture(scope="session")
def names(known):
    """Names of every kind, drawn evenly from the gazetteer itself."""
    keys = [f"FR/commune/{code}" for code in ("75056", "69123", "59350", "13055", "2A004", "97411", "37261", "89387")]
    keys += [f"CN/prefecture/{code}" for code in ("510100", "420100", "410300", "370600", "632500")] + [
        "CN/county/110105",
        "FR/region/84",
        "FR/departement/86",
    ]
    return [name for key in keys if (place := known.place(key)) for name in (place.name, place.zh) if name]


@given(data=st.data())
@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_any_text_is_read_without_fault_and_always_alike(data, names, known):
    pieces = st.one_of(st.sampled_from(PIECES), st.sampled_from(names), st.text(max_size=6))
    text = data.draw(st.lists(pieces, max_size=40).flatmap(lambda words: st.sampled_from([" ".join(words), "".join(words)])))
    found = read(document_of(text), known)
    assert list(false_quotes(found)) == []
    assert list(false_offsets(printed_of(found), found.text)) == []
    assert printed_of(found) == printed_of(read(document_of(text), known))
    named = {mention.place.key for mention in found.of(PlaceMention)}
    for tie in found.of(Tie):
        assert [party.country for party in tie.parties] == ["FR", "CN"]
        assert {party.key for party in tie.parties} <= named
        assert tie.says and all(said.origin for said in tie.says)
