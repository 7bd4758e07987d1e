"""What is asked of occasions beside their columns."""

from collections.abc import Sequence

from passerelles.people.queries import Visitor
from passerelles.register.models import Claim, Entry
from passerelles.register.projecting import by_root, standing_claim

CANCELLED = '"cancelled"'  # as a claim has it


def cancelled_among(occasions: Sequence[Entry], user: Visitor) -> set[int]:
    """Return the ids of those that do not take place, as far as a visitor sees. Where sources disagree and nobody chose, one may."""
    if not occasions:
        return set()
    said = by_root(Claim.objects.in_family([each.pk for each in occasions]).accepted().visible_to(user).filter(name="held"))
    standing = {entry: standing_claim(claims) for entry, claims in said.items()}
    return {entry for entry, claim in standing.items() if claim and claim.canonical == CANCELLED}
