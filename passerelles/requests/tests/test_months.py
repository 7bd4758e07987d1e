"""The numbers of the radar's calendar: how many delegations each month has, for who sees them."""

from datetime import date

import lxml.html
import pytest

from passerelles.requests.queries.calendar import MANY
from passerelles.requests.queries.months import year_of
from passerelles.requests.stages import Stage
from passerelles.requests.terms import Dating
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ADDRESS = "/en/requests/calendar/?month=2027-05"


def numbers(user):
    """By month, of those that have any: accepted, asked for, days not chosen yet."""
    return {each.first.month: (each.accepted, each.asked, each.open) for each in year_of(2027, user) if each.total}


def test_each_month_counts_what_is_accepted_asked_for_and_undecided(coordinator):
    making.request(stage=Stage.ACCEPTED)
    making.request()
    making.request(starts=date(2027, 4, 30), ends=date(2027, 5, 1))
    making.request(dating=Dating.WINDOW, days=3, starts=date(2027, 5, 31), ends=date(2027, 7, 1))
    making.request(starts=date(2026, 12, 30), ends=date(2027, 1, 2))
    for stage in (Stage.DECLINED, Stage.WITHDRAWN, Stage.REDIRECTED):
        making.request(stage=stage)
    assert numbers(coordinator) == {1: (0, 1, 0), 4: (0, 1, 0), 5: (1, 2, 1), 6: (0, 0, 1), 7: (0, 0, 1)}


def test_nobody_counts_what_they_may_not_see(coordinator, stranger):
    making.request(group=make.group("vietnam"), asker=None, asker_place=None)
    making.request(stage=Stage.DRAFT)
    for person in (coordinator, stranger):
        assert numbers(person) == {}


def test_the_page_shows_the_numbers_of_the_year_and_a_table_of_them(signed_in, coordinator):
    making.request(stage=Stage.ACCEPTED)
    making.request(starts=date(2027, 6, 1), ends=date(2027, 6, 1))
    page = lxml.html.fromstring(signed_in(coordinator).get(ADDRESS).content)
    shown = [" ".join(each.text_content().split()) for each in page.xpath("//ol[@class='months']/li")]
    assert len(shown) == 12 and shown[4:6] == ["May 1", "June 1"] and shown[0] == "Jan. 0"
    rows = [[cell.text_content() for cell in row] for row in page.xpath("//table[contains(@class, 'months-table')]/tbody/tr")]
    assert rows[4] == ["May 2027", "1", "0", "0", "1"] and rows[5] == ["June 2027", "0", "1", "0", "1"] and len(rows) == 12
    assert page.xpath("//ol[@class='months']//a[@aria-current='page']/@href") == ["?month=2027-05"]


@pytest.mark.parametrize("number", [MANY - 1, MANY])
def test_a_day_with_many_says_how_many(number, signed_in, coordinator):
    for _each in range(number):
        making.request(ends=date(2027, 5, 10))
    assert signed_in(coordinator).get(ADDRESS).text.count(f"{number} delegations") == (1 if number >= MANY else 0)
