"""Every decision about the register, one verb each."""

from passerelles.register.actions.adding import estimate, read_out
from passerelles.register.actions.campaigning import (
    accept_confirmations,
    answer_campaign,
    close_campaign,
    object_in_campaign,
    open_campaign,
    remind,
    send_again,
    send_waiting,
)
from passerelles.register.actions.choosing import choose
from passerelles.register.actions.declaring import Told, confirm, contest, declare, declare_all, masked_value, withdraw
from passerelles.register.actions.doubting import answer, ask, dismiss, reopen
from passerelles.register.actions.importing import drop_batch, import_batch, name_columns, name_names, open_batch, undo_batch
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
from passerelles.register.actions.responding import pair_of, places_meant, respond, stand

__all__ = [
    "Identity",
    "PassageSpan",
    "Told",
    "accept",
    "accept_confirmations",
    "accept_undisputed",
    "answer",
    "answer_campaign",
    "ask",
    "choose",
    "close_campaign",
    "confirm",
    "contest",
    "correct",
    "correct_parties",
    "declare",
    "declare_all",
    "dismiss",
    "drop_batch",
    "entry_of",
    "estimate",
    "import_batch",
    "keep_apart",
    "masked_value",
    "merge",
    "name_columns",
    "name_names",
    "object_in_campaign",
    "open_batch",
    "open_campaign",
    "pair_of",
    "places_meant",
    "propose",
    "publish_fact",
    "read_out",
    "reject",
    "remind",
    "reopen",
    "respond",
    "send_again",
    "send_waiting",
    "split",
    "stand",
    "undo",
    "undo_batch",
    "withdraw",
]
