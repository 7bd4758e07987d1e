"""Atom feeds (RFC 4287): what was judged last, of the whole register, a group, a theme, an authority.

An entry's identifier is its address without a language: it stays as long as the site's own address does (settings.SITE_ADDRESS).
Its link has the feed's language. Whoever publishes the register is the author of all: a feed must have one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from passerelles.common.words import page_lang, wording
from passerelles.people.models import Group, Organisation
from passerelles.people.queries import NOBODY
from passerelles.portal.opendata.site import neutral
from passerelles.register.models import Claim, Entry, EntryFacet
from passerelles.register.queries.filters import RARE
from passerelles.register.queries.listing import KINDS
from passerelles.register.terms import LIFE, THEME_NAMES, TIES

SHOWN = 50  # entries of a feed: whoever reads it rarely enough to miss some takes a file
ROOT = Coalesce("entry__survivor", "entry")
LOOKED_AT = 4000  # last judgements among which they are found: more are of few entries


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed is about: its title, the page it belongs to, and which entries."""

    title: str
    page: str
    about: Q


def overall() -> Feed:
    return Feed(_("Passerelles: latest of the register"), neutral("home"), Q())


def of_group(group: Group) -> Feed:
    about = Q(group__in=Group.objects.family([group.pk]))
    return Feed(_("Passerelles: %(of)s") % {"of": group.wording}, f"{neutral('briefs')}group/{group.pk}/", about)


def of_theme(theme: str) -> Feed:
    entries = EntryFacet.objects.filter(name="theme", value=theme).values("entry")
    return Feed(_("Passerelles: %(of)s") % {"of": THEME_NAMES[theme]}, f"{neutral('entries')}?theme={theme}", Q(pk__in=entries))


def of_authority(organisation: Organisation) -> Feed:
    entries = EntryFacet.objects.filter(name="party", value=str(organisation.pk)).values("entry")
    page = neutral("authority", organisation.pk)
    return Feed(_("Passerelles: %(of)s") % {"of": organisation.wording}, page, Q(pk__in=entries))


def atom(feed: Feed, site: str, address: str) -> str:
    """The feed as it stands. Its date is that of its youngest entry, so that an unchanged feed is the same text."""
    latest = judged_last(feed)
    entries = Entry.objects.visible_to(NOBODY).in_bulk(pk for pk, _at in latest)
    held = [(entries[pk], at) for pk, at in latest if pk in entries]
    written = _Dated(
        title=feed.title,
        link=f"{site}{_spoken(feed.page)}",
        description="",
        language=_language(),
        feed_url=address,
        feed_guid=f"{site}{feed.page}",
        author_name=settings.DATA_PUBLISHER,
    )
    written.at = held[0][1] if held else None
    for entry, at in held:
        title = wording(entry.title)
        page = neutral("entry", entry.pk)
        written.add_item(
            title=title.text,
            link=f"{site}{_spoken(page)}",
            description=_in_a_line(entry),
            unique_id=f"{site}{page}",
            updateddate=at,
            pubdate=entry.created_at,
        )
    return str(written.writeString("utf-8"))


class _Dated(Atom1Feed):
    at: datetime | None = None

    def latest_post_date(self) -> datetime:
        """The library would say now of an empty feed, and each visit would be news."""
        return self.at or datetime(2000, 1, 1, tzinfo=timezone.get_current_timezone())


def judged_last(feed: Feed) -> Sequence[tuple[int, datetime]]:
    """The entries of a feed of which something public was judged last, with when. Of few entries what is said is sorted; of many, the
    last judgements are walked through and asked whose they are.
    """
    told = Claim.objects.accepted().public().exclude(judged_at=None)
    if feed.about:
        entries = Entry.objects.visible_to(NOBODY).filter(feed.about).order_by()
        few = list(entries.values_list("pk", flat=True)[: RARE + 1])
        told = told.in_family(few) if len(few) <= RARE else told.annotate(root=ROOT).filter(Exists(entries.filter(pk=OuterRef("root"))))
    recent = told.order_by("-judged_at", "-pk").values_list(ROOT, "judged_at")[:LOOKED_AT]
    return _each_once(recent)


def _each_once(rows: Iterable[tuple[int, datetime]]) -> list[tuple[int, datetime]]:
    found: dict[int, datetime] = {}
    for entry, at in rows:
        found.setdefault(entry, at)
        if len(found) == SHOWN:
            break
    return list(found.items())


def _in_a_line(entry: Entry) -> str:
    kind = TIES.get(entry.tie) or KINDS[entry.kind]  # type: ignore[index]  # an EntryKind is its text
    return " · ".join(str(each) for each in (kind, entry.since or entry.starts, LIFE.get(entry.state, "")) if each)


def _spoken(page: str) -> str:
    """A page in the language of the feed: whoever reads the one may not have set their browser to it."""
    return f"/{get_language()}{page}"


def _language() -> str:
    return page_lang(get_language() or "fr")
