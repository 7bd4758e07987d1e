"""What is decided about requests."""

from passerelles.requests.actions.moving import check_may, move, note

__all__ = ["check_may", "move", "note"]
