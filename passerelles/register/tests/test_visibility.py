"""Who may see what: documents, claims and entries of each visibility, for everybody who might look."""

import pytest
from django.contrib.auth.models import AnonymousUser

from passerelles.library.models import Document, Visibility
from passerelles.register.models import Claim, Entry
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    return make.group("vietnam")


@pytest.fixture
def people(other):
    """Everybody who might look: of the group, of its sub-group, of another group, of none."""
    sub = make.group("sichuan", parent=make.group())
    return {
        "nobody": AnonymousUser(),
        "stranger": make.stranger(),
        "other officer": make.officer("Lyon", of=other),
        "other coordinator": make.coordinator(other),
        "sub-group coordinator": make.coordinator(sub),
        "officer": make.officer(),
        "partner officer": make.partner_officer(),
        "observer": make.observer(),
        "coordinator": make.coordinator(),
        "owner": make.user("owner@example.org"),
        "administrator": make.administrator(),
    }


NETWORK = {
    "other officer",
    "other coordinator",
    "sub-group coordinator",
    "officer",
    "partner officer",
    "observer",
    "coordinator",
    "administrator",
}
MEMBERS = {"officer", "partner officer", "observer", "coordinator", "administrator"}
SEEN = {
    Visibility.PUBLIC: {"nobody", "stranger", "owner"} | NETWORK,
    Visibility.NETWORK: NETWORK | {"owner"},
    Visibility.GROUP: MEMBERS | {"owner"},
    Visibility.PRIVATE: {"owner"},
}


@pytest.mark.parametrize("visibility", SEEN)
def test_who_sees_documents_claims_and_entries_of_each_visibility(people, visibility):
    document = make.document(visibility=visibility, brought_by=people["owner"])
    make.accepted(make.partnership(), of=document)

    def who_sees(objects):
        return {name for name, person in people.items() if objects.visible_to(person).exists()}

    assert who_sees(Document.objects) == SEEN[visibility]
    assert who_sees(Claim.objects) == SEEN[visibility]
    assert who_sees(Entry.objects) == SEEN[visibility]


def test_a_sub_groups_papers_are_seen_by_its_own_and_the_groups_coordinator(people):
    make.document(visibility=Visibility.GROUP, group=make.group("sichuan"))
    assert {name for name, person in people.items() if Document.objects.visible_to(person).exists()} == {
        "sub-group coordinator",
        "coordinator",
        "observer",  # of the group above
        "administrator",
    }
