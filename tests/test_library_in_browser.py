"""Bringing documents in a real browser: dropped files, the progress of a batch that ends by itself, a page without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from passerelles.library import working
from passerelles.library.models import Document
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DROP = """zone => {
  const files = new DataTransfer();
  files.items.add(new File(["Lyon est jumelée avec Canton."], "lyon.txt"));
  files.items.add(new File(["Dijon est jumelée avec Dalian."], "dijon.txt"));
  zone.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def page(browser, live_server, signed_in, request):
    coordinator = make.coordinator()
    cookie = signed_in(coordinator).cookies["sessionid"].value
    context = browser.new_context(java_script_enabled=getattr(request, "param", True))
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/fr/documents/new/")
    yield page
    context.close()


def test_dropped_files_are_brought_and_their_reading_is_followed_to_its_end(page):
    page.eval_on_selector("[data-dropzone]", DROP)
    expect(page.locator("[data-chosen] li")).to_have_count(2)
    page.click("form.upload button.primary")
    page.wait_for_selector("progress[value='0'][max='2']")
    working.work(until_empty=True)
    page.wait_for_selector("progress[value='2'][max='2']", timeout=15_000)
    expect(page.locator("#batch[hx-trigger]")).to_have_count(0)  # it asks no more
    page.click("text=lyon.txt")
    expect(page.locator("#reading")).to_contain_text("Lyon est jumelée")


def test_a_documents_page_shows_its_text_as_soon_as_it_is_read(page):
    document = make.brought("Lyon est jumelée avec Canton.", by=make.coordinator())
    page.goto(page.url.replace("new/", f"{document.pk}/"))
    assert page.locator("#reading .text").count() == 0
    working.work(until_empty=True)
    page.wait_for_selector("#reading .text mark.proposal", timeout=15_000)
    swapped = page.inner_html("#reading")
    page.reload()
    assert page.inner_html("#reading") == swapped


@pytest.mark.parametrize("page", [False], indirect=True, ids=["no JavaScript"])
def test_without_javascript_a_file_is_brought_by_the_form_alone(page):
    page.set_input_files("input[type=file]", {"name": "lyon.txt", "mimeType": "text/plain", "buffer": b"Lyon."})
    page.click("form.upload button.primary")
    page.wait_for_url(re.compile(r"/documents/\d+/$"))
    document = Document.objects.get()
    assert page.url.endswith(document.get_absolute_url().partition("/documents/")[2])
    working.work(until_empty=True)
    page.reload()
    assert "Lyon." in page.inner_text("#reading")
