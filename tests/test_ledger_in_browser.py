"""The ledger in a real browser: its numbers lead to their sentences, its section and forms keep nobody out."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.barriers import barriers
from tests.keyboard import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entry():
    made = make.public_partnership(milestone={"what": "Signature", "date": "2004-06"})
    for low, how in ((12, {}), (15, {}), (30, {"soil": "CN", "date": "2023"}), (4, {"soil": "", "date": "2019"})):
        value = {"measure": "people", "low": low, "high": low + 2, "soil": "FR", "date": "2024-05", **how}
        make.accepted(made, "movement", value, of=make.document(f"Une phrase qui dit {low}.", title=f"Document {low}"))
    make.accepted(made, "movement", {"measure": "money", "low": 9000, "unit": "CNY", "soil": "CN"})
    project = make.project()
    make.accepted(project, "name", {"text": "Parc"})
    make.accepted(project, "budget", {"low": 60000, "high": 75000, "soil": "FR", "date": "2022"})
    return made


def test_the_section_on_other_pages_and_the_forms_have_no_grave_barrier(page_of, entry, coordinator):
    for address in (f"entries/{entry.pk}/", f"authorities/{entry.parties.first().organisation_id}/"):
        assert barriers(page_of(f"/fr/{address}", 390)) == []
    for how in ("estimate", "document"):
        assert barriers(page_of(f"/fr/reciprocity/entries/{entry.pk}/add/{how}/", someone=coordinator)) == []


def test_a_number_leads_to_its_sentence_by_keyboard_and_without_javascript(page_of, entry):
    page = page_of(f"/fr/reciprocity/entries/{entry.pk}/", java_script_enabled=False)
    tab_to(page, page.locator(".balance td.home a", has_text="12–17"))
    page.keyboard.press("Enter")
    page.wait_for_url("**measure=people**")
    tab_to(page, ".movements summary")
    page.keyboard.press("Enter")
    expect(page.locator(".movements mark").first).to_be_visible()


def test_bars_are_drawn_in_the_sites_own_colours(page_of, entry):
    page = page_of(f"/fr/reciprocity/entries/{entry.pk}/")
    fills = page.evaluate("[...document.querySelectorAll('.chart rect')].map((each) => getComputedStyle(each).fill)")
    assert {"rgb(31, 78, 121)", "rgb(163, 33, 26)"} <= set(fills)


@pytest.mark.parametrize("lang", ["fr", "zh-hans"])
def test_on_a_phone_nothing_of_a_movements_line_falls_under_its_number(page_of, entry, lang):
    page = page_of(f"/{lang}/reciprocity/movements/", 390)
    lines = page.locator(".movements summary").all()
    assert len(lines) >= 5
    for line in lines:
        number = line.locator(".figure").bounding_box()
        assert line.locator(".badge").first.bounding_box()["x"] >= number["x"] + number["width"]
