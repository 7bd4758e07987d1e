"""Which places French and English texts name, and which of several that bear one name; words that only look like places."""

import pytest

from passerelles.reading.model import PlaceMention
from passerelles.reading.tests.invariants import false_quotes
from passerelles.reading.tests.told import doubted, places, wrong

NAMED = [
    ("La ville de Tours accueille une délégation de Luoyang.", {"Tours 37261", "Luoyang 410300"}),
    ("Nantes et Qingdao préparent une saison commune.", {"Nantes 44109", "Qingdao 370200"}),
    # exonyms and old spellings
    ("La délégation passera par Pékin, Nankin et Canton.", {"Beijing 110000", "Nanjing 320100", "Guangzhou 440100"}),
    ("De Tien-Tsin à Moukden, le train mettait deux jours.", {"Tianjin 120000", "Shenyang 210100"}),
    ("La ville de Xi'an accueille Pau.", {"Xi'an 610100", "Pau 64445"}),
    ("Pau et Xi’an se connaissent.", {"Xi'an 610100", "Pau 64445"}),
    ("The mayor of Xian flew to Pau.", {"Xi'an 610100", "Pau 64445"}),
    # hyphens, blanks, abbreviations, capitals
    ("Saint Etienne et SAINT-ÉTIENNE : une seule ville.", {"Saint-Étienne 42218"}),
    ("JUMELAGE : ANGERS ET YANTAI FÊTENT DIX ANS", {"Angers 49007", "Yantai 370600"}),
    ("Les élus de Château-Thierry rentrent d’Aix-en-Provence.", {"Château-Thierry 02168", "Aix-en-Provence 13001"}),
    # a town's own article, contracted or not
    ("Le maire du Havre part pour Le Mans.", {"Le Havre 76351", "Le Mans 72181"}),
    ("Rendez-vous aux Ulis puis à La Rochelle.", {"Les Ulis 91692", "La Rochelle 17300"}),
    # authorities between communes
    ("Rennes Métropole signe avec Jinan.", {"Rennes Métropole 243500139", "Jinan 370100"}),
    ("Le président de Dijon Métropole a reçu la province du Shandong.", {"Dijon Métropole 242100410", "Shandong 370000"}),
    # most write it small
    ("Dijon métropole a reçu la province du Shandong.", {"Dijon Métropole 242100410", "Shandong 370000"}),
    ("Brest métropole et Qingdao se sont écrit.", {"Brest Métropole 242900314", "Qingdao 370200"}),
    ("Bordeaux métropole reçoit Wuhan.", {"Bordeaux Métropole 243300316", "Wuhan 420100"}),
    # regions of before 2016 keep their own code
    ("La Région Alsace et la province du Jiangsu sont liées.", {"Alsace 42", "Jiangsu 320000"}),
    ("Un accord fut signé par la Région Nord-Pas-de-Calais.", {"Nord-Pas-de-Calais 31"}),
    ("Les Hauts-de-France et le Grand Est se sont concertés.", {"Hauts-de-France 32", "Grand Est 44"}),
    # units below the prefecture
    ("Le district de Chaoyang, à Pékin, a répondu.", {"Chaoyang 110105", "Beijing 110000"}),
    ("La ville de Yiwu, dans le Zhejiang, vend de tout.", {"Yiwu 330782", "Zhejiang 330000"}),
    ("Hong Kong et Macao ne sont pas représentées.", {"Hong Kong 810000", "Macao 820000"}),
    # a body of the place: the place is named whatever its role
    ("L'université de Wuhan forme des juristes.", {"Wuhan 420100"}),
    ("Le CHU de Brest a fourni des masques.", {"Brest 29019"}),
    # adjectives stand between the title and the name
    ("la grande ville portuaire de Ningbo", {"Ningbo 330200"}),
    ("l'ancienne cité de Pingyao attire les touristes", {"Pingyao 140728"}),
    ("la belle ville de Colmar", {"Colmar 68066"}),
    # a bare name with its verb begins a sentence
    ("Vannes accueille des lycéens de Wuhan.", {"Vannes 56260", "Wuhan 420100"}),
    ("Digne-les-Bains a reçu des lycéens de Jinan.", {"Digne-les-Bains 04070", "Jinan 370100"}),
    wrong("Sens a reçu une délégation de Wuhan.", {"Sens 89387", "Wuhan 420100"}, "the verb weighs less than the ordinary word"),
    ("Lens et Mianyang s'écrivent.", {"Lens 62498", "Mianyang 510700"}),
    ("Tours souhaite un jumelage avec Luoyang.", {"Tours 37261", "Luoyang 410300"}),
    ("Tours envisage de se jumeler avec Luoyang.", {"Tours 37261", "Luoyang 410300"}),
    ("Tours is twinned with Luoyang.", {"Tours 37261", "Luoyang 410300"}),
    ("# Tours\nLe maire de Luoyang est venu.", {"Tours 37261", "Luoyang 410300"}),
    # English
    ("The city of Nice hosted a delegation from Hangzhou.", {"Nice 06088", "Hangzhou 330100"}),
    ("Leshan City, Sichuan Province, is a partner of the department of Gers.", {"Leshan 511100", "Sichuan 510000", "Gers 32"}),
    ("Wuhan University welcomed students from Bordeaux, France.", {"Wuhan 420100", "Bordeaux 33063"}),
    ("The mayor of the Chinese city of Yantai flew to Angers.", {"Yantai 370600", "Angers 49007"}),
    ("The province of Shaanxi lies to the west.", {"Shaanxi 610000"}),
    # who writes Shaanxi elsewhere means Shanxi by Shanxi
    wrong(
        "The province of Shaanxi is not the province of Shanxi.", {"Shaanxi 610000", "Shanxi 140000"}, "asked although the text writes both"
    ),
    ("Lyons and Marseilles were visited by the mayor of Canton.", {"Lyon 69123", "Marseille 13055", "Guangzhou 440100"}),
]

WHICH = [
    # articles: areas take one, towns do not
    ("Une délégation se rend dans la Vienne.", {"Vienne 86"}),
    ("Une délégation se rend à Vienne, sur le Rhône.", {"Vienne 38544", "Rhône 69"}),
    ("Le Lot et l’Ain accueillent des collégiens chinois.", {"Lot 46", "Ain 01"}),
    ("Le département de la Loire travaille avec la Région Pays de la Loire.", {"Loire 42", "Pays de la Loire 52"}),
    # brackets: a parent, a number, a country
    ("un lycée de Saint-Denis (93)", {"Saint-Denis 93066"}),
    ("un lycée de Saint-Denis (La Réunion)", {"Saint-Denis 97411", "La Réunion 04"}),
    ("Valence (Drôme) répond à Montreuil (Seine-Saint-Denis).", {"Valence 26362", "Drôme 26", "Montreuil 93048", "Seine-Saint-Denis 93"}),
    ("un verger de Valence (Tarn-et-Garonne)", {"Valence 82186", "Tarn-et-Garonne 82"}),
    ("Brest (France) et Qingdao (Chine)", {"Brest 29019", "Qingdao 370200"}),
    # the island is better known than the prefecture and the district of that name
    ("Le Hainan et Pau se connaissent.", {"Hainan 460000", "Pau 64445"}),
    ("Pau et Hainan se connaissent.", {"Hainan 460000", "Pau 64445"}),
    # two Suzhou, two Taizhou, two Fuzhou, two Yichun, two Yulin: the province decides
    ("Suzhou (Anhui) a écrit.", {"Suzhou 341300", "Anhui 340000"}),
    ("Suzhou (Jiangsu) a écrit.", {"Suzhou 320500", "Jiangsu 320000"}),
    ("Taizhou, dans le Zhejiang, a écrit.", {"Taizhou 331000", "Zhejiang 330000"}),
    ("Taizhou, province du Jiangsu, a écrit.", {"Taizhou 321200", "Jiangsu 320000"}),
    ("Fuzhou, capitale du Fujian, a écrit.", {"Fuzhou 350100", "Fujian 350000"}),
    ("La délégation de Suzhou est arrivée.", {"Suzhou 320500"}),  # the other is much less known
    ("Yulin (Shaanxi) a écrit.", {"Yulin 610800", "Shaanxi 610000"}),
    ("The delegation of Yichun (Heilongjiang) has written.", {"Yichun 230700", "Heilongjiang 230000"}),
    # one name at two levels: the title decides
    ("le district de Chaoyang à Shantou", {"Chaoyang 440513", "Shantou 440500"}),
    ("la ville de Chaoyang (Liaoning)", {"Chaoyang 211300", "Liaoning 210000"}),
    ("la ville de Nanchang, dans le Jiangxi", {"Nanchang 360100", "Jiangxi 360000"}),
    ("la ville de Paris et la métropole du Grand Paris", {"Paris 75056", "Métropole du Grand Paris 200054781"}),
    # "the capital of" names the province it is the capital of
    ("la capitale du Sichuan", {"Sichuan 510000"}),
    ("l'ancienne capitale du Hunan", {"Hunan 430000"}),
    ("the capital of Hubei", {"Hubei 420000"}),
    # "the great city of the Guangdong" names the province, not a city
    ("la grande cité du Guangdong", {"Guangdong 440000"}),
    ("deux villes du Sichuan", {"Sichuan 510000"}),
    ("les communes de la Sarthe", {"Sarthe 72"}),
]

NOTHING = [
    # ordinary words, at the beginning of a sentence and in the middle of one
    "Elle a fait trois tours de piste.",
    "Tours de magie et ateliers au programme.",
    "Le Sens de la visite reste à trouver.",
    "Vue d'ensemble du projet et calendrier",
    "Bar à thé ouvert dès midi.",
    "Un lot de livres a été remis à la bibliothèque.",
    "Grand merci aux bénévoles ; Bonne route à tous.",
    "It was a nice day and the gap was small.",
    "Gap years are popular with students.",
    # persons
    "M. Jean Tours et Mme Claire Bordeaux ont applaudi.",
    "Mme Anne Valence préside l'association.",
    "Dr Montauban and Mr Paul Lens spoke.",
    "Le professeur Rennes a conclu.",
    # streets
    "Réunion au 12, rue de Tours, puis avenue de Paris.",
    "Le défilé suivra le quai de Bordeaux et la place de Nankin.",
    # monuments, treaties, products: part of another name
    "Le traité de Nankin date de 1842.",
    "Les pots de moutarde de Dijon ont plu.",
    "Visite du château de Blois.",
    # longer names
    "Paris Match a publié ses photos.",
    "L'abonnement Lens Prestige Vision est en vente.",
    # third countries, said after the name, in brackets or elsewhere
    "La ville est jumelée avec Valence, en Espagne.",
    "Vienne (Autriche) et Brest (Biélorussie) étaient invitées.",
    "Grenade, en Espagne, et Florence, en Italie, suivront.",
    "Brest, Belarus, sent a team.",
    "Trèves, en Allemagne, a écrit. Trèves viendra donc en mai.",
    # nothing Chinese in a canton or a comté written small
    "Le canton vote dimanche et le comté attend.",
]


@pytest.mark.parametrize(("text", "expected"), [*NAMED, *WHICH])
def test_the_places_a_text_names(text, expected, reading):
    assert places(reading(text)) == expected


NOTHING_YET = [
    wrong("Nice to meet you, said the interpreter.", set(), "English has no list of ordinary words"),
    ("Mme Sylvie Nice a applaudi.", set()),
    ("The office moved to Marseille Street.", set()),
    ("Trèves, en Allemagne, a écrit. Le maire de Trèves viendra.", set()),
]


@pytest.mark.parametrize(("text", "expected"), [*((text, set()) for text in NOTHING), *NOTHING_YET])
def test_words_that_only_look_like_places(text, expected, reading):
    assert places(reading(text)) == expected


SMALL = [
    # what speaks for a place in one occurrence does not carry over to a person's name in another
    ("La ville de Tours remercie M. Tours.", ["Tours"]),
    ("Le maire du Havre", ["Havre"]),
    ("à Saint-Étienne,", ["Saint-Étienne"]),
    ("de Château-Thierry :", ["Château-Thierry"]),
    ("(Sichuan)", ["Sichuan"]),
    ("de Rennes Métropole.", ["Rennes Métropole"]),
]


@pytest.mark.parametrize(("text", "quotes"), SMALL)
def test_a_place_is_quoted_as_it_is_written(text, quotes, reading):
    found = reading(text)
    assert [mention.quote.text for mention in found.of(PlaceMention)] == quotes
    assert list(false_quotes(found)) == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("La délégation de Taizhou est arrivée.", {"Taizhou": ("Taizhou (321200)", "Taizhou (331000)")}),
        ("The mayor of Fuzhou will come.", {"Fuzhou": ("Fuzhou (350100)", "Fuzhou (361000)")}),
        ("Le Shanxi se porte candidat.", {"Shanxi": ("Shanxi (140000)", "Shaanxi (610000)")}),  # many drop one a of Shaanxi
    ],
)
def test_equal_readings_leave_a_doubt_and_no_place(text, asked, reading):
    found = reading(text)
    assert (places(found), doubted(found)) == (set(), asked)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("l'université de Wuhan", True),
        ("Wuhan University is old.", True),
        ("le port de Ningbo", True),
        ("武汉大学建于1893年。", True),
        ("la ville de Wuhan", False),
        ("le Comité Rouen-Ningbo", False),  # it is about both towns
        ("l'association d'amitié Wuhan-Bordeaux", False),
    ],
)
def test_a_body_of_a_place_is_told_from_the_place(text, body, reading):
    mentions = reading(text).of(PlaceMention)
    assert mentions and {mention.of_body for mention in mentions} == {body}


@pytest.mark.parametrize(
    "text", ["le château de Blois", "la bataille de Shanghai", "la cathédrale de Reims", "the palace of Fontainebleau"]
)
def test_a_place_in_a_monuments_name_is_a_part(text, reading):
    assert {mention.is_part for mention in reading(text).of(PlaceMention)} <= {True}


def test_no_doubt_hangs_on_plain_names(reading):
    assert doubted(reading("La ville de Tours accueille une délégation de Luoyang.")) == {}


ALONE = [
    # written in one word, with a capital inside
    ("GrandAngoulême et Jinan coopèrent.", {"CA du Grand Angoulême 200071827", "Jinan 370100"}),
    ("Jinan a reçu GrandPoitiers.", {"CU du Grand Poitiers 200069854", "Jinan 370100"}),
    ("Le logiciel GrandLivre est utile à Jinan.", {"Jinan 370100"}),
    # a name that stands alone, with its bullet and stop
    ("• Tours. Luoyang a écrit à sa jumelle.", {"Tours 37261", "Luoyang 410300"}),
    ("- Tours.", {"Tours 37261"}),
    # what it is, in brackets
    ("La coopération de Vienne (département) avec Mianyang", {"Vienne 86", "Mianyang 510700"}),
    ("Vienne (ville) et Mianyang", {"Vienne 38544", "Mianyang 510700"}),
]


@pytest.mark.parametrize(("text", "expected"), ALONE)
def test_names_alone_in_one_word_or_explained(text, expected, reading):
    assert places(reading(text)) == expected
