"""The public pages in a real browser: margins beside the text or under it, without JavaScript too."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.barriers import barriers
from tests.keyboard import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entry():
    of = make.document("Saint-Étienne est jumelée avec Xuzhou depuis 1984, pour la culture.", title="Bilan 2021", published="2021-12")
    made = make.partnership()
    for name, value in (("kind", "twinning"), ("since", 1984), ("theme", "culture"), ("milestone", {"what": "Visite", "date": "2019"})):
        make.accepted(made, name, value, of=of)
    make.public_partnership("Lyon", "Guangzhou", since=1988)
    return made


def opened_fact(page):
    """Where the value of an opened fact stands, and its margin."""
    fact = page.locator("#fact-since details")
    fact.locator("summary").click()
    return fact.locator("summary").bounding_box(), fact.locator(".margin").bounding_box()


def test_on_a_wide_screen_passages_stand_in_the_margin_beside_the_fact(page_of, entry):
    page = page_of(f"/fr/entries/{entry.pk}/", 1280)
    value, margin = opened_fact(page)
    text = page.locator(".facts").bounding_box()
    assert margin["x"] >= text["x"] + text["width"] and abs(margin["y"] - value["y"]) < 30
    assert page.locator("#fact-since mark").inner_text().startswith("Saint-Étienne")


def test_an_opened_margin_moves_nothing_and_margins_do_not_cover_each_other(page_of, entry):
    page = page_of(f"/fr/entries/{entry.pk}/", 1280)
    before = page.locator("#fact-theme").bounding_box()
    opened_fact(page)
    page.locator("#fact-theme summary").click()
    assert page.locator("#fact-theme").bounding_box() == before
    first, second = (page.locator(f"#fact-{name} .margin").bounding_box() for name in ("since", "theme"))
    assert second["y"] >= first["y"] + first["height"]


def test_the_name_of_a_property_stands_beside_its_values_under_opened_margins(page_of, entry):
    page = page_of(f"/fr/entries/{entry.pk}/", 1280)
    for summary in page.locator(".fact-line summary").all():
        summary.click()
    for line in page.locator(".fact-line").all():
        title, value = line.locator("dt").bounding_box(), line.locator("dd summary").first.bounding_box()
        assert abs(title["y"] - value["y"]) < 8 and title["x"] + title["width"] <= value["x"] + 1


def test_on_a_phone_passages_stand_under_the_fact(page_of, entry):
    value, margin = opened_fact(page_of(f"/fr/entries/{entry.pk}/", 390))
    assert margin["y"] >= value["y"] + value["height"] - 1 and margin["x"] < 60


def test_a_filter_narrows_the_list_in_place_and_the_address_says_so(page_of, entry):
    page = page_of("/fr/entries/")
    page.select_option("[name=theme]", "culture")
    page.wait_for_url("**theme=culture**")
    page.wait_for_function("document.querySelectorAll('#results tbody tr').length === 1")
    assert "Xuzhou" in page.inner_text("#results")


def test_everything_works_without_javascript(page_of, entry):
    page = page_of("/fr/entries/", java_script_enabled=False)
    page.select_option("[name=theme]", "culture")
    page.click(".filters button")
    page.wait_for_url("**theme=culture**")
    page.click("#results a >> text=Xuzhou")
    value, margin = opened_fact(page)
    assert margin["x"] > value["x"]
    page.click("text=简体中文")
    expect(page.locator("h1")).to_contain_text("徐州")


def test_night_is_dark_and_paper_is_white(page_of, entry):
    page = page_of(f"/fr/entries/{entry.pk}/", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(26, 25, 23)"
    page.emulate_media(media="print", color_scheme="light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator(".nav").is_visible()
    lists = page_of("/fr/entries/")
    lists.emulate_media(media="print")
    assert not lists.locator(".filters").is_visible() and lists.locator("#results table").is_visible()


def test_on_a_phone_no_list_shows_a_bare_number(page_of, entry):
    authorities = page_of("/fr/authorities/", 390)
    told = authorities.locator("td.number").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "Partenariats" in told
    sources = page_of("/fr/entries/", 390).locator("table.entries td:last-child").first
    assert not sources.is_visible()


@pytest.mark.parametrize("lang", ["fr", "zh-hans"])
def test_on_a_phone_menu_and_filters_are_folded_until_they_are_asked_for_without_scripts(page_of, entry, lang):
    page = page_of(f"/{lang}/entries/", 390, java_script_enabled=False)
    menu, filters = page.locator(".nav"), page.locator(".filters")
    assert not menu.is_visible() and not filters.is_visible() and page.locator("#results tbody tr").first.bounding_box()["y"] < 844
    for folded in (menu, filters):
        tab_to(page, folded.locator("xpath=preceding-sibling::details[1]/summary"))
        page.keyboard.press("Enter")
        assert folded.is_visible() and page.evaluate("document.documentElement.scrollWidth") <= 390
    used = page_of(f"/{lang}/entries/?theme=culture", 390, java_script_enabled=False)
    assert used.locator(".filters").is_visible() and not used.locator(".nav").is_visible()
    opened = page_of(f"/{lang}/entries/?theme=culture", 390)  # axe is a script: where there are none, it would never end
    opened.locator(".fold summary").first.click()
    assert opened.locator(".nav").is_visible() and barriers(opened) == []


def test_on_a_wide_screen_nothing_is_folded(page_of, entry):
    page = page_of("/fr/entries/")
    assert page.locator(".nav").is_visible() and page.locator(".filters").is_visible()
    assert not page.locator(".fold").first.is_visible()
