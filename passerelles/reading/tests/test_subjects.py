"""Whose a count is: the network's where nothing says otherwise, else a territory's, a body's or an occasion's."""

import pytest

from passerelles.reading.model import Figure

OF_ALL = [
    "À ce jour, 58 collectivités françaises sont engagées en Chine, pour 134 projets.",
    "60 collectivités françaises et 49 collectivités chinoises mènent ensemble 140 projets.",
    "Aujourd’hui, plus de 70 collectivités territoriales françaises sont engagées en Chine, recouvrant près de 160 projets.",
    "Elles poseront les bases de nos coopérations à travers déjà plus de 200 projets de coopération répertoriés entre nos territoires.",
    "法国有55个地方政府同中国54个地方政府建立了合作关系，项目超过130个。",
    "74 collectivités françaises travaillent avec la Chine, dont Lyon et Marseille.",  # only examples
    "74 collectivités françaises travaillent avec la Chine ; Lyon et Marseille sont les plus anciennes.",
    "58 collectivités françaises étaient présentes en Chine en 2018.",  # they work there
    "Lyon travaille avec Canton.\nElles déclarent ensemble 165 projets.",  # "elles": those counted before
]
OF_SOMEBODY = [
    "Weifang has sister-city ties with 14 cities abroad.",
    "目前，宜昌已与12个国家的23个城市建立友好关系，其中法国城市2个：兰斯和瓦朗谢讷。",
    "截至目前，全省有9个市州同法国地方政府建立了关系，共结成友好城市11对。",
    "江苏省与法国友好城市一览\n备注：法国友城共4个。",  # the head says whose list it is
    "La ville de Lyon est ancienne. Elle compte 14 villes jumelées.",
    "15 communes de la région Normandie ont un projet avec la Chine.",
    "Une délégation de 12 villes françaises est arrivée lundi.",
    "19 collectivités françaises étaient présentes autour de la table, avec deux ministères.",
    "The event got under way with mayors and officials from 12 Chinese cities and 10 French ones.",
    "十月十八日，法国利摩日市市长助理率七人代表团来到景德镇。",
]
GUESTS = [  # who spoke, came or was represented at something: of that day, not of all there is
    "Dix-sept collectivités françaises ont raconté leur projet, tour à tour, devant les étudiants.",
    "Ce matin-là, 12 communes françaises ont raconté leurs débuts avec la Chine.",
    "Quatorze collectivités françaises ont raconté ce que vingt ans d’échanges leur ont appris.",
    "Vingt collectivités françaises ont témoigné à la tribune.",
    "Huit partenariats ont témoigné de leurs réussites et de leurs échecs.",
    "L’après-midi, 11 communes françaises ont témoigné devant les élèves du lycée.",
    "Sixteen French towns told their story in the small hall.",
    "After lunch nine partnerships told their stories to the students.",
    "Twelve local authorities told their story on the second day.",
    "Forty French local authorities sat around the table in March.",
    "Les élus de 25 communes françaises ont fait le déplacement.",
    "Au total, 32 collectivités françaises avaient répondu à l’invitation du consulat.",
    "Une trentaine d’élus de 18 collectivités françaises s’étaient inscrites.",
    "共有45个法国地方政府出席开幕式。",
]


def counts(reading, text):
    return [figure for figure in reading(text).of(Figure) if figure.value > 3]


@pytest.mark.parametrize("text", OF_ALL)
def test_what_names_nobody_else_is_of_the_network(reading, text):
    found = counts(reading, text)
    assert found and not any(figure.is_of_part for figure in found)


@pytest.mark.parametrize("text", [*OF_SOMEBODY, *GUESTS])
def test_what_names_or_means_somebody_else_is_theirs(reading, text):
    found = counts(reading, text)
    assert found and all(figure.is_of_part for figure in found)


def test_the_place_of_a_great_meeting_is_nobodys_subject(reading):
    text = "Aux 6es Rencontres franco-chinoises de la coopération décentralisée à Toulouse en 2018, 58 collectivités françaises comptaient 134 projets."
    assert not any(figure.is_of_part for figure in counts(reading, text))
