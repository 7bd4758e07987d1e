"""What holds of a reading whatever is read: texts made of this field's words, of its names, and of nothing in particular."""

import functools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelles.reading import Gazetteer, open_document, read
from passerelles.reading.finders import FINDERS
from passerelles.reading.model import PlaceMention, Tie
from passerelles.reading.reader import Reading
from passerelles.reading.tests.invariants import false_offsets, false_quotes, printed_of
from passerelles.reading.tests.texts import document_of

# What sets a finder going: names (ambiguous, broken, wrong), titles, brackets, dates, verbs, decisions, secrets, in three languages.
NAMES = """Toulouse|Tours|Sens|Le Havre|L'Haÿ-les-Roses|Saint-Étienne|Val-de-Marne|Région Alsace|Hauts-de-France|Grand Lyon|CA du Pays de Dreux
Chongqing|Xi'an|Nankin|Canton|Suzhou|Shangdong|Liaoyang (Yunnan)|Tien-Tsin|Yunnan|Pékin|Hunan|Wuhan|Guilin|Milan|Kyoto|M. Jean Tours
重庆市|苏州|广东省|南京|武汉市汉阳区|蒙彼利埃|里昂市|卢瓦尔大区|阿尔萨斯|上犹县|京|沪|李先生|埃斯曼市|法国""".replace("\n", "|").split("|")
WORDS = """jumelée avec|est jumelé à|et|,|;|:|(|)|«|»|—|-|/|depuis 1998|en 2017|le 14 septembre 2017|du 11 au 15 décembre|l'an dernier|1er|30 février 2011
ville de|la Région|province du|la ville|les deux villes|Ø il a été décidé de|avant le 3 mars|CUF|AFD|APCAE|160 projets|près de|plus de 70 collectivités
accord de coopération|convention|culture|tourisme|eau|souhaite|cherche un partenaire|bureau de représentation|label|Assises|7es Rencontres|séminaire
identifiant : amis|mot de passe : Pivoine-7|token: x9|rue de Toulouse|université de Wuhan|présents :|excusés :|M. Paul Roy (maire)|signed|twinned with
since 2004|in May 2019|the delegation visited|与|和|、|，|。|；|结为友好城市|签署合作备忘录|1985年11月|去年|同年5月|二〇〇八年|代表团|余个项目|会议决定|密码：abc123
|. |? |! |…|\n|\n\n|\n- |\n# | \\| |\t|\u00a0|\u3000|\u200b|\ufeff|e\u0301|’|œ""".replace("\n|. ", "|. ").split("|")
PIECES = [piece.replace("\\n", "\n").replace("\\", "|") for piece in [*NAMES, *WORDS]]

field_texts = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
mixed_texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40).map("".join)
any_texts = st.one_of(field_texts, mixed_texts, st.text(max_size=400))
usual = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

AFAR = "\n\n".join(["Le gymnase sera repeint au printemps et la piscine restera fermée pendant les travaux."] * 12)


@functools.cache
def known():
    return Gazetteer.load()


def reading_of(text):
    return read(document_of(text), known())


@given(any_texts)
@usual
def test_any_text_gives_only_findings_whose_quotes_are_in_the_text(text):
    reading = reading_of(text)
    assert len(reading.text) == len(text)  # secrets are masked one character for one
    assert list(false_quotes(reading)) == []
    assert list(false_offsets(printed_of(reading), reading.text)) == []


@given(any_texts)
@settings(usual, max_examples=40)
def test_any_text_is_read_the_same_twice(text):
    assert printed_of(reading_of(text)) == printed_of(reading_of(text))


@given(any_texts)
@settings(usual, max_examples=60)
def test_any_bytes_of_a_text_can_be_opened_and_read(text):
    data = text.encode("utf-8", "surrogatepass")
    if data.strip(b" \t\r\n\x00"):
        try:
            document = open_document(data, name="any.txt")
        except Exception as error:
            assert type(error).__name__ == "Unreadable"
            return
        assert list(false_quotes(read(document, known()))) == []


@pytest.mark.parametrize("find", FINDERS, ids=lambda find: find.__module__.rpartition(".")[2])
@given(text=any_texts)
@settings(usual, max_examples=25)
def test_no_finder_needs_what_others_found(find, text):
    """A finder on its own finds less, and does not crash: finders can be read and changed one by one."""
    reading = Reading(document_of(text))
    reading.add(find(reading, known()))
    assert list(false_quotes(reading)) == []


@given(field_texts)
@settings(usual, max_examples=40)
def test_two_parties_of_a_tie_are_of_two_countries_and_named_in_the_text(text):
    reading = reading_of(text)
    named = {mention.place.key for mention in reading.of(PlaceMention)}
    for tie in reading.of(Tie):
        assert [party.country for party in tie.parties] == ["FR", "CN"]
        assert {party.key for party in tie.parties} <= named


@given(field_texts)
@settings(usual, max_examples=40)
def test_what_stands_far_below_and_names_nothing_changes_no_place_above(text):
    """Twelve paragraphs without a name, below: the places above stay."""
    above = [(mention.quote, mention.place) for mention in reading_of(text + "\n\nFin.").of(PlaceMention)]
    with_more = reading_of(f"{text}\n\nFin.\n\n{AFAR}")
    assert [(mention.quote, mention.place) for mention in with_more.of(PlaceMention)] == above


@pytest.mark.parametrize("name", ["Chengdu", "Montpellier", "Saint-Étienne", "重庆市", "Grand Est"])
@given(st.lists(st.sampled_from(["ville de", "à", "et", "(", ")", ",", "depuis 2001", "avec"]), max_size=6))
@settings(usual, max_examples=15)
def test_a_place_is_quoted_as_it_is_written(name, around):
    for mention in reading_of(" ".join([*around, name, *around])).of(PlaceMention):
        assert mention.quote.text in " ".join([*around, name, *around])


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "\x00",
        "\ud800",
        "。" * 500,
        "(" * 500,
        "Tours " * 400,
        "深" * 2000,
        "1998 " * 400,
        "« " * 400,
        "a\u0301" * 500,
        "\u200b" * 300,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_odd_texts_are_read(text):
    reading = reading_of(text)
    assert list(false_quotes(reading)) == []
    printed_of(reading)
