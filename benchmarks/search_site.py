"""A network to search, made for measuring: names of real territories in both scripts, sentences made of what documents say.

Written straight into the table of what can be found, by the function that makes its rows, in batches: of a hundred rows some fifty are
passages of documents, forty are partnerships, ten authorities; one in five is hidden from the public.
"""

import random
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import transaction

from benchmarks.sites import settle
from passerelles.common.finding.writing import Row, _findable, keep_words
from passerelles.common.models import Findable
from passerelles.common.words import in_every_language
from passerelles.places.models import Place, PlaceName
from passerelles.register.terms import LIFE, THEME_NAMES, TIES

BATCH = 2_000
JOINTS = {"fr": " – ", "en": " – ", "zh": "—"}
FRENCH = (
    "La délégation de {away} a été reçue à {home} pour préparer une convention sur {theme}.",
    "Le conseil de {home} a approuvé la coopération décentralisée avec {away} et son budget.",
    "Un séminaire sur {theme} réunira les techniciens de {home} et de {away} au printemps {year}.",
    "Les deux villes ont échangé sur la gestion des eaux, les transports et la formation des jeunes.",
    "Il est décidé de renouveler le jumelage signé en {year} et d’y associer l’université.",
    "Une exposition consacrée au patrimoine industriel a circulé entre les musées des deux rives.",
)
CHINESE = (
    "{away}与{home}签署友好城市合作协议，重点开展{theme}领域交流。",
    "{year}年，{home}代表团访问{away}，参观了博物馆和污水处理厂。",
    "双方将继续推动青年交流、教育合作和中小企业对接。",
    "{away}外事办公室负责人会见了来自{home}的客人。",
)


class Writer:
    """Writes rows until there are as many as asked for."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.homes = list(Place.objects.of("FR").in_force().order_by("-population", "pk").select_related("region")[:12_000])
        self.aways = list(Place.objects.of("CN").in_force().order_by("-population", "pk").select_related("region")[:3_000])
        self.names: dict[int, list[str]] = {}
        for place, text in PlaceName.objects.filter(place__in=[each.pk for each in self.aways]).values_list("place", "text"):
            self.names.setdefault(place, []).append(text)
        self.themes = {theme: in_every_language(lambda name=name: str(name)) for theme, name in THEME_NAMES.items()}
        self.number = Findable.objects.count()

    def fill(self, target: int) -> None:
        rows = self._rows()
        while self.number < target:
            batch = [_findable(kind, number, 0, row) for kind, number, row in islice(rows, min(BATCH, target - self.number))]
            with transaction.atomic():
                Findable.objects.bulk_create(batch, 500)
                keep_words(batch)
            self.number += len(batch)
        settle()

    def _rows(self) -> Iterator[tuple[str, int, Row]]:
        number = self.number
        while True:
            number += 1
            kind = self.random.choices(("document", "partnership", "authority"), (50, 40, 10))[0]
            home, away = self._one_of(self.homes), self._one_of(self.aways)
            yield kind, number, getattr(self, f"_{kind}")(home, away)

    def _one_of(self, places: list[Place]) -> Place:
        return places[int(len(places) * self.random.random() ** 2)]

    def _seen(self) -> dict[str, Any]:
        return {"visibility": self.random.choices(("public", "network", "group"), (80, 10, 10))[0], "group": 1}

    def _facets(self, home: Place, away: Place) -> dict[str, list[str]]:
        regions = [place.region.key for place in (home, away) if place.region]
        return {"country": [home.country, away.country], "region": regions}

    def _sentence(self, home: Place, away: Place, theme: str, lang: str) -> str:
        said = self.random.choice(FRENCH if lang == "fr" else CHINESE)
        names = {"home": home.words.get(lang) or home.name, "away": away.words.get(lang) or away.name}
        return said.format(**names, theme=self.themes[theme][lang], year=self.random.randint(1980, 2026))

    def _partnership(self, home: Place, away: Place) -> Row:
        theme, tie, state = (self.random.choice(list(terms)) for terms in (THEME_NAMES, TIES, LIFE))
        title = {lang: joint.join(place.words.get(lang) or place.name for place in (home, away)) for lang, joint in JOINTS.items()}
        return Row(
            title=title,
            names=[*home.words.values(), *away.words.values(), *self.names.get(away.pk, ())],
            text=self._sentence(home, away, theme, "fr"),
            language="fr",
            words=[*self.themes[theme].values(), str(TIES[tie]), "partenariat", "合作关系"],
            facets={
                **self._facets(home, away),
                "theme": [theme],
                "tie": [tie],
                "state": [state],
                "proof": [f"{self.random.randint(2005, 2026)}-{self.random.randint(1, 12):02}"] if state == "active" else [],
                "year": [str(self.random.randint(1980, 2026))],
            },
            weight=self.random.randint(1, 12),
            **self._seen(),
        )

    def _authority(self, home: Place, away: Place) -> Row:
        place = self.random.choice((home, away))
        return Row(title=place.words, names=self.names.get(place.pk, ()), facets=self._facets(place, place), weight=3, **self._seen())

    def _document(self, home: Place, away: Place) -> Row:
        lang = self.random.choice(("fr", "fr", "zh"))
        themes = self.random.sample(list(THEME_NAMES), 4)
        text = " ".join(self._sentence(home, away, theme, lang) for theme in themes)
        title = {lang: f"Compte rendu n° {self.number + self.random.randint(1, BATCH)}" if lang == "fr" else "外事工作简报"}
        facets = {"year": [str(self.random.randint(2005, 2026))], "language": [lang]}
        return Row(
            title=title, text=text, language=lang, place="0-600", facets=facets, is_titled=self.random.random() < 0.2, **self._seen()
        )  # type: ignore[arg-type]
