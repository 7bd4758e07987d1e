"""What is decided about visits."""

from passerelles.visits.actions.moving import move_visit
from passerelles.visits.actions.opening import Travelling, open_visit, travelling_of

__all__ = ["Travelling", "move_visit", "open_visit", "travelling_of"]
