"""Files sent as they are asked for: unchanged ones not again, parts of them on request (RFC 9110)."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

PIECE = 1 << 16
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})$", re.ASCII)  # of more digits Python makes no number


def send(request: HttpRequest, path: Path, media: str) -> HttpResponseBase:
    """Return a file, the part of it that was asked for, or word that it has not changed."""
    held = path.stat()
    etag = f'"{held.st_mtime_ns:x}-{held.st_size:x}"'
    unchanged = get_conditional_response(request, etag, int(held.st_mtime))
    if unchanged is not None:
        return unchanged
    first, last = _asked(request, etag, held.st_size)
    if first > last and held.st_size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{held.st_size}"})
    whole = (first, last) == (0, held.st_size - 1) or not held.st_size
    body: Iterator[bytes] = iter(()) if request.method == "HEAD" else pieces(path, first, last)
    told = {"ETag": etag, "Last-Modified": http_date(held.st_mtime), "Accept-Ranges": "bytes", "Content-Length": str(last - first + 1)}
    response = StreamingHttpResponse(body, content_type=media, status=200 if whole else 206, headers=told)
    if not whole:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{held.st_size}"
    return response


def etag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _asked(request: HttpRequest, etag: str, size: int) -> tuple[int, int]:
    """The first and last byte asked for; all where no part is, where several are, or where the file is another by now."""
    asked = RANGE.match(request.headers.get("Range", ""))
    if not asked or request.headers.get("If-Range", etag) != etag or asked[0] == "bytes=-":
        return 0, size - 1
    if not asked[1]:
        return max(size - int(asked[2]), 0), size - 1
    return int(asked[1]), min(int(asked[2]) if asked[2] else size, size - 1)


def pieces(path: Path, first: int, last: int) -> Iterator[bytes]:
    left = last - first + 1
    with path.open("rb") as file:
        file.seek(first)
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
