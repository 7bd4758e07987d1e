"""What is decided about requests."""

from passerelles.requests.actions.amending import amend
from passerelles.requests.actions.deciding import accept, ask_more, decline, redirect, reopen
from passerelles.requests.actions.hearing import answer_as_host, answer_for_host, ask_as_host, reply_to_host
from passerelles.requests.actions.hosting import ask_hosts
from passerelles.requests.actions.joining import join, keep_apart, part, propose_again
from passerelles.requests.actions.likening import note_keys
from passerelles.requests.actions.moving import check_may, move, note

__all__ = [
    "accept",
    "amend",
    "answer_as_host",
    "answer_for_host",
    "ask_as_host",
    "ask_hosts",
    "ask_more",
    "check_may",
    "decline",
    "join",
    "keep_apart",
    "move",
    "note",
    "note_keys",
    "part",
    "propose_again",
    "redirect",
    "reopen",
    "reply_to_host",
]
