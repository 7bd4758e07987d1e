"""`serve`: mails that are tried on one machine have links, and a site that others reach says its own address."""

import os

import pytest

from passerelles.register.management.commands.serve import tell_address


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
