"""The requests' tables."""

from passerelles.requests.models.answers import GroupCriteria, Letter, Opinion, OpinionState
from passerelles.requests.models.requests import Attachment, Host, Request, Step

__all__ = ["Attachment", "GroupCriteria", "Host", "Letter", "Opinion", "OpinionState", "Request", "Step"]
