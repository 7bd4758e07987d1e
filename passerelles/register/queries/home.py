"""The first page: what the register holds, in kept numbers, and what came in last."""

from dataclasses import dataclass

from passerelles.library.models import Document
from passerelles.people.queries import Visitor
from passerelles.register.models import Entry, EntryKind
from passerelles.register.queries.filters import Filters
from passerelles.register.queries.listing import KINDS, Choice, choices, numbers_of_kinds
from passerelles.register.seeing import as_seen_by

LATEST = 6


@dataclass(frozen=True, slots=True)
class Home:
    numbers: list[Choice]
    choices: dict[str, list[Choice]]
    documents: list[Document]
    alive: list[Entry]

    @property
    def is_empty(self) -> bool:
        return not any(each.number for each in self.numbers)


def home(user: Visitor) -> Home:
    """Return what the first page shows a visitor."""
    held = numbers_of_kinds()
    documents = Document.objects.visible_to(user).current().read().brought().select_related("source").defer("text", "blocks", "notes")
    alive = Entry.objects.visible_to(user).filter(kind=EntryKind.PARTNERSHIP, last_proof__isnull=False).order_by("-last_proof", "pk")
    return Home(
        numbers=[Choice(kind, str(name), held.get(kind, 0), False) for kind, name in KINDS.items()],
        choices=choices(Filters()),
        documents=list(documents.order_by("-brought_at", "-pk")[:LATEST]),
        alive=list(as_seen_by(user, list(alive[:LATEST]))),
    )
