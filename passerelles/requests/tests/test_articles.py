"""French articles before the names of networks."""

import pytest

from passerelles.requests.articles import of_the, the, to_the


@pytest.mark.parametrize(
    ("name", "subject", "to", "of"),
    [
        ("Groupe-pays Chine", "le groupe-pays Chine", "au groupe-pays Chine", "du groupe-pays Chine"),
        ("Réseau", "le réseau", "au réseau", "du réseau"),
        ("Plateforme Chine", "la plateforme Chine", "à la plateforme Chine", "de la plateforme Chine"),
        ("Association des villes", "l’association des villes", "à l’association des villes", "de l’association des villes"),
        ("Cités Unies France", "Cités Unies France", "à Cités Unies France", "de Cités Unies France"),
        ("Occitanie coopération", "Occitanie coopération", "à Occitanie coopération", "d’Occitanie coopération"),
        ("Groupement X", "Groupement X", "à Groupement X", "de Groupement X"),  # not the word itself
        ("中法组", "中法组", "à 中法组", "de 中法组"),
        ("", "", "à ", "de "),
    ],
)
def test_a_name_takes_its_article_and_one_that_is_not_known_none(name, subject, to, of):
    assert (the(name), to_the(name), of_the(name)) == (subject, to, of)
