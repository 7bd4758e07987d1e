"""Map and figures in a real browser: complete without JavaScript, zoomed, lit and filtered with it, by keyboard too."""

import gzip

import pytest
from playwright.sync_api import expect

from tests import make
from tests.barriers import barriers
from tests.keyboard import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ties():
    make.public_partnership(theme="culture", milestone={"what": "Visite", "date": "2026-02"})
    make.public_partnership("Lyon", "Guangzhou", since=1988)
    make.public_partnership("Villeurbanne", "Foshan", since=2001)


def test_with_its_tables_open_the_page_of_figures_is_as_good(page_of, ties):
    page = page_of("/fr/statistics/", 390)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    assert barriers(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_number_of_a_chart_is_followed_by_keyboard_to_its_list(page_of, ties):
    page = page_of("/fr/statistics/")
    tab_to(page, "#themes .chart a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/?theme=culture")
    assert "1 fiche" in page.inner_text("#results")


def test_without_javascript_the_first_view_is_complete(page_of, ties):
    page = page_of("/fr/map/", java_script_enabled=False)
    assert page.locator("svg.wide .far .arc").count() == 2  # Lyon and Villeurbanne are one mark, and so are their partners
    assert page.locator(".map-ties li").count() == 3 and not page.locator(".map-tools").is_visible()
    page.click("svg.wide .far .node circle >> nth=0")
    page.wait_for_url("**/fr/authorities/*/")


def test_a_phone_sees_the_countries_one_above_the_other(page_of, ties):
    page = page_of("/fr/map/", 390)
    france, china = (page.locator(f"svg.tall [data-panel={code}]").bounding_box() for code in ("FR", "CN"))
    assert france["y"] + france["height"] <= china["y"] + 12 and not page.locator("svg.wide").is_visible()


def test_zoom_opens_clusters_and_goes_back(page_of, ties):
    page = page_of("/fr/map/")
    assert not page.locator("svg.wide .near").is_visible()
    page.click("[data-zoom=FR]")
    expect(page.locator("svg.wide .near")).to_be_visible()
    expect(page.locator("svg.wide .far")).to_be_hidden()
    sheet = page.locator("svg.wide").bounding_box()
    for name in ("Lyon", "Villeurbanne", "Saint-Étienne"):
        mark = page.locator(f"svg.wide .near .node:has(title:has-text('{name}')) .dot > circle").bounding_box()
        assert sheet["x"] <= mark["x"] < sheet["x"] + sheet["width"] and sheet["y"] <= mark["y"] < sheet["y"] + sheet["height"]
    page.click("[data-zoom=all]")
    expect(page.locator("svg.wide .far")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_looked_at_closely_a_country_fills_the_sheet(page_of, width):
    for home, partner in (("Brest", "Yantai"), ("Strasbourg", "Chengdu"), ("Toulouse", "Harbin"), ("Lille", "Haikou")):
        make.public_partnership(home, partner)
    page = page_of("/fr/map/", width)
    for country in ("FR", "CN"):
        page.click(f"[data-zoom={country}]")
        moved = page.evaluate(AT_EDGES)
        assert moved["k"] > 1.1 and moved["left"] <= 0 and moved["top"] <= 0, (country, moved)
        assert moved["right"] >= moved["width"] and moved["bottom"] >= moved["height"], (country, moved)


AT_EDGES = """() => {
  const svg = [...document.querySelectorAll("svg.map")].find((each) => getComputedStyle(each).display !== "none");
  const [width, height] = svg.getAttribute("viewBox").split(" ").slice(2).map(Number);
  const [left, top, k] = svg.querySelector(".stage").getAttribute("transform").match(/-?[\\d.]+(e-?\\d+)?/g).map(Number);
  return {left, top, k, width, height, right: left + k * width + 0.001, bottom: top + k * height + 0.001};
}"""


def test_a_line_of_the_list_lights_its_arc_and_a_mark_its_lines(page_of, ties):
    page = page_of("/fr/map/")
    page.hover(".map-ties li:has-text('Xuzhou')")
    expect(page.locator("svg.wide .far .arc.lit")).to_have_count(1)
    expect(page.locator("svg.wide .far .node.lit")).to_have_count(2)
    page.hover("h1")
    expect(page.locator("svg.wide .lit")).to_have_count(0)
    page.hover("svg.wide .far .node:has(title:has-text('Xuzhou')) circle")
    expect(page.locator(".map-ties li.lit").first).to_contain_text("Saint-Étienne – Xuzhou")


def test_filters_change_map_and_list_in_place_together(page_of, ties):
    page = page_of("/fr/map/")
    page.select_option("[name=theme]", "culture")
    page.wait_for_url("**theme=culture**")
    page.wait_for_function("document.querySelectorAll('.map-ties li').length === 1")
    expect(page.locator("svg.wide .far .arc[data-of]")).to_have_count(1)
    page.wait_for_function("!document.querySelector('.map-tools').hidden")  # what was swapped in works like what was there


def test_by_keyboard_from_the_map_to_an_authority_and_past_the_map_to_its_list(page_of, ties):
    page = page_of("/fr/map/")
    tab_to(page, ".map-skip a")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'ties'")
    page.go_back()
    tab_to(page, "svg.wide .far .node:has(title:has-text('Xuzhou'))")
    page.keyboard.press("Enter")
    page.wait_for_url("**/authorities/*/")
    assert "Xuzhou" in page.inner_text("h1")


def test_by_keyboard_from_a_line_of_the_list_to_its_entry(page_of, ties):
    page = page_of("/fr/map/")
    tab_to(page, ".map-ties li:has-text('Foshan') a")
    expect(page.locator("svg.wide .far .arc.lit")).to_have_count(1)  # what has the focus is lit, as what is under a mouse
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/*/")
    assert "Villeurbanne" in page.inner_text("h1")


def test_a_cluster_opens_by_keyboard_and_leads_on(page_of, ties):
    page = page_of("/fr/map/")
    tab_to(page, "svg.wide .far .node:has(.cluster)")
    page.keyboard.press("Enter")
    expect(page.locator("svg.wide .near .node:focus")).to_be_attached()  # no wait_for_function: asked twice, the page's policy refuses it
    page.keyboard.press("Enter")
    page.wait_for_url("**/authorities/*/")


def test_the_script_of_the_map_is_light(page_of, ties):
    page = page_of("/fr/map/")
    script = page.request.get(page.evaluate("document.querySelector('script[src*=map]').src")).body()
    assert len(gzip.compress(script)) <= 40_000
