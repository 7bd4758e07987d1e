"""Work in children: each item is bounded alone, and what one breaches costs only itself."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from passerelles.common.limits import Breach, Limits, Pool, Unprepared, run

MB = 2**20
SMALL = Limits(memory=256 * MB, seconds=20)
loaded = 0


def double(number: int) -> int:
    return number * 2


def prepare() -> None:
    global loaded
    loaded += 1


def who(_: int) -> tuple[int, int]:
    return os.getpid(), loaded


class Awkward(Exception):  # noqa: N818
    """Pickles, and does not come back: its __init__ needs two arguments."""

    def __init__(self, one: str, two: str):
        super().__init__(one)


def misbehave(how: str) -> object:
    if how == "eat":
        return len(bytearray(2**34))
    if how == "eat slowly":
        kept = []
        while True:
            kept.append(bytearray(16 * MB))
    if how == "hang":
        while True:
            pass
    if how == "sleep":
        time.sleep(60)
    if how == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    if how == "exit":
        os._exit(3)
    if how == "raise":
        raise ValueError("so it is")
    if how == "awkward":
        raise Awkward("one", "two")
    if how == "unpicklable":
        return lambda: None
    return how.upper()


def test_a_result_comes_back():
    assert run(double, 21) == 42


def test_what_the_function_raises_comes_back():
    with pytest.raises(ValueError, match="so it is"):
        run(misbehave, "raise")


@pytest.mark.parametrize(
    ("how", "cause", "words"),
    [
        ("eat", "memory", "more memory than the 256 MB allowed"),
        ("eat slowly", "memory", "more memory"),
        ("die", "died", "SIGSEGV"),
        ("exit", "died", "exit status 3"),
    ],
)
def test_a_breach_names_its_cause(how: str, cause: str, words: str):
    with pytest.raises(Breach, match=words) as caught:
        run(misbehave, how, limits=SMALL)
    assert caught.value.cause == cause


@pytest.mark.parametrize("how", ["hang", "sleep"])
def test_an_item_that_takes_too_long_is_stopped(how: str):
    with pytest.raises(Breach, match=r"longer than the 0\.5 s allowed") as caught:
        run(misbehave, how, limits=Limits(seconds=0.5))
    assert caught.value.cause == "time"


def test_a_breach_costs_only_its_own_item_and_order_is_kept():
    items = ["a", "die", "b", "eat", "c", "hang", "raise", "awkward", "unpicklable", "d"]
    with Pool(misbehave, limits=Limits(memory=256 * MB, seconds=1), jobs=2) as pool:
        outcomes = list(pool.each(items))
    assert [item for item, _ in outcomes] == items
    assert {item: outcome.result for item, outcome in outcomes if outcome.error is None} == {"a": "A", "b": "B", "c": "C", "d": "D"}
    causes = {item: getattr(outcome.error, "cause", type(outcome.error).__name__) for item, outcome in outcomes if outcome.error}
    assert causes.pop("unpicklable") in ("AttributeError", "PicklingError", "RuntimeError")
    assert causes == {"die": "died", "eat": "memory", "hang": "time", "raise": "ValueError", "awkward": "RuntimeError"}


def test_a_child_is_prepared_once_and_reused():
    with Pool(who, jobs=2, prepare=prepare) as pool:
        said = [outcome.value() for _, outcome in pool.each(range(20))]
    assert len({pid for pid, _ in said}) <= 2
    assert {times for _, times in said} == {1}


def test_results_may_come_as_they_end():
    with Pool(double, jobs=2) as pool:
        assert sorted(outcome.value() for _, outcome in pool.each(range(10), in_order=False)) == [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]


def test_items_are_drawn_only_as_needed():
    drawn = []

    def endless() -> Iterator[int]:
        for number in range(10**9):
            drawn.append(number)
            yield number

    with Pool(double, jobs=2) as pool:
        results = pool.each(endless())
        assert [next(results)[1].value() for _ in range(5)] == [0, 2, 4, 6, 8]
        results.close()
        assert len(drawn) < 30
        # left early, the pool can be used again
        assert [outcome.value() for _, outcome in pool.each([4])] == [8]


def test_closing_ends_the_children():
    with Pool(who, jobs=1) as pool:
        pid = next(iter(pool.each([1])))[1].value()[0]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_no_item_is_no_work():
    with Pool(double) as pool:
        assert list(pool.each([])) == []


def test_an_item_that_cannot_be_sent_is_only_its_own_fault():
    with Pool(misbehave) as pool:
        outcomes = [outcome for _, outcome in pool.each([lambda: None, "a"])]  # type: ignore[list-item]
    assert outcomes[0].error is not None
    assert outcomes[1].value() == "A"


def _cannot_prepare() -> None:
    raise EOFError("cut short")


def test_a_child_that_cannot_prepare_ends_the_work_at_once():
    with Pool(str, prepare=_cannot_prepare, jobs=2) as pool, pytest.raises(Unprepared, match="EOFError: cut short"):
        list(pool.each(range(100)))
