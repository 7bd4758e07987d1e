"""The demonstration network: loaded whole, loaded again without changing anything, and never into a real site."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.utils.translation import override

from passerelles.common.models import Mail
from passerelles.library.models import Document
from passerelles.people.models import Membership, User
from passerelles.people.queries import standing
from passerelles.register.demonstration import Network
from passerelles.register.models import Claim, Doubt, Entry, Verdict
from tests import make

pytestmark = pytest.mark.django_db
NETWORK = Network(Path(__file__).parents[3] / "demo")


@pytest.fixture
def territories(db):
    """The places of its members; whatever else documents name is written as it is met."""
    for group in NETWORK.said["groups"]:
        for key in group["members"]:
            make.place(key)


def everything() -> list:
    counted = [model.objects.count() for model in (User, Membership, Document, Entry, Claim, Doubt, Verdict)]
    return [*counted, list(Claim.objects.order_by("pk").values_list("state", "canonical"))]


def test_it_is_loaded_whole_and_again_changes_nothing(territories, capsys):
    call_command("load_demo", "--address", "http://127.0.0.1:8803/")
    told = capsys.readouterr().out
    assert "begin with http://127.0.0.1:8803 " in told and settings.SITE_ADDRESS == ""
    assert Mail.objects.filter(body__contains="http://127.0.0.1:8803/fr/requests/criteria/").exists()
    first = everything()
    call_command("load_demo")
    assert everything() == first
    for person in NETWORK.said["people"]:
        assert person["email"] in told
        assert authenticate(username=person["email"], password=NETWORK.said["password"])
        assert is_as_said(person), person["email"]
    shows_something_to_everybody()


def is_as_said(person: dict) -> bool:
    who = standing(User.objects.get(email=person["email"]))
    roles = {
        "administrator": who.is_administrator,
        "coordinator": bool(who.coordinates),
        "officer": bool(who.speaks_for),
        "observer": bool(who.observes),
    }
    return roles[person["role"]]


def shows_something_to_everybody() -> None:
    assert not Document.objects.exclude(state="read").exists()
    assert Entry.objects.public().filter(kind="partnership").count() >= 25
    assert {"partnership", "occasion", "network"} <= set(Entry.objects.public().values_list("kind", flat=True))
    assert Entry.objects.public().filter(is_disputed=True).exists()  # two sources, two years
    assert Claim.objects.proposed().filter(is_disputed=False).count() > 100  # documents left to judge
    assert Doubt.objects.open().count() > 10
    assert Entry.objects.public().filter(key="partnership|FR/commune/76351|CN/prefecture/210200").exists()  # the minutes' table
    assert (
        not Entry.objects.public().filter(key="partnership|FR/commune/11069|CN/prefecture/210700").exists()
    )  # Jinzhou, which is not in Hubei


def test_a_site_with_accounts_of_its_own_refuses_it(territories):
    make.user("somebody@town.example")
    with override("en"), pytest.raises(CommandError, match="accounts of its own"):
        call_command("load_demo")
    assert not Document.objects.exists()


def test_places_come_first():
    with pytest.raises(CommandError, match="fill_places"):
        call_command("load_demo")
