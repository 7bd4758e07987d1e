"""Which department of a host answers."""

import pytest

from passerelles.register.terms import THEME_NAMES
from passerelles.requests.suggesting.routing import department_for, departments_for, names_of
from passerelles.requests.terms import RequestKind


@pytest.mark.parametrize(
    ("kind", "themes", "expected"),
    [
        ("delegation", ["urban"], ["urban", "international"]),
        ("delegation", ["urban", "mobility"], ["urban", "mobility", "international"]),
        ("delegation", ["food", "agriculture"], ["agriculture", "international"]),  # one department for both: once
        ("school", ["sport"], ["education", "sport", "international"]),  # a school exchange goes there whatever it is about
        ("speaker", [], ["culture", "international"]),
        ("delegation", [], ["international"]),
        ("delegation", ["alchemy"], ["international"]),  # a theme that no rule knows
        ("unheard of", [], ["international"]),
    ],
)
def test_a_request_goes_to_the_department_of_its_first_theme(kind, themes, expected):
    assert [each.key for each in departments_for(kind, themes, "FR")] == expected


@pytest.mark.parametrize("theme", THEME_NAMES)
def test_every_theme_has_a_department_of_its_own_in_three_languages(theme):
    found = department_for(RequestKind.DELEGATION, [theme], "FR")
    assert found.key != "international" and found.because == theme
    assert set(found.name) == {"fr", "zh", "en"}


@pytest.mark.parametrize("theme", ["", *THEME_NAMES])
def test_a_french_host_has_departments_in_chinese_and_a_chinese_one_bureaux(theme):
    here, there = (department_for(RequestKind.DELEGATION, [theme], country).name for country in ("FR", "CN"))
    assert here["zh"].endswith("处") and not there["zh"].endswith("处") and here["fr"] == there["fr"]


def test_two_departments_of_a_host_have_two_names():
    names = [each.name["zh"] for each in departments_for(RequestKind.DELEGATION, THEME_NAMES, "FR")]
    assert len(names) == len(set(names))


def test_a_department_is_known_again_by_its_name_in_any_language():
    assert names_of("城市规划处", "FR")["fr"] == names_of("Urban planning", "FR")["fr"] == "Urbanisme et aménagement"
    assert names_of("Urbanisme et aménagement", "CN")["zh"] == "自然资源和规划局"
    assert names_of("Cabinet du maire", "FR") == {}
