"""`serve`: mails that are tried on one machine have links, and a site that others reach says its own address."""

import os
import socket
import subprocess
import sys
import threading

import pytest

from passerelles.library.tests.site import ROOT
from passerelles.register.management.commands.serve import answers, tell_address


@pytest.fixture
def address(monkeypatch):
    monkeypatch.setenv("PASSERELLES_ADDRESS", "")
    return lambda: os.environ["PASSERELLES_ADDRESS"]


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 - nothing is bound
def test_a_site_that_is_tried_begins_its_links_with_where_it_is(host, address, settings):
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = "", ["localhost", "127.0.0.1"]
    tell_address(host, 8111)
    assert address() == "http://127.0.0.1:8111"


@pytest.mark.parametrize(("said", "hosts"), [("https://register.example.org", ["localhost"]), ("", ["register.example.org"])])
def test_an_address_of_its_own_is_kept_and_a_site_that_others_reach_gets_none_that_misleads(said, hosts, address, settings):
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = said, hosts
    tell_address("127.0.0.1", 8111)
    assert address() == ""


def test_the_address_is_told_once_the_site_answers_and_not_where_it_ended():
    class Running:
        left = 3

        def poll(self):
            self.left -= 1
            return None if self.left else 1

    with socket.create_server(("127.0.0.1", 0)) as site:
        port = site.getsockname()[1]
        answering = threading.Thread(target=answer_once, args=(site,))
        answering.start()
        assert answers("0.0.0.0", port, Running())  # noqa: S104 - nothing is bound
        answering.join()
    assert not answers("127.0.0.1", port, Running())


def answer_once(site):
    asking, _where = site.accept()
    with asking:
        asking.recv(1000)
        asking.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


def test_every_page_is_loaded_before_the_first_visitor_asks():
    program = "import passerelles.wsgi, sys; print('passerelles.portal.views.opendata.api' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "passerelles.settings"},
    )
    assert told.stdout.strip() == "True"
