"""Files that typst sets: a few at once, a few in line, and whoever comes then is told to come again instead of holding a thread."""

import time
from threading import Barrier, BoundedSemaphore, Thread

import pytest
from django.urls import reverse

from passerelles.common import turns
from passerelles.common.limits import Breach
from tests import make


@pytest.fixture
def one_in_line(monkeypatch):
    monkeypatch.setattr(turns, "IN_LINE", BoundedSemaphore(1))


def test_who_comes_when_the_line_is_full_is_refused_at_once(one_in_line):
    began = time.monotonic()
    with turns.turn(), pytest.raises(Breach), turns.turn():
        pass
    assert time.monotonic() - began < turns.PATIENCE / 2


def test_a_turn_is_given_back_whatever_happens_in_it(one_in_line):
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), turns.turn():
            _ = 1 / 0


def test_who_waits_too_long_is_refused_and_leaves_the_line(monkeypatch):
    monkeypatch.setattr(turns, "AT_ONCE", BoundedSemaphore(1))
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with turns.turn():
        for _ in range(2 * turns.IN_LINE._value):
            with pytest.raises(Breach), turns.turn():
                pass


def test_so_many_are_set_at_once_and_no_more(monkeypatch):
    at_work, most, together = [], [], Barrier(6)

    def work():
        together.wait()
        with turns.turn():
            at_work.append(1)
            most.append(len(at_work))
            time.sleep(0.02)
            at_work.pop()

    threads = [Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 6 and max(most) <= 2


@pytest.fixture
def waiting():
    """One visitor has as many files made as one may."""
    for _ in range(turns.MOST_EACH):
        turns._joined("10.0.0.1")
    yield "10.0.0.1"
    for _ in range(turns.MOST_EACH):
        turns._leave("10.0.0.1")
    assert not turns.QUEUES


def test_one_visitor_waits_for_their_own_and_others_do_not(waiting):
    with pytest.raises(Breach), turns.place(waiting):
        pass
    with turns.place("another"), turns.place("a third"):
        pass
    assert set(turns.QUEUES) == {waiting}


def test_one_file_of_a_visitor_is_made_at_a_time():
    at_work, most, together = [], [], Barrier(turns.MOST_EACH)

    def work():
        together.wait()
        with turns.place("one"):
            at_work.append(1)
            most.append(len(at_work))
            time.sleep(0.02)
            at_work.pop()

    threads = [Thread(target=work) for _ in range(turns.MOST_EACH)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * turns.MOST_EACH and not turns.QUEUES


def test_who_waits_too_long_for_their_own_leaves(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with turns.place("one"), pytest.raises(Breach), turns.place("one"):
        pass
    assert not turns.QUEUES


@pytest.mark.django_db
def test_who_asks_for_many_at_once_is_told_and_others_are_served(client, waiting):
    pair = make.public_partnership()
    paper = reverse("brief_pdf", args=["partnership", pair.pk])
    program = f"/api/v1/briefs/partnership/{pair.pk}.pdf"
    for address in (paper, program, reverse("map_picture"), reverse("chart", args=["themes", "png"])):
        assert client.get(address, REMOTE_ADDR=waiting).status_code == 503, address
        assert client.get(address, REMOTE_ADDR="10.0.0.2").status_code == 200, address
    assert client.get(reverse("map_drawing"), REMOTE_ADDR=waiting).status_code == 200


@pytest.mark.django_db
def test_pictures_and_papers_say_when_to_come_again(client, one_in_line):
    pair = make.public_partnership()
    paper = reverse("brief_pdf", args=["partnership", pair.pk])
    with turns.turn():
        for address in (reverse("map_picture"), reverse("map_page"), reverse("chart", args=["themes", "png"]), paper):
            answer = client.get(address)
            assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "60", "no-store"), address
        assert client.get(f"/api/v1/briefs/partnership/{pair.pk}.pdf").status_code == 503
        assert client.get(reverse("map_drawing")).status_code == 200
    assert client.get(reverse("map_picture")).status_code == 200
