"""Which of several accepted values stands, where only one can be true: chosen by a person, asked of one until then."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import uuid4

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.models import WIDTH, Visibility
from passerelles.people.models import User
from passerelles.people.queries import standing
from passerelles.register.actions.doubting import ask, settle
from passerelles.register.actions.proposing import rivals_of
from passerelles.register.models import Claim, ClaimState, Doubt, DoubtState, Entry, VerdictKind
from passerelles.register.models.claims import ROOT
from passerelles.register.projecting import BATCH, DATED, disagree, project
from passerelles.register.properties import BY_NAME, PROPERTIES
from passerelles.register.steps import step
from passerelles.register.verdicts import note

SINGLE = tuple(each.name for each in PROPERTIES if not each.is_many and each.name not in DATED)  # only one value can be true


def check_may_judge(claim: Claim, by: User) -> None:
    """Refuse whoever does not coordinate the group the words come from."""
    if claim.group_id not in standing(by).coordinates:
        raise Refused(_("Only a coordinator of its group can judge this."))


@step()
def choose(claim: Claim, *, by: User, batch: str = "") -> Claim:
    """Let an accepted claim stand where accepted claims disagree; the others stay beside it."""
    check_may_judge(claim, by)
    if claim.state != ClaimState.ACCEPTED:
        raise Refused(_("Only an accepted fact can be chosen."))
    batch = batch or uuid4().hex
    lower(claim, by=by, batch=batch)
    note(claim, VerdictKind.CHOOSE, {"stands": True}, by=by, batch=batch)
    ask_which_stands(claim.entry)
    project(claim.entry)
    return claim


def lower(claim: Claim, *, by: User, batch: str) -> None:
    """Note that what was chosen of an entry stands no longer. An entry merged into this one keeps its own choice, for the day
    it is split: of several that were chosen, the last one chosen stands."""
    for rival in rivals_of(claim):
        if rival.stands and rival.entry_id == claim.entry_id:
            note(rival, VerdictKind.CHOOSE, {"stands": False}, by=by, batch=batch)


def ask_which_stands(entry: Entry) -> None:
    """Keep the questions "which stands?" in step with what is accepted: asked where values disagree and none is chosen, else closed."""
    root = entry.survivor or entry
    said: dict[str, list[Claim]] = defaultdict(list)
    told = Claim.objects.about(root)
    for claim in told.accepted().filter(name__in=SINGLE).order_by("pk"):
        said[claim.name].append(claim)
    open_ones = Doubt.objects.open().filter(about="rival", claims__in=told).distinct()
    for doubt in open_ones.prefetch_related("claims"):
        _close_where_moot(doubt, said)
    for claims in said.values():
        if disagree(claims) and not any(claim.stands for claim in claims):
            _ask(root, claims)


def ask_which_stand(entries: Iterable[Entry]) -> None:
    """The same of many: each that is asked about, or whose values disagree, is looked at by itself; of an import, few."""
    roots = sorted({entry.survivor_id or entry.pk for entry in entries})
    for at in range(0, len(roots), BATCH):
        for root in Entry.objects.filter(pk__in=_in_question(roots[at : at + BATCH])).order_by("pk"):
            ask_which_stands(root)


def _in_question(roots: list[int]) -> set[int]:
    """Those of some entries on whose single values a question hangs, or should."""
    claims = Claim.objects.in_family(roots)
    asked = claims.filter(doubts__state=DoubtState.OPEN, doubts__about="rival").annotate(root=ROOT)
    single = claims.accepted().filter(name__in=SINGLE).annotate(root=ROOT)
    several = single.values("root", "name").annotate(n=Count("canonical", distinct=True)).filter(n__gt=1).order_by()
    return {*asked.values_list("root", flat=True), *(row["root"] for row in several)}


def _close_where_moot(doubt: Doubt, said: dict[str, list[Claim]]) -> None:
    """The software closes its own question, in nobody's name, once a value is chosen or no other is left, rejected or split off."""
    hanging = [claim for claim in doubt.claims.all() if claim.state in (ClaimState.PROPOSED, ClaimState.ACCEPTED)]
    accepted = said.get(hanging[0].name, []) if hanging else []
    waiting = [claim for claim in hanging if claim.state == ClaimState.PROPOSED]
    chosen = next((claim for claim in accepted if claim.stands), None)
    if disagree([*accepted, *waiting]) and not (chosen and not waiting):
        return
    closed = {"state": DoubtState.ANSWERED, "answer": (chosen.label if chosen else "")[:500], "answered_at": timezone.now()}
    Doubt.objects.filter(pk=doubt.pk).update(**closed)
    settle(doubt.claims.all())


def _ask(root: Entry, claims: list[Claim]) -> None:
    """Ask beside the document that fewest may see, so that the question tells nobody what they may not read."""
    if Doubt.objects.open().filter(about="rival", claims__in=claims).exists():
        return
    hidden = min(claims, key=lambda claim: (WIDTH.index(Visibility(claim.visibility)), -claim.pk))
    evidence = hidden.evidence.select_related("passage__document").order_by("-pk").first()
    if evidence is None:
        return
    what = {"what": BY_NAME[hidden.name].title}
    doubt = ask(
        evidence.passage.document,
        f"rival/{root.key}/{hidden.name}",
        "rival",
        lambda: _("%(what)s: sources disagree. Which stands?") % what,
        span=(evidence.start, evidence.end),
        entry=root,
    )
    _ask_of(doubt, claims)


def _ask_of(doubt: Doubt, claims: list[Claim]) -> None:
    """Hang a question on what disagrees now; one that the software had closed is open again, one set aside by a person stays so."""
    Doubt.objects.filter(pk=doubt.pk, answered_by=None).update(
        state=DoubtState.OPEN, answer="", answered_at=None, suggestions=sorted({claim.label for claim in claims})
    )
    doubt.claims.set(claims)
    settle(claims)


def contradicted(claims: Iterable[Claim]) -> set[int]:
    """Return which proposals another value speaks against, accepted or proposed wherever, where only one can be true."""
    single = [claim for claim in claims if claim.name in SINGLE]
    values: dict[tuple[int, str], set[str]] = defaultdict(set)
    roots = {root_of(claim) for claim in single}
    held = Claim.objects.filter(name__in=SINGLE, state__in=(ClaimState.ACCEPTED, ClaimState.PROPOSED), is_beside_verdict=False)
    for claim in [*single, *(held.select_related("entry").in_family(roots) if roots else ())]:
        values[root_of(claim), claim.name].add(claim.canonical)
    return {claim.pk for claim in single if len(values[root_of(claim), claim.name]) > 1}


def root_of(claim: Claim) -> int:
    """The entry a claim is read through."""
    return claim.entry.survivor_id or claim.entry_id
