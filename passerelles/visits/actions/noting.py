"""What a visit that has taken place says to the register: of each host's tie with who travelled that it exists and is alive.

It is the word of whoever says that the visit took place, in the name of the organisation of the visit that they speak for; else it is the
coordination's. What it says is proposed, as any officer's word is: a coordinator judges whether the register shows it.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.common.words import in_every_language, tongue
from passerelles.library.actions import record_declaration
from passerelles.people.models import Group, Organisation, User
from passerelles.people.queries import standing
from passerelles.register import keys
from passerelles.register.actions import Identity, PassageSpan, entry_of, propose
from passerelles.register.models import Claim, Entry, EntryKind
from passerelles.register.properties import BY_NAME, Value
from passerelles.register.steps import step
from passerelles.requests.describing import days_between
from passerelles.visits.actions.opening import served
from passerelles.visits.actions.recognising import recognised
from passerelles.visits.models import Direction, Visit

Said = tuple[str, Value, str]  # a property, its value, the sentence that says it


@step()
def note_ties(visit: Visit, *, by: User) -> None:
    """Propose a contact between who travelled and each host that the register knows no tie of, and the visit as a milestone of each."""
    visitor = recognised(visit)
    speaker = speaking(visit, by)
    hosts = [host.organisation for host in visit.hosts.select_related("organisation")]
    known = served(visitor, hosts)
    for host in hosts:
        if host.country == visitor.country:
            continue  # no tie of two countries
        pair = (host, visitor) if visit.direction == Direction.IN else (visitor, host)
        entry = next((each for each in known if each.parties.filter(organisation=host).exists()), None) or _proposed(
            *pair, group=visit.group
        )
        visit.entries.add(entry)
        _note(visit, entry, host, speaker, by)


def speaking(visit: Visit, by: User) -> Organisation | None:
    """The organisation in whose name somebody says what became of a visit: a host, else who travels; without one, the coordination's."""
    hosts = [host.organisation for host in visit.hosts.select_related("organisation")]
    concerned = [*hosts, *([visit.visitor] if visit.visitor else [])]
    return next((each for each in concerned if each.pk in standing(by).speaks_for), None)


def _proposed(home: Organisation, partner: Organisation, *, group: Group) -> Entry:
    """The entry of a pair, which is called by its two names until somebody accepts it."""
    words = in_every_language(lambda: f"{home.wording} – {partner.wording}")
    return entry_of(Identity(EntryKind.PARTNERSHIP, keys.partnership(home, partner), (home, partner), words), group)


def _note(visit: Visit, entry: Entry, host: Organisation, speaker: Organisation | None, by: User) -> None:
    """Propose what is not said yet: a visit of which it is said again that it took place adds nothing."""
    claims = Claim.objects.about(entry.survivor or entry)
    said = [each for each in _said(visit, host) if not claims.filter(name=each[0], canonical=each[1].canonical()).exists()]
    if claims.accepted().filter(name="kind").exists():
        said = [each for each in said if each[0] != "kind"]
    if not said:
        return
    reading = record_declaration(*(words for _name, _value, words in said), organisation=speaker, group=visit.group, by=by, lang=tongue())
    for (name, value, _words), passage in zip(said, reading.document.passages.order_by("position"), strict=True):
        propose(entry, name, value, span=PassageSpan(passage, passage.start, passage.end, origin="visit"), reading=reading)


def _said(visit: Visit, host: Organisation) -> list[Said]:
    named = {"host": host.wording.text, "visitor": visit.visitor_wording.text, "days": days_between(visit.starts, visit.ends)}
    what = _("visit of %(visitor)s to %(host)s") % named
    if visit.size:
        what = ngettext("%(what)s, %(size)d person", "%(what)s, %(size)d people", visit.size) % {"what": what, "size": visit.size}
    milestone = BY_NAME["milestone"].parse({"what": what, "date": visit.starts.isoformat(), "state": "done", "lang": tongue()})
    return [
        ("kind", BY_NAME["kind"].parse("contact"), _("%(host)s and %(visitor)s are in contact.") % named),
        ("milestone", milestone, _("From %(days)s: %(what)s.") % {**named, "what": what}),
    ]
