"""A visit in a browser: from the accepted request of two hosts to what was promised, in French and in Chinese."""

import pytest

from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making as asking
from passerelles.visits.models import Commitment, Gift, Photograph, Precaution, Slot, Visit
from passerelles.visits.tests import making
from passerelles.visits.tests.picturing import with_place
from tests import make
from tests.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("lang", "width"), [("fr", 1280), ("zh-hans", 390)])
def test_from_an_accepted_request_to_a_commitment(page_of, lang, width):
    someone = make.coordinator()
    asked = asking.request(stage=Stage.ACCEPTED)
    for host in ("Saint-Étienne", "Lyon"):
        asking.hosted(asked, host, HostState.ACCEPTED)
    page = page_of(f"/{lang}/requests/{asked.pk}/", width, someone)
    page.click(f"a[href*='/visits/of-request/{asked.pk}/']")
    page.click("main form button.primary")
    visit = Visit.objects.get()
    assert visit.hosts.count() == 2 and page.url.endswith(f"/{lang}/visits/{visit.pk}/")
    page.click("a[href$='/lines/new/']")
    page.fill("[name=starts]", "09:30")
    page.fill("[name=ends]", "11:00")
    page.fill("[name=title_fr]", "Réunion en mairie")
    page.fill("[name=title_zh]", "市政厅会谈")
    page.click("main form button.primary")
    assert Slot.objects.get().title["zh"] == "市政厅会谈" and page.get_by_text("Réunion en mairie").is_visible()
    page.click("a[href$='/commitments/new/']")
    page.fill("[name=what_fr]", "Envoyer les plans")
    page.select_option("[name=owner]", str(make.authority().pk))
    page.click("main form button.primary")
    assert Commitment.objects.get().host_agreed_at and page.get_by_text("Envoyer les plans").is_visible()


@pytest.mark.parametrize("lang", ["fr", "zh-hans"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_of_a_visit_is_wider_than_the_screen(page_of, lang, width):
    someone, visit = make.coordinator(), making.visit()
    making.slot(visit, address="1 place de l’Hôtel-de-Ville", transport="autocar")
    making.slot(visit, "10:00", "12:00")
    making.participant(visit, passport="E12345678", email="wang.demo.of.xuzhou@foreign-affairs.example.org")
    forms = ("lines", "participants", "commitments", "gifts", "hours", "papers", "photographs")
    for address in ("", "new/", f"{visit.pk}/", *(f"{visit.pk}/{form}/new/" for form in forms)):
        page = page_of(f"/{lang}/visits/{address}", width, someone)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize(("lang", "width"), [("fr", 1280), ("zh-hans", 390)])
def test_a_host_brings_a_photograph_looks_at_its_sites_and_writes_down_a_gift(page_of, settings, tmp_path, lang, width):
    settings.MEDIA_ROOT = tmp_path
    someone, visit = make.officer("Saint-Étienne"), making.visit()
    page = page_of(f"/{lang}/visits/{visit.pk}/photographs/new/", width, someone)
    page.set_input_files("[name=file]", {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": with_place(640, 480)})
    page.fill("[name=caption_fr]", "Devant la mairie")
    page.click("main form button.primary")
    assert Photograph.objects.get().shown == "visit" and page.get_by_text("Devant la mairie").is_visible()
    page.locator(".photographs img").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.photographs img').naturalWidth == 480")
    assert barriers(page) == []
    page.click("#precautions a")
    page.select_option("[name=rooms-state]", "done")
    page.click("main form button.primary")
    assert Precaution.objects.get().item == "rooms" and barriers(page) == []
    page.goto(page.url.split("/precautions/")[0] + "/gifts/new/")
    page.fill("[name=what_fr]", "Une horloge")
    page.click("main form button.primary")
    assert Gift.objects.get().what == {"fr": "Une horloge"} and page.locator("#gifts .warning").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
