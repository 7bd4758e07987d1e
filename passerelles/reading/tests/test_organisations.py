"""Who acts: authorities with their territory, other bodies with kind and acronym; one span each."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading import organisations
from passerelles.reading.gazetteer import Gazetteer, Place
from passerelles.reading.model import OrganisationMention, PlaceMention
from passerelles.reading.tests.texts import quotes_hold, reading_of

KNOWN = Gazetteer.load()


def place(name: str) -> Place:
    return KNOWN.lookup(name)[0].place


def found(text: str, *names: str) -> list[OrganisationMention]:
    """What is found in a text in which the places finder saw `names`."""
    reading = reading_of(text)
    for name in names:
        start = text.index(name)
        reading.add([PlaceMention(reading.document.span(start, start + len(name)), place(name))])
    return list(organisations.find(reading, KNOWN))


BODIES = [
    # kind by the word the name begins with; what follows belongs to it while it can
    ("le Ministère de l’Europe et des Affaires étrangères", "Ministère de l’Europe et des Affaires étrangères", "ministry", "MEAE"),
    ("Le ministère des Affaires sociales et de la Santé le dit", "ministère des Affaires sociales et de la Santé", "ministry", None),
    ("Ministère de \n l’Agriculture et de \n l’Alimentation", "Ministère de l’Agriculture et de l’Alimentation", "ministry", None),
    ("un accord avec l’Agence Française de Développement.", "Agence Française de Développement", "agency", "AFD"),
    ("l'Université d'Artois prépare un diplôme", "Université d'Artois", "university", None),
    ("le lycée Chaptal reçoit", "lycée Chaptal", "school", None),
    ("invités du musée des Beaux-Arts de Dijon", "musée des Beaux-Arts de Dijon", "museum", None),
    ("la société Imagetrans a chiffré", "société Imagetrans", "firm", None),
    ("le Groupe d’Amitié France-Chine se réjouit", "Groupe d’Amitié France-Chine", "association", None),
    # "et la" begins another body, "et de l'" here too because a known one stands there
    ("la Fédération Bretonne et la Ville", "Fédération Bretonne", "association", None),
    ("Ministère français de l'Europe et de l'Assemblée populaire de Chine", "Ministère français de l'Europe", "ministry", None),
    # the acronym: in brackets, after a dash, the first of two
    ("l'Office du tourisme Côte Bleue (OTCB) transmettra", "Office du tourisme Côte Bleue", "other", "OTCB"),
    ("Association des Centres \n Culturels et de \n Rencontres – APCAE", "Association des Centres Culturels et de Rencontres", "association", "APCAE"),
    ("Association du Peuple Chinois pour l’Amitié avec l’Etranger-APCAE)", "Association du Peuple Chinois pour l’Amitié avec l’Etranger", "association", "APCAE"),
    ("Délégation pour l’Action Extérieure des Collectivités Territoriales (DAECT/MEAE)", "Délégation pour l’Action Extérieure des Collectivités Territoriales", "ministry", "DAECT"),
    # known by the acronym alone
    ("un agenda tenu par CUF", "Cités Unies France", "association", "CUF"),
    ("received by the CPAFFC in Beijing and the rest", "Chinese People's Association for Friendship with Foreign Countries", "association", "CPAFFC"),
    # English: the name's own words stand before
    ("It was hosted by the Anhui Tourism Group and the city.", "Anhui Tourism Group", "firm", None),
    ("with the Ningbo Foreign Languages University of Zhejiang", "Ningbo Foreign Languages University of Zhejiang", "university", None),
    # Chinese: the name begins where what is not a name ends
    ("主办单位是中法文化艺术交流协会。", "中法文化艺术交流协会", "association", None),
    ("代表团访问清华大学。", "清华大学", "university", None),
    ("经中国人民对外友好协会批准", "中国人民对外友好协会", "association", "APCAE"),
    # in capitals what follows a dash is no acronym
    ("CHRU DE BREST - LETTRE INTERNE", "CHRU DE BREST", "hospital", None),
    # English "and the" begins another body
    ("hosted by the Lake University of Science and Technology and the River College.", "Lake University of Science and Technology", "university", None),
    ("全国友协副会长出席", "全国友协", "association", "APCAE"),
]  # fmt: skip

AUTHORITIES = [
    ("Région Alsace, en partenariat", "Alsace", "Région Alsace"),
    ("le Conseil départemental de l’Essonne", "Essonne", "Conseil départemental de l’Essonne"),
    ("la mairie de Montpellier reçoit", "Montpellier", "mairie de Montpellier"),
    ("Communauté urbaine de \n Dunkerque", "Dunkerque", "Communauté urbaine de Dunkerque"),
    ("the Wuhan Municipal Government and others", "Wuhan", "Wuhan Municipal Government"),
    ("武汉市人民政府外事办公室", "武汉市", "武汉市人民政府外事办公室"),
    ("由成都市外办负责", "成都市", "成都市外办"),
]

NOT_BODIES = [
    "l'association a dix ans",  # no name
    "le ministère a répondu",
    "une école chinoise",
    "les universités de Tours et de Nankin",  # several
    "Chambre à part",
    "le comité de pilotage",
    "当地不少高中教授中文",
    "一家公司",
    "la chambre de commerce et d'industrie voisine",
    "Le réseau routier",
    "一家旅游公司",
    "双方学院",
    "未经全部协会",
]


@pytest.mark.parametrize(("text", "name", "kind", "acronym"), BODIES)
def test_a_body_is_found_whole(text: str, name: str, kind: str, acronym: str | None) -> None:
    first = found(text)[0]
    assert (first.name, first.kind, first.acronym) == (name, kind, acronym)


@pytest.mark.parametrize(("text", "where", "name"), AUTHORITIES)
def test_an_authority_has_its_territory(text: str, where: str, name: str) -> None:
    (authority,) = found(text, where)
    assert (authority.name, authority.kind, authority.place) == (name, "authority", place(where))


@pytest.mark.parametrize("text", NOT_BODIES)
def test_a_common_noun_is_no_body(text: str) -> None:
    assert found(text) == []


def test_a_town_in_a_province_is_not_that_province() -> None:
    assert found("Liyang, une ville du Jiangsu", "Jiangsu") == []
    assert found("Suzhou Ville d'art", "Suzhou") == []


def test_a_place_where_something_happens_is_no_authority() -> None:
    assert found("un séjour dans la région Occitanie", "Occitanie") == []


def test_the_second_acronym_in_brackets_is_another_body() -> None:
    text = "Délégation pour l’Action Extérieure des Collectivités Territoriales (DAECT/MEAE)"
    assert [(body.acronym, body.quote.text) for body in found(text)] == [("DAECT", text[:67]), ("MEAE", "MEAE")]


def test_an_acronym_that_the_text_explains_is_that_body_later() -> None:
    bodies = found("L'Agence de Promotion du Livre (APL) écrit. Réponse de l'APL : oui.")
    assert [body.name for body in bodies] == ["Agence de Promotion du Livre"] * 2


PIECES = ["Ministère", " de l'", "Europe", " et ", "des ", "Affaires", " (", "CUF", ")", "\n\n", " – ", "大学", "清华", "的", "University", " of ", "the ", "Ville de ", "n°1", "-"]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30))
def test_quotes_are_in_the_text_and_do_not_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    bodies = found(text)
    assert quotes_hold(text, bodies)
    assert bodies == found(text)
    assert all(one.quote.end <= other.quote.start for one, other in itertools.pairwise(bodies))
