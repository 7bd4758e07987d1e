"""What a group's coordinators decide about the weights of suggestions, and about the shares of the criteria."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import Group, User
from passerelles.requests.criteria import CRITERIA, published, with_shares
from passerelles.requests.criteria.table import MOST_SHARE, is_share
from passerelles.requests.models import GroupCriteria, GroupWeights
from passerelles.requests.queries.shares import Criteria, beside_published, criteria_of
from passerelles.requests.queries.weights import inherited_by, weights_of
from passerelles.requests.rights import may_set_weights
from passerelles.requests.suggesting import Weights
from passerelles.requests.suggesting.weights import MOST, Changes


@transaction.atomic
def set_weights(group: Group, changes: Changes, *, by: User) -> GroupWeights | None:
    """Set what reasons are worth for a group: those named change, the others stay. None where nothing does."""
    now = weights_of(group)
    try:
        wanted = now.changed(changes)
    except ValueError as error:
        raise Refused(_("Weights are numbers from 0 to %(most)d.") % {"most": MOST}) from error
    return _note(group, now, wanted, by)


@transaction.atomic
def reset_weights(group: Group, *, by: User) -> GroupWeights | None:
    """Go back to the weights of the group above, or of the data file. None where they hold already."""
    return _note(group, weights_of(group), inherited_by(group), by)


def _note(group: Group, now: Weights, wanted: Weights, by: User) -> GroupWeights | None:
    if not may_set_weights(by, group):
        raise Refused(_("Only a coordinator of the group can set its weights."))
    if wanted == now:
        return None
    return GroupWeights.objects.create(group=group, changes=wanted.beside(inherited_by(group)), set_by=by)


@transaction.atomic
def set_shares(group: Group, shares: Mapping[str, int], *, by: User) -> GroupCriteria | None:
    """Set what part each criterion has for a group: those named change, the others stay. None where nothing does."""
    if not all(key in CRITERIA and is_share(share) for key, share in shares.items()):
        raise Refused(_("Shares are whole numbers from 0 to %(most)d.") % {"most": MOST_SHARE})
    now = criteria_of(group.pk)
    wanted = with_shares({**{each.key: each.share for each in now}, **shares})
    if not any(each.share for each in wanted):
        raise Refused(_("One criterion at least must count."))
    return _note_shares(group, now, wanted, by)


@transaction.atomic
def reset_shares(group: Group, *, by: User) -> GroupCriteria | None:
    """Go back to the published shares. None where they hold already."""
    return _note_shares(group, criteria_of(group.pk), published(), by)


def _note_shares(group: Group, now: Criteria, wanted: Criteria, by: User) -> GroupCriteria | None:
    if not may_set_weights(by, group):
        raise Refused(_("Only a coordinator of the group can set its shares."))
    if wanted == now:
        return None
    return GroupCriteria.objects.create(group=group, shares=beside_published(wanted), set_by=by)
