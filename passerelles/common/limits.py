"""Runs work in child processes with bounded memory and time, a few at once, each item alone.

A parser can be made to eat all memory, or to loop for ever, by one hostile or damaged file. So the command and the queue read
in children: a child that breaches its limit is killed and replaced, and only the item it was at is lost. A child is reused
from item to item, because what it loads first (a gazetteer) costs more than most items.

    with Pool(read_file, limits=Limits(memory=2**30, seconds=60), jobs=4) as pool:
        for path, outcome in pool.each(paths):
            outcome.value()  # the function's result; raises Breach, or what the function raised

Work is a function that a child can import, with picklable arguments and results. Memory is bounded by RLIMIT_AS, counted
above what the child needs before its first item; where the system has no such limit (macOS) only time is bounded.
"""

import contextlib
import math
import multiprocessing
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Generic, Literal, TypeVar

try:
    import resource
except ImportError:  # Windows has no such limits; time is bounded all the same
    resource = None  # type: ignore[assignment]

Item = TypeVar("Item")
Result = TypeVar("Result")
Cause = Literal["memory", "time", "died"]

# Spawned, not forked: a fork would take along the caller's threads, locks and database connections.
_PROCESSES = multiprocessing.get_context("spawn")
_START_SECONDS = 60.0  # for a child to start and prepare itself, before time counts for its first item


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may cost: `memory` in bytes above what the child needs to begin with, `seconds` of wall time."""

    memory: int = 1 * 2**30
    seconds: float = 60.0


class Breach(Exception):  # noqa: N818 - named for what happened, like Unreadable
    """An item that was stopped. `cause` is memory, time or died."""

    def __init__(self, message: str, cause: Cause):
        super().__init__(message, cause)
        self.cause = cause

    def __str__(self) -> str:
        return str(self.args[0])


class Unprepared(Exception):  # noqa: N818 - as above
    """`prepare` failed in a child: no item can be worked on, so that it is nobody's outcome and `each` raises it."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What became of an item: a result, or the exception that stands for it; and the seconds it took."""

    result: Result | None
    error: Exception | None
    seconds: float

    def value(self) -> Result:
        """Return the result, or raise what stands for it."""
        if self.error is not None:
            raise self.error
        return self.result  # type: ignore[return-value]  # None is only its value where the function returned None


def run(work: Callable[[Item], Result], item: Item, *, limits: Limits = Limits()) -> Result:
    """Call `work(item)` in a child. Raises Breach where it was stopped, else what the function raised."""
    with Pool(work, limits=limits, jobs=1) as pool:
        for _, outcome in pool.each([item]):
            return outcome.value()
    raise AssertionError("each() gives one outcome for one item")


class Pool(Generic[Item, Result]):
    """A few children that do the same work. `prepare` is called once in each before its first item."""

    def __init__(
        self,
        work: Callable[[Item], Result],
        *,
        limits: Limits = Limits(),
        jobs: int = 1,
        prepare: Callable[[], object] | None = None,
    ):
        self._work, self._prepare, self._limits = work, prepare, limits
        self._children: list[_Child] = []
        self._jobs = max(1, jobs)

    def __enter__(self) -> "Pool[Item, Result]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all children at once, whatever they are at."""
        for child in self._children:
            child.kill()
        self._children.clear()

    def each(self, items: Iterable[Item], *, in_order: bool = True) -> Iterator[tuple[Item, Outcome[Result]]]:
        """Do the work for each item and give item and outcome: in the items' order, else as they end.

        Items are drawn only as children are free, so that a long list, or an endless one, costs no memory; at most four
        outcomes a child wait for one that is slower.
        """
        waiting: deque[list[object]] = deque()  # [item, outcome or None], in order
        source = iter(items)
        is_over = False
        try:
            while True:
                while not is_over and len(waiting) < 4 * self._jobs and (child := self._free()):
                    try:
                        slot: list[object] = [next(source), None]
                    except StopIteration:
                        is_over = True
                        break
                    waiting.append(slot)
                    child.give(slot, self._limits)
                yield from self._ready(waiting, in_order)
                if not any(child.slot for child in self._children):
                    if is_over and not waiting:
                        return
                    continue
                self._collect()
                yield from self._ready(waiting, in_order)
        finally:
            # Left early (Ctrl-C, a broken pipe): what children are at is nobody's any more.
            for child in [child for child in self._children if child.slot]:
                self._drop(child)

    def _ready(self, waiting: "deque[list[object]]", in_order: bool) -> Iterator[tuple[Item, Outcome[Result]]]:
        if in_order:
            while waiting and waiting[0][1] is not None:
                item, outcome = waiting.popleft()
                yield item, outcome  # type: ignore[misc]  # a slot is [Item, Outcome]
            return
        for slot in [slot for slot in waiting if slot[1] is not None]:
            waiting.remove(slot)
            yield slot[0], slot[1]  # type: ignore[misc]

    def _free(self) -> "_Child | None":
        for child in self._children:
            if child.slot is None:
                return child
        if len(self._children) >= self._jobs:
            return None
        child = _Child(self._work, self._prepare, self._limits)
        self._children.append(child)
        return child

    def _drop(self, child: "_Child") -> None:
        child.kill()
        if child in self._children:
            self._children.remove(child)

    def _collect(self) -> None:
        """Wait until a child has answered, died or run out of time, and note it in its slot."""
        busy = [child for child in self._children if child.slot]
        soonest = min(child.deadline for child in busy)
        ready = set(wait([child.pipe for child in busy], timeout=max(0.0, soonest - time.monotonic())))
        for child in busy:
            if child.pipe in ready:
                is_usable = child.answered()
            elif time.monotonic() >= child.deadline:
                is_usable = child.is_late(self._limits)
            else:
                continue
            if not is_usable:
                self._drop(child)


class _Child:
    """One child process, the pipe to it and the item it is at."""

    def __init__(self, work: object, prepare: object, limits: Limits):
        self.pipe, theirs = _PROCESSES.Pipe()
        self.process: BaseProcess = _PROCESSES.Process(target=_serve, args=(theirs, work, prepare, limits), daemon=True)
        with _interrupts_blocked():
            self.process.start()
        theirs.close()
        self.slot: list[object] | None = None
        self.deadline = math.inf
        self._since = 0.0
        self._is_ready = False

    def give(self, slot: list[object], limits: Limits) -> None:
        self.slot, self._since = slot, time.monotonic()
        self.deadline = self._since + limits.seconds + (0.0 if self._is_ready else _START_SECONDS)
        try:
            self.pipe.send(slot[0])
        except OSError:
            self.deadline = 0.0  # it has died while idle: told when its answer is asked for
        except Exception as error:  # an item that cannot be pickled is the caller's mistake, and only this item's
            self.slot = None
            slot[1] = Outcome(None, error, 0.0)

    def answered(self) -> bool:
        """Take the child's message; return whether it can be used again."""
        try:
            kind, payload = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join(5)
            return self._end(None, Breach(f"the process reading it died ({_fate(self.process.exitcode)})", "died"), False)
        except Exception as error:  # a result whose class does not unpickle here
            return self._end(None, error, True)
        if kind == "unprepared":
            raise Unprepared(payload)
        if kind == "ready":  # prepared: only now does time count for the item
            self._is_ready = True
            self._since = time.monotonic()
            self.deadline = self._since + float(payload)
            return True
        if kind == "memory":
            return self._end(None, Breach(f"it needs more memory than the {payload // 2**20} MB allowed", "memory"), False)
        return self._end(payload, None, True) if kind == "result" else self._end(None, payload, True)

    def is_late(self, limits: Limits) -> bool:
        if self.deadline == 0.0:
            return self._end(None, Breach(f"the process reading it died ({_fate(self.process.exitcode)})", "died"), False)
        return self._end(None, Breach(f"it takes longer than the {limits.seconds:g} s allowed", "time"), False)

    def _end(self, result: object, error: Exception | None, is_usable: bool) -> bool:
        if self.slot is not None:
            self.slot[1] = Outcome(result, error, time.monotonic() - self._since)
        self.slot = None
        return is_usable

    def kill(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self.pipe.close()
        self.process.kill()
        self.process.join(5)


@contextlib.contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Keep Ctrl-C from a child that begins here, for good: it would print a traceback while it imports. Ours comes after the block."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _fate(code: int | None) -> str:
    if code is None:
        return "no exit status"
    if code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit status {code}"


def _serve(pipe: Connection, work: Callable[[object], object], prepare: Callable[[], object] | None, limits: Limits) -> None:
    """A child's life: prepare, then an item, an answer, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    if prepare:
        try:
            prepare()
        except Exception as error:
            pipe.send(("unprepared", f"{type(error).__name__}: {error}"))
            return
    _bound_memory(limits.memory)
    pipe.send(("ready", limits.seconds))
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        _bound_time(limits.seconds)
        answer, is_sound = _answer(work, item, limits)
        pipe.send_bytes(answer)
        if not is_sound:
            return  # what a MemoryError left behind is not to be trusted


def _answer(work: Callable[[object], object], item: object, limits: Limits) -> tuple[bytes, bool]:
    """The answer to send, and whether the child can go on."""
    try:
        return pickle.dumps(("result", work(item))), True
    except MemoryError:
        return pickle.dumps(("memory", limits.memory)), False
    except Exception as error:
        return _pickled(error), True


def _pickled(error: Exception) -> bytes:
    try:
        data = pickle.dumps(("error", error))
        pickle.loads(data)  # noqa: S301 - our own bytes; an exception with an __init__ of its own may pickle and not come back
        return data
    except MemoryError:
        raise
    except Exception:
        return pickle.dumps(("error", RuntimeError(f"{type(error).__name__}: {error}")))


def _bound_memory(memory: int) -> None:
    if resource is None or not sys.platform.startswith("linux"):
        return
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = used + memory if hard == resource.RLIM_INFINITY else min(used + memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _bound_time(seconds: float) -> None:
    """A second bound, on processor time, should the parent be gone or stopped: the system then ends the child."""
    if resource is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = math.ceil(usage.ru_utime + usage.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
