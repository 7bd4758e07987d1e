"""The administrative units of the network's countries, filled from the reading library's gazetteer."""

from django.db import models
from django.db.models import Q

from passerelles.common.words import Wording, wording
from passerelles.reading.gazetteer import names_of


class PlaceQuerySet(models.QuerySet["Place"]):
    def of(self, country: str) -> "PlaceQuerySet":
        return self.filter(country=country)

    def in_force(self) -> "PlaceQuerySet":
        return self.filter(valid_until=None)

    def within(self, place: int) -> "PlaceQuerySet":
        """Those that a place, given by id, is made of: a région's départements, EPCI and communes. (Each level by its index.)"""
        first = Place.objects.filter(parent=place)
        second = Place.objects.filter(parent__in=first.values("pk"))
        return self.filter(Q(parent=place) | Q(parent__in=first.values("pk")) | Q(parent__in=second.values("pk")))


class Place(models.Model):
    """A commune, EPCI, département or région; a unit of China's province, prefecture or county level. `key` is the gazetteer's."""

    key = models.CharField(max_length=120, unique=True)
    country = models.CharField(max_length=2)
    level = models.CharField(max_length=12)
    code = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=200)
    zh = models.CharField(max_length=100, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    region = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")  # the région or province it is in, or is
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    population = models.IntegerField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["country", "level", "name"], name="place_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> dict[str, str]:
        """Its name by language; the Chinese one only where it is known."""
        return names_of(self.key, self.name, self.zh)

    @property
    def wording(self) -> Wording:
        return wording(self.words)


class PlaceName(models.Model):
    """Another way a place is written: an exonym, a former name, pinyin, an alias (folded as the gazetteer folds)."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="names")
    kind = models.CharField(max_length=16)
    text = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "kind", "text"], name="place_name_once")]
        indexes = [models.Index(fields=["text"], name="place_name_by_text")]

    def __str__(self) -> str:
        return self.text
