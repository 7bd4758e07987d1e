"""Handing over a file that somebody brought: to be kept, never to be opened in the site's name."""

from django.core.files import File
from django.http import FileResponse


def handed_over(file: "File[bytes]", name: str) -> FileResponse:
    """Answer with a file under its name. No browser shows it or guesses what it is, and nothing between keeps it."""
    response = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
