"""The tables of no app in particular: the one that search asks (docs/decisions/0060), and mails that wait to be sent (0095)."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelles.common.words import WordsField


class Findable(models.Model):
    """Something that can be found, or a part of it: its title, words to show, who may see it, and the tokens it is found by.

    `write` (common/finding) is its only writer. The engine's own index over `heading` and `tokens` is kept by the database itself
    (migration 0001), in the transaction that writes the row: the two cannot drift apart.
    """

    kind = models.CharField(max_length=20)  # one of common.finding.kinds(): partnership, authority, document, page…
    object_id = models.BigIntegerField()
    part = models.PositiveIntegerField(default=0)  # of an object that has several rows: a document's passages, a text in another language
    language = models.CharField(max_length=8, blank=True)  # of `text`
    visibility = models.CharField(max_length=8)  # these three as `visible_to` reads them
    group = models.BigIntegerField(null=True, blank=True)
    owner = models.BigIntegerField(null=True, blank=True)
    title = WordsField()
    text = models.TextField(blank=True)  # as it was written: excerpts are cut from it
    place = models.CharField(max_length=40, blank=True)  # where in the object the text stands, as its kind's `address` understands it
    facets = models.JSONField(default=dict)  # name → values
    weight = models.PositiveSmallIntegerField(default=0)  # how much there is to the object, among those found equally well
    heading = models.TextField(blank=True)  # tokens of the title and of other names, each name apart
    tokens = models.TextField(blank=True)  # tokens of the text, of further words, of the facets
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "part"], name="findable_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}/{self.part}"


class KeptWord(models.Model):
    """A word that names something, kept so that a typing error can be told from it: of a title, or of a text and with a capital. Words may
    stand twice, so that no writer waits for another.
    """

    word = models.CharField(max_length=40, db_index=True)
    length = models.PositiveSmallIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.word


class MailState(models.TextChoices):
    WAITING = "waiting", _("to be sent")
    SENDING = "sending", _("unsure whether it was sent")  # as seen when nobody is at it: the server was stopped right then
    SENT = "sent", _("sent")
    FAILED = "failed", _("refused by the mail server")


class Sendable(models.Model):
    """What is known of a mail on its way: marked before it is handed over and again after, so that it goes out at most once (0051)."""

    state = models.CharField(max_length=8, choices=MailState, default=MailState.WAITING)
    failure = models.CharField(max_length=300, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)  # by a sender that has not told yet what became of it
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Mail(Sendable):
    """A mail that some action wrote, to be sent once. `write` and `write_on` (common/mailing) are its only writers."""

    key = models.CharField(max_length=160, unique=True)  # what it tells of what: "request/12/confirm"
    to = models.EmailField()
    reply_to = models.EmailField(blank=True)  # who reads an answer to it; none, where nobody of the network stands behind it
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    # What is written on while it waits: what it tells of, what was told so far (sentences by language), and until when it waits.
    about = models.CharField(max_length=160, blank=True)
    told = models.JSONField(default=list)
    send_after = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "id"], name="mails_by_state"), models.Index(fields=["about", "to"], name="mails_by_about")]

    def __str__(self) -> str:
        return f"{self.key} → {self.to} ({self.get_state_display()})"
