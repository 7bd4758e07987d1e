"""The closed lists of terms that requests use, each with its name on the screen."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

FARTHEST = timedelta(days=5 * 366)  # a year typed wrongly is the likelier the farther it is


class RequestKind(models.TextChoices):
    DELEGATION = "delegation", _("receive a delegation")
    PARTNER = "partner", _("find a partner")
    EXPERTISE = "expertise", _("find expertise")
    SPEAKER = "speaker", _("speak or exhibit")
    SCHOOL = "school", _("school exchange")
    OTHER = "other", _("something else")


class Dating(models.TextChoices):
    FIXED = "fixed", pgettext_lazy("dates of a request", "these days")  # from `starts` to `ends`
    WINDOW = "window", pgettext_lazy("dates of a request", "some days between two dates")  # `days` days between `starts` and `ends`
    FLEXIBLE = "flexible", pgettext_lazy("dates of a request", "flexible")


class Rank(models.TextChoices):
    """The rank of whoever leads, as both sides compare them; highest first."""

    HEAD = "head", _("mayor, president, governor, party secretary")
    DEPUTY = "deputy", _("deputy mayor, vice-president, vice-governor")
    ELECTED = "elected", _("councillor, member of a people's congress")
    DIRECTOR = "director", _("director of a service or a bureau")
    EXPERT = "expert", _("expert, teacher, artist, firm")
    UNKNOWN = "unknown", pgettext_lazy("rank", "unknown")


class Payer(models.TextChoices):
    ASKER = "asker", _("the asker pays everything")
    STAY = "stay", _("the asker pays the journey, the host the stay")
    SHARED = "shared", _("shared")
    HOST = "host", _("the host pays")
    UNKNOWN = "unknown", pgettext_lazy("who pays", "to be settled")


class Origin(models.TextChoices):
    FORM = "form", _("the public form")
    OFFICER = "officer", _("entered by an officer")
    LETTER = "letter", _("read from a letter")


class StepKind(models.TextChoices):
    """What was done to a request, as its history tells it."""

    SENT = "sent", _("sent")
    CONFIRMED = "confirmed", _("address confirmed")
    ENTERED = "entered", _("entered")
    AMENDED = "amended", _("changed by its asker")
    CHANGED = "changed", _("what is asked was changed")
    REMOVED = "removed", _("a file removed")
    ASKED_MORE = "asked_more", _("more asked for")
    COMPLETED = "completed", _("completed by its asker")
    OFFERED = "offered", _("hosts asked")
    ANSWERED = "answered", _("a host answered")
    HOST_ASKED = "host_asked", _("a host asks")
    HOST_TOLD = "host_told", _("a host’s question answered")
    REDIRECTED = "redirected", _("another door named")
    ACCEPTED = "accepted", pgettext_lazy("step of a request", "accepted")
    DECLINED = "declined", pgettext_lazy("step of a request", "declined")
    JOINED = "joined", _("joined with another")
    PARTED = "parted", _("no longer joined")
    APART = "apart", _("kept apart from another")
    AGAIN = "again", _("perhaps one with another again")
    CONSULTED = "consulted", _("an opinion asked")
    ADVISED = "advised", _("an opinion given")
    REOPENED = "reopened", _("opened again")
    WITHDRAWN = "withdrawn", pgettext_lazy("step of a request", "withdrawn")


# Steps that are for who may give an opinion: what was asked of others, which doors were held apart.
HIDDEN = (StepKind.CONSULTED, StepKind.ADVISED, StepKind.APART, StepKind.AGAIN)


class Means(models.TextChoices):
    """How somebody outside the software said something."""

    TELEPHONE = "telephone", pgettext_lazy("how it was said", "by telephone")
    LETTER = "letter", pgettext_lazy("how it was said", "by letter")
    MAIL = "mail", pgettext_lazy("how it was said", "by e-mail")
    MEETING = "meeting", pgettext_lazy("how it was said", "face to face")


SIZES = range(1, 1000)  # participants of a delegation; a thousand is a mistake of typing
LANGUAGES = {"fr": _("French"), "zh": _("Chinese"), "en": _("English")}  # that somebody works in
