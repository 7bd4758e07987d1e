"""Coordinators who decide of one page at the same moment: each is answered, and search shows what is public in the end."""

import threading

import pytest
from django.db import connection, connections

from passerelles.common.models import Findable
from passerelles.common.refusing import Refused
from passerelles.pages.actions import Draft, Place, move_page, open_page, publish, withdraw, write
from passerelles.pages.models import Page

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]
TIMES = 8  # a race is lost now and then
LANGUAGES = ("fr", "zh", "en")


def at_once(*acts):
    """Let each act in a thread of its own; give how each ended."""
    gate, told = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait()
            act()
            told.append("done")
        except Refused:
            told.append("refused")
        except Exception as error:
            told.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def opened(slug, by):
    return open_page(Place(slug, "other"), by=by)


def drafts(page, by):
    return [write(page, language, Draft("Titre", "Texte", 0), by=by) for language in LANGUAGES]


def found(page):
    return sorted(Findable.objects.filter(kind="page", object_id=page.pk).values_list("language", flat=True))


def test_one_of_two_has_an_address_and_the_other_is_told(coordinator):
    for number in range(TIMES):
        told = at_once(*[lambda slug=f"new{number}": opened(slug, coordinator)] * 2)
        assert told == ["done", "refused"]
        one, other = (opened(f"{name}{number}", coordinator) for name in ("one", "other"))
        place = Place(f"both{number}", "other")
        acts = [lambda page=page, place=place: move_page(page, place, by=coordinator) for page in (one, other)]
        assert at_once(*acts) == ["done", "refused"]
    assert Page.objects.count() == 3 * TIMES


def test_search_finds_what_is_published_and_nothing_withdrawn(coordinator):
    for number in range(TIMES):
        page = opened(f"page{number}", coordinator)
        versions = drafts(page, coordinator)
        assert at_once(*[lambda of=of: publish(of, by=coordinator) for of in versions]) == ["done"] * 3
        assert found(page) == sorted(LANGUAGES)
        assert at_once(*[lambda of=of: withdraw(of.text, by=coordinator) for of in versions]) == ["done"] * 3
        assert found(page) == []
