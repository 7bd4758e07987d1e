"""What tests of open data share: a folder for files, nothing asked before, a small register in which something is hidden."""

import pytest
from django.core.cache import caches
from lxml import etree

from passerelles.people.actions import issue_key
from passerelles.portal.tests.opendata.reported import STANDARD
from passerelles.register.actions import publish_fact
from tests import make


@pytest.fixture(autouse=True)
def dumps(settings, tmp_path):
    """Files lie where nobody keeps them, and nobody has asked for anything yet."""
    settings.DUMPS_ROOT = tmp_path / "dumps"
    caches["limits"].clear()
    return settings.DUMPS_ROOT


@pytest.fixture
def register(coordinator):
    """A twinning said by a public document, an opened fact, an office, an occasion; and what nobody may read."""
    of = make.document("Saint-Étienne est jumelée avec Xuzhou depuis 1984.\nCulture.", title="Bilan 2021", published="2021-12")
    entry = make.partnership()
    for name, value in (("kind", "twinning"), ("since", 1984), ("theme", "culture"), ("milestone", {"what": "=1+1", "date": "2019"})):
        make.accepted(entry, name, value, of=of)
    hidden = make.document("MARKED: accord de 1999.", title="MARKED title", name="MARKED.txt", visibility="group")
    publish_fact(make.accepted(entry, "until", "2031-05", of=hidden), by=coordinator)
    make.accepted(entry, "description", {"text": "MARKED description"}, of=make.document("MARKED", visibility="network"))
    make.accepted(make.partnership("Lyon", "Baotou"), "kind", "contact", of=hidden)
    make.claim(make.practice("Nantes", "MARKED practice"), "name", {"text": "MARKED practice"}, of=hidden)
    office = make.office("Lyon", "Guangzhou")
    make.accepted(office, "place", make.place("Guangzhou").key)
    occasion = make.occasion()
    make.accepted(occasion, "starts", "2024-10-17")
    entry.refresh_from_db()
    return entry


@pytest.fixture
def token(coordinator):
    return issue_key("Tests", by=coordinator)[1]


@pytest.fixture(scope="session")
def schema():
    return etree.XMLSchema(etree.parse(str(STANDARD / "iati-activities-schema.xsd")))
