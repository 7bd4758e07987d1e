"""A visit's programme as a calendar (RFC 5545, 7986): the days of the visit, and each line by its own hours."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Calendar, Event

from passerelles.common.listing import in_a_row, listed
from passerelles.common.words import tongue, wording
from passerelles.people.models import User
from passerelles.people.queries import Visitor
from passerelles.visits.models import Slot, Visit
from passerelles.visits.rights import Act, may
from passerelles.visits.saying import where_of
from passerelles.visits.stages import VisitStage

SALT = "passerelles.visits.calendar"
STATUS = {VisitStage.PREPARED: "TENTATIVE", VisitStage.CANCELLED: "CANCELLED"}  # any other stage: CONFIRMED


def token_of(visit: Visit, user: User) -> str:
    """What stands for a visit as somebody sees it, in the address of its calendar: no password is asked there."""
    return signing.dumps([visit.pk, user.pk], salt=SALT)


def visit_of(token: str) -> Visit | None:
    """Return the visit of a calendar's address; none where it was not made here, or whoever it was made for may not read it today."""
    try:
        visit, reader = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    found = Visit.objects.with_hosts().filter(pk=visit).first()
    user = User.objects.filter(pk=reader, is_active=True).first()
    return found if found and user and _reads(user, found) else None


def _reads(user: Visitor, visit: Visit) -> bool:
    return may(user, Act.READ, visit)


def calendar_of(visit: Visit, page: str = "") -> bytes:
    """Return the calendar in the language of whoever asks, folded and escaped; `page`: where its events lead, else to the dossier."""
    calendar = Calendar()
    calendar.add("prodid", "-//Passerelles//Visits//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", visit.wording.text)
    calendar.add("x-wr-calname", visit.wording.text)  # what most programs read
    calendar.add("last-modified", visit.changed_at.astimezone(UTC))
    for event in _events(visit):
        if settings.SITE_ADDRESS:  # an address without its site leads nowhere
            event.add("url", settings.SITE_ADDRESS + (page or visit.get_absolute_url()))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(visit: Visit) -> Iterator[Event]:
    whole = _event(visit, f"visit-{visit.pk}", visit.wording.text)
    whole.add("dtstart", visit.starts)
    whole.add("dtend", visit.ends + timedelta(days=1))  # the day after the last
    whole.add("transp", "TRANSPARENT")
    whole.add("location", listed(visit.receivers))
    whole.add("description", _about(visit))
    yield whole
    for slot in Slot.objects.filter(visit=visit).select_related("place").order_by("day", "starts", "pk"):
        yield _line(visit, slot)


def _about(visit: Visit) -> str:
    """Who travels, to whom, how far the visit is."""
    hosts = listed(visit.receivers)
    said = [(_("Who travels"), visit.visitor_wording.text), (_("Who receives"), hosts), (_("Stage"), visit.get_stage_display())]
    return "\n".join(f"{name}{_colon()}{value}" for name, value in said)


def _colon() -> str:
    return pgettext("between a label and what it says", ": ")


def _line(visit: Visit, slot: Slot) -> Event:
    event = _event(visit, f"visit-{visit.pk}-line-{slot.pk}", slot.wording.text)
    event.add("dtstart", _utc(slot.begins_at))
    event.add("dtend", _utc(slot.ends_at))
    where = in_a_row([where_of(slot, tongue()), slot.address])
    for name, text in (("location", where), ("description", _said_of(slot))):
        if text:
            event.add(name, text)
    return event


def _said_of(slot: Slot) -> str:
    """The title in the other language, who receives, interprets and drives, and the notes."""
    titles = [title for title in slot.title.values() if title and title != slot.wording.text]
    said = [(_("Received by"), slot.host), (_("Interpreter"), slot.interpreter), (_("Transport"), slot.transport)]
    return "\n".join([*titles, *(f"{name}{_colon()}{value}" for name, value in said if value), *filter(None, [wording(slot.notes).text])])


def _event(visit: Visit, name: str, summary: str) -> Event:
    event = Event()
    event.add("uid", f"{name}@{urlsplit(settings.SITE_ADDRESS).hostname or 'passerelles.invalid'}")
    event.add("dtstamp", visit.changed_at.astimezone(UTC))
    event.add("sequence", visit.sequence)
    event.add("status", STATUS.get(VisitStage(visit.stage), "CONFIRMED"))
    event.add("summary", summary)
    return event


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
