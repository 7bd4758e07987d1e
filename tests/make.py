"""Objects for tests: plain functions with boring defaults. What a test does not say is what it does not care about.

from tests import make

entry = make.partnership("Saint-Étienne", "Xuzhou")
claim = make.claim(entry, "since", 1984)          # proposed by a public document of the group
make.accepted(entry, "kind", "twinning")          # and judged by the group's coordinator
"""

from itertools import count
from typing import Any

from passerelles.library.actions import Brought, keep_reading, take, take_out
from passerelles.library.finding import index_source
from passerelles.library.models import Document, DocumentState, Passage, Reading, Source, SourceKind, Visibility
from passerelles.library.sheet import Sheet
from passerelles.people.actions import authority_of, body_named, give_role, join
from passerelles.people.models import Group, Organisation, Role, User
from passerelles.places.actions import gazetteer, row_of
from passerelles.places.models import Place
from passerelles.reading import open_document, read
from passerelles.reading.output import as_json
from passerelles.reading.reader import READER_VERSION
from passerelles.register import keys
from passerelles.register.actions import Identity, PassageSpan, accept, accept_undisputed, ask, entry_of, propose
from passerelles.register.models import Claim, Doubt, Entry, EntryKind
from passerelles.register.properties import BY_NAME

PASSWORD = "a long enough password"
HOME, PARTNER = "Saint-Étienne", "Xuzhou"
number = count(1)
KINDS_FOUND = ("places", "organisations", "partnerships", "events", "figures", "wishes", "offices", "practices", "activities")


# People


def group(slug: str = "chine", **values: Any) -> Group:
    """The group of a slug: the same one again, so that what does not say otherwise is of one network."""
    values.setdefault("name", {"fr": f"Groupe {slug}", "zh": f"{slug}小组", "en": f"{slug} group"})
    return Group.objects.get_or_create(slug=slug, defaults=values)[0]


def user(email: str = "", **values: Any) -> User:
    """Somebody with an account and no role: a stranger to the network. The same address is the same person."""
    email = email or f"person{next(number)}@example.org"
    known = User.objects.filter(email=email).first()
    return known or User.objects.create_user(email, PASSWORD, **{"name": email.partition("@")[0], **values})


def again(someone: User) -> User:
    """The same person as a next request meets them: what they may do is asked anew."""
    return User.objects.get(pk=someone.pk)


def coordinator(of: Group | None = None, email: str = "") -> User:
    of = of or group()
    someone = user(email or f"coordinator@{of.slug}.example.org")
    give_role(someone, Role.COORDINATOR, of)
    return again(someone)


def officer(organisation: Organisation | str = HOME, email: str = "", of: Group | None = None) -> User:
    """An officer of a member authority (of the organisation's group, the common one by default)."""
    organisation = authority(organisation) if isinstance(organisation, str) else organisation
    someone = user(email or f"officer{organisation.pk}@example.org")
    join(organisation, of or group())
    give_role(someone, Role.OFFICER, organisation)
    return again(someone)


def partner_officer(organisation: Organisation | str = PARTNER, email: str = "", of: Group | None = None) -> User:
    """An officer of the other country."""
    return officer(organisation, email, of)


def observer(of: Group | None = None, email: str = "") -> User:
    someone = user(email or f"observer{next(number)}@example.org")
    give_role(someone, Role.OBSERVER, of or group())
    return again(someone)


def administrator(email: str = "administrator@example.org") -> User:
    return user(email, is_staff=True, is_superuser=True)


def stranger() -> User:
    return user()


# Places and organisations


def place(named: str = HOME) -> Place:
    """The place of a gazetteer's key ("FR/commune/42218") or of a name, the best known one; with what it is part of."""
    unit = gazetteer().place(named) if named.count("/") == 2 else _best_known(named)
    for above in reversed(unit.parents):
        row_of(gazetteer().place(above))
    return row_of(unit)


def _best_known(name: str) -> Any:
    candidates = [candidate.place for candidate in gazetteer().lookup(name)]
    if not candidates:
        raise LookupError(f"the gazetteer knows no {name}")
    return candidates[0]


def authority(named: str = HOME) -> Organisation:
    return authority_of(place(named))


def body(name: str = "Office du tourisme", **values: Any) -> Organisation:
    return body_named(name, **values)


# Documents and readings


def document(text: str = "Saint-Étienne est jumelée avec Xuzhou depuis 1984.", **values: Any) -> Document:
    """A document that was read: each line of its text is a passage. Public, of the common group, in French."""
    values = {"group": group(), "visibility": Visibility.PUBLIC, "name": f"document-{next(number)}.txt", "language": "fr", **values}
    values.setdefault("source", Source.objects.create(kind=SourceKind.FILE, key=f"file/{values['name']}/{next(number)}"))
    values.setdefault("sha256", f"{next(number):064}")
    made: Document = Document.objects.create(text=text, state=DocumentState.READ, **values)
    start = 0
    for position, line in enumerate(text.split("\n")):
        Passage.objects.create(document=made, position=position, start=start, end=start + len(line), language=made.language)
        start += len(line) + 1
    index_source(made.source)
    return made


def version(of: Document, text: str) -> Document:
    """The next version of a document's source."""
    of.source.documents.update(is_current=False)
    latest = of.source.documents.order_by("version").last()
    return document(text, source=of.source, version=latest.version + 1, group=of.group, visibility=of.visibility, name=of.name)


def brought(text: str = "Une ligne.", name: str = "", by: User | None = None, **values: Any) -> Document:
    """A document taken in through the queue, not yet read."""
    values = {"group": group(), "visibility": Visibility.PUBLIC, **values}
    return take(Brought(name or f"brought-{next(number)}.txt", text.encode(), **values), by=by)[0]


def reading(of: Document | None = None, reader: str = READER_VERSION, **found: Any) -> Reading:
    """A reading with these findings (FORMAT.md), taken out by every app that takes: make.reading(document, partnerships=[…])."""
    of = of or document()
    whole = {"reader": reader, "doubts": [], **{kind: [] for kind in KINDS_FOUND}, **found}
    made = Reading.objects.create(document=of, reader=reader, found=whole)
    take_out(made)
    return made


def empty_reading(of: Document | None = None) -> Reading:
    """A reading that found nothing, to hang evidence on."""
    of = of or document()
    return of.readings.first() or Reading.objects.create(document=of, reader=READER_VERSION, found={})


def read_by_reader(text: str | bytes, **values: Any) -> Document:
    """A document as the real reader reads it, in this process: the shortest way from words to proposals."""
    data = text.encode() if isinstance(text, str) else text
    values = {"group": group(), "visibility": Visibility.PUBLIC, "name": f"document-{next(number)}.txt", **values}
    made: Document = Document.objects.create(
        source=Source.objects.create(kind=SourceKind.FILE, key=f"file/{next(number)}"), sha256=f"{next(number):064}", **values
    )
    keep_reading(made, sheet(data, made.name))
    return made


def sheet(data: bytes, name: str = "document.txt") -> Sheet:
    """What a worker's child hands back for a file."""
    result = read(open_document(data, name=name), gazetteer())
    opened = result.document
    found = as_json(result, READER_VERSION)
    return Sheet(found, opened.text, opened.blocks, opened.notes, opened.format, result.sentences)


def party(named: str) -> dict[str, Any]:
    """A place as findings give it."""
    row = place(named)
    return {"country": row.country, "level": row.level, "code": row.code or None, "name": row.name}


def said(of: Document, name: str, value: Any, words: str = "") -> dict[str, Any]:
    """One thing said, as findings give it: where `words` stand in the document (all of it by default)."""
    start = of.text.index(words)
    end = start + len(words) if words else len(of.text)
    return {"name": name, "value": value, "start": start, "end": end, "text": of.text[start:end], "context": [], "origin": "test/1"}


def tie(of: Document, home: str = HOME, partner: str = PARTNER, words: str = "", **says: Any) -> dict[str, Any]:
    """A partnership as findings give it: make.tie(document, kind="twinning", since="1984")."""
    says = says or {"kind": "twinning"}
    found = [said(of, name, value, words) for name, value in says.items()]
    return {"parties": [party(home), party(partner)], "state": "active", "associated": [], "themes": [], "says": found}


# Entries and what is said of them


def partnership(home: Organisation | str = HOME, partner: Organisation | str = PARTNER, of: Group | None = None) -> Entry:
    """The entry of a pair; nothing is said of it yet, so that it is not public."""
    pair = [authority(each) if isinstance(each, str) else each for each in (home, partner)]
    return entry_of(Identity(EntryKind.PARTNERSHIP, keys.partnership(*pair), pair), of or group())


def office(owner: str = HOME, where: str = PARTNER, of: Group | None = None) -> Entry:
    holder = authority(owner)
    return entry_of(Identity(EntryKind.OFFICE, keys.office(holder, place(where).key), [holder]), of or group())


def practice(holder: str = HOME, name: str = "Design urbain", of: Group | None = None) -> Entry:
    by = authority(holder)
    return entry_of(Identity(EntryKind.PRACTICE, keys.practice(by, name), [by], {"fr": name}), of or group())


def project(title: str = "Parc des bords de Loire", *parties: str, of: Group | None = None) -> Entry:
    who = [authority(each) for each in parties or (HOME, PARTNER)]
    return entry_of(Identity(EntryKind.PROJECT, keys.project(title, who), who, {"fr": title}), of or group())


def occasion(name: str = "Rencontres", ordinal: int = 4, of: Group | None = None) -> Entry:
    return entry_of(Identity(EntryKind.OCCASION, keys.edition(name, ordinal), [], {"fr": name}), of or group())


def network(about: Group | Organisation | None = None, of: Group | None = None) -> Entry:
    about = about or group()
    parties = [about] if isinstance(about, Organisation) else []
    return entry_of(Identity(EntryKind.NETWORK, keys.network(about), parties, dict(about.name)), of or group())


def span(of: Document, words: str = "") -> PassageSpan:
    """Where words stand in a document (all of its first passage by default)."""
    first = of.passages.order_by("position").first()
    start = of.text.index(words) if words else first.start
    end = start + len(words) if words else first.end
    passage = of.passages.filter(start__lte=start).order_by("-start").first()
    return PassageSpan(passage, start, end, origin="test/1")


def claim(entry: Entry | None = None, name: str = "since", value: Any = 1984, of: Document | None = None, words: str = "") -> Claim:
    """A proposed claim: what a document (a new public one by default) says of an entry. `value` as a reader would give it."""
    entry = entry or partnership()
    of = of or document(group=entry.group)
    return propose(entry, name, BY_NAME[name].parse(value), span=span(of, words), reading=empty_reading(of))


def accepted(
    entry: Entry | None = None, name: str = "kind", value: Any = "twinning", of: Document | None = None, by: User | None = None, **how: Any
) -> Claim:
    """A claim that the group's coordinator accepted: its entry is public where the document is."""
    made = claim(entry, name, value, of)
    return accept(made, by=by or coordinator(made.group), **how)


def public_partnership(home: str = HOME, partner: str = PARTNER, since: int | None = 1984, **says: Any) -> Entry:
    """A partnership as the public sees it: a twinning since a year, with more properties by name."""
    entry, of = partnership(home, partner), document(f"{home} et {partner} sont jumelées depuis {since}.")
    says = {"kind": "twinning", **({"since": since} if since else {}), **says}
    for name, value in says.items():
        claim(entry, name, value, of)
    accept_undisputed(of, by=coordinator(entry.group), entry=entry)
    assert not Claim.objects.proposed().filter(source=of.source_id).exists(), (
        "something it says is disputed, so that the public sees it not"
    )
    entry.refresh_from_db()
    return entry


def doubt(of: Document | None = None, about: str = "place", words: str = "", claims: Any = (), **values: Any) -> Doubt:
    """An open question about words of a document, hanging on claims."""
    of = of or document()
    where = span(of, words)
    made = ask(
        of,
        f"{about}/{next(number)}",
        about,
        {"fr": "Laquelle ?", "en": "Which?", "zh": "哪一个？"},
        span=(where.start, where.end),
        **values,
    )
    made.claims.add(*claims)
    Claim.objects.filter(pk__in=[each.pk for each in claims]).update(is_disputed=True)
    return made
