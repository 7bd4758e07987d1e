"""Papers of a visit: attached by both sides, for both or for the hosts alone; removed."""

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.holding import plain_name
from passerelles.people.models import User
from passerelles.requests.actions.attaching import LARGEST, checked
from passerelles.visits.actions.holding import keep_open
from passerelles.visits.actions.photographs import check_may_attach, made_anew
from passerelles.visits.actions.telling import touch
from passerelles.visits.models import Paper, Readers, Visit
from passerelles.visits.rights import Act, acts_of, check_may, may_change

MOST = 40  # papers of one visit
PICTURES = ("jpg", "png")


def add_paper(visit: Visit, file: "File[bytes]", said: Mapping[str, Any], *, by: User) -> Paper:
    """Keep a paper with a visit. Refuses what is too large, one too many, or not what its name says; the same again is one."""
    check_may_attach(visit, by)
    if said["readers"] == Readers.HOST:
        check_may(by, Act.GUARD, visit)
    name = plain_name(file.name or "")
    if not file.size or file.size > LARGEST:
        raise Refused(_("“%(name)s” is empty or larger than %(limit)d MB.") % {"name": name, "limit": LARGEST // 2**20})
    data = file.read()
    told, digest = checked(data, name), hashlib.sha256(data).hexdigest()
    known = Paper.objects.filter(visit=visit, readers=said["readers"], sha256=digest).first()
    return known or _kept(Paper(visit=visit, name=name, format=told, sha256=digest, added_by=by, **said), data)


def _kept(paper: Paper, data: bytes) -> Paper:
    """A photographed letter is made anew as photographs are: it would say where it was taken."""
    if paper.format in PICTURES:
        data, paper.format, paper.name = made_anew(data).whole, "jpg", PurePath(paper.name).with_suffix(".jpg").name
    paper.size = len(data)
    paper.file.save("paper", ContentFile(data), save=False)  # before the transaction, so that nobody waits for the disk
    try:
        return _written(paper)
    except BaseException:
        paper.file.delete(save=False)
        raise


@transaction.atomic
def _written(paper: Paper) -> Paper:
    keep_open(paper.visit)
    if Paper.objects.filter(visit=paper.visit).count() >= MOST:
        raise Refused(_("A visit has no more than %(most)d papers.") % {"most": MOST})
    paper.save()
    if paper.readers == Readers.BOTH:  # of what hosts keep to themselves nobody is told
        touch(paper.visit, lambda: _("A paper was added: %(name)s.") % {"name": paper.name}, by=paper.added_by)
    return paper


@transaction.atomic
def remove_paper(paper: Paper, *, by: User) -> None:
    """Remove a paper and its file: those who keep the dossier and read it, and whoever added it."""
    acts = acts_of(by, paper.visit)
    reads = paper.readers == Readers.BOTH or Act.GUARD in acts
    if not (reads and may_change(paper, by, acts)):
        raise Refused(_("This is for others to decide."))
    _dropped([paper])
    if paper.readers == Readers.BOTH:
        touch(paper.visit, lambda: _("A paper was removed: %(name)s.") % {"name": paper.name}, by=by)


def drop_papers(visit: Visit) -> int:
    """Erase all papers of a visit; return how many there were."""
    return _dropped(list(Paper.objects.filter(visit=visit)))


def _dropped(papers: list[Paper]) -> int:
    Paper.objects.filter(pk__in=[paper.pk for paper in papers]).delete()
    for name in (paper.file.name for paper in papers if paper.file.name):
        transaction.on_commit(partial(default_storage.delete, name))
    return len(papers)
