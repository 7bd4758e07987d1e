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
