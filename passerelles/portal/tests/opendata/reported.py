"""Entries that can be reported to IATI, and the report as tests read it."""

import io
import json
from pathlib import Path

from lxml import etree

from passerelles.portal.opendata.dumping import BY_NAME, records
from passerelles.portal.opendata.iati.refusing import in_the_way
from passerelles.portal.opendata.site import about
from passerelles.portal.opendata.writers import streamed
from tests import make

STANDARD = Path(__file__).parent / "iati-2.03"  # its ORIGIN.md says where it comes from
METROPOLE = "FR/epci/244200770"  # Saint-Étienne Métropole


def codes(name):
    return set(json.loads((STANDARD / "codes.json").read_text())[name])


def written(site=""):
    data = b"".join(streamed(BY_NAME["iati-activities.xml"].writer(about(site)), records(site=site)))
    return etree.parse(io.BytesIO(data))


def complete(home=METROPOLE, partner="Xuzhou", **says):
    return make.public_partnership(home, partner, **{"since": 1984, "theme": "culture", **says})


def project(*facts, **says):
    """A project of both sides as the public sees it; facts are such as it may hold several of."""
    entry, of = make.project("Parc des bords de Loire", METROPOLE, "Xuzhou"), make.document("Le parc.", title="Bilan")
    says = {"name": {"text": "Parc", "lang": "fr"}, "since": 2019, "state": "active", "theme": "urban", **says}
    for name, value in [*says.items(), *facts]:
        if value is not None:
            make.accepted(entry, name, value, of)
    entry.refresh_from_db()
    return entry


def rules_of(entry):
    return {rule.number for rule in all_rules_of(entry) if rule.is_refusal}


def all_rules_of(entry):
    return in_the_way(next(each for each in records() if each["id"] == entry.pk))
