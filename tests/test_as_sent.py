"""What goes over the wire from a new site: an empty folder, `collectstatic`, and the server that `serve` starts."""

import gzip
import http.client
import json
import re
import socket

import pytest

from passerelles.register.management.commands import serve

pytestmark = [pytest.mark.django_db, pytest.mark.database]
# As many as the map draws one by one, each between authorities of their own.
TWO_HUNDRED_TIES = """
from django.db import transaction
from passerelles.places.actions import gazetteer
home = [each.key for each in gazetteer().all() if each.country == "FR" and each.level == "commune"][::170][:200]
partner = [each.key for each in gazetteer().all() if each.country == "CN" and each.level == "prefecture"][:200]
document, by = make.document("Une phrase."), make.coordinator()
with transaction.atomic():
    for pair in zip(home, partner, strict=True):
        make.accepted(make.partnership(*pair), "kind", "twinning", document, by)
"""


@pytest.fixture
def served(site):
    """The address of a site whose static files were collected into nothing."""
    assert not (site.folder / "static").exists()
    site.manage("collectstatic", "--noinput", "-v0")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = site.start(*serve.site("127.0.0.1", port, 1)[1:])
    assert serve.answers("127.0.0.1", port, process)
    return "127.0.0.1", port


def get(where, path, **headers):
    connection = http.client.HTTPConnection(*where, timeout=60)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_a_new_site_sends_text_compressed_and_static_files_for_ever(site, served):
    assert json.loads((site.folder / "static" / "staticfiles.json").read_text())["paths"]["common/site.css"]
    page, body = get(served, "/fr/map/", Accept_Encoding="gzip")
    assert page.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in page.headers["Vary"]
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    own = sorted(set(re.findall(r'/static/[^"]+', gzip.decompress(body).decode())))
    assert len(own) > 4 and any("map" in path for path in own)
    for path in own:
        file, packed = get(served, path, Accept_Encoding="gzip")
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", path), path
        assert file.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert file.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed) == get(served, path)[1]


def test_what_has_not_changed_is_not_sent_again_compressed_or_not(served):
    for path in ("/api/v1/openapi.json", "/fr/feeds/latest.atom", "/data/catalogue.ttl"):
        for takes in ("gzip", "identity"):
            first, body = get(served, path, Accept_Encoding=takes)
            again, nothing = get(served, path, Accept_Encoding=takes, If_None_Match=first.headers["ETag"])
            assert first.status == 200 and body and (again.status, nothing, again.headers["ETag"]) == (304, b"", first.headers["ETag"])


@pytest.mark.browser
def test_the_home_page_weighs_little(browser, site, served):
    making = site.script(TWO_HUNDRED_TIES)
    assert (making.communicate(timeout=400), making.returncode)[1] == 0
    page, sent = browser.new_page(), []
    page.on("requestfinished", lambda request: sent.append(request.sizes()))
    page.goto("http://{}:{}/fr/".format(*served), wait_until="networkidle")
    assert page.locator("svg.wide .far .arc").count() > 100
    page.close()
    assert len(sent) > 3 and sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sent) <= 100_000
