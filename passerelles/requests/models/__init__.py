"""The requests' tables."""

from passerelles.requests.models.answers import GroupCriteria, Letter, Opinion, OpinionState, Purge
from passerelles.requests.models.capacity import Capacity, Closed, Per
from passerelles.requests.models.history import Change, Heard
from passerelles.requests.models.likeness import KeptApart, LikenessKey
from passerelles.requests.models.requests import Attachment, Host, Incoming, Request, RequestQuerySet, Step
from passerelles.requests.models.weights import GroupWeights

__all__ = [
    "Attachment",
    "Capacity",
    "Change",
    "Closed",
    "GroupCriteria",
    "GroupWeights",
    "Heard",
    "Host",
    "Incoming",
    "KeptApart",
    "Letter",
    "LikenessKey",
    "Opinion",
    "OpinionState",
    "Per",
    "Purge",
    "Request",
    "RequestQuerySet",
    "Step",
]
