"""How far a request is, and where it may go from there: rules that move are a dict."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("stage of a request", "draft")  # its asker goes on writing
    UNCONFIRMED = "unconfirmed", _("address to be confirmed")  # sent, and nobody has pressed the button yet
    RECEIVED = "received", pgettext_lazy("stage of a request", "received")
    QUESTIONED = "questioned", _("more was asked for")
    OFFERED = "offered", _("hosts were asked")
    REDIRECTED = "redirected", _("another door was named")
    ACCEPTED = "accepted", pgettext_lazy("stage of a request", "accepted")
    JOINED = "joined", _("part of a joint request")
    DECLINED = "declined", pgettext_lazy("stage of a request", "declined")
    WITHDRAWN = "withdrawn", _("withdrawn by its asker")


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.UNCONFIRMED}),
    Stage.UNCONFIRMED: frozenset({Stage.RECEIVED, Stage.WITHDRAWN}),
    Stage.RECEIVED: frozenset(
        {Stage.QUESTIONED, Stage.OFFERED, Stage.REDIRECTED, Stage.ACCEPTED, Stage.JOINED, Stage.DECLINED, Stage.WITHDRAWN}
    ),
    Stage.QUESTIONED: frozenset(  # on, too: the answer may have come by telephone
        {Stage.RECEIVED, Stage.OFFERED, Stage.REDIRECTED, Stage.ACCEPTED, Stage.JOINED, Stage.DECLINED, Stage.WITHDRAWN}
    ),
    Stage.OFFERED: frozenset(
        {Stage.RECEIVED, Stage.QUESTIONED, Stage.REDIRECTED, Stage.ACCEPTED, Stage.JOINED, Stage.DECLINED, Stage.WITHDRAWN}
    ),
    Stage.REDIRECTED: frozenset({Stage.RECEIVED, Stage.OFFERED, Stage.ACCEPTED, Stage.JOINED, Stage.DECLINED, Stage.WITHDRAWN}),
    Stage.ACCEPTED: frozenset({Stage.RECEIVED, Stage.WITHDRAWN}),
    Stage.JOINED: frozenset({Stage.RECEIVED, Stage.QUESTIONED, Stage.OFFERED, Stage.REDIRECTED, Stage.WITHDRAWN}),  # back, or away
    Stage.DECLINED: frozenset({Stage.RECEIVED}),
    Stage.WITHDRAWN: frozenset({Stage.RECEIVED}),
}
UNSENT = (Stage.DRAFT, Stage.UNCONFIRMED)  # the network does not know of them
WAITING = (Stage.RECEIVED, Stage.QUESTIONED, Stage.OFFERED, Stage.REDIRECTED)  # not at its end: who was sent to another door may come back
UNANSWERED = (Stage.RECEIVED, Stage.QUESTIONED, Stage.OFFERED)  # its asker waits, or was asked for more
AMENDABLE = (*WAITING, Stage.ACCEPTED, Stage.JOINED)  # what is asked may still be changed: somebody goes on with it
ANSWERS = (Stage.ACCEPTED, Stage.REDIRECTED, Stage.DECLINED)  # what is decided, after which its asker knows something
ENDED = (Stage.ACCEPTED, Stage.JOINED, Stage.DECLINED, Stage.WITHDRAWN)
PURGED = (*ENDED, Stage.REDIRECTED)  # whose people are erased once nobody has gone on with it for long
ADDED_TO = (*UNSENT, Stage.RECEIVED, Stage.QUESTIONED, Stage.OFFERED)  # in which its asker adds and removes files


class HostState(models.TextChoices):
    WANTED = "wanted", _("wished for by the asker")
    NAMED = "named", _("named as another door")  # to the asker, who turns to it or does not
    ASKED = "asked", pgettext_lazy("state of a host", "asked")
    ACCEPTED = "accepted", pgettext_lazy("state of a host", "receives")
    DECLINED = "declined", pgettext_lazy("state of a host", "cannot")
    LEFT = "left", _("asked no more")  # the coordinator took the question back


HOST_MOVES: dict[HostState, frozenset[HostState]] = {
    HostState.WANTED: frozenset({HostState.ASKED, HostState.NAMED, HostState.LEFT}),
    HostState.NAMED: frozenset({HostState.ASKED, HostState.LEFT}),
    HostState.ASKED: frozenset({HostState.ACCEPTED, HostState.DECLINED, HostState.LEFT}),
    HostState.ACCEPTED: frozenset({HostState.DECLINED, HostState.LEFT}),
    HostState.DECLINED: frozenset({HostState.ACCEPTED, HostState.ASKED}),
    HostState.LEFT: frozenset({HostState.ASKED, HostState.NAMED}),
}
CONCERNED = (HostState.WANTED, HostState.NAMED, HostState.ASKED, HostState.ACCEPTED)  # who reads the file as a host
