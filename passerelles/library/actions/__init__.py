"""Every decision about documents, one verb each."""

from passerelles.library.actions.declaring import ESTIMATED, masked, record_declaration, record_estimate
from passerelles.library.actions.erasing import erase, unname
from passerelles.library.actions.keeping import keep_reading, take_out
from passerelles.library.actions.naming import rename
from passerelles.library.actions.queueing import fail, finish, give_back, queue, still_at_it, take_task, try_again, try_later
from passerelles.library.actions.showing import show_to
from passerelles.library.actions.taking import Brought, take

__all__ = [
    "ESTIMATED",
    "Brought",
    "erase",
    "fail",
    "finish",
    "give_back",
    "keep_reading",
    "masked",
    "queue",
    "record_declaration",
    "record_estimate",
    "rename",
    "show_to",
    "still_at_it",
    "take",
    "take_out",
    "take_task",
    "try_again",
    "try_later",
    "unname",
]
