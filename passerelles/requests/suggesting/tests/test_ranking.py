"""The ranking of authorities: a small world of two countries, one reason at a time."""

import math

import pytest

from passerelles.requests.criteria.levels import class_of, equivalence
from passerelles.requests.suggesting import Asked, Circumstances, Fact, Known, Side, Spot, Weights, rank, suggest

LOIRE, RHONE = ("FR/departement/42", "FR/region/84"), ("FR/departement/69", "FR/region/84")
SAINT_ETIENNE, LYON, FEURS, LILLE = "FR/commune/42218", "FR/commune/69123", "FR/commune/42094", "FR/commune/59350"
XUZHOU, SUZHOU, WUHAN, JIANGSU = "CN/prefecture/320300", "CN/prefecture/320500", "CN/prefecture/420100", "CN/province/320000"
REGION = "FR/region/84"
HOME = Side(
    [
        Spot(REGION, "region"),
        Spot(LOIRE[0], "departement", (REGION,)),
        Spot(RHONE[0], "departement", (REGION,)),
        Spot(SAINT_ETIENNE, "commune", LOIRE, 173_000, 45.43, 4.39),
        Spot(FEURS, "commune", LOIRE, 8_500, 45.74, 4.22),
        Spot(LYON, "commune", RHONE, 520_000, 45.76, 4.84),
        Spot(LILLE, "commune", ("FR/departement/59", "FR/region/32"), 236_000, 50.63, 3.07),
    ]
)
PARTNER = Side(
    [
        Spot(JIANGSU, "province"),
        Spot(XUZHOU, "prefecture", (JIANGSU,), 1_250_000, 34.2, 117.3),
        Spot(SUZHOU, "prefecture", (JIANGSU,), 5_000_000, 31.3, 120.6),
        Spot(WUHAN, "prefecture", ("CN/province/420000",), 9_000_000, 30.6, 114.3),
    ]
)


def known(*facts):
    return Known(facts, [HOME, PARTNER])


def tie(entry, home, partner, tie="twinning", themes=()):
    return Fact(entry, "partnership", (home, partner), frozenset(themes), tie)


def ranked(*facts, circumstances=None, weights=None, asker=XUZHOU, **asked):
    return rank(Asked(asker, **asked), HOME, known(*facts), weights, circumstances)


def lines_of(ranking, key):
    return {line.name: line for line in ranking.lines(HOME.number[key])}


def test_who_works_with_the_asker_comes_first():
    found = suggest(ranked(tie(1, LYON, WUHAN), tie(2, SAINT_ETIENNE, XUZHOU)))
    assert found[0].key == SAINT_ETIENNE and found[0].lines[0].name == "tie" and found[0].lines[0].entries == (2,)


def test_a_twinning_weighs_more_than_a_contact():
    twinned, met = (lines_of(ranked(tie(1, LYON, XUZHOU, kind)), LYON)["tie"] for kind in ("twinning", "contact"))
    assert twinned.points > met.points > 0


def test_the_lines_of_each_add_up_to_its_points():
    facts = [
        tie(1, LYON, SUZHOU, themes=["urban"]),
        tie(2, REGION, JIANGSU),
        Fact(3, "practice", (FEURS,), frozenset({"urban"}), has_label=True),
    ]
    circumstances = Circumstances(load={LYON: 0.5}, languages={FEURS: frozenset({"zh"})})
    ranking = ranked(
        *facts, circumstances=circumstances, themes=frozenset({"urban", "water"}), languages=frozenset({"zh"}), hosts=(SAINT_ETIENNE,)
    )
    for suggestion in suggest(ranking):
        assert suggestion.points == pytest.approx(sum(line.points for line in suggestion.lines))


def test_a_tie_with_the_province_and_one_of_the_whole_it_is_part_of_count():
    ranking = ranked(tie(1, LYON, SUZHOU), tie(2, REGION, JIANGSU))
    assert lines_of(ranking, LYON)["province"].entries == (1,)
    assert lines_of(ranking, FEURS)["above"].entries == (2,) and lines_of(ranking, FEURS)["above"].about == (REGION,)
    assert {"province", "above"}.isdisjoint(lines_of(ranking, LILLE))


def test_a_triangle_closes():
    ranking = ranked(tie(1, SAINT_ETIENNE, XUZHOU), tie(2, SAINT_ETIENNE, WUHAN), tie(3, LILLE, WUHAN))
    line = lines_of(ranking, LILLE)["sister"]
    assert line.entries == (3,) and line.about == (SAINT_ETIENNE,)


def test_themes_are_worth_the_part_of_those_asked_that_is_met():
    fact = tie(1, LYON, WUHAN, themes=["urban"])
    whole = lines_of(ranked(fact, themes=frozenset({"urban"})), LYON)["themes"]
    half = lines_of(ranked(fact, themes=frozenset({"urban", "water"})), LYON)["themes"]
    assert whole.points == pytest.approx(2 * half.points) and half.about == ("urban",)


def test_a_practice_with_a_label_weighs_more():
    plain, labelled = (Fact(1, "practice", (FEURS,), frozenset({"water"}), has_label=has) for has in (False, True))
    asked = {"themes": frozenset({"water"})}
    assert "label" not in lines_of(ranked(plain, **asked), FEURS)
    assert lines_of(ranked(labelled, **asked), FEURS)["label"].entries == (1,)


def test_wishes_are_heard_from_both_sides():
    looks = Fact(1, "network", (FEURS,), places=(JIANGSU,))
    asks = Fact(2, "network", (XUZHOU,), places=(LOIRE[0],))
    ranking = ranked(looks, asks)
    assert lines_of(ranking, FEURS)["wish"].about == (JIANGSU,)
    assert lines_of(ranking, SAINT_ETIENNE)["wished"].about == (LOIRE[0],)
    assert "wished" not in lines_of(ranking, LYON)


def test_an_office_is_a_tie():
    ranking = ranked(Fact(1, "office", (XUZHOU,), places=(LYON,)))
    assert lines_of(ranking, LYON)["tie"].about == ("office",)


def test_hosts_of_one_itinerary_lie_near_each_other():
    ranking = ranked(hosts=(SAINT_ETIENNE,))
    assert lines_of(ranking, LYON)["near"].figure < 80
    assert lines_of(ranking, LYON)["near"].points > lines_of(ranking, LILLE)["near"].points
    assert SAINT_ETIENNE not in {each.key for each in suggest(ranking)}, "who is wanted already is not suggested again"


def test_who_is_full_is_suggested_later_and_who_owes_a_reception_sooner():
    ranking = ranked(circumstances=Circumstances(load={LYON: 1.4}, balance={LILLE: 0.5, FEURS: -0.5}))
    assert lines_of(ranking, LYON)["load"].points == -16
    assert lines_of(ranking, LILLE)["balance"].points == 2
    assert "balance" not in lines_of(ranking, FEURS)


def test_languages_count_where_both_have_one_in_common():
    ranking = ranked(circumstances=Circumstances(languages={FEURS: frozenset({"zh", "en"})}), languages=frozenset({"zh"}))
    assert lines_of(ranking, FEURS)["language"].about == ("zh",)


def test_equal_levels_answer_each_other():
    assert equivalence("region", "province") == equivalence("province", "region") == 1
    assert equivalence("large_commune", "prefecture") > equivalence("commune", "prefecture") > equivalence("region", "county")


@pytest.mark.parametrize(
    ("key", "level", "population", "expected"),
    [
        (LYON, "commune", 520_000, "large_commune"),
        (FEURS, "commune", 8_500, "commune"),
        (FEURS, "commune", 38_000, "medium_commune"),
        ("FR/epci/200046977", "epci", 1_400_000, "metropole"),
        ("FR/epci/200046977", "epci", 60_000, "epci"),
        (WUHAN, "prefecture", 9_000_000, "subprovincial"),
        ("CN/province/310000", "province", None, "direct"),
        (JIANGSU, "province", None, "province"),
    ],
)
def test_a_level_is_split_by_size_or_by_code(key, level, population, expected):
    assert class_of(key, level, population) == expected


def test_a_small_town_is_always_shown_and_marked():
    found = suggest(ranked(tie(1, LYON, XUZHOU), tie(2, LILLE, SUZHOU), tie(3, SAINT_ETIENNE, SUZHOU)), limit=3)
    assert [each.key for each in found if each.is_small] == [FEURS] and len(found) == 3


def test_whom_the_asker_names_is_always_shown_and_the_small_town_beside_it():
    facts = tie(1, LYON, XUZHOU), tie(2, SAINT_ETIENNE, XUZHOU), tie(3, REGION, XUZHOU)
    assert LILLE not in {each.key for each in suggest(ranked(*facts), limit=3)}
    found = suggest(ranked(*facts, named=(LILLE,)), limit=3)
    assert {each.key for each in found} == {LYON, LILLE, FEURS} and [each.key for each in found if each.is_small] == [FEURS]
    assert [each.points for each in found] == sorted((each.points for each in found), reverse=True)
    assert LILLE not in {each.key for each in suggest(ranked(*facts, named=(LILLE,), without=[LILLE]))}, "it cannot"


def test_a_city_of_prefecture_level_is_no_small_town_however_few_live_in_it():
    side = Side([Spot("CN/prefecture/520600", "prefecture", (), 90_000), Spot("CN/county/520602", "county", ("CN/prefecture/520600",))])
    found = suggest(rank(Asked(LYON), side, Known([], [HOME, side])))
    assert "CN/prefecture/520600" in {each.key for each in found} and not any(each.is_small for each in found if "prefecture" in each.key)


def test_what_is_far_below_the_first_is_a_second_choice():
    found = suggest(ranked(tie(1, SAINT_ETIENNE, XUZHOU)))
    assert not found[0].is_second and all(each.is_second for each in found[1:])


def test_an_asker_that_nobody_knows_still_gets_answers():
    found = suggest(ranked(tie(1, LYON, WUHAN, themes=["water"]), asker="", themes=frozenset({"water"})))
    assert found[0].key == LYON


def test_the_same_engine_asks_the_other_way_round():
    found = suggest(rank(Asked(LYON), PARTNER, known(tie(1, REGION, JIANGSU), tie(2, LILLE, WUHAN))))
    assert {"above", "level"} <= {line.name for each in found if each.key == SUZHOU for line in each.lines}


def test_a_group_changes_weights_and_cannot_misspell_them():
    ranking = ranked(tie(1, LYON, XUZHOU), weights=Weights.standard().changed({"ties": {"twinning": 1}}))
    assert lines_of(ranking, LYON)["tie"].points == 1
    with pytest.raises(ValueError, match="twining"):
        Weights.standard().changed({"ties": {"twining": 1}})


@pytest.mark.parametrize("worth", [-1, 101, math.inf, math.nan, True, "20", None])
def test_a_weight_is_a_number_within_bounds(worth):
    with pytest.raises(ValueError, match="near"):
        Weights.standard().changed({"reasons": {"near": worth}})
    assert Weights.standard().kept({"reasons": {"near": worth, "gone": 3}, "nonsense": {}}) == Weights.standard()


def test_what_speaks_against_is_no_less_a_group_s_to_say_and_shapes_are_not():
    assert (
        lines_of(ranked(weights=Weights.standard().changed({"against": {"load": 5}}), circumstances=Circumstances(load={LYON: 1})), LYON)[
            "load"
        ].points
        == -5
    )
    with pytest.raises(ValueError, match="shape"):
        Weights.standard().changed({"shape": {"fading": 0.9}})


def test_what_a_group_has_changed_is_only_what_differs():
    standard = Weights.standard()
    changed = standard.changed({"reasons": {"near": 33, "level": standard.reasons["level"]}})
    assert changed.beside(standard) == {"reasons": {"near": 33}} and standard.beside(standard) == {}


def test_the_largest_city_of_a_territory_speaks_for_itself():
    ranking = ranked()
    assert lines_of(ranking, LYON)["seat"].about == ("region",) and lines_of(ranking, SAINT_ETIENNE)["seat"].about == ("departement",)
    assert lines_of(ranking, LYON)["seat"].points > lines_of(ranking, SAINT_ETIENNE)["seat"].points
    assert "seat" not in lines_of(ranking, FEURS)


def test_what_is_part_of_it_and_what_lies_beside_it_speaks():
    ranking = ranked(tie(1, LYON, SUZHOU))
    assert lines_of(ranking, REGION)["within"].about == (LYON,) and lines_of(ranking, REGION)["within"].entries == (1,)
    assert lines_of(ranked(tie(1, FEURS, SUZHOU)), SAINT_ETIENNE)["beside"].about == (LOIRE[0],)
    assert "beside" not in lines_of(ranking, SAINT_ETIENNE), "Lyon is in another département"
    assert "beside" not in lines_of(ranking, LYON), "it is not beside itself"
    both = ranked(tie(1, FEURS, SUZHOU), tie(2, SAINT_ETIENNE, SUZHOU))
    for key in (FEURS, SAINT_ETIENNE):
        assert both.totals[HOME.number[key]] == pytest.approx(sum(line.points for line in both.lines(HOME.number[key])))
    assert lines_of(both, FEURS)["beside"].entries == (2,)


def test_many_ties_with_the_country_count_more_than_one():
    one = lines_of(ranked(tie(1, LYON, WUHAN)), LYON)["experience"]
    many = lines_of(ranked(*(tie(number, LYON, WUHAN) for number in range(1, 9))), LYON)["experience"]
    assert 0 < one.points < many.points == Weights.standard().reasons["experience"] and many.figure == 8


# The Chinese side's rules


def twins_for(asker, *facts, **asked):
    ranking = rank(Asked(asker, is_for_twinning=True, **asked), PARTNER, known(*facts))
    return {spot.key: {line.name: line for line in ranking.lines(PARTNER.number[spot.key])} for spot in PARTNER.spots}


def test_a_chinese_city_that_is_twinned_in_the_country_is_not_the_first_to_be_a_twin():
    facts = tie(1, LILLE, WUHAN), tie(2, LILLE, SUZHOU, "agreement"), Fact(3, "partnership", ("DE/city/1", XUZHOU), tie="twinning")
    found = twins_for(LYON, *facts)
    assert found[WUHAN]["twinned"].entries == (1,) and found[WUHAN]["twinned"].points < 0
    assert "twinned" not in found[SUZHOU] and "twinned" not in found[XUZHOU]


def test_the_rule_is_the_chinese_side_s_and_for_twinnings_only():
    facts = [tie(1, LYON, WUHAN)]
    ranking = rank(Asked(XUZHOU, is_for_twinning=True), HOME, known(*facts))
    assert "twinned" not in {line.name for line in ranking.lines(HOME.number[LYON])}
    ranking = rank(Asked(LILLE), PARTNER, known(*facts))
    assert "twinned" not in {line.name for line in ranking.lines(PARTNER.number[WUHAN])}


def test_levels_that_are_not_equal_speak_against_a_twinning():
    found = twins_for(REGION)
    assert found[XUZHOU]["unequal"].points < 0 and "unequal" not in found[JIANGSU]
    assert "unequal" not in twins_for(LYON)[XUZHOU]
    assert "unequal" not in {line.name for line in ranked().lines(HOME.number[REGION])}, "nobody seeks a twin"


def test_a_small_town_stays_visible_though_rules_speak_against_it():
    found = suggest(rank(Asked(WUHAN, is_for_twinning=True), HOME, known(tie(1, LYON, XUZHOU))))
    assert [each.key for each in found if each.is_small] == [FEURS]


def test_a_territory_without_a_figure_has_the_people_of_its_cities():
    assert HOME.get(LOIRE[0]).population == 173_000 + 8_500


def test_without_an_entry_nothing_of_it_speaks():
    ranking = rank(Asked(XUZHOU), HOME, known(tie(1, LYON, XUZHOU)).without([1]))
    assert set(lines_of(ranking, LYON)) == {"level", "size", "services", "seat"}
    assert ranking.place_of(LYON) <= 2


def test_nobody_is_suggested_where_there_is_nobody():
    assert suggest(rank(Asked(XUZHOU), Side([]), Known([]))) == []
