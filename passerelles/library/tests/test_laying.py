"""Laying a text out: nothing of it is lost, marks overlap, long texts are cut into parts."""

from hypothesis import given
from hypothesis import strategies as st

from passerelles.library.laying import PART, Mark, blocks_of, lay, part_of


def block(kind, start, end, **more):
    return {"kind": kind, "start": start, "end": end, "language": "fr", **more}


def words(laid):
    return "".join(piece.text for each in laid for piece in each.pieces)


def test_blocks_of_one_kind_stand_together():
    text = "Titre\nun\ndeux\na\tb\nc\td\nfin"
    blocks = [
        block("heading", 0, 5, level=1),
        block("item", 6, 8),
        block("item", 9, 13),
        block("row", 14, 17, table=1, cells=[[14, 15], [16, 17]], is_header=True),
        block("row", 18, 21, table=1, cells=[[18, 19], [20, 21]]),
        block("paragraph", 22, 25),
    ]
    laid = lay(text, blocks)
    assert [each.kind for each in laid] == ["heading", "list", "table", "paragraph"]
    assert [len(each.items) for each in laid] == [0, 2, 0, 0]
    assert [[cell[0].text for cell in row.cells] for row in laid[2].rows] == [["a", "b"], ["c", "d"]]
    assert [row.is_header for row in laid[2].rows] == [True, False]


def test_the_signs_of_a_heading_are_not_shown_and_an_authors_own_bullets_are_not_doubled():
    assert words(lay("## Titre", [block("heading", 0, 8)])) == "Titre"
    dashed, plain = lay("- un", [block("item", 0, 4)]), lay("un", [block("item", 0, 2)])
    assert dashed[0].has_own_signs and not plain[0].has_own_signs


def test_where_marks_overlap_the_shortest_shows():
    laid = lay("abcdef", [block("paragraph", 0, 6)], [Mark(0, 6, "long"), Mark(2, 4, "short")])
    assert [(piece.text, piece.mark.label) for piece in laid[0].pieces] == [("ab", "long"), ("cd", "short"), ("ef", "long")]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=12))
def test_whatever_is_marked_every_character_is_shown_once(text, spans):
    marks = [Mark(min(pair), max(pair), "m") for pair in spans]
    assert words(lay(text, blocks_of(text, []), marks)) == text


def test_parts_hold_every_block_once_and_a_character_leads_to_its_part():
    blocks = [block("paragraph", n * 1000, n * 1000 + 990) for n in range(200)]
    parts = [part_of(blocks, number) for number in range(1, 6)]
    assert parts[0].count == 5 and [each for part in parts for each in part.blocks] == blocks
    assert part_of(blocks, at=150_500).number == 150_500 // PART + 1
    assert part_of(blocks, 99).number == 5 and part_of([], 1).blocks == ()
