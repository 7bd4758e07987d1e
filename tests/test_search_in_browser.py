"""Search in a real browser: suggestions by keyboard, the same without scripts."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.keyboard import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entry():
    return make.public_partnership("Montpellier", "Chengdu", theme="health")


def typed(page, words):
    page.get_by_label("Search the site").press_sequentially(words, delay=20)
    page.locator("[role=option]").first.wait_for()


def test_a_suggestion_is_opened_by_keyboard_alone(page_of, entry):
    page = page_of("/en/")
    typed(page, "Cheng")
    box = page.get_by_label("Search the site")
    assert (
        box.get_attribute("role") == "combobox"
        and box.get_attribute("aria-expanded") == "true"
        and page.locator("[role=option]").count() == 2
    )
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.inner_text().startswith("Montpellier – Chengdu") and box.get_attribute("aria-activedescendant") == chosen.get_attribute(
        "id"
    )
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/en/entries/{entry.pk}/")


def test_enter_searches_where_no_suggestion_is_chosen_and_escape_closes_them(page_of, entry):
    page = page_of("/en/")
    typed(page, "Cheng")
    page.keyboard.press("Escape")
    assert (
        page.get_by_label("Search the site").get_attribute("aria-expanded") == "false"
        and not page.locator("[role=option]").first.is_visible()
    )
    page.get_by_label("Search the site").press_sequentially("du")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=Chengdu")
    assert page.locator(".result h2").first.inner_text() == "Chengdu"


@pytest.mark.parametrize("scripts", [True, False])
def test_by_keyboard_alone_from_the_box_over_a_facet_to_a_result(page_of, entry, scripts):
    page = page_of("/en/", java_script_enabled=scripts)
    tab_to(page, page.get_by_label("Search the site"))
    page.keyboard.type("chengdou")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=chengdou")
    tab_to(page, page.locator(".facet a", has_text="partnership"))
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=partnership**")
    tab_to(page, ".result h2 a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/en/entries/{entry.pk}/")


def test_it_works_without_scripts(page_of, entry):
    page = page_of("/en/", java_script_enabled=False)
    page.get_by_label("Search the site").fill("chengdou")
    page.locator("form[role=search] button").click()
    assert page.locator(".result h2").first.inner_text() == "Chengdu"
    page.locator(".facet a", has_text="partnership").click()
    expect(page.locator(".result h2")).to_have_text(["Montpellier – Chengdu"])
    page.locator(".result h2 a").click()
    page.wait_for_url(f"**/en/entries/{entry.pk}/")


def test_on_a_phone_filters_stay_folded_until_they_are_asked_for(page_of, entry):
    page = page_of("/en/search/?q=Chengdu", 390)
    assert not page.locator(".facets").is_visible()
    page.get_by_text("Narrow the results").first.click()
    expect(page.locator(".facets")).to_be_visible()
