from django.contrib import admin

from passerelles.common.engine_room import LookOnly
from passerelles.places.models import Place


@admin.register(Place)
class PlaceRoom(LookOnly):
    """Places come from the gazetteer."""

    list_display = ("name", "zh", "country", "level", "code", "valid_until")
    list_filter = ("country", "level")
    search_fields = ("=key", "name", "zh", "=code")
    raw_id_fields = ("parent", "region", "successor")
