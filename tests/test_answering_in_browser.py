"""A request decided in a browser, in French and in Chinese, on a telephone: the letter is looked at, then sent."""

import pytest

from passerelles.requests.actions import ask_hosts, ask_more
from passerelles.requests.actions.advising import ask_opinion
from passerelles.requests.models import Letter
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "width"), [("fr", 390), ("zh-hans", 1280), ("fr", 1280), ("zh-hans", 390)])
def test_the_letter_is_looked_at_and_sent(language, width, page_of):
    coordinator, request = make.coordinator(), making.request("Saint-Étienne", language="zh")
    page = page_of(f"/{language}/requests/{request.pk}/decide/decline/", width, coordinator)
    page.select_option("[name=criterion]", "notice")
    page.fill("[name=reason]", "时间太短。")
    page.click("[name=draft]")
    page.wait_for_selector("#draft")
    assert "Nous avons le regret" in page.inner_text("main") and not Letter.objects.exists()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.click("[name=decide]")
    page.wait_for_selector("#letters")
    assert Letter.objects.get().request == request


@pytest.mark.parametrize(("language", "width"), [("fr", 390), ("zh-hans", 1280), ("fr", 1280), ("zh-hans", 390)])
def test_a_file_with_everything_fits_a_telephone(language, width, page_of):
    coordinator = make.coordinator()
    make.public_partnership(theme="urban")
    request = making.request("Saint-Étienne", language="zh", kind="partner")
    ask_hosts(request, [make.authority("Lyon")], by=coordinator, department="Parcs")
    ask_opinion(request, make.body("Ambassade de France", kind="ministry"), by=coordinator, question="Connue ?")
    ask_more(request, "团长是谁？", by=coordinator)
    for address in (f"requests/{request.pk}/", "requests/criteria/", f"requests/{request.pk}/opinions/"):
        page = page_of(f"/{language}/{address}", width, coordinator)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
