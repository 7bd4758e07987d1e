"""Numbers and facets that are kept, so that no visit counts: written with each projection, from public entries alone."""

from django.db import models

from passerelles.people.models import Organisation
from passerelles.places.models import Place
from passerelles.register.models.entries import Entry


class EntryFacet(models.Model):
    """A public entry can be found under this: its countries, regions, parties, themes, tie, state, year, month of last proof."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="facets", db_index=False)  # two indexes below begin or end with it
    kind = models.CharField(max_length=12)  # the entry's: so that finding by two facets reads no entry
    name = models.CharField(max_length=10)
    value = models.CharField(max_length=120)

    class Meta:
        # Unique by the longer index: SQLite takes the unique one to ask of an entry whether it has a facet, and the entries of one
        # facet lie side by side in it. The other answers for values between two, and for all facets of an entry.
        constraints = [models.UniqueConstraint(fields=["kind", "name", "value", "entry"], name="entry_facet_of_kind_once")]
        indexes = [models.Index(fields=["entry", "name", "value"], name="entry_facet_of_entry")]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class Tally(models.Model):
    """How many public entries of a kind there are under a facet; under "all", how many there are."""

    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=10)
    value = models.CharField(max_length=120, blank=True)
    number = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name", "value"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}={self.value}: {self.number}"


class Presence(models.Model):
    """An organisation as lists show it: how many public entries it is a party of. Of none, it does not exist for the public."""

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="presence")
    country = models.CharField(max_length=2, blank=True)
    region = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    sort_key = models.CharField(max_length=300)
    names = models.CharField(max_length=1000)  # folded, in every language
    partnerships = models.IntegerField(default=0)
    number = models.IntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["country", "sort_key", "id"], name="presence_list"),
            models.Index(fields=["sort_key", "id"], name="presence_list_of_all"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.number}"
