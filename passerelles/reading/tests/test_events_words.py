"""The words for each kind of occasion, in sentences as pages of towns, provinces and newspapers tell them."""

import pytest

from passerelles.reading.tests.test_events import found

KINDS = {
    "seminar": [
        "Un webinaire sur la gestion des déchets réunira le 4 mars 2021 les techniciens des deux villes.",
        "L'ambassadeur a donné une conférence le 28 avril 2011 à la Sorbonne.",
        "Le stage de cuisine aura lieu du 2 au 6 juillet 2018.",
        "2003年9月12日，第一届中法环境研讨会在武汉召开。",
        "An online conference on smart cities was held on 12 November 2020.",
    ],
    "forum": [
        "Une centaine d'entreprises ont participé au forum économique franco-chinois de Lille, le 9 octobre 2013.",
        "2014年9月26日，投资推介会在里昂举行。",
        "2022年11月10日，第十二届友城市长论坛以视频形式举行。",
    ],
    "meeting": [
        "Un dîner a été offert le 28 avril 2011 en l'honneur du consul.",
        "Une visioconférence a réuni les deux maires le 3 juin 2020 pendant une heure.",
        "Relevé de décisions du mardi 17 janvier 2023, salle Rabelais",
        "2021年6月8日，两市举行线上会议。",
        "2019年9月20日，两市市长通电话，互致问候。",
        "2019年9月20日，国际友城交流与合作座谈会举行。",
        "The mayors exchanged views by video link on April 28, 2021.",
    ],
    "visit": [
        "Du 3 au 5 juin 2019, une délégation de Suzhou conduite par le vice-maire a été reçue à l'hôtel de ville.",
        "Les élèves du lycée ont séjourné à Xi'an du 8 au 22 octobre 2015.",
        "En mai 2011, le président s'était rendu dans le Sichuan.",
        "Le président de la Région était en Chine du 3 au 6 mars 2012.",
        "2017年6月，应法国朋友邀请，市长一行6人对法国进行了友好访问。",
        "A trade mission from Lyon arrived on April 28, 2011.",
    ],
    "exhibition": [
        "Le sculpteur Li Wei exposera du 3 mai au 30 juin 2011 au château.",
        "La foire-exposition de Caen, du 18 au 28 septembre 2015, avait pour thème la Chine.",
        "2016年5月3日，茶叶交易会在杭州开幕。",
        "2019年9月20日，洛阳牡丹瓷作品展在图尔开幕。",
        "The paintings are on show in the town hall from 3 to 8 May 2011.",
    ],
    "festival": [
        "Un cycle de films chinois est proposé du 12 au 15 octobre 2013.",
        "Le marché de Noël de Strasbourg s'est installé à Pékin le 26 novembre 2012.",
        "Le film sera projeté le 12 octobre 2011 au cinéma Le Méliès.",
        "2015年6月5日，法国美食节在青岛开幕。",
        "2017年9月8日，法国雷恩音乐节走进济南。",
        "The Nantes orchestra gave a concert in Qingdao on May 3, 2017.",
    ],
    "signature": [
        "La cérémonie de signature du protocole d'accord s'est déroulée le 6 juillet 2017.",
        "2019年9月20日，两市建立友好城市关系签字仪式在市政府举行。",
        "On June 4, 2018, a student exchange agreement was inked between the two schools.",
    ],
    "other": [
        "La course de bateaux-dragons se tiendra le 18 juin 2018 sur la Loire.",
        "Les vingt ans du jumelage ont été fêtés le 8 mai 2013 à la mairie.",
        "Un match amical a opposé les deux équipes le 12 août 2018.",
        "2019年10月18日至27日，第七届世界军人运动会在武汉举行。",
        "2021年6月8日，两市以线上方式举行友好城市结好35周年纪念活动。",
        "2019年7月15日，中学生交流营开营仪式举行。",
        "A tree-planting ceremony was held on April 28, 2011.",
    ],
}
ROWS = [(text, kind) for kind, texts in KINDS.items() for text in texts]


@pytest.mark.parametrize(("text", "kind"), ROWS)
def test_tells_the_kind_by_the_word(text, kind):
    news = "友城工作简讯\n" if text[0].isdigit() else "Newsletter\n" if text.startswith(("The", "A ", "An ", "On ")) else "Actualités\n"
    assert [event.kind for event in found(news + text)] == [kind]


NOT_THE_WORD = [
    ("Le bureau de représentation a ouvert à Shanghai le 5 mai 2010.", "festival"),
    ("La performance de l'entreprise a été saluée le 5 mai 2010 par la presse.", "festival"),
    ("Canton est la ville invitée d'honneur depuis le 5 mai 2010.", "visit"),
    ("Le comité régional du tourisme compte dix agents le 5 mai 2010.", "meeting"),
]


@pytest.mark.parametrize(("text", "kind"), NOT_THE_WORD)
def test_a_word_that_only_looks_like_an_occasion_gives_no_kind(text, kind):
    assert kind not in [event.kind for event in found("Actualités\n" + text)]
