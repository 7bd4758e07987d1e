"""What a letter says of how many come, who leads them and when: general rules, tried on sentences in three languages."""

from dataclasses import replace
from datetime import date

import pytest

from passerelles.places.actions import gazetteer
from passerelles.reading import open_document, read
from passerelles.requests.prefilling.days import days_of
from passerelles.requests.prefilling.guessing import guessed, together
from passerelles.requests.prefilling.leaders import leader_of
from passerelles.requests.prefilling.sizes import size_of
from tests import make

WRITTEN = date(2027, 3, 1)


def reading(text):
    return read(open_document(text.encode(), name="letter.txt"), gazetteer())


@pytest.mark.parametrize(
    ("text", "size"),
    [
        # Chinese numerals and digits
        ("徐州市代表团一行十二人拟访问贵市。", 12),
        ("我市三十人的考察团计划来访。", 30),
        ("代表团一行8人（含翻译1人）将来访。", 8),
        ("本团共二十五名成员。", 25),
        ("代表团由六人组成。", 6),
        # about so many: the number said
        ("本次来访约20人。", 20),
        ("二十余人的代表团将来访。", 20),
        ("我方代表团近三十人。", 30),
        # ranges: the most who may come
        ("代表团规模为10到15人。", 15),
        ("代表团一行八至十人。", 10),
        ("Nous serons entre 8 et 10 personnes, soit 10 personnes au plus.", 10),
        ("Une délégation de dix à douze personnes.", 12),
        ("A dozen to fifteen people would come with our delegation.", 15),
        # the whole rather than a part of it
        ("一行8人，连同翻译共九人。", 9),
        ("拟组织三名专家随团，代表团共12名成员。", 12),
        ("La délégation compte vingt-cinq membres, dont deux interprètes.", 25),
        ("Trois élus et cinq agents, soit huit personnes.", 8),
        # French words
        ("Une délégation d'une douzaine de personnes viendrait.", 12),
        ("Trente participants sont attendus.", 30),
        ("Nous serons huit.", 8),
        ("Nombre de participants : 14", 14),
        ("Une demi-douzaine de personnes.", 6),
        # English words
        ("We would be a party of fifteen.", 15),
        ("An eight-member delegation will visit.", 8),
        ("Our delegation consists of twenty people.", 20),
        ("Number of participants: 18", 18),
        # what counts something else
        ("公园每年接待游客30万人，徐州人口900万人。", None),
        ("五年来双方互访达120人次。", None),
        ("两市于1984年结为友好城市，至今已有43年。", None),
        ("Notre ville compte 300 000 habitants et trois universités.", None),
        ("A delegation of 3 cities and five universities will come.", None),
        ("Le groupe de 5 communes reste cinq jours.", None),
        ("代表团将于10月11日访问3个城市。", None),
        ("10 000 personnes", None),
    ],
)
def test_how_many_come(text, size):
    assert size_of(reading(text)) == size


@pytest.mark.parametrize(
    ("text", "rank", "name"),
    [
        ("本次来访由张伟副市长率团。", "deputy", "张伟"),
        ("代表团由市委书记王强率领。", "head", "王强"),
        ("赵国强市长将率团来访，教育局局长李明陪同。", "head", "赵国强"),
        ("由人大常委会主任刘芳带队。", "elected", "刘芳"),
        ("团长：李明（教育局局长）。", "director", "李明"),
        ("由市外办主任陈静带队。", "director", "陈静"),
        ("Délégation conduite par M. Paul Martin, adjoint au maire.", "deputy", "Paul Martin"),
        ("Trente personnes viendront sous la conduite du maire.", "head", None),
        ("Le directeur général des services conduira la délégation.", "director", None),
        ("La délégation sera conduite par Mme Claire Dubois, première vice-présidente de la région.", "deputy", "Claire Dubois"),
        ("La DGS conduira la délégation, en l'absence du maire.", "director", None),
        ("A delegation led by Ms Li Na, director general of education.", "director", "Li Na"),
        ("A delegation headed by the deputy mayor will visit.", "deputy", None),
        ("Our mayor will lead a group of ten people.", "head", None),
        ("The delegation is led by Professor Wang Hao.", "expert", "Wang Hao"),
        # nobody is said to lead
        ("尊敬的圣艾蒂安市市长：", None, None),
        ("Monsieur le Maire, nous souhaitons visiter votre ville.", None, None),
        ("Copy to the director of the office.", None, None),
    ],
)
def test_who_leads_and_of_which_rank(text, rank, name):
    found = leader_of(reading(text))
    assert (found.get("head_rank"), found.get("head_name")) == (rank, name)


@pytest.mark.parametrize(
    ("text", "dating", "starts", "ends", "days"),
    [
        # parts of a month
        ("拟于2027年五月中旬访问贵市，为期5天。", "window", "2027-05-11", "2027-05-20", 5),
        ("将于6月上旬来访。", "window", "2027-06-01", "2027-06-10", None),
        ("计划9月下旬访问。", "window", "2027-09-21", "2027-09-30", None),
        ("将于明年3月底访问。", "window", "2028-03-21", "2028-03-31", None),
        ("拟于10月上半月访问，停留三天。", "window", "2027-10-01", "2027-10-15", 3),
        ("Nous viendrions dans la deuxième quinzaine de mai.", "window", "2027-05-16", "2027-05-31", None),
        ("Nous viendrions début octobre, pour quatre jours.", "window", "2027-10-01", "2027-10-10", 4),
        ("Fin septembre ou à la mi-octobre nous conviendrait.", "window", "2027-09-21", "2027-10-20", None),
        ("La première semaine de juin 2027 nous conviendrait.", "window", "2027-06-01", "2027-06-07", None),
        ("We would come in the first half of October.", "window", "2027-10-01", "2027-10-15", None),
        ("A five-day visit in late November is planned.", "window", "2027-11-21", "2027-11-30", 5),
        ("We hope to come in mid-May 2028.", "window", "2028-05-11", "2028-05-20", None),
        # a month, and some days between two
        ("Nous souhaitons venir en juin 2027.", "window", "2027-06-01", "2027-06-30", None),
        ("Nous resterons cinq jours entre le 3 et le 20 juin.", "window", "2027-06-03", "2027-06-20", 5),
        # fixed days; without a year the next ones
        ("拟于2027年5月10日至12日访问贵市。", "fixed", "2027-05-10", "2027-05-12", None),
        ("10月11日至15日访问贵市。", "fixed", "2027-10-11", "2027-10-15", None),
        ("2月3日至5日访问贵市。", "fixed", "2028-02-03", "2028-02-05", None),
        ("Nous viendrons du 10 au 12 octobre 2027, et non en mai.", "fixed", "2027-10-10", "2027-10-12", None),
        # nothing to come is said
        ("两市于1984年结为友好城市。", None, None, None, None),
        ("Merci de votre accueil en mai 2024.", None, None, None, None),
        ("Thank you for your letter.", None, None, None, None),
    ],
)
def test_when_they_would_come(text, dating, starts, ends, days):
    found = {name: str(value) if isinstance(value, date) else value for name, value in days_of(reading(text), WRITTEN).items()}
    assert (found.get("dating"), found.get("starts"), found.get("ends"), found.get("days")) == (dating, starts, ends, days)


def test_a_mail_that_only_says_find_attached_leaves_the_word_to_its_letter():
    mail = {
        "purpose": "Veuillez trouver ci-joint.",
        "themes": [],
        "contact_email": "wang@example.org",
        "dating": "fixed",
        "starts": 1,
        "ends": 2,
    }
    letter = {
        "purpose": "Visiter des parcs.",
        "themes": ["urban"],
        "size": 8,
        "head_rank": "head",
        "dating": "window",
        "starts": 3,
        "ends": 4,
        "days": 2,
    }
    found = together([mail, {"purpose": "Annexe", "themes": ["health"]}, letter])
    assert (found["purpose"], found["themes"], found["contact_email"]) == ("Visiter des parcs.", ["urban", "health"], "wang@example.org")
    assert (found["dating"], found["starts"], found["days"]) == ("window", 3, 2)


def test_a_mail_that_says_it_all_is_not_overruled_by_an_annex():
    mail = {"purpose": "Nous serons huit en mai.", "themes": ["sport"], "size": 8, "starts": 1}
    assert together([mail, {"purpose": "Annexe technique", "themes": ["water"]}])["purpose"] == "Nous serons huit en mai."
    assert together([]) == {}


@pytest.mark.parametrize(
    ("text", "office", "approved"),
    [
        ("青岛市代表团拟访问贵市。此访已经山东省人民政府外事办公室批准。青岛市。", "青岛市", "山东省人民政府外事办公室"),
        ("此行经省外办同意。徐州市人民政府外事办公室谨致问候。", "徐州市人民政府外事办公室", "省外办"),
        ("徐州市外办来函：出访计划已经江苏省人民政府审批，徐州市代表团拟于五月来访。", "徐州市外办", "江苏省人民政府"),
        ("福州市的经济技术合作项目已获批准，福州市人民政府拟派团来访。", "福州市人民政府", None),
        ("经福州市人民对外友好协会介绍，福州市拟派团来访。", "福州市人民对外友好协会", None),
    ],
)
def test_who_asks_is_not_who_approved(text, office, approved):
    found = guessed(replace(make.sheet(text.encode()), reading=reading(text)), WRITTEN)
    assert (found["asker_name"], found.get("approved_by")) == (office, approved)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Le bureau des affaires étrangères de Xuzhou annonce une délégation de la ville de Xuzhou.",
            "Bureau des affaires étrangères de Xuzhou",
        ),
        ("A delegation of Xuzhou would like to come. Xuzhou thanks you.", "Xuzhou"),
        ("Délégation de Xuzhou (徐州市) : bienvenue à Xuzhou.", "徐州市"),
    ],
)
def test_who_asks_is_named_as_the_letter_does(text, named):
    found = guessed(replace(make.sheet(text.encode()), reading=reading(text)), WRITTEN)
    assert found["asker_name"] == named
