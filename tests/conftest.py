"""What tests that open pages share: a real browser, where there is one; a page in it; what axe-core objects to."""

import os
import shutil

import pytest
from django.test import Client

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, driven by Playwright. Skipped where it is not installed, except in CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("there is no chromium on this machine: install it (Debian: apt-get install chromium)")
        pytest.skip("there is no chromium on this machine, so nothing is opened in a browser (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page_of(browser, live_server):
    """Opens an address of the site in a window of its own, signed in as somebody where asked for; no page may report an error or ask
    another site for anything.
    """
    opened, wrong = [], []

    def open_page(address, width=1280, someone=None, **how):
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **how)
        if someone:
            client = Client()
            client.force_login(someone)
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: None if request.url.startswith(live_server.url) else wrong.append(request.url))
        page.goto(live_server.url + address)
        opened.append(context)
        return page

    yield open_page
    for context in opened:
        context.close()
    assert wrong == []
