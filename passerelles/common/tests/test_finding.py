"""What is written to be found: rows as they are, the engine's index with them, words that correct others."""

import pytest
from django.db import connection, transaction

from passerelles.common.finding import Row, forget, kinds, write
from passerelles.common.finding.asking import before, holding
from passerelles.common.finding.words import facet_token, tokens_of
from passerelles.common.models import Findable, KeptWord


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cœur de Flandre", {"coeur"}),  # Unicode does not decompose œ
        ("L'Haÿ-les-Roses", {"l", "hay", "les", "roses", "lhaylesroses"}),
        ("L’Haÿ", {"lhay"}),  # with the typographer's apostrophe
        ("Xi'an", {"xi", "an", "xian"}),
        ("SAINT-ÉTIENNE", {"saint", "etienne", "saintetienne"}),
        ("coopérations", {"cooperations", "cooper~"}),
        ("ｗｕｈａｎ 2016", {"wuhan", "2016"}),  # full-width letters
        ("武汉市", {"武", "汉", "市", "武汉", "汉市"}),
        ("廣東", {"广", "东", "广东"}),  # traditional characters
        ("C++ & l'@", {"c", "l"}),
    ],
)
def test_a_text_is_found_by(text, found):
    assert found <= set(tokens_of(text))


@pytest.mark.parametrize("text", ["", '"', "*", "👩‍👩‍👧 \x00 \ud800", "ﷺ" * 50, "a" * 5000, "é" * 300 + "\u0301"])
def test_any_text_makes_tokens_that_no_engine_trips_over(text):
    for token in tokens_of(text):
        assert token and not set(token) & set(" \"'|&!():*\\") and len(token) <= 60


def test_facets_are_tokens_that_no_word_is():
    assert facet_token("region", "CN/province/510000") == "region=cn-province-510000"
    assert not [token for token in tokens_of("region=cn-province-510000") if "=" in token]


def row(title="Saint-Étienne – Xuzhou", **says):
    return Row(**{"title": {"fr": title}, "visibility": "public", **says})


def indexed(token, number=1):
    """Whether the engine's own index leads to an object by a token."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            asked = "SELECT f.object_id FROM common_findable_index i JOIN common_findable f ON f.id = i.rowid WHERE common_findable_index MATCH %s"
            cursor.execute(asked, [f'"{token}"'])
        else:
            cursor.execute("SELECT object_id FROM common_findable WHERE whole_index @@ %s::tsquery", [f"'{token}'"])
        return number in [found for (found,) in cursor.fetchall()]


@pytest.mark.django_db
def test_what_is_written_is_in_the_index_and_what_is_forgotten_is_not():
    write("page", 1, [row(text="Une passerelle."), row(text="Un pont.")])
    assert indexed("xuzhou") and indexed("passerelle") and indexed("pont")
    write("page", 1, [row(text="Une arche.")])
    assert indexed("arche") and not indexed("passerelle") and not indexed("pont")
    forget("page", 1)
    assert not indexed("arche") and not Findable.objects.exists()


@pytest.mark.django_db
def test_writing_the_same_again_touches_nothing(django_assert_num_queries):
    write("page", 1, [row(text="Une passerelle.", facets={"theme": ["water"]}, names=["徐州"])])
    before = Findable.objects.get()
    with django_assert_num_queries(1):  # what is held
        write("page", 1, [row(text="Une passerelle.", facets={"theme": ["water"]}, names=["徐州"])])
    after = Findable.objects.get()
    assert (before.pk, before.changed) == (after.pk, after.changed)


@pytest.mark.django_db
def test_a_later_part_is_not_found_by_the_title_as_a_title():
    write("document", 1, [row("Compte rendu", text="Chapitre un."), row("Compte rendu", text="Chapitre deux.", is_titled=False)])
    first, second = Findable.objects.order_by("part")
    assert "compte" in first.heading.split()
    assert second.heading == "" and "compte" in second.tokens.split()


@pytest.mark.django_db(transaction=True)
def test_an_index_goes_back_with_the_transaction_that_wrote_it():
    write("page", 1, [row(text="Avant.")])
    with pytest.raises(RuntimeError), transaction.atomic():
        write("page", 1, [row(text="Pendant.")])
        assert indexed("pendant")
        raise RuntimeError
    assert indexed("avant") and not indexed("pendant")


@pytest.mark.django_db
def test_words_that_name_something_are_kept_to_correct_others_by():
    write("page", 1, [row("Bordeaux – Wuhan 2016", text="Une école d’Évreux et celle de Chengdu")])
    write("page", 2, [row("Bordeaux – Wuhan", text="À Chengdu")])
    assert sorted(KeptWord.objects.values_list("word", flat=True)) == ["bordeaux", "chengdu", "evreux", "wuhan"]


def test_every_kind_has_one_app_that_writes_it():
    assert {"partnership", "authority", "document"} <= set(kinds())


@pytest.mark.parametrize("value", ["0000-00", "1998-12", "2023-10", "2023-11", "2023-12", "2024-01", "2100-01"])
def test_what_is_filed_under_an_earlier_value_is_told_by_how_it_begins(value):
    assert holding(before("proof", "2023-11"))(f" theme=water {facet_token('proof', value)} ") == (value < "2023-11")
