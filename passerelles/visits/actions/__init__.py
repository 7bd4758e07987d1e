"""What is decided about visits."""

from passerelles.visits.actions.after import remove_cost, write_cost, write_report
from passerelles.visits.actions.changing import change_visit
from passerelles.visits.actions.committing import agree, agree_by_link, commit, remind, settle, sides_of
from passerelles.visits.actions.giving import remove_gift, remove_staff_time, write_gift, write_staff_time
from passerelles.visits.actions.moving import move_visit
from passerelles.visits.actions.opening import Travelling, open_by_hand, open_visit, travelling_of
from passerelles.visits.actions.papers import add_paper, remove_paper
from passerelles.visits.actions.photographs import add_photograph, say_of_photograph, withdraw_photograph
from passerelles.visits.actions.precautions import look_at
from passerelles.visits.actions.programme import remove_participant, remove_slot, write_participant, write_slot
from passerelles.visits.actions.purging import purge

__all__ = [
    "Travelling",
    "add_paper",
    "add_photograph",
    "agree",
    "agree_by_link",
    "change_visit",
    "commit",
    "look_at",
    "move_visit",
    "open_by_hand",
    "open_visit",
    "purge",
    "remind",
    "remove_cost",
    "remove_gift",
    "remove_paper",
    "remove_participant",
    "remove_slot",
    "remove_staff_time",
    "say_of_photograph",
    "settle",
    "sides_of",
    "travelling_of",
    "withdraw_photograph",
    "write_cost",
    "write_gift",
    "write_participant",
    "write_report",
    "write_slot",
    "write_staff_time",
]
