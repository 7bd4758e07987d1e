"""What tests of the portal share: a language, and a partnership of which much is said."""

import pytest
from django.utils.translation import override

from tests import make


@pytest.fixture
def in_french():
    """Whatever language the last page of another test was in."""
    with override("fr"):
        yield


@pytest.fixture
def pair():
    """A twinning of 1984 with a milestone, an agreement, a promise kept by nobody and one ahead."""
    of = make.document("Saint-Étienne et Xuzhou, depuis 1984.", title="Bilan 2021", published="2021-12")
    says = {"theme": "culture", "milestone": {"what": "Visite du maire", "date": "2019-05-03", "lang": "fr"}}
    entry = make.public_partnership(**says)
    for value in (
        {"what": "Envoyer deux jardiniers", "date": "2022", "state": "planned", "lang": "fr"},
        {"what": "接待青年代表团", "date": "2025-04", "state": "planned", "lang": "zh"},
    ):
        make.accepted(entry, "milestone", value, of)
    make.accepted(entry, "agreement", {"title": "Convention 2019-2024", "signed": "2019-05", "until": "2024-12"}, of)
    entry.refresh_from_db()
    return entry
