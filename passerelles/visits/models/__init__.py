"""The visits' tables."""

from passerelles.visits.models.visits import Visit, VisitHost

__all__ = ["Visit", "VisitHost"]
