"""One delegation at three doors, in a real browser: joined, parted and kept apart without JavaScript, in French and in Chinese."""

import pytest

from passerelles.requests.actions import note_keys
from passerelles.requests.models import KeptApart, Request
from passerelles.requests.tests import making
from tests.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOORS = (("徐州市人民政府外事办公室", "周明远"), ("Ville de Xuzhou", "Zhou Mingyuan"), ("Xuzhou Municipal Government", "Mr Mingyuan ZHOU"))


@pytest.fixture
def doors():
    made = [making.request(asker_name=asker, head_name=head, head_rank="deputy") for asker, head in DOORS]
    for each in made:
        note_keys(each)
    return made


@pytest.mark.parametrize("lang", ["fr", "zh-hans"])
def test_three_are_joined_and_parted_without_javascript(page_of, doors, coordinator, lang):
    page = page_of(f"/{lang}/requests/{doors[0].pk}/", 390, someone=coordinator, java_script_enabled=False)
    for box in page.locator("#alike input[type=checkbox]").all():
        box.check()
    page.locator("#alike button.primary").click()
    page.wait_for_url(f"**/requests/{doors[0].pk}/")
    assert page.locator("#alike form").count() == 2 and set(Request.objects.filter(joined_to=doors[0])) == set(doors[1:])
    page.locator("#alike form button").first.click()
    page.wait_for_url(f"**/requests/{doors[1].pk}/")
    assert Request.objects.filter(joined_to=doors[0]).count() == 1


def test_two_are_kept_apart_by_a_button_of_their_own(page_of, doors, coordinator):
    page = page_of(f"/fr/requests/{doors[0].pk}/", someone=coordinator)
    page.locator(f"#alike button[formaction*='/apart/{doors[1].pk}/']").click()
    page.wait_for_selector("#alike details")
    assert KeptApart.objects.filter(first=doors[0], second=doors[1]).exists()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_proposal_keeps_nobody_out(page_of, doors, coordinator, width):
    page = page_of(f"/fr/requests/{doors[0].pk}/", width, someone=coordinator)
    assert barriers(page) == [] and page.evaluate("document.documentElement.scrollWidth <= innerWidth")
