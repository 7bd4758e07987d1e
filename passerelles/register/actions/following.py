"""A claim shows to whom its documents show, unless a judge has published the fact without its source."""

from passerelles.library.models import WIDTH, Document, shown_to
from passerelles.register.models import Claim
from passerelles.register.projecting import project_all
from passerelles.register.steps import step


@step()
def follow_visibility(document: Document) -> None:
    """Give each claim read in a document the widest visibility of the documents that say it, and project what changes."""
    changed = [claim for claim in Claim.objects.from_document(document).filter(is_opened=False) if follow(claim)]
    project_all(claim.entry for claim in changed)


def follow(claim: Claim) -> bool:
    """Give a claim the widest visibility of the documents that say it; return whether it changed."""
    shown = {shown_to(each.passage.document) for each in claim.evidence.select_related("passage__document__source")}
    widest = max(shown, key=WIDTH.index)
    return widest != claim.visibility and bool(Claim.objects.filter(pk=claim.pk, is_opened=False).update(visibility=widest))
