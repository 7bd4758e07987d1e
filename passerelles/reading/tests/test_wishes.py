"""Wishes: an authority that lacks something and says so, without naming a partner. Pleasantries about a partner one has are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelles.reading import dates, organisations, places, ties, wishes
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Wish
from passerelles.reading.reader import Reading
from passerelles.reading.tests.texts import reading_of, says_hold

KNOWN = Gazetteer.load()


def reading(text: str) -> Reading:
    found = reading_of(text, published="2018-01-11")
    for find in (dates.find, places.find, organisations.find):
        found.add(find(found, KNOWN))
    found.add([one for one in ties.find(found, KNOWN) if not isinstance(one, Wish)])
    found.add(wishes.find(found, KNOWN))
    return found


def told(text: str) -> list[tuple[str, str, str | None]]:
    return [(wish.party.name, wish.wants, wish.place and wish.place.name) for wish in reading(text).of(Wish)]


WISHES = [
    # seeking with what is lacked
    ("Le conseil départemental de l'Isère cherche une ville partenaire en Chine.", [("Isère", "une ville partenaire en Chine", None)]),
    ("La Métropole de Lyon, qui travaille avec Canton, est à la recherche d'une ville chinoise.", [("Métropole de Lyon", "une ville chinoise", None)]),
    ("The City of Nantes is looking for a partner city in China.", [("Nantes", "a partner city in China", None)]),
    ("Guilin seeks French partners for its tourism schools.", [("Guilin", "French partners for its tourism schools", None)]),
    ("法国城市图卢兹希望寻找中国合作伙伴。", [("Toulouse", "寻找中国合作伙伴", None)]),
    ("La province du Hubei recherche des partenaires français dans le domaine de la santé.", [("Hubei", "des partenaires français dans le domaine de la santé", None)]),
    ("Le Havre is in search of a Chinese partner port.", [("Le Havre", "a Chinese partner port", None)]),
    # two wish together
    ("Angers et Dijon souhaitent nouer un partenariat avec une ville chinoise.", [("Angers", "nouer un partenariat avec une ville chinoise", None), ("Dijon", "nouer un partenariat avec une ville chinoise", None)]),
    # where it looks is no partner
    ("La Ville de Cahors espère trouver un partenaire viticole dans le Sichuan. Rien n’est engagé.", [("Cahors", "trouver un partenaire viticole dans le Sichuan", "Sichuan")]),
    ("Dreux cherche une ville du Gansu pour ses lycées.", [("Dreux", "une ville du Gansu pour ses lycées", "Gansu")]),
    # wanting with a deed
    ("Brest envisage l'ouverture d'un Institut Confucius.", [("Brest", "l'ouverture d'un Institut Confucius", None)]),
    ("M. Petit, maire de Dreux, souhaite accueillir des stagiaires chinois.", [("Dreux", "accueillir des stagiaires chinois", None)]),
    ("La Région Bretagne souhaite ouvrir un bureau en Chine.", [("Bretagne", "ouvrir un bureau en Chine", None)]),
    ("La commune de Blois, ville royale, souhaiterait se jumeler avec une ville chinoise.", [("Blois", "se jumeler avec une ville chinoise", None)]),
    ("Suzhou souhaite développer un partenariat universitaire en France.", [("Suzhou", "développer un partenariat universitaire en France", None)]),
    ("济南市计划在法国寻找一座以水闻名的城市结为友好城市。", [("Jinan", "在法国寻找一座以水闻名的城市结为友好城市", None)]),
    ("The Normandy region is considering opening an office in China.", [("Normandie", "opening an office in China", None)]),
    ("Chengdu hopes to establish a sister city relationship with a French town.", [("Chengdu", "establish a sister city relationship with a French town", None)]),
    ("湖北省有意与一个法国大区结为友好省份。", [("Hubei", "与一个法国大区结为友好省份", None)]),
    ("里昂市市长表示，希望与更多中国城市建立友好关系。", [("Lyon", "与更多中国城市建立友好关系", None)]),
    # "our city" speaks for the town named before
    ("关于呼和浩特市代表团访问法国的函\n我市希望在法国寻找一个奶业发达的城市建立友好合作关系。", [("Hohhot", "在法国寻找一个奶业发达的城市建立友好合作关系", None)]),
    # rows: one side alone, and a pair's first party that wants something else
    (
        "Région Occitanie – Sichuan | Santé | 2018\nRégion Hauts-de-France | Coopération sur le tourisme | Espère aboutir à une déclaration d’intention\n"
        "Ville de Bordeaux – Wuhan | Coopération | Envisage l’ouverture d’un Institut Confucius",
        [("Hauts-de-France", "aboutir à une déclaration d’intention", None), ("Bordeaux", "l’ouverture d’un Institut Confucius", None)],
    ),
    ("Région | Partenaire | Remarque\nMidi-Pyrénées |  | cherche une province", [("Midi-Pyrénées", "une province", None)]),
    # a name broken over two lines
    ("Ville | Quoi | Suite\nVille de Tours | Langue | Envisage l’ouverture d’un Institut\n Confucius", [("Tours", "l’ouverture d’un Institut Confucius", None)]),
]  # fmt: skip

NONE = [
    "La Région Bretagne souhaite renforcer ses échanges avec la Chine.",  # what it has
    "La Région Bretagne souhaite nouer un partenariat avec le Shandong.",  # the partner is named: a tie's wish
    "对方介绍，克莱蒙费朗市有意同包头市建立联系。",
    "里昂希望与广州加强合作。",
    "Chengdu hopes to deepen its cooperation with Lyon.",
    "La Ville de Nice cherche à renforcer sa présence en Chine.",
    "La Ville de Nice cherche un opérateur pour le tramway.",
    "Le maire de Beaune espère que la Chine achètera du vin.",
    "雷恩希望成为中国游客的目的地。",
    "Une entreprise de Lyon cherche un partenaire chinois.",  # not the town
    "L'université de Cahors cherche un partenaire en Chine.",
    "La Mure n'a jamais eu de partenaire chinois et n'en cherche pas.",  # denied
    "Dijon cherche une ville allemande pour un échange scolaire.",  # a third country
    "La Ville de Tours recherche des solutions pour ses écoles.",  # nothing abroad
    "Une autre collectivité voudrait-elle la recevoir ?",  # nobody
    "Trois provinces voudraient former des animateurs du patrimoine.",
    "双方同意先从职业教育方面寻找对接地区。",
    "Ville | Partenaire | État\nClermont-Ferrand | Baotou | souhaité",  # the row's own tie
]


@pytest.mark.parametrize(("text", "expected"), WISHES)
def test_wishes_of_whom_for_what_and_where(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert told(text) == expected
    assert says_hold(text, reading(text).of(Wish))


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_wish(text: str) -> None:
    assert told(text) == []


def test_a_row_s_wish_is_quoted_in_its_cell_with_the_name_as_context() -> None:
    text = "Région | Partenaire | Remarque\nMidi-Pyrénées |  | cherche une province"
    [wish] = reading(text).of(Wish)
    assert wish.says[0].quote.text == "cherche une province"
    assert [span.text for span in wish.says[0].context] == ["Midi-Pyrénées", "Région | Partenaire | Remarque"]


PIECES = ["La Ville de Tours", " cherche ", "une ", "ville", " partenaire", " en Chine", "Envisage ", "l'ouverture d'un", " Institut Confucius", "成都市", "希望", "寻找", "一个", "法国", "城市", "我市", " | ", "\n", ". ", "hopes to ", "find a partner"]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30))
def test_quotes_are_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert says_hold(text, reading(text).of(Wish))
    assert told(text) == told(text)
