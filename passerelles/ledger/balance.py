"""Intervals and the balance between two soils: arithmetic that keeps what is not known. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """Between a least and a most; without a most where nobody knows one."""

    low: int = 0
    high: int | None = 0

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, None if self.high is None or other.high is None else self.high + other.high)

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def is_nothing(self) -> bool:
        return self.low == 0 and self.high == 0


@dataclass(frozen=True, slots=True)
class Balance:
    """One soil beside the other, and what may lie on either because nobody says where it lies."""

    home: Interval
    partner: Interval
    nowhere: Interval = Interval()

    @property
    def verdict(self) -> str:
        """Which side has more, where nothing that is unknown could change it: "home", "partner" or "even"; else "open"."""
        if self.home.is_nothing and self.partner.is_nothing:
            return "nothing" if self.nowhere.is_nothing else "open"
        most_home, most_partner = (self.home + self.nowhere).high, (self.partner + self.nowhere).high
        if most_home is not None and most_home < self.partner.low:
            return "partner"
        if most_partner is not None and most_partner < self.home.low:
            return "home"
        if self.home.is_exact and self.home == self.partner and self.nowhere.is_nothing:
            return "even"
        return "open"

    @property
    def least_share(self) -> int:
        """The home soil's part of the whole in per cent, at least: all that is not placed lies on the other."""
        rest = (self.partner + self.nowhere).high
        return 100 if rest == 0 else _share(self.home.low, rest)

    @property
    def most_share(self) -> int:
        """The home soil's part of the whole in per cent, at most: all that is not placed lies on it."""
        part = (self.home + self.nowhere).high
        return 100 if part is None else _share(part, self.partner.low)


def _share(part: int, rest: int | None) -> int:
    if rest is None:
        return 0
    return round(100 * part / (part + rest)) if part + rest else 0
