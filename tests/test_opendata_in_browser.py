"""Open data in a real browser: the widget stands in a frame of another site, structured data runs nowhere."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import quote, unquote

import pytest
from django.core.cache import caches

from passerelles.portal.opendata.dumping import write_dumps
from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def entry(settings, tmp_path):
    settings.DUMPS_ROOT = tmp_path / "dumps"
    caches["limits"].clear()
    made = make.public_partnership("FR/epci/244200770", "Xuzhou", theme="culture")
    write_dumps()
    return made


@pytest.fixture
def wrong():
    """What a page reported, or asked another site for."""
    found = []
    yield found
    assert found == []


def opened(browser, wrong):
    page = browser.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    return page


class Member(BaseHTTPRequestHandler):
    """A page of another site that frames the address its query names."""

    def do_GET(self):
        words = f'<!doctype html><title>Member</title><link rel="icon" href="data:,"><iframe src="{unquote(self.path[2:])}" width="600" height="400"></iframe>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(words.encode())

    def log_message(self, *_):
        """Nobody reads it."""


@pytest.fixture
def member():
    """The address of another site: a server of its own, since a browser lets no page of elsewhere frame one of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Member) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/?"
        server.shutdown()


def test_the_widget_stands_in_a_frame_of_another_site_and_leaves_no_cookie(browser, live_server, member, wrong, entry):
    pk = make.authority("FR/epci/244200770").pk
    page = opened(browser, wrong)
    page.goto(member + quote(f"{live_server.url}/fr/widget/{pk}/"))
    page.frame_locator("iframe").get_by_text("Xuzhou").wait_for()
    assert page.context.cookies() == []
    page.close()


def test_no_other_page_stands_in_a_frame(browser, live_server, member, entry):
    reported = []
    page = opened(browser, reported)
    page.goto(member + quote(f"{live_server.url}/fr/data/"))
    page.wait_for_timeout(500)
    assert page.frame_locator("iframe").get_by_text("JSON Lines").count() == 0 and reported
    page.close()
