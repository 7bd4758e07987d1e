"""Practices: a label with its name and holder, an expertise with its field and holder. Honours of persons and general talk are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading import dates, organisations, places, practices
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Practice
from passerelles.reading.reader import Reading
from passerelles.reading.tests.texts import reading_of, says_hold

KNOWN = Gazetteer.load()
Told = tuple[str, str, str | None, str | None, int | None]


def reading(text: str) -> Reading:
    found = reading_of(text, published="2018-01-11")
    for find in (dates.find, places.find, organisations.find, practices.find):
        found.add(find(found, KNOWN))
    return found


def told(text: str) -> list[Told]:
    return [(p.holder, p.name, p.label, p.by, p.year) for p in reading(text).of(Practice)]


MINISTRY = "Ministère de l'Europe et des Affaires étrangères"
PRACTICES: list[tuple[str, list[Told]]] = [
    # who obtains a label, quoted or in capitals
    ("La Ville de Tours a reçu le label French Tech en 2016.", [("Ville de Tours", "French Tech", "French Tech", None, 2016)]),
    (f"Les Villages d'Antan® se félicitent de l'obtention du label d'« Excellence Rurale » délivré par le {MINISTRY}.",
     [("Villages d'Antan", "Excellence Rurale", "Excellence Rurale", MINISTRY, None)]),
    # to whom it is given, and by whom
    ("Le label « Ville durable » a été décerné à Angers par le Ministère de l'Écologie en 2014.", [("Angers", "Ville durable", "Ville durable", "Ministère de l'Écologie", 2014)]),
    (f"Le {MINISTRY} a décidé d'attribuer au réseau Villages d'Antan le label « Excellence Rurale ».",
     [("Villages d'Antan", "Excellence Rurale", "Excellence Rurale", MINISTRY, None)]),
    ('The City of Nantes was awarded the label "European Green Capital" in 2013.', [("Nantes", "European Green Capital", "European Green Capital", None, 2013)]),
    ('The French Ministry of Culture awarded Arles the label "City of Art" in 1986.', [("Arles", "City of Art", "City of Art", "French Ministry of Culture", 1986)]),
    ("Labellisée « Ville d'art et d'histoire » en 1990, Bayeux reçoit des visiteurs.", [("Bayeux", "Ville d'art et d'histoire", "Ville d'art et d'histoire", None, 1990)]),
    ("里昂市被授予“世界美食之都”称号。", [("里昂市", "世界美食之都", "世界美食之都", None, None)]),
    ("图卢兹市荣获“航空之都”称号。", [("图卢兹市", "航空之都", "航空之都", None, None)]),
    # a registered mark names a holder that nobody knows; a pronoun means the holder told of
    ("Labellisés « Savoir-faire », les Bourgs de Pierre® rentrent. Le label « Savoir-faire », que le Ministère de l'Écologie lui a remis le 3 mai 2017, est rare.",
     [("Bourgs de Pierre", "Savoir-faire", "Savoir-faire", "Ministère de l'Écologie", 2017)]),
    ("Les Villages d'Antan® ont obtenu le label « Terre d'accueil ».", [("Villages d'Antan", "Terre d'accueil", "Terre d'accueil", None, None)]),
    ("Le label « Terre d'accueil » a été remis aux Stations Vertes® en 2012.", [("Stations Vertes", "Terre d'accueil", "Terre d'accueil", None, 2012)]),
    # an expertise and its field
    ("L'expertise de la Région Bretagne en matière d'algues intéresse le Shandong.", [("Région Bretagne", "algues", None, None, None)]),
    ("Le Département de la Drôme détient un savoir-faire reconnu en matière d'agriculture biologique.", [("Département de la Drôme", "agriculture biologique", None, None, None)]),
    ("Rennes présente ses bonnes pratiques en matière de gestion des déchets.", [("Rennes", "gestion des déchets", None, None, None)]),
    ("La Métropole de Lyon partage son savoir-faire en matière d'éclairage public.", [("Métropole de Lyon", "éclairage public", None, None, None)]),
    ("Les Villages d'Antan® présentent leur expertise de la sauvegarde du patrimoine.", [("Villages d'Antan", "sauvegarde du patrimoine", None, None, None)]),
]  # fmt: skip

NONE = [
    "La Ville de Lorient dispose d’une expertise reconnue, vu son histoire.",  # no field
    "Promeut l’expertise française.",  # nobody's
    "Les échanges favorisent la diffusion des bonnes pratiques.",
    "Les labels de qualité et l'agriculture de proximité sont pressentis.",  # no name
    "Le projet a obtenu le label « Année franco-chinoise ».",  # nobody the reader knows
    "La Ville de Reims a signé le label avec Wuhan.",
    "Le lycée a reçu le label « Génération 2024 ».",
    "成都市在垃圾分类方面的先进经验受到关注。",
    "巴黎市长获得“荣誉市民”称号。",  # a person's honour
    "武汉市授予图卢兹市长“荣誉市民”称号。",
    "Le maire de Tours est fait citoyen d'honneur de Luoyang.",
]


@pytest.mark.parametrize(("text", "expected"), PRACTICES)
def test_practices_with_holder_field_label_giver_and_year(text: str, expected: list[Told]) -> None:
    assert told(text) == expected
    assert says_hold(text, reading(text).of(Practice))


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_practice(text: str) -> None:
    assert told(text) == []


def test_who_came_to_see_it() -> None:
    text = (
        "Les Villages d'Antan® ont reçu le label « Excellence Rurale ».\n"
        "Depuis cinq ans y viennent des délégations chinoises (Shanghai, Chengdu, Nankin).\n"
        "Elles ont tenu des réunions à Pékin."
    )
    [practice] = reading(text).of(Practice)
    assert [said.value for said in practice.says if said.name == "visitor"] == ["Chengdu", "Nanjing", "Shanghai"]


PIECES = ["Les Villages d'Antan®", " a reçu ", "le label ", "« Ville durable »", " délivré par ", "le Ministère de l'Écologie", "leur expertise", " en matière de ", "tourisme", "成都市", "荣获", "“航空之都”", "称号", "\n", ". ", "®", "know-how"]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30))
def test_quotes_are_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert says_hold(text, reading(text).of(Practice))
    assert told(text) == told(text)
