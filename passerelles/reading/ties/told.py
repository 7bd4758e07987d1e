"""What a clause says of a pair it ties: kind, beginning, milestones, themes, bodies that take part."""

from passerelles.reading.model import Moment, OrganisationMention, Said, Span, State
from passerelles.reading.ties.clause import Clause
from passerelles.reading.ties.said import is_wished, milestones_said, start_said, themes_said
from passerelles.reading.ties.scene import Link, Party, Scene, pair

ORIGIN = "ties/1"
Two = tuple[Party, Party]
Told = tuple[Two, Link]  # the parties where they are named, and what is said of them


def tell(scene: Scene, clause: Clause, two: Two, context: tuple[Span, ...]) -> Told:
    """Return what the clause says of two parties; `context` are the sentences that name those it leaves out."""
    start, end = clause.start, clause.end
    associated = tuple(o.name for o in scene.reading.within(OrganisationMention, start, end) if o.kind != "authority")
    is_disputed = any((party.start, party.end) in scene.disputed for party in two)
    return two, Link(pair(*two), _says(scene, clause, two, context), associated, _state(scene, clause), is_disputed)


def _says(scene: Scene, clause: Clause, two: Two, context: tuple[Span, ...]) -> tuple[Said, ...]:
    reading, start, end, quote = scene.reading, clause.start, clause.end, clause.quote
    themes = themes_said(reading, start, end, quote, context)
    if is_wished(reading, start, end):
        return (Said("kind", "contact", quote, context, ORIGIN), *themes)
    return (
        Said("kind", clause.kind, quote, context, ORIGIN),
        *start_said(reading, *_own_dates(scene, clause, two), clause.kind, quote, context),
        *milestones_said(reading, start, end, clause.sentence, quote),
        *themes,
    )


def _state(scene: Scene, clause: Clause) -> State:
    if is_wished(scene.reading, clause.start, clause.end):
        return "wished"
    return "ended" if "ended" in scene.reading.cues.keys("modality", clause.start, clause.end) else "active"


def _own_dates(scene: Scene, clause: Clause, two: Two) -> tuple[int, int]:
    """The stretch whose dates are the pair's: "Nice, depuis 2010, et Changning, depuis 2015" dates each partner after its name."""
    dates = [moment for moment in scene.reading.within(Moment, clause.start, clause.end) if moment.starts]
    if len(dates) < 2 or len(clause.named) < 3:
        return clause.start, clause.end
    last = max(party.end for party in two)
    following = min((party.start for party in clause.named if party.start > last), default=clause.end)
    own = [moment for moment in dates if last <= moment.quote.start < following]
    return (last, following) if own else (clause.start, clause.end)
