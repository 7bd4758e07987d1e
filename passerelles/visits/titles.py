"""What the ledger calls the movements that visits wrote (settings.TITLERS): each visit's title, in every language it is written in."""

from collections.abc import Collection, Mapping

from passerelles.visits.models import Visit

KIND = "visit/"


def titles_of(origins: Collection[str]) -> dict[str, Mapping[str, str]]:
    """Return the titles of those of some movements' origins that are visits."""
    numbers = [origin.removeprefix(KIND) for origin in origins if origin.startswith(KIND)]
    titles = Visit.objects.filter(pk__in=numbers).values_list("pk", "title") if numbers else ()
    return {f"{KIND}{pk}": title for pk, title in titles}
