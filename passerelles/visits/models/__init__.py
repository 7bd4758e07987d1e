"""The visits' tables."""

from passerelles.visits.models.visits import Direction, Visit, VisitHost, VisitStep

__all__ = ["Direction", "Visit", "VisitHost", "VisitStep"]
