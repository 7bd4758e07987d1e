"""What the register holds: entries, their parties, and the merges that were decided."""

from collections.abc import Iterable
from datetime import date

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelles.common.words import Wording, WordsField, wording
from passerelles.library.models import visible_to
from passerelles.people.models import Group, Organisation
from passerelles.people.queries import Visitor
from passerelles.places.models import Place
from passerelles.register.dormancy import dormant_since
from passerelles.register.terms import LIFE, OCCASION_KINDS, THEME_NAMES, TIES


class EntryKind(models.TextChoices):
    PARTNERSHIP = "partnership", _("partnership")
    PROJECT = "project", _("project")
    OFFICE = "office", _("office")
    PRACTICE = "practice", _("practice")
    OCCASION = "occasion", _("occasion")
    NETWORK = "network", _("network")


class EntryQuerySet(models.QuerySet["Entry"]):
    def surviving(self) -> "EntryQuerySet":
        """Without those that were merged into another."""
        return self.filter(survivor=None)

    def public(self) -> "EntryQuerySet":
        return self.surviving().filter(is_public=True)

    def visible_to(self, user: Visitor) -> "EntryQuerySet":
        """Those of which somebody may see an accepted claim: the only door to entries."""
        if not user.is_authenticated:
            return self.public()
        seen = _claims().filter(visible_to(user, owner="owner"), state="accepted")
        return self.surviving().filter(Q(is_public=True) | _said_in(seen))

    def proposed(self) -> "EntryQuerySet":
        """Those nobody has accepted anything of yet."""
        return self.surviving().exclude(_said_in(_claims().filter(state="accepted")))

    def of_organisation(self, organisation: Organisation) -> "EntryQuerySet":
        return self.filter(parties__organisation=organisation)

    def family(self, roots: Iterable[int]) -> dict[int, int]:
        """Return of entries given by id, and of those merged into them, the id of the one that each is read through, by id. Asked apart:
        within another query, SQLite walks through all entries for it.
        """
        roots = list(roots)
        absorbed = self.filter(survivor__in=roots).order_by().values_list("pk", "survivor")
        return {**{pk: root for pk, root in absorbed if root}, **{root: root for root in roots}}

    def with_parties(self) -> "EntryQuerySet":
        parties = Party.objects.select_related("organisation__place__region", "organisation__place__parent").order_by("position")
        return self.prefetch_related(models.Prefetch("parties", parties))

    def with_dormancy(self, today: date | None = None) -> "EntryQuerySet":
        """Annotate `is_dormant`: an active partnership without proof of activity for the settings' months; nothing else sleeps."""
        asleep = Q(kind=EntryKind.PARTNERSHIP, state="active") & (Q(last_proof__lt=dormant_since(today)) | Q(last_proof=None))
        return self.annotate(is_dormant=Case(When(asleep, then=Value(True)), default=Value(False)))


class Entry(models.Model):
    """Something the register knows. `key` is written once; every column below it is written by `project` alone."""

    kind = models.CharField(max_length=12, choices=EntryKind)
    key = models.CharField(max_length=600, unique=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="entries")  # whose network it belongs to
    survivor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")  # the root it reads through
    part_of = models.ManyToManyField("self", symmetrical=False, related_name="parts", blank=True)
    words = WordsField()  # what its key says where it has no parties: a practice's name, an occasion's
    lang = models.CharField(max_length=8, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    # The projection of its accepted public claims.
    title = WordsField()
    sort_key = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)
    tie = models.CharField(max_length=12, choices=list(TIES.items()), blank=True)
    state = models.CharField(max_length=12, choices=list(LIFE.items()), blank=True)
    since = models.SmallIntegerField(null=True, blank=True)
    until = models.CharField(max_length=10, blank=True)
    last_proof = models.DateField(null=True, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="entries")
    occasion = models.CharField(max_length=20, choices=list(OCCASION_KINDS.items()), blank=True)
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    sources = models.PositiveIntegerField(default=0)
    is_disputed = models.BooleanField(default=False)  # sources disagree on something it says

    objects = EntryQuerySet.as_manager()

    class Meta:
        # Of public entries alone, and in the words of `public()`: SQLite takes a bare boolean for no condition of an index's column.
        # The last two columns spare it the entry's row while it walks a list and asks whether other conditions hold.
        indexes = [
            models.Index(fields=[*columns, "survivor", "is_public"], condition=Q(is_public=True), name=name)
            for name, columns in (
                ("entries_by_name", ["kind", "sort_key", "id"]),
                ("entries_by_year", ["kind", "since", "id"]),
                ("entries_by_last_proof", ["kind", "-last_proof", "id"]),
                ("entries_by_start", ["kind", "starts", "id"]),
            )
        ]

    def __str__(self) -> str:
        return self.wording.text or self.key

    @property
    def wording(self) -> Wording:
        return wording(self.title or self.words)

    @property
    def themes(self) -> list[str]:
        return [row.theme for row in self.theme_rows.all()]


def _claims() -> "models.QuerySet[models.Model]":
    claims: models.QuerySet[models.Model] = apps.get_model("register", "Claim")._default_manager.all()  # it imports this module
    return claims


def _said_in(claims: "models.QuerySet[models.Model]") -> Q:
    """Whether some of these claims are about the entry at hand in a query, or about one merged into it. (Two questions: of one
    with OR, no database uses an index.)
    """
    return Q(Exists(claims.filter(entry=OuterRef("pk")))) | Q(Exists(claims.filter(entry__survivor=OuterRef("pk"))))


class EntryTheme(models.Model):
    """A theme of an entry, as projected."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="theme_rows")
    theme = models.CharField(max_length=20, choices=list(THEME_NAMES.items()))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "theme"], name="entry_theme_once")]
        indexes = [models.Index(fields=["theme", "entry"], name="entry_by_theme")]

    def __str__(self) -> str:
        return self.theme


class Party(models.Model):
    """An organisation is one of an entry's parties, as its key says."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="parties")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "organisation"], name="party_once")]
        ordering = ["entry", "position"]

    def __str__(self) -> str:
        return str(self.organisation)


class Merge(models.Model):
    """Somebody decided that an entry is the same as another; it stands until it is undone."""

    survivor = models.ForeignKey(Entry, models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Entry, models.PROTECT, related_name="merged")
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["absorbed"], condition=Q(undone_at=None), name="absorbed_once"),
            models.CheckConstraint(name="not_into_itself", condition=~Q(survivor=F("absorbed"))),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.survivor}"
