"""A request in a few words: its days as lists and as letters say them."""

from datetime import date

import pytest

from passerelles.requests.describing import days_between, days_in_full
from passerelles.requests.letters import Answer, draft_of
from passerelles.requests.terms import Dating, StepKind
from passerelles.requests.tests import making
from tests import make


@pytest.mark.parametrize(
    ("first", "last", "lang", "said"),
    [
        (date(2027, 4, 12), date(2027, 4, 17), "fr", "du 12 au 17 avril 2027"),
        (date(2027, 1, 28), date(2027, 2, 1), "fr", "du 28 janvier au 1er février 2027"),
        (date(2026, 12, 28), date(2027, 1, 3), "fr", "du 28 décembre 2026 au 3 janvier 2027"),
        (date(2026, 4, 1), date(2027, 4, 3), "fr", "du 1er avril 2026 au 3 avril 2027"),
        (date(2027, 4, 12), date(2027, 4, 12), "fr", "12 avril 2027"),
        (date(2027, 4, 12), date(2027, 4, 17), "zh-hans", "2027年4月12日至17日"),
    ],
)
def test_a_letter_has_whole_months(first, last, lang, said):
    assert days_in_full(first, last, lang) == said


def test_other_languages_say_it_as_everywhere():
    days = date(2027, 4, 12), date(2027, 4, 17)
    assert days_in_full(*days, "en") == days_between(*days, "en")


@pytest.mark.django_db
def test_an_answer_says_its_days_in_whole_months():
    answer = Answer(StepKind.ACCEPTED, hosts=[make.authority()])
    days = {"starts": date(2027, 4, 12), "ends": date(2027, 4, 17)}
    assert "(du 12 au 17 avril 2027)" in draft_of(making.request(**days), answer, "Tancrède Marsac").body
    window = making.request(**days, dating=Dating.WINDOW, days=3)
    assert "(3 jours, du 12 au 17 avril 2027)" in draft_of(window, answer, "Tancrède Marsac").body
