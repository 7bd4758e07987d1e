"""The requests' tables."""

from passerelles.requests.models.likeness import KeptApart, LikenessKey
from passerelles.requests.models.requests import Attachment, Host, Request, RequestQuerySet, Step

__all__ = ["Attachment", "Host", "KeptApart", "LikenessKey", "Request", "RequestQuerySet", "Step"]
