"""Merging entries that are one, and undoing it exactly: no claim is moved, no id rewritten."""

from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.people.queries import standing
from passerelles.register.actions.choosing import ask_which_stands
from passerelles.register.finding import forget_entry
from passerelles.register.models import Entry, Merge
from passerelles.register.projecting import project
from passerelles.register.steps import step
from passerelles.register.tallying import keep


@step()
def merge(absorbed: Entry, into: Entry, *, by: User, reason: str = "") -> Merge:
    """Decide that an entry is the same as another: it redirects, keeps its key, and is read through the other."""
    _check(absorbed, into, by)
    made = Merge.objects.create(survivor=into, absorbed=absorbed, by=by, reason=reason[:500])
    _read_through(absorbed)
    return made


def _check(absorbed: Entry, into: Entry, by: User) -> None:
    if not {absorbed.group_id, into.group_id} <= standing(by).coordinates:
        raise Refused(_("Only a coordinator of both groups can merge these."))
    if absorbed.kind != into.kind:
        raise Refused(_("Only entries of one kind can be merged."))
    if Merge.objects.filter(absorbed=absorbed, undone_at=None).exists():
        raise Refused(_("%(entry)s is merged already.") % {"entry": absorbed})
    if _root(into) == absorbed or absorbed == into:
        raise Refused(_("This would merge an entry into itself."))


@step()
def keep_apart(one: Entry, other: Entry, *, by: User, reason: str = "") -> Merge:
    """Decide that two entries are not the same, so that nobody is asked again: a merge that was undone at once."""
    _check(one, other, by)
    return Merge.objects.create(survivor=other, absorbed=one, by=by, reason=reason[:500], undone_by=by, undone_at=timezone.now())


@step()
def split(made: Merge, *, by: User) -> Merge:
    """Undo a merge: each entry has again what its own key says, with every verdict given meanwhile."""
    if not {made.absorbed.group_id, made.survivor.group_id} <= standing(by).coordinates:
        raise Refused(_("Only a coordinator of both groups can split these."))
    if not Merge.objects.filter(pk=made.pk, undone_at=None).update(undone_at=timezone.now(), undone_by=by):
        raise Refused(_("This merge is undone already."))
    made.refresh_from_db()
    old_root = _root(made.survivor)
    _read_through(made.absorbed)
    _show(old_root)
    return made


def _root(entry: Entry) -> Entry:
    """Follow the merges that stand to the entry that is read."""
    made = Merge.objects.filter(absorbed=entry, undone_at=None).select_related("survivor").first()
    return _root(made.survivor) if made else entry


def _family(entry: Entry) -> list[Entry]:
    """An entry and all that was merged into it, directly or not."""
    below = [made.absorbed for made in Merge.objects.filter(survivor=entry, undone_at=None).select_related("absorbed")]
    return [entry, *(each for child in below for each in _family(child))]


def _read_through(entry: Entry) -> None:
    """Write which entry each of a family is read through, and project the one that is."""
    root = _root(entry)
    for each in _family(entry):
        Entry.objects.filter(pk=each.pk).update(survivor=None if each == root else root, is_public=False)
        keep([(each, set())])
        forget_entry(each)
    _show(root)


def _show(root: Entry) -> None:
    """Ask what must be chosen of an entry, and write what the public sees of it."""
    root = Entry.objects.get(pk=root.pk)
    ask_which_stands(root)
    project(root)
