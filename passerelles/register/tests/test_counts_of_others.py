"""A figure about a city, a province or a table of guests is no figure of the network: not taken in, and taken back when read again."""

import pytest
from django.urls import reverse

from passerelles.library import sheet
from passerelles.library.actions import Brought, finish, queue, take, take_task
from passerelles.register.actions import accept
from passerelles.register.models import Claim
from tests import make

pytestmark = pytest.mark.django_db

TEXT = (
    "À ce jour, 58 collectivités françaises sont engagées en Chine, pour 134 projets.\n\n"
    "Weifang a des liens de jumelage avec 14 villes.\n\n"
    "19 collectivités françaises étaient présentes autour de la table."
)
OWN, ALL = {58, 134}, {58, 134, 14, 19}


def numbers():
    """What is accepted of the network."""
    return {claim.value.number for claim in Claim.objects.accepted().filter(name="count", entry__key=make.network().key)}


def read_again(version, change=lambda found: None):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sheet, "READER_VERSION", version)
        task = take_task("test")
        with task.document.original.open("rb") as original:
            made = make.sheet(original.read(), task.document.name)
        made.found["reader"] = version
        change(made.found)
        assert finish(task, made, 0.1)


def as_before(found):
    """An older reader knew no subject of a figure."""
    for figure in found["figures"]:
        figure.pop("of_part", None)


@pytest.fixture
def document(coordinator):
    return take(Brought("note.txt", TEXT.encode(), make.group(), visibility="public"), by=coordinator)[0]


def accept_all(coordinator):
    for claim in Claim.objects.proposed().filter(name="count"):
        accept(claim, by=coordinator)


def test_only_figures_of_the_whole_are_the_networks(document, coordinator):
    read_again("1.2")
    accept_all(coordinator)
    assert numbers() == OWN


def test_reading_again_takes_back_what_an_older_reader_took_for_the_networks(client, document, coordinator):
    read_again("1.1", as_before)
    accept_all(coordinator)
    assert numbers() == ALL
    queue(document)
    read_again("1.2")
    assert numbers() == OWN
    page = client.get(reverse("entry", args=[make.network().pk])).content.decode()
    assert "58 collectivités" in page and "14 collectivités" not in page and "19 collectivités" not in page


def test_who_accepts_it_again_is_right(document, coordinator):
    read_again("1.1", as_before)
    accept_all(coordinator)
    queue(document)
    read_again("1.2")
    accept(Claim.objects.get(name="count", canonical__contains="14"), by=coordinator)
    queue(document)
    read_again("1.3")
    assert numbers() == OWN | {14}
