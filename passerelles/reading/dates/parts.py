"""What a date expression says before anything is known of when it was said."""

from calendar import monthrange
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Day:
    """A year, month or day, as far as it is said: a day without a year is Day(month=10, day=11)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str | None:
        """The ISO date, as precise as what is known; None without a year."""
        if self.year is None:
            return None
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts[: 1 + bool(self.month) + bool(self.month and self.day)])

    @property
    def month_day(self) -> str | None:
        return f"--{self.month:02}-{self.day:02}" if self.month and self.day else None

    @property
    def is_possible(self) -> bool:
        """Whether a calendar may show it (29 February where the year is unknown)."""
        if self.month is None:
            return self.day is None or 1 <= self.day <= 31
        return 1 <= self.month <= 12 and (self.day is None or 1 <= self.day <= monthrange(self.year or 2000, self.month)[1])


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as written, at text[start:end]. `anchor` says what it is counted from ("last_year"), `count` how many years away."""

    start: int
    end: int
    first: Day = Day()
    last: Day | None = None
    anchor: str = ""
    count: int = 0
    weekday: int | None = None

    @property
    def is_bare_year(self) -> bool:
        return self.first.year is not None and self.first.month is None
