"""Who is meant where a sentence names one side of a tie only: each rule of `UNDERSTOOD` at work, and what it must leave alone."""

import pytest

from passerelles.reading.nearby import lists
from passerelles.reading.tests.told import pairs
from passerelles.reading.ties import understood
from passerelles.reading.ties.clause import clauses
from passerelles.reading.ties.scene import Scene
from passerelles.reading.ties.words import POSSESSIVE, SUBJECT, VISITOR, VISITOR_ZH

# The last sentence of each text, the rule that decides on it, and the pairs of the whole text.
DECIDED = [
    ("Angers à l'heure chinoise\n\nUne délégation de Yantai a rencontré les élus.", "comes_as_visitor", {"Angers – Yantai"}),
    ("Une délégation de Yantai a rencontré les élus.", "comes_as_visitor", set()),  # no title names a host
    ("Angers regarde vers l'est. Un projet de coopération a été présenté au public à Yantai.", "is_mere_place", set()),
    ("Yantai borde la mer. Nantes Métropole fête le jumelage des deux villes.", "speaks_of_other_levels", set()),
    ("Angers regarde vers l'est. Cette dernière est jumelée avec Yantai.", "says_the_latter", {"Angers – Yantai"}),
    ("Angers regarde vers l'est. Elle est jumelée avec Yantai.", "has_word_for_other", {"Angers – Yantai"}),
    ("Angers regarde vers l'est. Mais elle a signé un accord avec Yantai.", "has_word_for_other", {"Angers – Yantai"}),
    ("Angers regarde vers l'est. Sa ville jumelle est Yantai.", "has_word_for_other", {"Angers – Yantai"}),
    ("昂热市历史悠久。1996年，该市与烟台市结为友好城市。", "has_word_for_other", {"Angers – Yantai"}),
    ("Angers lies on the Loire. It is twinned with Yantai.", "has_word_for_other", {"Angers – Yantai"}),
    ("Angers regarde vers l'est. Yantai et Wuhan sont jumelées.", "has_other_party", set()),
    ("Angers regarde vers l'est. Jumelage avec Yantai.", "names_the_partner", {"Angers – Yantai"}),
    ("昂热市历史悠久。1996年与烟台市结为友好城市。", "names_the_partner", {"Angers – Yantai"}),
    ("Angers regarde vers l'est. Yantai fête un jumelage.", None, set()),
    ("Angers\n\nYantai fête un jumelage.", "stands_under_a_name", {"Angers – Yantai"}),
    ("Angers\n\nConférence « Yantai, ville en relations ».", None, set()),  # the name of a talk
    ("Angers\n\nÀ Yantai, un projet de coopération est présenté.", "is_mere_place", set()),
]


@pytest.mark.parametrize(("text", "rule", "expected"), DECIDED)
def test_the_rule_that_decides_who_is_meant(text, rule, expected, reading, known):
    found = reading(text)
    scene = Scene(found, known)
    last = len(found.sentences) - 1
    (clause,) = clauses(scene, last, found.sentences[last])
    deciding = next((rule.when.__name__ for rule in understood.UNDERSTOOD if rule.when(scene, clause)), None)
    assert (deciding, pairs(found)) == (rule, expected)


MATCHES = [
    (VISITOR, "une delegation de la ville de ", True),
    (VISITOR, "the vice mayor of ", True),
    (VISITOR, "le maire a visite le port de ", False),  # the verb ends the visitor's title
    (VISITOR, "la delegation, venue de ", False),
    (VISITOR, "les delegations de ", False),
    (VISITOR_ZH, "市代表团访问", True),
    (VISITOR_ZH, "历史悠久", False),
    (POSSESSIVE, "sa nouvelle ville jumelle", True),
    (POSSESSIVE, "with its sister city", True),
    (POSSESSIVE, "la ville jumelle", False),
    (SUBJECT, "mais elle signe", True),
    (SUBJECT, "en 2014, ils signent", True),
    (SUBJECT, "il y a un accord", False),
    (SUBJECT, "il convient de signer", False),
    (SUBJECT, "elle convient d un accord", True),
]


@pytest.mark.parametrize(("pattern", "words", "expected"), MATCHES)
def test_the_words_that_leave_a_party_out(pattern, words, expected):
    find = pattern.search if pattern in (VISITOR, POSSESSIVE) else pattern.match
    assert bool(find(words)) is expected


def test_a_list_of_these_words_holds_each_once():
    for keys in lists("parties").values():
        assert [key for key, words in keys.items() if len(set(words)) < len(words)] == []


# A name that stands alone above what is said; words for both where no pair was named before.
ACROSS = [
    ("• Angers.\n\nRien de neuf.", set()),
    (
        "- Dijon. Dalian, jumelle depuis 1985, promet des masques.\n- Brest. Qingdao a écrit à sa jumelle.",
        {"Dijon – Dalian", "Brest – Qingdao"},
    ),
    ("LAVAL (Mayenne)\nPartenaire : Laizhou, province du Shandong", {"Laval – Laizhou"}),
    ("Région Bretagne\nPartenaire : Shandong", {"Bretagne – Shandong"}),
    ("Dijon fête ses vins.\nPartenaire de la soirée : une banque de Dalian", set()),  # a sentence, no label
    ("Les cartons sont à Dijon. L'expéditeur ? Dalian. Les deux mairies ont signé un accord en 2012.", {"Dijon – Dalian"}),
    ("Dijon et Nice attendent. Dalian écrit. Brest aussi. Les deux mairies ont signé un accord en 2012.", set()),  # which of the three?
    ("À Dijon, la municipalité tient à son accord avec Dalian.", {"Dijon – Dalian"}),
    ("À Brest, la ville est jumelée avec Qingdao.", {"Brest – Qingdao"}),
    (
        "C'est le cas du Shandong pour la Bretagne. Son gouverneur et le président de la Région ont signé un accord.",
        {"Bretagne – Shandong"},
    ),
    ("Colmar et le département du Haut-Rhin ont signé un accord avec Wuxi.", {"Colmar – Wuxi", "Haut-Rhin – Wuxi"}),
    ("Dijon et la région de Bourgogne sont jumelées à Dalian.", {"Dijon – Dalian", "Bourgogne – Dalian"}),
    ("Rennes et le département d'Ille-et-Vilaine ont signé un accord avec Jinan.", {"Rennes – Jinan", "Ille-et-Vilaine – Jinan"}),
    ("获奖的有济南的友城雷恩，大连的友好城市第戎。", {"Rennes – Jinan", "Dijon – Dalian"}),
    # a page with one authority in its title tells whom that one is tied with
    ("徐州的世界亲戚\n\n早报\n\n去年夏天很热。结好最早的是法国的圣埃蒂安，那是1984年。", {"Saint-Étienne – Xuzhou"}),
    ("Les amis de Dijon\n\nLettre\n\nIl fait beau. Dalian a signé la charte de jumelage en 1985.", {"Dijon – Dalian"}),
    ("Les amis de Dijon\n\nLettre\n\nIl fait beau. Dalian partage sa convention comme modèle.", set()),  # nothing is signed
    ("Les amis de Dijon\n\nLettre\n\nIl fait beau. Dalian n'a jamais signé la charte de jumelage.", set()),
    ("News of Wuhan\n\nLetter\n\nIt rains. Bordeaux signed a twinning agreement in 1998.", {"Bordeaux – Wuhan"}),
    # "lui est liée"
    ("Le Jiangsu reçoit. L'Alsace lui est liée depuis 1986.", {"Alsace – Jiangsu"}),
    ("La province du Shandong reçoit. La Bretagne lui est associée par une convention.", {"Bretagne – Shandong"}),
    ("Dalian reçoit. Dijon lui est jumelée.", {"Dijon – Dalian"}),
    ("Basse-Normandie\n\nIl a aussi existé un accord avec le Hubei.", {"Basse-Normandie – Hubei"}),
    ("利摩日和景德镇都烧瓷。两座瓷都2007年签署友好合作协议。", {"Limoges – Jingdezhen"}),
]


@pytest.mark.parametrize(("text", "expected"), ACROSS)
def test_whom_other_sentences_name(text, expected, reading):
    assert pairs(reading(text)) == expected
