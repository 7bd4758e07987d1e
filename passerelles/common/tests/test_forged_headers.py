"""What a request says of itself and nobody vouches for: whom it comes from, by which name and how it reached the site."""

import pytest
from django.core.cache import caches

from passerelles.common.counting import MINUTE, spend
from tests import make

pytestmark = pytest.mark.django_db
PLACES, FEED = "/api/v1/places", "/fr/feeds/latest.atom"


@pytest.fixture(autouse=True)
def two_a_minute(settings):
    settings.ASKED_A_MINUTE, settings.SITE_PROCESSES = {"visitor": 2, "member": 2}, 1
    caches["limits"].clear()
    yield
    caches["limits"].clear()


@pytest.fixture
def proxy(settings):
    """The site stands behind a proxy (PASSERELLES_HTTPS=1)."""
    settings.IS_BEHIND_PROXY, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")


def statuses(client, addresses):
    return [client.get(PLACES, headers={"X-Forwarded-For": address}).status_code for address in addresses]


def test_without_a_proxy_nobody_is_another_by_saying_so(client):
    assert statuses(client, ["203.0.113.1", "203.0.113.2", "203.0.113.3"]) == [200, 200, 429]


@pytest.mark.usefixtures("proxy")
def test_behind_a_proxy_what_a_visitor_wrote_before_it_does_not_count(client):
    assert statuses(client, [f"198.51.100.{number}, 203.0.113.7" for number in range(3)]) == [200, 200, 429]
    assert statuses(client, ["203.0.113.8"]) == [200]


@pytest.mark.usefixtures("proxy")
@pytest.mark.parametrize("said", ["x" * 9000, "é\u0661", "1.2.3.4:5678", " , ", "::ffff:1.2.3.4%eth0", "9" * 5000, "fe80::1%" + "a" * 300])
def test_an_address_that_is_none_is_counted_as_whatever_it_is(client, said):
    assert statuses(client, [said] * 3) == [200, 200, 429]


def test_without_a_proxy_no_link_says_https_because_a_visitor_does(client):
    make.public_partnership()
    assert "https://testserver" not in client.get(FEED, headers={"X-Forwarded-Proto": "https"}).content.decode()


@pytest.mark.usefixtures("proxy")
def test_behind_a_proxy_links_say_how_it_was_reached(client):
    make.public_partnership()
    told = client.get(FEED, headers={"X-Forwarded-Proto": "https"}).content.decode()
    assert "https://testserver" in told and "http://testserver" not in told


@pytest.mark.parametrize("path", [FEED, "/fr/", "/sitemap.xml", "/data/catalogue.jsonld"])
def test_no_link_leads_where_a_forged_header_says(client, path):
    forged = {
        "X-Forwarded-Host": "evil.example",
        "Forwarded": "host=evil.example",
        "X-Original-URL": "/evil",
        "X-Forwarded-Prefix": "/evil",
    }
    assert "evil" not in client.get(path, headers=forged).content.decode()


@pytest.mark.parametrize("path", [FEED, "/fr/", "/fr/nothing/", "/api/v1/entries", "/data/register.jsonl"])
@pytest.mark.parametrize(
    "host", ["evil.example", "register.example.org.evil.example", "a b", "[::1", "register.example.org:80@evil.example", ""]
)
def test_a_name_that_is_not_the_sites_is_not_understood(client, settings, path, host):
    settings.ALLOWED_HOSTS = ["register.example.org"]
    answer = client.get(path, headers={"Host": host})
    told = answer.content.decode()
    assert answer.status_code == 400 and "Traceback" not in told and "DisallowedHost" not in told


def test_the_counts_are_bounded_and_others_who_come_do_not_free_who_goes_on_asking(monkeypatch):
    held = caches["limits"]
    monkeypatch.setattr(held, "_max_entries", 100)
    for number in range(1000):
        spend(f"other{number}", 5, MINUTE)
        left = spend("one", 5, MINUTE).left
    assert left == 5 - 1000 and len(held._cache) <= 100
