"""Finds the places a document names and says which they are.

Every occurrence of a known name is a `Sighting`; what stands around it (titles, articles, parents, persons' names, streets)
speaks for or against it and for one homonym or another. Only sightings with enough in their favour are kept, and only then do
longer names hide the shorter ones inside them.
"""

from collections.abc import Iterable

from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Doubt, Finding, PlaceMention
from passerelles.reading.places import chinese, latin, unknown
from passerelles.reading.places.sighting import Context, Sighting, resolve
from passerelles.reading.reader import Reading

ORIGIN = "places/1"


def find(reading: Reading, known: Gazetteer) -> Iterable[Finding]:
    """Yield a `PlaceMention` for each place named, and a `Doubt` where several readings are equal."""
    context = Context(reading, known)
    sightings = [*latin.sightings(context), *chinese.sightings(context)]
    context.learn(sightings)
    kept = _without_overlaps([resolve(sighting, context) for sighting in sightings])
    kept = _without_overlaps([*kept, *unknown.sightings(context, kept)])
    for sighting in kept:
        yield from _findings(sighting, reading)


def _without_overlaps(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Keep what has enough in its favour; of what overlaps, the longest, then the best."""
    taken: list[Sighting] = []
    wanted = sorted((s for s in sightings if s.is_kept), key=lambda s: (s.start - s.end, -s.score, s.start))
    occupied: set[int] = set()
    for sighting in wanted:
        stretch = range(sighting.start, sighting.end)
        if occupied.isdisjoint(stretch):
            occupied.update(stretch)
            taken.append(sighting)
    return sorted(taken, key=lambda s: s.start)


def _findings(sighting: Sighting, reading: Reading) -> Iterable[Finding]:
    quote = reading.document.span(sighting.start, sighting.end)
    if sighting.place is not None:
        yield PlaceMention(quote, sighting.place, tuple(sighting.reasons), sighting.is_part, sighting.of_body)
    if sighting.doubt:
        about = "place" if sighting.place is None else "name"
        yield Doubt(quote, about, sighting.doubt, sighting.values, tuple(sighting.suggestions))
