"""Asking without an account, in a real browser: the form, the mailed link, a file, in French and in Chinese, on a telephone."""

import os
from pathlib import Path

import pytest
from django.core.cache import caches

from passerelles.requests.forms import proof
from passerelles.requests.models import Request
from passerelles.requests.tests.asking import days_ahead, last_mail, link_in
from tests import make
from tests.barriers import barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("PASSERELLES_SHOTS")


@pytest.fixture(autouse=True)
def a_network(monkeypatch, coordinator):
    monkeypatch.setattr(proof, "QUICKEST", 0)  # a browser of tests writes faster than a person
    caches["limits"].clear()
    make.authority("Xuzhou")


def look(page, name):
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")  # nothing to be pushed sideways
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("lang", "width"), [("fr", 390), ("zh-hans", 390), ("fr", 1280), ("zh-hans", 1280)])
def test_a_partner_asks_confirms_and_adds_a_letter_without_javascript(page_of, live_server, tmp_path, lang, width):
    page = page_of(f"/{lang}/ask/", width, java_script_enabled=False)
    assert page.input_value("#id_asker_country") == "CN"  # who asks most
    page.fill("#id_asker_name", "徐州市人民政府外事办公室")
    page.fill("#id_place", "徐州")
    page.fill("#id_contact_name", "王小明")
    page.fill("#id_contact_email", "wang@xuzhou.example.org")
    page.fill("#id_purpose", "参观城市公园。")
    page.fill("#id_starts", days_ahead(120))
    page.fill("#id_ends", days_ahead(119))
    page.select_option("#id_dating", "fixed")
    page.locator("form.asking button.primary").click()
    assert page.input_value("#id_purpose") == "参观城市公园。" and page.locator(".field.wrong #id_ends").count() == 1
    page.fill("#id_ends", days_ahead(122))
    page.locator("form.asking button.primary").click()
    page.wait_for_url("**/ask/sent/")
    page.goto(live_server.url + link_in(last_mail()))
    page.locator("form[action$='confirm/'] button").click()
    assert Request.objects.get().stage == "received"
    letter = tmp_path / "来信.txt"
    letter.write_text("尊敬的市长:我们想访问贵市。", encoding="utf-8")
    page.set_input_files("#id_files", letter)
    page.locator("form[action$='files/'] button").click()
    assert Request.objects.get().attachments.get().name == "来信.txt" and "来信.txt" in page.inner_text("main")


@pytest.mark.parametrize(("lang", "width"), [("fr", 390), ("zh-hans", 390), ("fr", 1280), ("zh-hans", 1280)])
def test_the_pages_of_asking_have_no_barriers(page_of, coordinator, lang, width):
    look(page_of(f"/{lang}/ask/", width), f"ask-{lang}-{width}")
    look(page_of(f"/{lang}/requests/new/", width, someone=coordinator), f"new-{lang}-{width}")
