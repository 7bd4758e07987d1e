"""The page of search and its suggestions: what they find, quote, count and lead to, for whoever looks."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from passerelles.common.models import Findable
from passerelles.library.finding import index_source
from passerelles.portal.tests.searched import bare, found, secret_entry, titles
from passerelles.register.actions import reject
from passerelles.register.dormancy import dormant_since
from tests import make

pytestmark = pytest.mark.django_db


def test_entries_authorities_and_passages_are_one_list(client):
    make.public_partnership()
    make.document("Une délégation de Xuzhou visite l’école de design.", title="Compte rendu")
    assert titles(found(client, "Xuzhou")) == ["Xuzhou", "Saint-Étienne – Xuzhou", "Compte rendu"]


@pytest.mark.parametrize(
    "query",
    [
        "Saint-Étienne",
        "l'haÿ",
        "c++",
        '"',
        "*",
        "a" * 10_000,
        "NEAR(a b)",
        "AND",
        "-",
        "col:x",
        "武",
        "\\",
        "'",
        "%",
        "🎏",
        "a\u0301" * 300,
        "' & '",
        "| !",
        "(",
        "heading : x",
        "٣",
        "ﬁ",
    ],
)
@pytest.mark.parametrize("address", ["search", "suggestions"])
def test_whatever_is_typed_is_answered(client, query, address):
    make.public_partnership()
    assert client.get(reverse(address), {"q": query}).status_code == 200
    assert client.get(reverse(address), {"q": "Xuzhou", "theme": query, "page": query, "year": query}).status_code == 200


def test_the_passage_is_quoted_as_it_was_written_and_leads_to_where_it_stands(client):
    text = "Premier point sans rapport avec le reste.\n" * 40 + "Les élus de L’Haÿ ont visité des écoles d’ingénieurs à Wuhan."
    of = make.document(text, title="Compte rendu")
    page = found(client, "ecole ingenieur")
    assert "<mark>écoles</mark> d’<mark>ingénieurs</mark> à Wuhan" in page
    address = re.search(rf'href="(/fr/documents/{of.pk}/\?[^"#]+)#found"', page)[1]
    document = client.get(html.unescape(address)).content.decode()
    marked = re.findall(r'<mark class="found"[^>]*>([^<]*)</mark>', document)
    assert "L’Haÿ ont visité" in "".join(marked) and 'id="found"' in document


def test_a_wish_is_found_as_one_by_those_who_may_see_it(client, signed_in, coordinator):
    network = make.network(make.authority())
    claim = make.accepted(network, "wish", {"wants": "un partenaire pour la filière équine"})
    make.accepted(network, "wish", {"wants": "une école de cirque"}, of=make.document("Secret.", visibility="group"))
    page = found(client, "filière équine")
    assert titles(page) == ["Saint-Étienne"] and "souhait" in page and f'href="/fr/entries/{network.pk}/"' in page
    assert 'class="excerpt" lang="fr"' in found(client, "filière équine", "zh-hans")  # the words are the document's, not the page's
    assert titles(found(client, "cirque")) == [] and titles(found(signed_in(coordinator), "cirque")) == ["Saint-Étienne"]
    reject(claim, by=coordinator)
    assert titles(found(client, "équine")) == [] and not Findable.objects.filter(kind="wish", visibility="public").exists()


def test_a_document_is_one_result_with_its_best_passage(client):
    make.document("\n".join(f"Point {number} : le tramway de Wuhan, {'détail ' * 40}" for number in range(6)), title="Notes")
    page = found(client, "tramway")
    assert titles(page) == ["Notes"] and "1 résultat" in page and "autres passages" in page


def test_only_the_last_version_that_somebody_may_see_is_found(client, signed_in, coordinator):
    old = make.document("Le tramway est vert.", title="Ancien")
    new = make.version(old, "Le tramway est bleu.")
    assert "tramway est bleu" in bare(found(client, "tramway")) and "est vert" not in bare(found(client, "tramway"))
    type(new).objects.filter(pk=new.pk).update(visibility="group")
    index_source(old.source)
    assert "est vert" in bare(found(client, "tramway")) and "bleu" not in bare(found(client, "tramway"))
    assert "est bleu" in bare(found(signed_in(coordinator), "tramway"))


def test_facets_narrow_and_lead_back(client):
    make.public_partnership(theme="culture")
    make.public_partnership("Lyon", "Guangzhou", since=1988, theme="economy")
    page = found(client, "jumelage")
    assert sorted(titles(page)) == ["Lyon – Canton", "Saint-Étienne – Xuzhou"]
    assert re.search(r'theme=economy"[^>]*><span class="value">économie</span> <span class="muted">1</span>', page)
    narrowed = found(client, "jumelage", theme="economy")
    assert titles(narrowed) == ["Lyon – Canton"] and 'href="?q=jumelage"' in narrowed
    assert titles(found(client, "", year="1984")) == ["Saint-Étienne – Xuzhou"]  # by facets alone
    assert titles(found(client, "jumelage", region="CN/province/320000")) == ["Saint-Étienne – Xuzhou"]
    assert "Chercher sans filtre" in found(client, "Lyon", theme="sport")


def states(page):
    """The states that a page offers to narrow by, with how many there are of each."""
    found = re.findall(r'state=([a-z]+)"[^>]*><span class="value">[^<]*</span> <span class="muted">(\d+)<', page)
    return {state: int(number) for state, number in found}


def test_a_partnership_without_recent_proof_is_as_dormant_as_in_the_list(client):
    limit = dormant_since()
    proofs = {
        "Xuzhou": "2012-05",
        "Guangzhou": str(limit.year + 2),
        "Wuhan": "",
        "Chengdu": str(limit),
        "Suzhou": str(limit - timedelta(days=1)),
    }
    for partner, proof in proofs.items():
        make.public_partnership("Lyon", partner, **({"confirmed": proof} if proof else {}))
    make.public_partnership("Lyon", "Dalian", state="ended")
    offered = states(found(client, "", kind="partnership"))
    assert offered == {"active": 5, "dormant": 3, "ended": 1}
    for state, number in offered.items():
        listed = client.get("/fr/entries/", {"kind": "partnership", "state": state}).content.decode()
        narrowed = found(client, "", kind="partnership", state=state)
        assert len(titles(narrowed)) == number and all(title in bare(listed) for title in titles(narrowed)), state
    assert "jumelage · en sommeil · depuis 1984" in found(client, "Lyon Xuzhou") and "· actif ·" in found(client, "Lyon Chengdu")


def test_a_partnership_falls_asleep_without_being_written_anew(client, settings):
    make.public_partnership("Lyon", "Guangzhou", confirmed=str(dormant_since()))
    assert "actif" in found(client, "Lyon Guangzhou")
    settings.DORMANT_AFTER_MONTHS -= 1
    assert "en sommeil" in found(client, "Lyon Guangzhou") and titles(found(client, "", state="dormant")) == ["Lyon – Canton"]


def test_long_lists_have_pages(client):
    for number in range(25):
        make.document("Le funiculaire.", title=f"Note {number}")
    first, second = found(client, "funiculaire"), found(client, "funiculaire", page="2")
    assert len(titles(first)) == 20 and len(titles(second)) == 5 and not set(titles(first)) & set(titles(second))
    assert len(titles(found(client, "funiculaire", page="99"))) == 5


def test_more_than_can_be_ranked_is_said_to_be_more(client, monkeypatch):
    monkeypatch.setattr("passerelles.common.finding.candidates.FEW", 2)
    monkeypatch.setattr("passerelles.common.finding.candidates.MOST", 3)
    for number in range(5):
        make.document("Le funiculaire.", title=f"Note {number}")
    assert "More than 3 results" in found(client, "funiculaire", "en")


def test_titles_come_first_where_there_is_more_than_can_be_ranked(client, monkeypatch):
    monkeypatch.setattr("passerelles.common.finding.candidates.FEW", 2)
    monkeypatch.setattr("passerelles.common.finding.candidates.MOST", 3)
    for number in range(5):
        make.document("Le funiculaire.", title=f"Note {number}")
    make.document("Rien.", title="Le funiculaire de Chongqing")
    assert titles(found(client, "funiculaire"))[0] == "Le funiculaire de Chongqing"


def test_a_typing_error_is_corrected(client):
    make.public_partnership("Montpellier", "Chengdu")
    page = found(client, "Chengdou")
    assert "Voici les résultats pour «\u00a0Chengdu\u00a0»" in page and titles(page)[:2] == ["Chengdu", "Montpellier – Chengdu"]


def test_a_typing_error_is_corrected_by_the_words_of_texts(client):
    make.document("Les premières rencontres, à Wuhan, puis à Bordeaux.", title="Histoire")
    for query, meant in (("Wuan Bordeau", "Wuhan Bordeau"), ("bordeux", "bordeaux")):
        page = found(client, query)
        assert f"Voici les résultats pour «\u00a0{meant}\u00a0»" in page and titles(page) == ["Histoire"]


@pytest.mark.parametrize("count", [1, 30])
def test_correcting_costs_as_many_queries_however_many_words_are_near(client, count):
    for number in range(count):
        make.document(f"Le port de Wulanh{'abcdef'[number // 5]}{'abcde'[number % 5]}.", title=f"Note {number}")
    with CaptureQueriesContext(connection) as asked:
        assert "Voici les résultats pour «\u00a0Wulanh" in found(client, "Wulanhqq")
    assert len(asked) == 7  # what answers, whether the word is known, kept words, those near it, what they lead to, its answers, the page


def test_hidden_words_take_no_place_of_those_one_may_see(client):
    for number in range(12):
        make.document(f"La visite de Zhangd{chr(97 + number)}.", title=f"Secret {number}", visibility="group")
    make.document("La visite de Zhangdxx.", title="Note")
    assert titles(found(client, "Zhangdq")) == ["Note"]


def test_where_nothing_has_all_words_what_comes_nearest_is_found_and_says_so(client):
    make.public_partnership()
    make.public_partnership("Lyon", "Guangzhou")
    page = found(client, "hospital twinning Xuzhou", "en")
    assert titles(page)[0] == "Saint-Étienne – Xuzhou" and "The closest ones lack: hospital." in page and len(titles(page)) == 1
    page = found(client, "里昂和广州签署协议", "zh-hans")
    assert titles(page)[0] == "里昂—广州市" and "签署协议" in bare(page)
    assert titles(found(client, "hospital zzzzqqq")) == []


def test_what_has_all_the_words_is_the_list_and_what_has_most_is_one_word_away(client):
    """docs/decisions/0061: a list of what has all words and of what lacks some would have numbers that count neither."""
    make.public_partnership("Lyon", "Guangzhou")
    make.document("Des pompiers de Lyon sont allés à Canton.", title="Compte rendu")
    assert titles(found(client, "Lyon Canton pompiers")) == ["Compte rendu"]
    assert titles(found(client, "Lyon Canton"))[0] == "Lyon – Canton"


def test_a_query_that_is_corrected_and_cut_says_both_at_once(client):
    make.public_partnership("Lyon", "Guangzhou")
    page = found(client, "hopsital Guangzhuo", "en")
    assert re.findall(r'<p class="message">(.*?)</p>', page) == [
        "Nothing was found for “hopsital Guangzhuo”. The results closest to “hopsital Guangzhou” lack: hopsital."
    ]


def test_words_beyond_those_that_are_looked_for_are_named_as_left_out(client):
    make.public_partnership("Lyon", "Guangzhou")
    words = [f"zzq{letter}" for letter in "abcdefghijk"]
    page = bare(found(client, f"里昂签署广州协议 {' '.join(words)}", "en"))  # twelve words, the first of four parts
    assert titles(page)[0] == "Lyon – Guangzhou" and f"lack: 签署, 协议, {', '.join(words[:-1])}, and {words[-1]}." in page


UNKNOWN = "".join(chr(0x4E00 + 7 * at) for at in range(200))


@pytest.mark.parametrize(("query", "most"), [(UNKNOWN, 45), (" ".join(UNKNOWN[at : at + 9] for at in range(0, 200, 10)), 60)])
def test_two_hundred_unknown_characters_cost_few_queries(client, query, most, django_assert_max_num_queries):
    make.public_partnership("Lyon", "Guangzhou")
    with django_assert_max_num_queries(most):
        assert titles(found(client, query, "zh-hans")) == []


def test_what_comes_nearest_is_of_what_one_may_see(client, signed_in, coordinator):
    make.public_partnership("Lyon", "Guangzhou")
    quiet = found(client, "Lyon Baotou"), found(client, "里昂包头合作")
    secret_entry()
    assert (found(client, "Lyon Baotou"), found(client, "里昂包头合作")) == quiet
    assert titles(found(signed_in(coordinator), "Lyon Baotou"))[0] == "Lyon – Baotou"


def test_of_passages_that_answer_as_well_one_in_the_readers_language_is_quoted(client):
    entry, of = make.public_partnership(), make.document("Source.", title="Source")
    for lang, text in (("en", "The museum of Xuzhou."), ("fr", "Le musée de Xuzhou."), ("zh", "Xuzhou徐州的博物馆。")):
        make.accepted(entry, "description", {"text": text, "lang": lang}, of)
    for lang, words in (("fr", "Le musée de Xuzhou."), ("en", "The museum of Xuzhou."), ("zh-hans", "Xuzhou徐州的博物馆。")):
        quoted = re.findall(r'<p class="excerpt"[^>]*>(.*?)</p>', found(client, "Xuzhou", lang, kind="partnership"), re.DOTALL)
        assert [bare(each).strip() for each in quoted] == [words]


def test_what_is_not_found_says_where_else_to_look(client):
    make.public_partnership()
    page = found(client, "zzzzqqq", "en")
    assert "Nothing was found for “zzzzqqq”" in page and 'href="/en/entries/"' in page


@pytest.mark.parametrize(("lang", "says"), [("fr", "1 résultat"), ("zh-hans", "1条结果"), ("en", "1 result")])
def test_in_three_languages(client, lang, says):
    make.document("Le funiculaire.", title="Note")
    assert says in found(client, "funiculaire", lang)


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_as_many_queries_for_one_result_as_for_three(client, count):
    for number in range(count):
        make.public_partnership("Lyon", ("Xuzhou", "Guangzhou", "Wuhan")[number])
    with CaptureQueriesContext(connection) as asked:
        assert len(titles(found(client, "jumelage"))) == count
    assert len(asked) == 3  # what answers, the names of its regions, the rows of the page


@pytest.mark.parametrize("count", [61, 63])
def test_a_search_that_finds_more_costs_as_many_queries_however_many(client, count, monkeypatch):
    monkeypatch.setattr("passerelles.common.finding.candidates.FEW", 60)
    for number in range(count):
        make.document("Le funiculaire.", title=f"Note {number}")
    with CaptureQueriesContext(connection) as asked:
        assert "funiculaire" in found(client, "funiculaire")
    on_postgresql = connection.vendor == "postgresql"  # where it is asked how long the table is, too
    assert (
        len(asked) == 5 + on_postgresql
    )  # a few rows, then numbers, those that have the very words, what ranks them, the rows of the page
