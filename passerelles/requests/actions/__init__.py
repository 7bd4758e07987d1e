"""What is decided about requests."""

from passerelles.requests.actions.joining import join, keep_apart, part, propose_again
from passerelles.requests.actions.likening import note_keys
from passerelles.requests.actions.moving import check_may, move, note

__all__ = ["check_may", "join", "keep_apart", "move", "note", "note_keys", "part", "propose_again"]
