"""Which rows of very many are ranked: those that have the very words, wherever they stand, and no more than are counted."""

import pytest
from django.db import connection

from passerelles.common.finding import Row, candidates, meaning, write
from passerelles.common.finding.asking import Asked
from passerelles.common.models import Findable

VERY, OTHER = "Une coopération.", "Des coopérations."  # of one stem
ON_POSTGRESQL = connection.vendor == "postgresql"


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
    with django_assert_num_queries(5 + ON_POSTGRESQL):  # a few, (how long the table is,) numbers, very words near them, titles, rows
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


@pytest.mark.django_db
def test_what_is_thinly_scattered_is_found_the_same_however_it_is_gathered(short, monkeypatch):
    written([OTHER, "Un fleuve.", "Un fleuve.", OTHER, VERY, "Un fleuve.", OTHER, OTHER, VERY])
    asked = []
    for scattered in (0, 1_000_000):  # rows: walked to, all gathered
        monkeypatch.setattr(candidates, "SCATTERED", scattered)
        asked.append(found("coopération"))
    assert asked[0] == asked[1] and asked[0][2] and len(asked[0][0]) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(("said", "is_there"), [("coopération", True), ("funiculaire", False), ("coopération funiculaire", False)])
def test_whether_anything_is_found(said, is_there):
    written([OTHER, VERY])
    assert candidates.is_any(candidates.matching(Findable.objects.all(), [Asked.of(said).loose])) is is_there
    assert not candidates.is_any(candidates.matching(Findable.objects.filter(visibility="private"), [Asked.of(said).loose]))
