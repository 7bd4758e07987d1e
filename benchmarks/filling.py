"""Fills a register with many realistic entries, straight into its tables: for measuring only.

Each entry has what a network's documents say of one: a kind, a year, themes, milestones, each quoted in a passage of a document, some by
two sources, a few disputed. What projection writes is written here, and `check` compares a sample with the projection itself.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from django.db import transaction

from benchmarks.sites import settle
from passerelles.library.models import Document, DocumentState, Passage, Reading, Source, SourceKind, Visibility
from passerelles.people.actions import folded
from passerelles.people.models import Group, Organisation
from passerelles.places.models import Place
from passerelles.register import keys
from passerelles.register.models import Claim, ClaimState, Entry, EntryFacet, EntryTheme, Evidence, Party
from passerelles.register.projecting import project
from passerelles.register.properties import BY_NAME
from passerelles.register.tallying import facets_of, recount
from passerelles.register.terms import THEME_NAMES, TIES

KINDS = {"partnership": 70, "occasion": 18, "practice": 8, "office": 4}  # of a hundred entries
ENTRIES_OF_A_DOCUMENT = 25
BATCH = 4000
JUDGED = datetime(2026, 1, 1, tzinfo=UTC)
Says = list[tuple[str, Any]]


@dataclass
class Planned:
    """An entry to write: its parties, what is said of it, and where."""

    entry: Entry
    parties: list[Organisation]
    says: Says
    themes: list[str] = field(default_factory=list)


class Filler:
    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.group = Group.objects.get_or_create(slug="bench", defaults={"name": {"fr": "Réseau mesuré", "zh": "网络", "en": "Network"}})[0]
        self.homes = self._organisations("FR", ("commune", "departement", "region", "epci"), 12_000)
        self.partners = self._organisations("CN", ("prefecture", "county", "province"), 3_000)
        self.known = set(Entry.objects.values_list("key", flat=True))

    def _organisations(self, country: str, levels: tuple[str, ...], most: int) -> list[Organisation]:
        """The authorities of a country's larger places, the largest first."""
        places = list(
            Place.objects.of(country).in_force().filter(level__in=levels).order_by("-population", "pk").select_related("region")[:most]
        )
        rows = [Organisation(key=place.key, place=place, country=country, name=place.words) for place in places]
        Organisation.objects.bulk_create(rows, BATCH, ignore_conflicts=True)
        known = {each.place_id: each for each in Organisation.objects.filter(country=country).select_related("place__region")}
        return [known[place.pk] for place in places]

    def fill(self, target: int) -> None:
        """Add entries until there are `target`; then count anew what is kept."""
        missing = target - len(self.known)
        planned = self._plan(target)
        while missing > 0:
            batch = list(islice(planned, min(missing, BATCH)))
            with transaction.atomic():
                self._write(batch)
            missing -= len(batch)
        recount()
        settle()

    def _plan(self, target: int) -> Iterator[Planned]:
        """Entries of every kind. Authorities grow with the register: some have many ties, most a few."""
        homes = self.homes[: max(target // 8, 60)]
        partners = self.partners[: max(target // 20, 30)]
        makers: dict[str, Callable[[Organisation, Organisation], Planned]] = {
            "partnership": self._partnership,
            "occasion": self._occasion,
            "practice": self._practice,
            "office": self._office,
        }
        while True:
            kind = self.random.choices(list(KINDS), list(KINDS.values()))[0]
            planned = makers[kind](self._one_of(homes), self._one_of(partners))
            if planned.entry.key not in self.known:
                self.known.add(planned.entry.key)
                yield planned

    def _one_of(self, organisations: list[Organisation]) -> Organisation:
        return organisations[int(len(organisations) * self.random.random() ** 1.5)]

    def _day(self) -> str:
        return f"{self.random.randint(2005, 2026)}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"

    def _themes(self) -> list[str]:
        return sorted(self.random.sample(list(THEME_NAMES), self.random.choice((0, 1, 1, 2, 3))))

    def _entry(self, kind: str, key: str, title: dict[str, str], **columns: Any) -> Entry:
        sort_key = folded(title.get("fr") or next(iter(title.values())))[:300]
        return Entry(kind=kind, key=key, group=self.group, title=title, sort_key=sort_key, is_public=True, sources=1, **columns)

    def _partnership(self, home: Organisation, partner: Organisation) -> Planned:
        tie, since, proof = self.random.choice(list(TIES)), self.random.randint(1973, 2025), self._day()
        title = {
            lang: joint.join([home.name.get(lang) or str(home), partner.name.get(lang) or str(partner)]) for lang, joint in JOINTS.items()
        }
        entry = self._entry("partnership", keys.partnership(home, partner), title, tie=tie, state="active", since=since)
        entry.last_proof = date.fromisoformat(proof)
        says: Says = [("kind", tie), ("state", "active"), ("since", since)]
        says += [("milestone", {"what": f"Signature d’une convention entre {home} et {partner}", "date": proof})]
        themes = self._themes()
        return Planned(entry, [home, partner], says + [("theme", theme) for theme in themes], themes)

    def _occasion(self, home: Organisation, partner: Organisation) -> Planned:
        kind, day = self.random.choice(("seminar", "visit", "forum", "exhibition")), self._day()
        place = self.random.choice((home, partner)).place
        name = {"fr": f"Rencontre de {place} ({day[:4]}, n° {len(self.known)})"}
        entry = self._entry("occasion", keys.edition(name["fr"], 1), name, occasion=kind, starts=day, place=place)
        entry.words = name
        assert place is not None
        says: Says = [
            ("name", {"text": name["fr"], "lang": "fr"}),
            ("occasion", kind),
            ("held", "held"),
            ("starts", day),
            ("place", place.key),
        ]
        return Planned(entry, [], says)

    def _practice(self, home: Organisation, partner: Organisation) -> Planned:
        name = {"fr": f"Savoir-faire {len(self.known)} de {home}"}
        entry = self._entry("practice", keys.practice(home, name["fr"]), name, since=self.random.randint(2010, 2025))
        entry.words = name
        themes = self._themes()
        says: Says = [
            ("name", {"text": name["fr"], "lang": "fr"}),
            ("since", entry.since),
            ("label", {"name": "Expertise territoriale", "year": 2017}),
        ]
        return Planned(entry, [home], says + [("theme", theme) for theme in themes], themes)

    def _office(self, home: Organisation, partner: Organisation) -> Planned:
        key = keys.office(home, partner.key)
        title = {lang: f"{home.name.get(lang) or home} → {partner.name.get(lang) or partner}" for lang in JOINTS}
        entry = self._entry("office", key, title, state="active", place=partner.place, since=self.random.randint(1990, 2025))
        return Planned(entry, [home], [("state", "active"), ("place", partner.key), ("since", entry.since)])

    def _write(self, planned: list[Planned]) -> None:
        Entry.objects.bulk_create([each.entry for each in planned], BATCH)
        parties = [Party(entry=p.entry, organisation=each, position=at) for p in planned for at, each in enumerate(p.parties)]
        Party.objects.bulk_create(parties, BATCH)
        EntryTheme.objects.bulk_create([EntryTheme(entry=p.entry, theme=theme) for p in planned for theme in p.themes], BATCH)
        EntryFacet.objects.bulk_create(list(self._facets(planned)), BATCH)
        for start in range(0, len(planned), ENTRIES_OF_A_DOCUMENT):
            self._document(planned[start : start + ENTRIES_OF_A_DOCUMENT])
        Evidence.objects.bulk_create(self._evidence, BATCH)
        self._evidence.clear()

    def _facets(self, planned: list[Planned]) -> Iterator[EntryFacet]:
        for each in planned:
            parties = [Party(entry=each.entry, organisation=party, position=0) for party in each.parties]
            vars(each.entry)["_prefetched_objects_cache"] = {"parties": parties}
            columns = {name: getattr(each.entry, name) for name in ("place", "tie", "state", "since", "occasion", "last_proof")}
            for name, value in facets_of(each.entry, columns, each.themes):
                yield EntryFacet(entry=each.entry, kind=each.entry.kind, name=name, value=value)

    _evidence: list[Evidence] = []

    def _document(self, planned: list[Planned]) -> None:
        """A document that says everything of some entries, one sentence each."""
        number = planned[0].entry.pk
        said = [(each, name, value, f"{each.entry.title['fr']} : {name}, {value}.") for each in planned for name, value in each.says]
        text = "\n".join(sentence for *_, sentence in said)
        source = Source.objects.create(kind=SourceKind.FILE, key=f"bench/{number}")
        document = Document.objects.create(
            source=source,
            sha256=f"{number:064}",
            name=f"compte-rendu-{number}.txt",
            group=self.group,
            text=text,
            language="fr",
            published="2004-12",  # before any proof of activity: the filler need not compare them
            visibility=Visibility.PUBLIC,
            state=DocumentState.READ,
            format="txt",
        )
        reading = Reading.objects.create(document=document, reader="bench", found={})
        passages, start = [], 0
        for position, (*_, sentence) in enumerate(said):
            passages.append(Passage(document=document, position=position, start=start, end=start + len(sentence), language="fr"))
            start += len(sentence) + 1
        Passage.objects.bulk_create(passages)
        claims = [self._claim(each.entry, name, value, source) for each, name, value, _ in said]
        Claim.objects.bulk_create(claims)
        quoted = zip(claims, passages, strict=True)
        self._evidence += [Evidence(claim=c, passage=p, reading=reading, start=p.start, end=p.end, origin="bench/1") for c, p in quoted]

    def _claim(self, entry: Entry, name: str, value: Any, source: Source) -> Claim:
        canonical = BY_NAME[name].parse(value).canonical()
        judged = {"state": ClaimState.ACCEPTED, "visibility": Visibility.PUBLIC, "judged_at": JUDGED}
        return Claim(entry=entry, name=name, canonical=canonical, source=source, group=self.group, **judged)


JOINTS = {"fr": " – ", "en": " – ", "zh": "—"}
COMPARED = ("title", "sort_key", "tie", "state", "since", "place_id", "occasion", "starts", "sources", "is_public")


def check(sample: int = 40) -> int:
    """Project some entries and return how many the filler had written otherwise: 0, or the figures are of another register."""
    differ = 0
    for entry in Entry.objects.public().order_by("?")[:sample]:
        before = [getattr(entry, name) for name in COMPARED], set(entry.facets.values_list("kind", "name", "value"))
        entry = project(entry)
        differ += before != ([getattr(entry, name) for name in COMPARED], set(entry.facets.values_list("kind", "name", "value")))
    return differ
