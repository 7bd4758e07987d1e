"""Every decision about the register, one verb each."""

from passerelles.register.actions.choosing import choose
from passerelles.register.actions.declaring import Told, confirm, contest, declare, declare_all, withdraw
from passerelles.register.actions.doubting import answer, ask, dismiss, reopen
from passerelles.register.actions.judging import (
    accept,
    accept_undisputed,
    correct,
    correct_parties,
    publish_fact,
    reject,
    undo,
)
from passerelles.register.actions.merging import keep_apart, merge, split
from passerelles.register.actions.proposing import Identity, PassageSpan, entry_of, propose

__all__ = [
    "Identity",
    "PassageSpan",
    "Told",
    "accept",
    "accept_undisputed",
    "answer",
    "ask",
    "choose",
    "confirm",
    "contest",
    "correct",
    "correct_parties",
    "declare",
    "declare_all",
    "dismiss",
    "entry_of",
    "keep_apart",
    "merge",
    "propose",
    "publish_fact",
    "reject",
    "reopen",
    "split",
    "undo",
    "withdraw",
]
