"""Which authorities sentences tie together, by what, since when; who is meant by pronouns; what ties nobody."""

import pytest

from passerelles.reading.model import PlaceMention, Tie
from passerelles.reading.tests.invariants import false_quotes
from passerelles.reading.tests.told import pairs, ties, wrong

ENDED = "no tie is ever said to have ended"

# How the parties are listed.
WHO = [
    ("Tours est jumelée avec Luoyang.", {"Tours – Luoyang"}),
    ("Luoyang est jumelée avec Tours.", {"Tours – Luoyang"}),  # the French side first, whoever is named first
    # several a side: every pair
    ("Nantes et Rennes coopèrent avec Qingdao et Jinan.", {"Nantes – Qingdao", "Nantes – Jinan", "Rennes – Qingdao", "Rennes – Jinan"}),
    ("Lille, Metz et Nancy ont signé un accord avec Wuhan.", {"Lille – Wuhan", "Metz – Wuhan", "Nancy – Wuhan"}),
    ("Bordeaux is twinned with Wuhan and Chengdu.", {"Bordeaux – Wuhan", "Bordeaux – Chengdu"}),
    ("里昂市与广州市、上海市结为友好城市。", {"Lyon – Guangzhou", "Lyon – Shanghai"}),
    # two by two
    ("Nantes avec Qingdao, Rennes avec Jinan : deux jumelages.", {"Nantes – Qingdao", "Rennes – Jinan"}),
    ("Tours est jumelée avec Luoyang, Angers avec Yantai et Nice avec Xiamen.", {"Tours – Luoyang", "Angers – Yantai", "Nice – Xiamen"}),
    ("Tours est jumelée avec Luoyang, Angers avec Yantai, Nice avec Xiamen.", {"Tours – Luoyang", "Angers – Yantai", "Nice – Xiamen"}),
    ("图尔与洛阳、昂热与烟台、尼斯与厦门结为友好城市。", {"Tours – Luoyang", "Angers – Yantai", "Nice – Xiamen"}),
    ("The town of Tours is twinned with Luoyang, and Angers with Yantai.", {"Tours – Luoyang", "Angers – Yantai"}),
    ("图尔与洛阳、昂热与烟台结为友好城市。", {"Tours – Luoyang", "Angers – Yantai"}),
    # respectively
    ("Nantes et Rennes sont jumelées respectivement avec Qingdao et Jinan.", {"Nantes – Qingdao", "Rennes – Jinan"}),
    ("襄阳市、十堰市分别与勒芒市、里莫日市签署合作协议。", {"Le Mans – Xiangyang", "Limoges – Shiyan"}),
    ("Nantes and Rennes are twinned with Qingdao and Jinan respectively.", {"Nantes – Qingdao", "Rennes – Jinan"}),
    # a dash or a bracket
    ("Le jumelage Arras – Harbin fête ses élèves.", {"Arras – Harbin"}),
    ("Deux jumelages : Le Havre (Dalian) et Tours (Luoyang).", {"Le Havre – Dalian", "Tours – Luoyang"}),
    ("昂热—烟台友好城市关系", {"Angers – Yantai"}),
    # a list of both countries: its members are not tied to each other
    ("Paris Paris respectivement Paris Chengdu : un jumelage.", {"Paris – Chengdu"}),  # no two of one country
    ("Papeete a deux villes jumelles : Nice et Changning.", {"Papeete – Changning"}),
    ("帕皮提有两个友好城市：尼斯和长宁区。", {"Papeete – Changning"}),
    ("Papeete has two sister cities: Nice and Changning.", {"Papeete – Changning"}),
    ("Papeete a trois villes jumelles : Nice, Nouméa et Changning.", {"Papeete – Changning"}),
    ("Le Havre a trois villes jumelles : Southampton, Tampa et Dalian.", {"Le Havre – Dalian"}),
    # the parent only says where a place lies
    ("Tours (Indre-et-Loire) est jumelée avec Luoyang (Henan).", {"Tours – Luoyang"}),
    ("Leshan, ville du Sichuan, est jumelée avec Millau.", {"Millau – Leshan"}),
    ("浙江省乐清市与法国米卢斯市结为友好城市。", {"Mulhouse – Yueqing"}),
    ("Colmar is twinned with Changsha, the capital of Hunan province.", {"Colmar – Changsha"}),
    # and where it happens is no party
    ("À Paris, Tours et Luoyang ont signé un accord de coopération.", {"Tours – Luoyang"}),
    ("图尔市与洛阳市在北京签署合作协议。", {"Tours – Luoyang"}),
    ("In Beijing, Tours and Luoyang signed a cooperation agreement.", {"Tours – Luoyang"}),
    # region, département, métropole
    ("La Région Bretagne et la province du Shandong coopèrent.", {"Bretagne – Shandong"}),
    ("Le département du Gers a signé une convention avec la ville de Chengdu.", {"Gers – Chengdu"}),
    ("卢瓦尔大区与山东省签署友好合作协议。", {"Pays de la Loire – Shandong"}),
]

# Who is meant where a sentence leaves a party out.
MEANT = [
    ("La ville d'Angers est ancienne. La ville est jumelée avec Yantai.", {"Angers – Yantai"}),
    ("Angers regarde vers l'est. La ville française a signé un accord avec le Sichuan.", {"Angers – Sichuan"}),
    ("Le conseil municipal d'Angers s'est réuni. Notre ville est jumelée avec Yantai depuis 1996.", {"Angers – Yantai"}),
    ("La Bretagne et le Shandong se connaissent. Cette province est jumelée avec la Bretagne.", {"Bretagne – Shandong"}),
    ("Angers regarde vers l'est. Elle est jumelée avec Yantai.", {"Angers – Yantai"}),
    ("Une délégation de Yantai a visité Angers. Les deux villes sont jumelées depuis 1996.", {"Angers – Yantai"}),
    ("昂热市代表团访问烟台市。两市于1996年结为友好城市。", {"Angers – Yantai"}),
    ("烟台市临海。1996年，该市与法国昂热市结为友好城市。", {"Angers – Yantai"}),
    ("烟台市位于山东。1996年，该市与法国昂热市结为友好城市。", {"Angers – Yantai"}),
    ("Yantai se trouve au Shandong. La ville est jumelée avec Angers.", {"Angers – Yantai"}),
    ("Yantai lies in Shandong. The city is twinned with Angers.", {"Angers – Yantai"}),
    ("昂热市历史悠久。1996年，它与烟台市结为友好城市。", {"Angers – Yantai"}),
    ("烟台市外办消息。我市与昂热市结为友好城市。", {"Angers – Yantai"}),
    ("Angers lies on the Loire. The city is twinned with Yantai.", {"Angers – Yantai"}),
    ("A delegation from Yantai visited Angers. The two cities have been twinned since 1996.", {"Angers – Yantai"}),
    ("Angers is an old city. It is twinned with Yantai.", {"Angers – Yantai"}),
    ("Angers soigne ses amitiés. Sa jumelle chinoise est Yantai.", {"Angers – Yantai"}),
    # "the first with A, the second with B"
    ("Caen a signé un accord avec Nankin en 2008. Un autre a été conclu avec Wuhan.", {"Caen – Nanjing", "Caen – Wuhan"}),
    wrong(
        "Caen a signé deux accords de coopération. Le premier a été passé avec Nankin, le second avec Wuhan.",
        {"Caen – Nanjing", "Caen – Wuhan"},
        "the sentence before names one side only",
    ),
]

KINDS = [
    ("Angers est jumelée avec Yantai depuis 1996.", "twinning 1996"),
    ("En 1996, Angers et Yantai ont signé leur jumelage.", "twinning 1996"),
    ("Angers and Yantai became sister cities in 1996.", "twinning 1996"),
    ("1996年，昂热市与烟台市结为友好城市。", "twinning 1996"),
    ("Angers et Yantai ont signé en 2004 une convention de coopération.", "agreement 2004"),
    ("Angers and Yantai signed a memorandum of understanding in 2004.", "agreement 2004"),
    ("2004年，昂热市与烟台市签署合作备忘录。", "agreement 2004"),
    ("2004年，昂热市与烟台市建立友好合作关系。", "agreement 2004"),
    ("Angers coopère avec Yantai depuis 2004.", "cooperation 2004"),
    ("Angers has cooperated with Yantai since 2004.", "cooperation 2004"),
    ("Angers has worked with Yantai since 2004.", "cooperation 2004"),
    ("自2004年以来，昂热市与烟台市开展合作。", "cooperation 2004"),
    ("昂热市与烟台市长期开展合作。", "cooperation"),
    ("Angers et Yantai mènent un projet commun.", "project"),
    # the strongest counts
    ("Jumelées depuis 1996, Angers et Yantai ont signé une convention en 2004.", "twinning 1996"),
    ("昂热市与烟台市1996年结为友好城市，2004年签署合作备忘录。", "twinning 1996"),
    # a visit, by those who hold office
    ("Le maire d'Angers a reçu une délégation de Yantai.", "contact"),
    ("烟台市代表团访问昂热市。", "contact"),
    ("The mayor of Yantai visited Angers.", "contact"),
    # a letter of intent for a twinning is an agreement
    ("Angers et Yantai ont signé en 2004 une lettre d'intention de jumelage.", "agreement 2004"),
    ("2004年，昂热市与烟台市签署建立友好城市意向书。", "agreement 2004"),
    ("In 2004 Angers and Yantai signed a letter of intent to become sister cities.", "agreement 2004"),
    # what is only wished is a contact
    ("Angers souhaite un jumelage avec Yantai.", "contact wished"),
    ("Angers envisage de se jumeler avec Yantai.", "contact wished"),
    ("昂热市希望与烟台市结为友好城市。", "contact wished"),
    ("昂热市有意同烟台市建立友好城市关系。", "contact wished"),
    ("Angers hopes to become a sister city of Yantai.", "contact wished"),
    ("Angers is in talks with Yantai about a twinning.", "contact wished"),
    # wishes for more do not undo what is
    ("Angers, jumelée avec Yantai depuis 1996, souhaite accueillir des étudiants.", "twinning 1996"),
    # a feast is no beginning, but implies it
    ("En 2016, Angers et Yantai ont fêté le vingtième anniversaire de leur jumelage.", "twinning 1996"),
    ("2016年，昂热市与烟台市庆祝结为友好城市20周年。", "twinning 1996"),
    ("In 2016 Angers and Yantai celebrated the twentieth anniversary of their twinning.", "twinning 1996"),
    ("Angers et Yantai, jumelées en 1996, ont fêté leurs vingt ans de jumelage en 2016.", "twinning 1996"),
    ("昂热市与烟台市1996年结为友好城市，2016年庆祝结好20周年。", "twinning 1996"),
    ("Twinned in 1996, Angers and Yantai celebrated twenty years of friendship in 2016.", "twinning 1996"),
    # ended
    wrong("Le jumelage entre Angers et Yantai, signé en 1996, a été rompu en 2010.", "twinning 1996 ended", ENDED),
    ("昂热市与烟台市的友好城市关系于2010年终止。", "twinning ended"),
    ("The twinning between Angers and Yantai was terminated in 2010.", "twinning ended"),
    wrong("Angers et Yantai ne sont plus jumelées.", "twinning ended", ENDED),
]

NOBODY = [
    # one country
    "Angers est jumelée avec Rennes et avec Nantes.",
    "Nantes, Rennes et Angers ont signé un accord.",
    "烟台市与武汉市签署合作协议。",
    "Wuhan and Chengdu signed an agreement.",
    # third countries
    "Angers est jumelée avec Coblence, et Wuhan avec Duisbourg.",
    "Wuhan est jumelée avec Manchester. Bordeaux est jumelée avec Bristol.",
    "武汉市与英国曼彻斯特市结为友好城市。",
    "Bordeaux is twinned with Bristol; Wuhan is twinned with Manchester.",
    # institutions alone
    "L'université d'Angers et l'université de Yantai ont signé une convention.",
    "Le CHU de Brest coopère avec l'hôpital de Qingdao.",
    "武汉大学与里昂大学签署合作协议。",
    "The port of Le Havre and the port of Ningbo signed a memorandum.",
    "Les ports de Dunkerque et de Ningbo sont partenaires.",
    "Le parc naturel du Morvan coopère avec un parc du Sichuan.",
    # a name in a street, a museum, a firm's fair
    "À Lille, la rue d’Angers sera jumelée avec la rue de Nankin.",
    # denied
    "Angers n'est pas jumelée avec Yantai.",
    "Il n'existe aucun accord entre Angers et Yantai.",
    "昂热市与烟台市没有签署友好城市协议。",
    "Angers et Yantai n'ont jamais signé de convention.",
    # nothing ties them
    "Il a vécu à Angers, puis à Yantai.",
    "Le train relie Wuhan à Lyon.",
    "从武汉到里昂的航班每周两班。",
    "Angers et Yantai figurent dans l'atlas.",
]


@pytest.mark.parametrize(("text", "expected"), [*WHO, *MEANT])
def test_who_is_tied_with_whom(text, expected, reading):
    assert pairs(reading(text)) == expected


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_by_what_since_when_and_whether_still(text, expected, reading):
    assert ties(reading(text)) == {"Angers – Yantai": expected}


NOBODY_YET = [
    ("Aucun accord ne lie Angers à Yantai.", {}),
    ("Angers is not twinned with Yantai.", {}),
    ("Jamais Angers et Yantai n'ont signé de convention.", {}),
]


@pytest.mark.parametrize(("text", "expected"), [*((text, {}) for text in NOBODY), *NOBODY_YET])
def test_what_ties_nobody(text, expected, reading):
    found = reading(text)
    assert found.of(PlaceMention)  # else nothing is shown
    assert ties(found) == expected


PLANNED = [
    ("Le jumelage d'Angers avec Yantai sera signé en 2031.", None),
    ("Un accord entre Angers et Yantai doit être signé en mai 2031.", None),
    ("昂热市与烟台市将于2031年签署合作协议。", None),
    ("In 2031 Angers and Yantai will sign an agreement.", None),
    ("Angers et Yantai signeront un accord en 2031.", None),
]


@pytest.mark.parametrize(("text", "since"), PLANNED)
def test_what_is_planned_has_not_begun(text, since, reading):
    assert [tie.since for tie in reading(text).of(Tie)] == [since]


MILESTONES = [
    ("Jumelées depuis 1996, Angers et Yantai ont inauguré un jardin en 2012.", ["2012 done"]),
    ("Angers coopère avec Yantai depuis 2004 ; un lycée ouvrira en 2031.", []),
    ("昂热市与烟台市自1996年以来开展合作，2012年共建花园。", ["2012 done"]),
    ("Angers has cooperated with Yantai since 2004 and opened a garden in 2012.", ["2012 done"]),
]


@pytest.mark.parametrize(("text", "expected"), MILESTONES)
def test_what_was_done_together_is_a_milestone_and_no_beginning(text, expected, reading):
    (tie,) = reading(text).of(Tie)
    assert [f"{said.date} {said.state}" for said in tie.values("milestone")] == expected


SAID_WHOLE = [  # a date goes only where what is left is what somebody wrote
    (
        "En 2012, Angers et Yantai, jumelées depuis 1996, ont inauguré un jardin.",
        "Angers et Yantai, jumelées depuis 1996, ont inauguré un jardin.",
    ),
    ("Angers et Yantai, jumelées depuis 1996, ont en 2012 inauguré un jardin.", None),
    ("昂热与烟台1996年结好。2012年，昂热市与烟台市共建花园。", "昂热市与烟台市共建花园。"),
    ("昂热与烟台1996年结好。昂热市与烟台市2012年共建花园。", "昂热市与烟台市2012年共建花园。"),
]


@pytest.mark.parametrize(("text", "what"), SAID_WHOLE)
def test_a_date_within_a_sentence_stays_in_its_words(text, what, reading):
    (tie,) = reading(text).of(Tie)
    said = [milestone.what for milestone in tie.values("milestone") if milestone.date == "2012"]
    assert said == ([what] if what else [text.strip()]), said


NEWS = [
    # told without a date, in the first lines of a dated text: done in the text's year
    ("Angers et Yantai ont signé un accord de coopération.", "2017-09-14", "agreement 2017"),
    ("昂热市与烟台市签署合作协议。", "2017-09", "agreement 2017"),
    ("Angers and Yantai signed a cooperation agreement.", "2017", "agreement 2017"),
    # no act, a feast, a wish, or no date: nothing is known
    ("Angers est jumelée avec Yantai.", "2017-09-14", "twinning"),
    ("Angers et Yantai fêtent l'anniversaire de leur jumelage.", "2017-09-14", "twinning"),
    ("Angers et Yantai ont signé un accord de coopération.", None, "agreement"),
    # far below the first lines
    ("Un. Deux. Trois. Quatre. Cinq. Six. Angers et Yantai ont signé un accord de coopération.", "2017-09-14", "agreement"),
]


@pytest.mark.parametrize(("text", "published", "expected"), NEWS)
def test_an_act_told_as_news_was_done_in_the_texts_year(text, published, expected, reading):
    assert ties(reading(text, published=published)) == {"Angers – Yantai": expected}


def test_each_thing_said_has_its_own_sentence(reading):
    text = "Angers est jumelée avec Yantai depuis 1996. Les deux villes échangent dans le domaine du sport."
    (tie,) = reading(text).of(Tie)
    said = {(thing.name, thing.value): thing.quote.text for thing in tie.says}
    assert said["kind", "twinning"] == "Angers est jumelée avec Yantai depuis 1996."
    assert said["theme", "sport"] == "Les deux villes échangent dans le domaine du sport."


def test_a_side_that_is_understood_shows_the_words_that_name_it(reading):
    (tie,) = reading("La ville d'Angers est ancienne. Elle est jumelée avec Yantai.").of(Tie)
    assert [span.text for span in tie.says[0].context] == ["La ville d'Angers est ancienne."]


def test_a_body_named_beside_the_parties_is_associated(reading):
    (tie,) = reading("Angers et Yantai ont signé une convention de coopération avec l'université de Nantes.").of(Tie)
    assert any("niversité" in name for name in tie.associated)


def test_a_pair_told_twice_is_one_tie(reading):
    text = "Angers est jumelée avec Yantai.\n\nEn 2004, Angers et Yantai ont signé une convention."
    found = reading(text)
    assert len(found.of(Tie)) == 1
    assert list(false_quotes(found)) == []
