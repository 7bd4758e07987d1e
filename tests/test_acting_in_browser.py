"""What officers and coordinators do with a request in a real browser, on a telephone, without JavaScript, in French and in Chinese."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from passerelles.requests.models import Change, Heard, Request, Step
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.terms import Origin
from passerelles.requests.tests import making
from tests.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TELEPHONE = {"width": 390, "java_script_enabled": False}


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def press(page, selector):
    with page.expect_navigation():
        page.click(selector)


@pytest.mark.parametrize("lang", ["fr", "zh-hans"])
def test_who_asks_changes_the_size_and_the_coordinator_sees_what_changed(page_of, coordinator, partner_officer, lang):
    request = making.request("Saint-Étienne", origin=Origin.OFFICER)
    page = page_of(f"/{lang}/requests/{request.pk}/", someone=partner_officer, **TELEPHONE)
    press(page, "a[href$='/change/']")
    page.fill("[name=size]", "9")
    press(page, "form.asking button.primary")
    assert Request.objects.get().size == 9 and Change.objects.get().column == "size"
    seen = page_of(f"/{lang}/requests/{request.pk}/", 390, coordinator)
    assert seen.inner_text("#steps .changes").endswith("6 → 9") and fits(seen) and barriers(seen) == []


@pytest.mark.parametrize("lang", ["fr", "zh-hans"])
def test_a_coordinator_notes_what_a_host_said_by_telephone(page_of, coordinator, lang):
    host = making.hosted(making.request(stage=Stage.OFFERED), "Nantes", HostState.ASKED)
    page = page_of(f"/{lang}/requests/{host.request_id}/", someone=coordinator, **TELEPHONE)
    press(page, f"#decide a[href$='/hosts/{host.pk}/answer/']")
    page.check("[name=accepts][value=yes]")
    page.fill("[name=said_by]", "Mme Exemple")
    press(page, "main form button.primary")
    assert Heard.objects.get().said_by == "Mme Exemple" and "Mme Exemple" in page.inner_text("#steps")
    form = page_of(f"/{lang}/requests/{host.request_id}/hosts/{host.pk}/answer/", 390, coordinator)
    assert fits(form) and barriers(form) == []


@pytest.mark.parametrize("lang", ["fr", "zh-hans", "en"])
def test_everybody_reads_the_numbers_on_a_telephone(page_of, lang):
    cache.clear()
    for stage in [Stage.ACCEPTED, Stage.DECLINED] * 6:
        request = making.request(stage=stage, received_at=timezone.now() - timedelta(days=70))
        Step.objects.create(request=request, kind="entered", after=stage, at=request.received_at)
    page = page_of(f"/{lang}/requests/numbers/", 390)
    assert "12" in page.inner_text(".sums") and page.locator("table").count() == 1 and fits(page) and barriers(page) == []
    cache.clear()
