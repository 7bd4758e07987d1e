"""The opinions of a request: for those who may give one, never for whoever asks."""

from typing import Any

from passerelles.people.queries import Visitor, standing
from passerelles.requests.models import Opinion, OpinionState, Request
from passerelles.requests.rights import Act, acts_of
from passerelles.requests.stages import WAITING


def opinions_part(asked: Request, user: Visitor) -> dict[str, Any] | None:
    """The opinions asked and given, those that the visitor may give marked; None for whoever has nothing to do with them."""
    acts, own = acts_of(user, asked), standing(user).speaks_for
    opinions = list(Opinion.objects.filter(request=asked).select_related("organisation", "adviser", "given_by").order_by("pk"))
    mine = {each.pk for each in opinions if each.organisation_id in own or each.adviser_id == user.pk}
    if not acts & {Act.ADVISE, Act.DECIDE}:
        opinions = [each for each in opinions if each.pk in mine]
    open_to = {each.pk for each in opinions if each.state == OpinionState.ASKED and (each.pk in mine or Act.DECIDE in acts)}
    can_ask = Act.DECIDE in acts and asked.stage in WAITING
    return {"opinions": opinions, "open_to": open_to, "can_ask": can_ask} if opinions or can_ask else None
