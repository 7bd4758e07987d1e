"""Facts that overlap are all shown, and every character of the text is shown once."""

from hypothesis import given
from hypothesis import strategies as st

from passerelles.command.facts import Fact, Mark, facts, marks
from passerelles.command.marking import SHOWN, Marking
from passerelles.command.tests import make


def stretches(text, told, placed, pieces=None):
    marking = Marking(told, placed)
    return [stretch for start, end in (pieces or [(0, len(text))]) for stretch in marking.stretches(start, end)]


def test_a_sentence_is_cut_where_the_places_in_it_begin_and_end():
    told = facts(make.found(places=[make.place()], partnerships=[make.tie()]))
    cut = stretches(make.TEXT, told, marks(told))
    assert [(make.TEXT[part.start : part.end], part.types) for part in cut][:3] == [
        ("Compte rendu\n\n", ()),
        ("Montpellier", ("tie", "place")),
        (" et Chengdu sont jumelées depuis 1981 ; près de 160 projets les lient.", ("tie",)),
    ]


def test_the_innermost_fact_comes_first():
    told = facts(make.found(places=[make.place()], partnerships=[make.tie()]))
    inside = stretches(make.TEXT, told, marks(told))[1]
    assert [told[number - 1].type for number in inside.facts] == ["place", "tie"]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=12), st.integers(1, 20))
def test_any_overlap_gives_every_character_once_with_its_facts(spans, cut):
    told = [Fact("place", "place", "x", spans=[(start, start + length)], number=number) for number, (start, length) in enumerate(spans, 1)]
    placed = sorted(Mark(start, start + length, number) for number, (start, length) in enumerate(spans, 1))
    seen = stretches("x" * 60, told, placed, [(0, cut), (cut, 60)])
    assert [at for part in seen for at in range(part.start, part.end)] == list(range(60))
    for part in seen:
        about = {mark.fact for mark in placed if mark.start <= part.start and mark.end >= part.end}
        assert set(part.facts) <= about
        assert len(part.facts) == min(len(about), SHOWN)


def test_many_facts_on_one_page_cost_no_more_than_their_number():
    def cost(many):
        told = [Fact("tie", "tie", "x", spans=[(0, many)], number=number) for number in range(1, many + 1)]
        told += [Fact("place", "place", "x", spans=[(at, at + 1)], number=many + at + 1) for at in range(many)]
        return make.calls(lambda: stretches("x" * many, told, marks(told)))

    assert cost(4000) < 6 * cost(1000)  # quadratic would be 16
