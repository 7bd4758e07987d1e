"""Handing over a file that somebody brought: to be kept, never to be opened in the site's name."""

from django.core.files import File
from django.http import FileResponse, Http404


def found(file: "File[bytes]") -> "File[bytes]":
    """Open a file for an answer. One that was removed since its row was read is not there any more: 404."""
    try:
        return file.open("rb")
    except (FileNotFoundError, ValueError) as error:  # a field without a file is a ValueError
        raise Http404 from error


def handed_over(file: "File[bytes]", name: str) -> FileResponse:
    """Answer with a file under its name. No browser shows it or guesses what it is, and nothing between keeps it."""
    response = FileResponse(found(file), as_attachment=True, filename=name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
