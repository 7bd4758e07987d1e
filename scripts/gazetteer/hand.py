"""What the hand-written tables add."""

from . import china
from .unit import Units


def add(units: Units) -> None:
    china.add_exonyms(units)


def finish(units: Units) -> None:
    pass
