"""The territories that the sites wanted name, as the gazetteer knows them: whoever is to be visited is a host to think of."""

from passerelles.places.actions import gazetteer
from passerelles.reading import open_document, places
from passerelles.reading.model import PlaceMention
from passerelles.reading.reader import Reading

READ = 2_000  # characters: what is read each time somebody looks
MOST = 8


def named_in(sites: str, country: str) -> tuple[str, ...]:
    """Return the keys of a country's territories that words name, in their order; not of one that is part of another's name."""
    if not sites.strip():
        return ()
    reading = Reading(open_document(sites[:READ].encode(), name="sites.txt"))
    reading.add(places.find(reading, gazetteer()))
    named = (each.place for each in reading.of(PlaceMention) if not each.is_part)
    return tuple(dict.fromkeys(place.key for place in named if place.country == country and place.level != "country"))[:MOST]
