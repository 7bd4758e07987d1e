"""Which rows of very many are ranked: those that have the very words, wherever they stand, and no more than are counted."""

import pytest

from passerelles.common.finding import Row, candidates, meaning, write
from passerelles.common.finding.asking import Asked
from passerelles.common.models import Findable

VERY, OTHER = "Une coopération.", "Des coopérations."  # of one stem


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(candidates, "FEW", 2)
    monkeypatch.setattr(candidates, "MOST", 4)


def written(texts):
    for number, text in enumerate(texts, 1):
        write("page", number, [Row(title={"fr": f"Page {number}"}, text=text, language="fr", visibility="public")])


def found(said):
    answer = candidates.candidates(Findable.objects.all(), Asked.of(said))
    return [row.object_id for row in answer.rows], Findable.objects.filter(pk__in=answer.exact).count(), answer.is_cut


@pytest.mark.django_db
def test_few_rows_with_the_very_words_are_kept_from_wherever_they_stand(short):
    written([OTHER] * 8 + [VERY] * 2)
    rows, exact, is_cut = found("coopération")
    assert {9, 10} <= set(rows) and len(rows) == 4 and exact == 2 and is_cut


@pytest.mark.django_db
def test_where_enough_of_the_first_have_the_very_words_the_rest_of_the_table_is_not_asked(short, django_assert_num_queries):
    written([OTHER, VERY, VERY, VERY, OTHER, OTHER, VERY])
    with django_assert_num_queries(5):  # a few, numbers, very words near them, titles, rows
        answer = candidates.candidates(Findable.objects.all(), Asked.of("coopération"))
    assert len(answer.exact) == 3 and len(answer.rows) == 4 and answer.is_cut


@pytest.mark.django_db
def test_all_with_the_very_words_are_known_where_all_rows_are(short):
    written([OTHER, VERY, OTHER, VERY])
    assert found("coopération") == ([1, 2, 3, 4], 2, False)


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "is_name"), [("authority", True), ("document", False)])
def test_a_word_of_titles_is_a_name_where_one_of_them_is(kind, is_name):
    write(kind, 1, [Row(title={"fr": "Xuzhou"}, visibility="public")])
    (term,) = Asked.of("Xuzhou").terms
    assert meaning._names_something(term, Findable.objects.all()) is is_name
