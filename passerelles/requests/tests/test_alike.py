"""One delegation at several doors, on a written table of pairs: development half and held half."""

import tomllib
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from passerelles.reading import Gazetteer
from passerelles.requests.recognising import THRESHOLD, Comparison, Dates, Profile, compare, keys_of, traits_of

DATA = Path(__file__).parent / "data"
FLOORS = {"precision": 0.97, "recall": 0.9}


@cache
def known():
    return Gazetteer.load()


def profile_of(row):
    return Profile(
        asker=row["asker"],
        country=row.get("country", "" if "Conseil" in row["asker"] or "Voyages" in row["asker"] else "CN"),
        domain=row.get("mail", ""),
        head=row.get("head", ""),
        rank=row.get("rank", ""),
        dates=Dates(row.get("from"), row.get("to"), row.get("dating") == "window"),
        themes=frozenset(row["themes"]),
        size=row.get("size"),
        purpose=row["purpose"],
        letter=row.get("letter", ""),
        language=row["lang"],
    )


@cache
def pairs(half):
    """(story, one, other, whether they are the same) for every pair of every story."""
    stories = tomllib.loads((DATA / f"alike_{half}.toml").read_text(encoding="utf-8"))["story"]
    found = []
    for story in stories:
        rows = [(row["journey"], traits_of(profile_of(row), known())) for row in story["requests"]]
        found += [(story["name"], one, other, mine == theirs) for (mine, one), (theirs, other) in combinations(rows, 2)]
    return found


def scores(*halves):
    judged = [(compare(one, other).is_alike, same) for half in halves for _, one, other, same in pairs(half)]
    right = sum(alike and same for alike, same in judged)
    return {
        "pairs": len(judged),
        "same": sum(same for _, same in judged),
        "precision": right / max(1, sum(alike for alike, _ in judged)),
        "recall": right / sum(same for _, same in judged),
    }


def told(halves):
    found = scores(*halves)
    figures = f"precision {found['precision']:.3f}, recall {found['recall']:.3f}"
    print(f"{' + '.join(halves)}: {found['pairs']} pairs, {found['same']} the same: {figures}")  # noqa: T201 (shown by pytest -s)
    return found


def test_the_whole_table_is_recognised():
    assert (found := told(["dev", "held"]))["pairs"] >= 200
    assert all(found[name] >= floor for name, floor in FLOORS.items())


def test_the_half_that_weights_were_not_chosen_by_is_recognised_too():
    told(["dev"])
    found = told(["held"])
    assert found["precision"] >= 0.95 and found["recall"] >= 0.9


def test_the_order_of_two_requests_changes_no_score():
    for _, one, other, _ in pairs("dev"):
        assert compare(one, other).score == compare(other, one).score


def test_two_requests_of_one_delegation_share_a_key():
    """Else the one would not be found among very many."""
    apart = [(one.profile, other.profile) for half in ("dev", "held") for _, one, other, same in pairs(half) if same and alone(one, other)]
    assert apart == []


def alone(one, other):
    return compare(one, other).is_alike and not keys_of(one) & keys_of(other)


def test_each_reason_has_its_weight_and_the_words_it_stands_on():
    found = said({"asker": "徐州市外办", "head": "周明远"}, {"asker": "Ville de Xuzhou", "head": "M. Zhou Mingyuan"})
    assert isinstance(found, Comparison) and found.score == sum(reason.weight for reason in found.reasons) >= THRESHOLD
    assert found.reasons[0].words == ("周明远", "M. Zhou Mingyuan")


def said(one, other):
    return compare(*(traits_of(Profile(**{"country": "CN", **values}), known()) for values in (one, other)))


def test_nothing_said_is_nothing_shared():
    assert said({}, {}).reasons == ()


def signs(one, other):
    return {reason.sign.value for reason in said(one, other).reasons}


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("徐州市", "Ville de Xuzhou", "same_place"),
        ("徐州市外办", "Xuzhou Municipal Government", "same_place"),  # the office speaks for its city
        ("江苏省徐州市", "徐州", "same_place"),  # the province only says where
        ("Nankin", "南京市", "same_place"),  # an exonym
        ("Suzhou", "苏州市", "maybe_place"),  # or 宿州
        ("Suzhou (Anhui)", "宿州市", "same_place"),
        ("苏州市", "宿州市", "other_place"),
        ("上海市徐汇区", "上海市", "part_of_place"),  # a district is not its city
        ("云南省", "大理白族自治州", "part_of_place"),
        ("合肥市", "郑州市", "other_place"),
    ],
)
def test_places_are_compared_across_scripts(one, other, sign):
    assert sign in signs({"asker": one}, {"asker": other})


def test_a_place_that_was_given_is_narrowed_by_the_name_only():
    assert "same_place" in signs({"asker": "我单位", "place": "CN/prefecture/320300"}, {"asker": "徐州市"})
    assert "part_of_place" in signs({"asker": "徐州市云龙区", "place": "CN/prefecture/320300"}, {"asker": "徐州市"})
    assert "same_place" in signs({"asker": "徐州市", "place": "no such key"}, {"asker": "徐州市"})


def test_an_agencys_delegation_is_where_its_purpose_says():
    agency = {"asker": "Paris Travel", "purpose": "La ville de Zibo (Shandong) viendra."}
    assert "same_place" in signs(agency, {"asker": "淄博市"})


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("周明远", "Zhou Mingyuan", "same_head"),
        ("周明远副市长", "ZHOU Ming-yuan, vice-maire", "same_head"),
        ("Mingyuan Zhou", "Mr Zhou Mingyuan", "same_head"),
        ("吕红", "LYU Hong", "same_head"),  # as passports write ü
        ("陳偉傑", "陈伟杰", "nearly_head"),  # traditional, or somebody else of the same sound
        ("单国梁", "Shan Guoliang", "same_head"),  # a surname's own reading
        ("欧阳修文", "Ouyang Xiuwen", "same_head"),
        ("M. Zhou", "周明远", "same_surname"),
        ("周市长", "Zhou Mingyuan", "same_surname"),
        ("M. Li", "周明远", "other_head"),
        ("Zhou Mingyuen", "周明远", "nearly_head"),  # a slip
        ("周明远", "王海平", "other_head"),
    ],
)
def test_heads_are_compared_across_scripts(one, other, sign):
    assert sign in signs({"head": one}, {"head": other})


@pytest.mark.parametrize("head", ["", "待定", "à préciser", "un vice-maire, à confirmer", "12345", "()[]", "副市长"])
def test_nobody_named_is_no_sign(head):
    assert signs({"head": head}, {"head": "Zhou Mingyuan"}) == set()


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("中国青岛第二中学", "青岛市人民政府", "institution"),
        ("徐州市体育局", "徐州市教育局", "other_body"),
        ("徐州市体育局", "Bureau des sports de Xuzhou", "same_body"),
        ("徐州市体育局", "徐州市外办", "bureau"),
    ],
)
def test_bodies_are_compared_across_scripts(one, other, sign):
    assert sign in signs({"asker": one}, {"asker": other})


LETTER = "La ville envoie en octobre sept personnes qui désirent connaître vos écoles d’ingénieurs et vos usines d’assemblage."


def test_letters_that_share_passages_are_told():
    assert "same_letter" in signs({"letter": LETTER}, {"letter": f"Monsieur, bonjour. {LETTER.upper()}"})
    assert "shared_figures" in signs(
        {"letter": "Le 12 mai 2027, 14 personnes", "language": "fr"}, {"letter": "2027年5月12日，14人", "language": "zh"}
    )


def test_everybodys_mail_is_no_sign():
    assert signs({"domain": "163.com"}, {"domain": "163.com"}) == set()
    assert signs({"domain": "fao.example.org"}, {"domain": "FAO.example.org"}) == {"same_domain"}


def test_words_of_any_length_are_read_in_no_time():
    long = "市" * 200_000
    assert said({"asker": long[:250], "letter": long, "head": "单" * 5000}, {"asker": long[:250], "letter": long, "head": "单" * 5000})
