"""The page a document is judged on: left its text, right what was read in it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from passerelles.library.laying import Mark, Part, lay, part_of
from passerelles.library.models import Document
from passerelles.library.queries import may_judge
from passerelles.people.models import User
from passerelles.register.desk.gathering import Bundle, Sheaf, gather
from passerelles.register.queries.desk import left_of

AT_ONCE = 12_000  # characters of a document judged on one page: some hundred proposals


def desk_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge a document: its text beside its proposals, part by part where it is long."""
    document, user = to_judge(request, pk)
    return render(request, "register/desk/document.html", page_of(document, user, request.GET))


def to_judge(request: HttpRequest, pk: int) -> tuple[Document, User]:
    """Return the document and who judges it: 404 where it is hidden from them, 403 where they do not coordinate its group."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - LoginRequiredMiddleware lets nobody else through
    document = get_object_or_404(Document.objects.visible_to(user).select_related("source", "group"), pk=pk)
    if not may_judge(document, user):
        raise PermissionDenied
    return document, user


def page_of(document: Document, user: User, asked: Any) -> dict[str, Any]:
    """Everything the page shows; `asked` says which part, and whether what a newer reader says otherwise is wanted."""
    part = part_of(document.blocks, number=_number(asked.get("part")), size=AT_ONCE)
    beside = bool(asked.get("beside"))
    sheaf = gather(document, user, within=limits(part), beside=beside)
    return {
        "document": document,
        "left": left_of(document),
        "sheaf": sheaf,
        "part": part,
        "is_beside": beside,
        "text": lay(document.text, part.blocks, _marks(sheaf)),
    }


def limits(part: Part) -> tuple[int, int] | None:
    """The characters whose proposals a part shows: from where it begins to where the next one does."""
    if part.count == 1 or not part.blocks:
        return None
    start = 0 if part.number == 1 else part.blocks[0]["start"]
    return (start, part.blocks[-1]["end"] if part.number < part.count else 2**31)


def place(document: Document, asked: Any, anchor: str = "") -> str:
    """The address of the page as it was, at the same proposal: where a form without JavaScript comes back to."""
    number = _number(asked.get("part"))
    query = f"?part={number}" if number > 1 else ""
    return reverse("desk_document", args=[document.pk]) + query + (f"#{anchor}" if anchor else "")


def _number(asked: str | None) -> int:
    return int(asked[:6]) if asked and asked.isascii() and asked.isdecimal() else 1


def _marks(sheaf: Sheaf) -> list[Mark]:
    """Every stretch of words a proposal or doubt is about; whether it is judged is told on the right, so that the text never changes."""
    marks = [mark for bundle in sheaf.bundles for mark in _marks_of(bundle)]
    return marks + [Mark(each.doubt.start, each.doubt.end, "", f"#doubt-{each.pk}", "doubt") for each in sheaf.doubts]


def _marks_of(bundle: Bundle) -> list[Mark]:
    said = {(each.start, each.end) for each in bundle.proposals if each.start < each.end}
    doubted = {(each.doubt.start, each.doubt.end) for each in bundle.doubts if each.doubt.start < each.doubt.end}
    marks = [Mark(start, end, "", f"#entry-{bundle.entry_id}", "proposal") for start, end in sorted(said - doubted)]
    return marks + [Mark(start, end, "", f"#entry-{bundle.entry_id}", "doubt") for start, end in sorted(doubted)]
