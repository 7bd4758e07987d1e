"""Rules and words that few documents set going: three further sentences each, in the languages where they apply."""

import pytest

from passerelles.reading.tests.told import pairs, ties, wrong

CAPITAL = "a capital inside the sentence is taken for a committee's name"
DATED = "any date beside an attribute of the parties is taken for the tie's beginning"
INTENTION = "the words for an intention hide those for a twinning, and no kind is left"
WITHIN = "a denial that holds the tie's word does not stand before it"
FOREIGN = "a third country's town named first hides the partners after it"

OTHERS = [
    # names known in neither country, listed before the word for a twin
    ("Angers et Yantai coopèrent. Rien à voir avec Bath ou Dortmund, ses jumelles.", "cooperation"),
    ("Angers coopère avec Yantai. La fête a réuni Osnabrück et Södertälje, ses deux jumelles.", "cooperation"),
    ("Angers works with Yantai. Also present were Pisa and Wigan, its sister cities.", "cooperation"),
    # but what opens a sentence is no name, and a name of the two countries is a partner
    ("Angers et Yantai coopèrent. Hier, sa jumelle Yantai a écrit.", "twinning"),
    ("Angers a écrit à Yantai, sa jumelle.", "twinning"),
    # a country's or continent's adjective beside the word
    ("Angers et Yantai coopèrent. Sa jumelle allemande n'y est pas.", "cooperation"),
    ("Angers et Yantai coopèrent. La Ville soigne ses villes jumelles européennes.", "cooperation"),
    ("Angers and Yantai cooperate. The city also met its African sister cities.", "cooperation"),
    ("昂热市与烟台市合作。该市还接待了德国友城。", "cooperation"),
    # said from China, the European twin may be the French one; the Chinese twin may be named with another
    ("Yantai signe son premier jumelage européen avec Angers.", "twinning"),
    ("Angers, avec ses jumelles allemande et chinoise, Osnabrück et Yantai, fait la fête.", "twinning"),
    # what is said not to be so
    ("Angers coopère avec Yantai. Rien de tel avec Wuxi, qui rêvait d'un jumelage.", "cooperation"),
    ("Angers coopère avec Yantai ; rien de semblable avec Wuxi, ni jumelage ni accord.", "cooperation"),
    ("Angers works with Yantai. Nothing of the kind has been agreed with Wuxi, no twinning.", "cooperation"),
    ("Contrairement à Wuxi, Yantai est jumelée avec Angers.", "twinning"),
    ("À la différence de la ville de Wuxi, Yantai est jumelée avec Angers.", "twinning"),
    ("Unlike Wuxi, Yantai is a sister city of Angers.", "twinning"),
    ("与无锡不同，烟台市与昂热市是友好城市。", "twinning"),
    # what is about to be signed is only wished
    ("Angers annonce la signature prochaine d'une convention avec Yantai.", "contact wished"),
    ("La signature à venir d'un accord entre Angers et Yantai est annoncée.", "contact wished"),
    ("Angers se réjouit de la prochaine signature d'un protocole avec Yantai.", "contact wished"),
    ("Angers announced the upcoming signing of an agreement with Yantai.", "contact wished"),
    ("昂热市与烟台市即将签署合作协议。", "contact wished"),
]


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_what_is_of_others_denied_or_to_come(text, expected, reading):
    assert ties(reading(text)) == {"Angers – Yantai": expected}


GOES_ON = [
    # two sides that exchange
    ("Angers and Yantai have been exchanging pupils since 1999.", "cooperation 1999"),
    ("Angers has exchanged gardeners and cooks with Yantai since 1999.", "cooperation 1999"),
    ("Angers et Yantai échangent des jardiniers depuis 1999.", "cooperation 1999"),
    ("昂热市与烟台市自1999年起互派学生。", "cooperation 1999"),
    # a dated agreement told right after the one pair
    ("Angers and Yantai work together. On 20 April 2018 the mayors signed a memorandum.", "agreement 2018"),
    ("Angers et Yantai échangent des jardiniers. Le 20 avril 2018, les élus ont signé un protocole.", "agreement 2018"),
    ("昂热市与烟台市开展合作。2018年4月，副市长签署了备忘录。", "agreement 2018"),
    # but not one without a date, of bodies, or beyond the next sentence
    ("Angers et Yantai coopèrent. On signe trop d'accords.", "cooperation"),
    ("Angers et Yantai coopèrent. Le 20 avril 2018, l'Université d'Angers a signé un accord.", "cooperation"),
    ("Angers et Yantai coopèrent. Il a plu. Il a neigé. Le ministre a signé une convention.", "cooperation"),
]


@pytest.mark.parametrize(("text", "expected"), GOES_ON)
def test_what_is_exchanged_and_what_is_signed_next(text, expected, reading):
    assert ties(reading(text)) == {"Angers – Yantai": expected}


# Who was there or excused is tied by nothing.
ATTENDANCE = [
    "Présents : Bertille Ansaldi (Ville de Valence), Wei Linfeng (province du Sichuan).",
    "Étaient présents : M. Paul Roy (Angers), Mme Anne Petit (Caen), M. Wang Li (Yantai).",
    "Excusés : Paul Roy (Région Bretagne, coopération avec le Shandong), Wang Li (province du Shandong).",
    "Participants : Paul Roy (Angers), Wang Li (Yantai), délégation reçue à l'hôtel de ville.",
    "Apologies: Paul Roy (Angers), Wang Li (Yantai), who cooperate on schools.",
    "出席：图尔市张三、烟台市李四、代表团全体成员",
    "参会人员：布列塔尼大区张三、山东省李四",
]


@pytest.mark.parametrize("text", ATTENDANCE)
def test_a_list_of_who_was_there_ties_nobody(text, reading):
    assert pairs(reading(text)) == set()


WORDS = [
    # words for an agreement
    ("Angers et Yantai ont signé en 2009 un pacte d'amitié.", "agreement 2009"),
    ("Angers et Yantai ont adopté en 2009 une feuille de route commune.", "agreement 2009"),
    ("En 2009, Angers et Yantai ont prêté le serment d'amitié.", "agreement 2009"),
    ("2009年，昂热市与烟台市发表联合声明。", "agreement 2009"),
    ("2009年，昂热市与烟台市建立友好往来关系。", "agreement 2009"),
    ("2009年，昂热市与烟台市签署合作宣言。", "agreement 2009"),
    ("Angers and Yantai issued a joint statement in 2009.", "agreement 2009"),
    ("Angers and Yantai signed a memorandum in 2009.", "agreement 2009"),
    # with a capital, as minutes and the English like to write it
    ("Angers and Yantai signed an MoU in 2009.", "agreement 2009"),
    ("Angers and Yantai signed a Memorandum of Understanding in 2009.", "agreement 2009"),
    ("Angers et Yantai ont signé un Accord de coopération en 2009.", "agreement 2009"),
    ("Angers et Yantai ont signé une Convention de partenariat en 2009.", "agreement 2009"),
    ("In 2009 Angers and Yantai inked a framework agreement.", "agreement 2009"),
    # words for a twinning
    ("Angers et Yantai sont cités sœurs depuis 2006.", "twinning 2006"),
    ("Angers et Yantai sont cités soeurs depuis 2006.", "twinning 2006"),
    ("昂热市与烟台市2006年结为姊妹城。", "twinning 2006"),
    ("昂热市与烟台市2006年缔结友好城市。", "twinning 2006"),
    ("昂热市与烟台市2006年结对。", "twinning 2006"),
    ("Angers has been paired with Yantai since 2006.", "twinning 2006"),
    ("Angers and Yantai became friendship cities in 2006.", "twinning 2006"),
    ("Angers and Yantai are sister towns.", "twinning"),
    # what twin towns do in a year is no beginning
    wrong("Angers et sa ville jumelle Yantai ont organisé un marathon en 2012.", "twinning", DATED),
    ("Angers, jumelée avec Yantai, a ouvert une médiathèque en 2012.", "twinning"),
    wrong("昂热市与友好城市烟台市2012年举办马拉松。", "twinning", DATED),
    wrong("昂热市与友城烟台市2012年共同举办画展。", "twinning", DATED),
    wrong("Angers and its sister city Yantai held a marathon in 2012.", "twinning", DATED),
    wrong("Angers and Yantai, sister towns, met in 2012.", "twinning", DATED),
    # words for a cooperation
    ("Angers œuvre de concert avec Yantai : leur rapprochement est réel.", "cooperation"),
    ("Angers et Yantai, villes amies, échangent.", "cooperation"),
    ("Angers travaille en lien avec Yantai.", "cooperation"),
    ("昂热市与烟台市携手共建花园。", "cooperation"),
    ("昂热市与烟台市开展对口交流。", "cooperation"),
    ("昂热市与烟台市结缘多年。", "cooperation"),
    ("Angers collaborates with Yantai.", "cooperation"),
    ("Angers keeps close ties with Yantai.", "cooperation"),
    ("Angers works with Yantai on schools.", "cooperation"),
    # a letter of intent
    ("Angers et Yantai ont signé en 2009 une déclaration d'intention en vue d'un jumelage.", "agreement 2009"),
    wrong("Angers et Yantai ont signé une promesse de jumelage en 2009.", "agreement 2009", INTENTION),
    wrong("Angers et Yantai ont signé une intention de jumelage en 2009.", "agreement 2009", INTENTION),
    ("2009年，昂热市与烟台市签署结为友好城市的意向协议。", "agreement 2009"),
    ("In 2009 Angers and Yantai signed a declaration of intent on a twinning.", "agreement 2009"),
    # wishes
    ("Angers et Yantai sont bientôt jumelées, dit-on.", "contact wished"),
    ("Angers et Yantai négocient un jumelage.", "contact wished"),
    ("Angers réfléchit à un jumelage avec Yantai.", "contact wished"),
    ("昂热市正在酝酿与烟台市结为友好城市。", "contact wished"),
    ("昂热市力争与烟台市缔结友好城市关系。", "contact wished"),
    ("昂热市与烟台市就建立友好城市关系进行磋商。", "contact wished"),
    ("Angers is considering a twinning with Yantai.", "contact wished"),
    ("Angers is interested in a twinning with Yantai.", "contact wished"),
    ("Angers is about to become a sister city of Yantai.", "contact wished"),
    # anniversaries
    ("En 2016, Angers et Yantai soufflent les dix bougies de leur jumelage.", "twinning 2006"),
    ("Angers et Yantai ont fêté en 2016 la première décennie de leur jumelage.", "twinning"),
    ("2016年，昂热市与烟台市友好城市迎来十岁生日。", "twinning"),
    ("2016年是昂热市与烟台市缔结友好城市十周年。", "twinning 2006"),
    ("In 2016 Angers and Yantai marked ten years of twinning.", "twinning 2006"),
    ("In 2026 Angers and Yantai will mark two decades of twinning.", "twinning"),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_the_rarer_words_for_a_tie(text, expected, reading):
    assert ties(reading(text)) == {"Angers – Yantai": expected}


DENIED = [
    ("Angers demeure sans jumelage, et Yantai aussi.", set()),
    ("Angers n'ira pas chercher sa jumelle à Yantai.", set()),
    ("Angers et Yantai ne signeront jamais de convention.", set()),
    ("昂热市与烟台市尚未签署协议。", set()),
    ("昂热市与烟台市并未结为友好城市。", set()),
    ("昂热市与烟台市未能签署合作协议。", set()),
    ("Angers and Yantai have no twinning.", set()),
    ("Angers is not twinned with Yantai.", set()),
    ("Angers and Yantai never signed an agreement.", set()),
    wrong("There is no agreement between Angers and Yantai.", set(), "English denies with « no », which only « no twin* » knows"),
    # Pas-de-Calais denies nothing
    ("Le Pas-de-Calais a signé un accord avec Yantai.", {"Pas-de-Calais – Yantai"}),
    ("La Région Nord-Pas-de-Calais est jumelée avec le Sichuan.", {"Nord-Pas-de-Calais – Sichuan"}),
    ("The department of Pas-de-Calais is twinned with Yantai.", {"Pas-de-Calais – Yantai"}),
]

WHO = [
    # a place that looks like the scene of something, apposed as a partner
    ("Yantai écrit à Angers et à Quimper, ses deux villes jumelles.", {"Angers – Yantai", "Quimper – Yantai"}),
    ("Une fête aura lieu à Yantai, sa ville jumelle, dit le maire d'Angers.", {"Angers – Yantai"}),
    # the tie's own word asks for the place
    ("Angers est jumelée à Yantai.", {"Angers – Yantai"}),
    ("Angers est liée à Yantai par un accord.", {"Angers – Yantai"}),
    ("Angers est associée à Yantai depuis 2006.", {"Angers – Yantai"}),
    # each partner with its own parent, however it is said
    ("Angers, dans le Maine-et-Loire, est jumelée avec Yantai, dans le Shandong.", {"Angers – Yantai"}),
    ("山东省烟台市与曼恩-卢瓦尔省昂热市结为友好城市。", {"Angers – Yantai"}),
    ("Angers (Maine-et-Loire, France) est jumelée avec Yantai (Shandong, Chine).", {"Angers – Yantai"}),
    ("Angers (Maine-et-Loire, France) is twinned with Yantai (Shandong, China).", {"Angers – Yantai"}),
    # clauses between semicolons
    ("Angers est jumelée avec Yantai ; Caen l'est avec Nankin.", {"Angers – Yantai", "Caen – Nanjing"}),
    ("昂热市与烟台市结为友好城市；卡昂市与南京市签署协议。", {"Angers – Yantai", "Caen – Nanjing"}),
    ("Angers is twinned with Yantai; Caen has an agreement with Nanjing.", {"Angers – Yantai", "Caen – Nanjing"}),
    # the latter
    ("Angers regarde vers Yantai. Cette dernière est jumelée avec Quimper.", {"Quimper – Yantai"}),
    # the title says whose "our town" is, whose visitors come
    ("# Yantai reçoit ses amis\nUne délégation d'Angers a visité le port en compagnie du maire.", {"Angers – Yantai"}),
    ("# 烟台市外办动态\n昂热市代表团来访，副市长会见。", {"Angers – Yantai"}),
    ("# News from Yantai\nThe mayor of Angers visited the harbour with a delegation.", {"Angers – Yantai"}),
    # the two cities, where the document is about two
    ("# Angers, Yantai\nLes deux villes sont jumelées depuis 2006.", {"Angers – Yantai"}),
    ("# 昂热与烟台\n两市于2006年结为友好城市。", {"Angers – Yantai"}),
    ("# Angers and Yantai\nThe two cities have been twinned since 2006.", {"Angers – Yantai"}),
    # what two schools sign is theirs
    ("Le lycée Chevrollier d'Angers et un lycée de Yantai ont signé une convention.", set()),
    ("昂热大学与烟台大学签署合作协议，两校互派学生。", set()),
    ("The University of Angers and Yantai University signed an agreement.", set()),
    # a third country's partner beside the two
    ("Angers est jumelée avec Yantai, Pise et Osnabrück.", {"Angers – Yantai"}),
    ("Angers est jumelée avec Pise, Osnabrück et Yantai.", {"Angers – Yantai"}),
    ("Angers est jumelée avec Pise (Italie) et Yantai (Chine).", {"Angers – Yantai"}),
    ("昂热市与德国奥斯纳布吕克市、意大利比萨市和中国烟台市结为友好城市。", {"Angers – Yantai"}),
    ("Angers is twinned with Pisa (Italy), Osnabrück (Germany) and Yantai (China).", {"Angers – Yantai"}),
    ("Angers est jumelée avec Pise ; Yantai a été citée en exemple.", set()),
    # a committee's name
    ("Le Comité d'Accord Musical d'Angers a joué à Yantai.", set()),
    ("Le Forum de la Coopération s'est tenu à Yantai ; Angers y était.", set()),
    # respectively, otherwise said
    ("昂热、卡昂两市分别与烟台、南京两市结为友好城市。", {"Angers – Yantai", "Caen – Nanjing"}),
    ("Angers et Caen ont signé respectivement avec Yantai et Nankin une convention.", {"Angers – Yantai", "Caen – Nanjing"}),
    ("Angers and Caen signed agreements with Yantai and Nanjing, respectively.", {"Angers – Yantai", "Caen – Nanjing"}),
]


@pytest.mark.parametrize(("text", "expected"), [*DENIED, *WHO])
def test_who_is_tied_in_rarer_turns(text, expected, reading):
    assert pairs(reading(text)) == expected


def test_each_partner_of_a_list_has_the_date_after_its_name(reading):
    text = "Papeete est jumelée avec Changning, depuis 2007, et avec Yantai, depuis 2015."
    assert ties(reading(text)) == {"Papeete – Changning": "twinning 2007", "Papeete – Yantai": "twinning 2015"}
