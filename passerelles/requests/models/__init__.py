"""The requests' tables."""

from passerelles.requests.models.requests import Attachment, Host, Request, Step

__all__ = ["Attachment", "Host", "Request", "Step"]
