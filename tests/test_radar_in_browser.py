"""The radar in a real browser: its filters swap what a reload shows, its pages fit a telephone, nobody is kept out."""

from datetime import date

import pytest
from playwright.sync_api import expect

from passerelles.requests.actions.capacity import close, state_capacity
from passerelles.requests.models import Per
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.terms import Dating
from passerelles.requests.tests import making
from tests import make
from tests.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked():
    """A month in which some travel, one host is full and closed, and somebody waits."""
    officer = make.officer()
    state_capacity(make.authority(), number=1, per=Per.QUARTER, since=date(2026, 1, 1), departments="relations internationales", by=officer)
    close(make.authority(), starts=date(2027, 5, 12), ends=date(2027, 5, 14), why="conseil municipal", by=officer)
    accepted = making.request(stage=Stage.ACCEPTED)
    making.hosted(accepted, state=HostState.ACCEPTED)
    request = making.request(
        "Lyon", asker=make.authority("Chengdu"), starts=date(2027, 5, 12), ends=date(2027, 5, 17), themes=["culture", "urban"]
    )
    making.hosted(request, state=HostState.ASKED, due=date(2027, 1, 15))
    making.request(asker=make.authority("Wuhan"), dating=Dating.WINDOW, days=3, starts=date(2027, 5, 1), ends=date(2027, 6, 30))
    return request


def test_filters_swap_in_what_a_reload_shows(page_of, asked):
    page = page_of("/en/requests/", someone=make.coordinator())
    expect(page.locator("#results .count")).to_contain_text("3 requests")
    page.select_option("[name=theme]", "culture")
    expect(page.locator("#results .count")).to_contain_text("1 request")
    swapped = page.locator("#results").inner_text()
    page.reload()
    assert "theme=culture" in page.url and page.locator("#results").inner_text() == swapped


def test_the_maps_filters_swap_map_and_list_and_each_arc_leads_to_its_list(page_of, asked):
    page = page_of("/en/requests/map/", someone=make.coordinator())
    lines = page.locator(".map-ties li")
    expect(lines).to_have_count(4)
    page.select_option("[name=theme]", "culture")
    expect(lines).to_have_count(2)  # Lyon was wished for, Saint-Étienne asked
    swapped = page.locator("#results ol").inner_text()
    page.reload()
    assert page.locator("#results ol").inner_text() == swapped
    page.hover(".map-ties li:has-text('Lyon')")
    expect(page.locator("svg.map.wide .arc.lit").first).to_be_attached()
    page.locator(".map-ties li:has-text('Lyon') a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#results .count")).to_contain_text("1 request")
    assert "theme=culture" in page.url and "host=" in page.url


def test_without_scripts_the_map_is_whole_and_its_arcs_are_links(page_of, asked):
    page = page_of("/en/requests/map/", someone=make.coordinator(), java_script_enabled=False)
    expect(page.locator("svg.map.wide a[tabindex='-1'] .arc")).not_to_have_count(0)
    assert not page.locator(".map-tools").is_visible()
    expect(page.locator(".map-ties li")).to_have_count(4)


@pytest.mark.parametrize("lang", ["fr", "zh-hans"])
@pytest.mark.parametrize("width", [390, 1280])
def test_its_pages_fit_their_window_and_keep_nobody_out(page_of, asked, lang, width, live_server):
    officer = make.officer()
    page = page_of(f"/{lang}/requests/", width=width, someone=officer)
    for path in ("", "map/", "calendar/?month=2027-05", "by-host/", "by-province/", f"capacity/{make.authority().pk}/", f"{asked.pk}/"):
        page.goto(f"{live_server.url}/{lang}/requests/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        for here in page.locator(".tabs [aria-current]").all():
            box = here.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= width, path
        assert barriers(page) == [], path


@pytest.mark.parametrize("lang", ["fr", "zh-hans"])
def test_on_a_phone_the_first_request_is_in_sight_and_filters_in_use_are_too(page_of, asked, lang, live_server):
    someone = make.coordinator()
    page = page_of(f"/{lang}/requests/", 390, someone=someone, java_script_enabled=False)
    assert not page.locator(".filters").is_visible() and page.locator("#results tbody tr").first.bounding_box()["y"] < 844
    for query in ("waits=1", "sort=soonest"):
        page.goto(f"{live_server.url}/{lang}/requests/?{query}")
        assert page.locator(".filters").is_visible()
    assert barriers(page_of(f"/{lang}/requests/?waits=1", 390, someone=someone)) == []
