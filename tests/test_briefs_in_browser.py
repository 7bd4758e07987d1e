"""Briefs in a real browser: columns beside each other or under each other, on paper beside, without JavaScript."""

import pytest

from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def columns(page):
    both = page.locator(".brief header > div")
    return both.first.bounding_box(), both.nth(1).bounding_box()  # each waits for its column: a click may return before the page has come


def test_from_an_entry_to_its_brief_in_two_languages_to_the_file(page_of):
    entry = make.public_partnership()
    page = page_of(f"/fr/entries/{entry.pk}/", java_script_enabled=False)
    page.click("text=Fiche à emporter")
    page.click("text=avec 简体中文 en regard")
    left, right = columns(page)
    assert right["x"] > left["x"] + left["width"] and right["y"] == left["y"]
    with page.expect_download() as download:
        page.click("text=Télécharger en PDF")
    assert download.value.suggested_filename == "brief-saint-etienne-xuzhou-fr-zh.pdf"


def test_on_a_phone_languages_stand_under_each_other_on_paper_beside(page_of):
    entry = make.public_partnership()
    page = page_of(f"/zh-hans/briefs/partnership/{entry.pk}/?with=fr", 390, java_script_enabled=False)
    above, below = columns(page)
    assert below["y"] >= above["y"] + above["height"] and below["x"] == above["x"]
    page.emulate_media(media="print")
    left, right = columns(page)
    assert right["y"] == left["y"] and not page.locator(".brief-choices").is_visible() and not page.locator(".masthead").is_visible()
