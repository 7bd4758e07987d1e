"""What a request says that may tell whether it is the same delegation as another's."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Dates:
    """Fixed days, or some days within a window, or unknown (`first` is none)."""

    first: date | None = None
    last: date | None = None
    is_window: bool = False

    def __str__(self) -> str:
        """Written as ISO 8601 writes a stretch of days; empty where nothing is known."""
        return f"{self.first}/{self.last or self.first}" if self.first else ""


@dataclass(frozen=True, slots=True)
class Profile:
    """All as it was written, in any script; empty where it was not said."""

    asker: str = ""
    country: str = ""  # the asker's, two letters
    place: str = ""  # the gazetteer's key, where the form or an officer gave one
    domain: str = ""  # of the contact's address
    head: str = ""
    rank: str = ""
    dates: Dates = field(default_factory=Dates)
    themes: frozenset[str] = frozenset()
    sites: str = ""
    size: int | None = None
    purpose: str = ""
    letter: str = ""
    language: str = ""  # of purpose and letter
    through: str = ""  # who passed it on
