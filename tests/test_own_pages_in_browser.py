"""Writing and reading the portal's own pages in a real browser, without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_page_is_opened_written_previewed_published_and_read_without_javascript(browser, live_server, signed_in):
    coordinator = make.coordinator()
    cookie = signed_in(coordinator).cookies["sessionid"].value
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + "/en/desk/pages/")
    page.click("text=New page")
    page.fill("[name=slug]", "history")
    page.select_option("[name=kind]", "history")
    page.select_option("[name=menu]", "foot")
    page.click("main button.primary")
    page.fill("[name=title]", "Our history")
    page.fill("[name=body]", "From town to town.\n\n- 2007: **Bordeaux**\n- 2005-11: Wuhan")
    page.click("text=Preview")
    expect(page.locator(".preview .timeline li").first).to_contain_text("November 2005")
    page.click("button:text('Publish')")
    page.wait_for_selector("text=Published.")
    context.close()
    reader = browser.new_page(java_script_enabled=False)
    reader.goto(live_server.url + "/fr/")
    reader.click("footer >> text=Our history")
    expect(reader.locator("main")).to_contain_text("pas encore écrite dans cette langue")
    assert reader.locator(".timeline strong").inner_text() == "Bordeaux"
    reader.set_viewport_size({"width": 390, "height": 800})
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390
    reader.close()
