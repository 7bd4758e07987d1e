"""Briefs as PDF for the page and the API: a few set at once in each process, the same one not twice in an hour."""

import hashlib

from django.core.cache import cache
from django.utils.http import content_disposition_header

from passerelles.common.turns import turn
from passerelles.common.words import tongue
from passerelles.people.actions import folded
from passerelles.portal.briefs import Brief

KEPT = 3600  # seconds for which the same brief is not set again


def printed(made: Brief) -> bytes:
    """Return a brief as PDF. Raises Breach where it takes too much, or where too much is asked of the site at once."""
    key = "brief/" + hashlib.sha256(repr((made.laid, made.drawings)).encode("utf-8", "replace")).hexdigest()
    held: bytes | None = cache.get(key)
    if held is None:
        with turn():
            held = made.pdf()
        cache.set(key, held, KEPT)
    return held


def disposition(made: Brief) -> str:
    """What an answer says of its file: a name may be Chinese."""
    return content_disposition_header(True, file_name(made)) or ""


def file_name(made: Brief) -> str:
    """What its file is called: after its subject and its languages."""
    subject = made.matter.subject
    name = folded(made.laid.title)[:80] or f"{subject.kind}-{subject.pk}"
    return "-".join(["brief", name, *map(tongue, made.languages)]) + ".pdf"
