"""The sections of a brief in the language at hand. Lines come in the same order in every language, so that two stand side by side."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from passerelles.common.dates import said_date
from passerelles.common.listing import in_a_row, listed
from passerelles.common.numbers import said_number
from passerelles.common.words import Wording, wording
from passerelles.people.models import Organisation
from passerelles.portal.briefs.coming import commitments, contacts, wishes
from passerelles.portal.briefs.lines import Line, Section, in_tongue, plain, said_line
from passerelles.portal.briefs.matter import Matter, Said
from passerelles.register.models import Entry, EntryKind
from passerelles.register.properties.values import Count, Text, Theme
from passerelles.register.queries.life import is_dormant
from passerelles.register.queries.listing import country_names
from passerelles.register.terms import HEDGES, LIFE, THEME_NAMES, TIES, WHATS

RANK = {term: place for place, term in enumerate(TIES)}


def sections_of(matter: Matter) -> list[Section]:
    """Return what a brief says, section by section; what nothing is known of is left out."""
    made = (section(matter) for section in SECTIONS[matter.subject.kind])
    return [section for section in made if section.lines]


# A partnership


def facts(matter: Matter) -> Section:
    """What the pair is: its kind as the strongest now in force, and all that is said of it."""
    entry = matter.ties[0]
    lines = [*_kind(matter, entry), *_state(matter, entry)]
    for name, title in (("since", _("Since")), ("until", _("Until"))):
        lines += [said_line(said, Wording(said.value.label(), ""), label=title) for said in matter.of([entry], name)]
    lines += _themes(matter, entry)
    for name, title in (("associated", _("Associated bodies")), ("description", _("Description"))):
        lines += [said_line(said, _text(said), label=title) for said in matter.of([entry], name)]
    return Section(_("In brief"), lines)


def _kind(matter: Matter, entry: Entry) -> list[Line]:
    said = [each for each in matter.of([entry], "kind") if getattr(each.value, "term", "") == entry.tie]
    return [said_line(each, Wording(each.value.label(), ""), label=_("Kind")) for each in said]


def _state(matter: Matter, entry: Entry) -> list[Line]:
    if not entry.state:
        return []
    proof = _("last proof of activity: %(day)s") % {"day": said_date(entry.last_proof.isoformat())} if entry.last_proof else ""
    asleep = _("dormant") if is_dormant(entry, matter.today) else ""
    return [plain(LIFE[entry.state], label=_("State"), notes=(Wording(proof, ""),) if proof else (), warning=asleep)]


def _themes(matter: Matter, entry: Entry) -> list[Line]:
    said = [each for each in matter.of([entry], "theme") if isinstance(each.value, Theme)]
    if not said:
        return []
    order = sorted(said, key=lambda each: list(THEME_NAMES).index(each.value.term))  # type: ignore[attr-defined]  # a Theme, see above
    documents = dict.fromkeys(document for each in order for document in each.documents[:1])
    return [plain(listed(each.value.label() for each in order), label=_("Themes"), cites=tuple(documents)[:3])]


def _text(said: Said) -> Wording:
    return in_tongue(said.value.text, said.value.lang or said.lang) if isinstance(said.value, Text) else Wording(said.value.label(), "")


# An authority


def identity(matter: Matter) -> Section:
    """Who it is, for somebody of the other country: level, where it lies, how many live there, its other names."""
    organisation = matter.subject.about
    assert isinstance(organisation, Organisation)  # noqa: S101 - what this section is of
    place = organisation.place
    lines = [plain(organisation.get_kind_display(), label=_("Body"), notes=(Wording(_country(organisation), ""),))]
    if place and place.region and place.region_id != place.pk:
        lines.append(Line(wording(place.region.words), label=_("Region or province")))
    if place and place.population:
        lines.append(plain(said_number(place.population), label=_("Population")))
    if place and place.code:
        lines.append(plain(place.code, label=_("Official code")))
    if place and place.successor:
        lines.append(Line(wording(place.successor.words), label=_("Continued by")))
    return Section(_("In brief"), lines)


def _country(organisation: Organisation) -> str:
    return country_names([organisation.country])[organisation.country]


def ties(matter: Matter) -> Section:
    """Its partnerships: those in force first, the strongest first, then the liveliest."""
    found = sorted(matter.ties, key=lambda entry: (entry.state == "ended", RANK.get(entry.tie, len(RANK))))
    return Section(_("Partnerships"), [_tie(matter, entry) for entry in found], matter.ties_in_all)


def liveliest(matter: Matter) -> Section:
    return Section(_("The liveliest partnerships"), [_tie(matter, entry) for entry in matter.ties], matter.ties_in_all)


def inside(matter: Matter) -> Section:
    """The ties of the authorities in its territory."""
    return Section(_("In its territory"), [_tie(matter, entry) for entry in matter.inside], matter.inside_in_all)


def _tie(matter: Matter, entry: Entry) -> Line:
    own = {organisation.pk for organisation in matter.subject.organisations}
    others = [party.organisation for party in entry.parties.all() if party.organisation_id not in own]
    is_own = len(others) < len(entry.parties.all())
    who = wording(others[0].name) if is_own and len(others) == 1 else entry.wording
    cites = [document for said in matter.of([entry], "kind") for document in said.documents[:1]]
    asleep = _("dormant") if is_dormant(entry, matter.today) else ""
    return Line(who, notes=(Wording(" · ".join(_standing(entry)), ""),), warning=asleep, cites=tuple(cites[:1]))


def _standing(entry: Entry) -> list[str]:
    since = _("since %(year)s") % {"year": entry.since} if entry.since else ""
    proof = _("last proof: %(day)s") % {"day": said_date(entry.last_proof.isoformat()[:7])} if entry.last_proof else ""
    state = str(LIFE[entry.state]) if entry.state in ("wished", "ended") else ""
    return [word for word in (str(TIES.get(entry.tie, "")), since, state, proof) if word]


def offices(matter: Matter) -> Section:
    return _of_kind(matter, EntryKind.OFFICE, _("Representation offices"))


def projects(matter: Matter) -> Section:
    return _of_kind(matter, EntryKind.PROJECT, _("Projects"))


def practices(matter: Matter) -> Section:
    return _of_kind(matter, EntryKind.PRACTICE, _("Expertise and good practices"))


def _of_kind(matter: Matter, kind: EntryKind, title: str) -> Section:
    return Section(title, [_other(matter, entry) for entry in matter.others[kind]], matter.others_in_all[kind])


def _other(matter: Matter, entry: Entry) -> Line:
    told = [said for name in ("name", "state", "place", "kind", "since") for said in matter.of([entry], name)]
    cites = dict.fromkeys(document for said in told for document in said.documents)
    return Line(entry.wording, notes=(Wording(" · ".join(_standing(entry)), ""),), cites=tuple(cites)[:1])


# A group


def figures(matter: Matter) -> Section:
    """What the portfolio holds, counted from all its entries."""
    held = matter.portfolio
    lines = [_figure(_("Partnerships"), matter.ties_in_all, in_a_row(_numbered(TIES, held.kinds)))]
    lines.append(_figure(_("Dormant"), held.asleep, _("active, without a recent proof of activity")))
    names = country_names(held.countries)
    tied = _("parties to these partnerships")  # the register's page of figures counts who only wishes something, too
    lines += [_figure(_("Authorities: %(country)s") % {"country": names[code]}, held.countries[code], tied) for code in sorted(names)]
    themes = _numbered(THEME_NAMES, held.themes)
    lines += [plain(in_a_row(themes), label=_("Themes"))] if themes else []
    return Section(_("In figures"), lines if matter.ties else [])


def _figure(label: str, held: int, note: str = "") -> Line:
    return plain(said_number(held), label=label, notes=(Wording(note, ""),))


def _numbered(names: Mapping[str, object], held: Mapping[str, int]) -> list[str]:
    """Each term with its the most first."""
    known = sorted((term for term in names if held.get(term)), key=lambda term: -held[term])
    return [f"{names[term]}\u00a0{said_number(held[term])}" for term in known]


def published(matter: Matter) -> Section:
    """What documents say there is in all, side by side: the register picks none. What one authority counts of its own is no rival."""
    told = matter.of([entry for entry in matter.others[EntryKind.NETWORK] if not entry.parties.all()], "count")
    said = [(each, each.value) for each in told if isinstance(each.value, Count)]
    said.sort(key=lambda pair: (list(WHATS).index(pair[1].what) if pair[1].what in WHATS else len(WHATS), pair[1].what, _told(pair[0])))
    return Section(_("Figures, as each source gives them"), [_count(each, count) for each, count in said])


def _told(said: Said) -> str:
    """When a source told so."""
    return max((document.published for document in said.documents if document), default="")


def _count(said: Said, count: Count) -> Line:
    figure = f"{HEDGES.get(count.hedge, '')} {said_number(count.number)}".strip()
    side = f" ({count.side})" if count.side else ""
    day = count.as_of or _told(said)
    as_of = (Wording(said_date(day), ""),) if day else ()
    return said_line(said, Wording(figure, ""), label=f"{WHATS.get(count.what, count.what)}{side}", notes=as_of)


def questions(matter: Matter) -> Section:
    """What is still asked, for the network's own people only."""
    return Section(_("Open questions"), [Line(wording(doubt.reason), cites=(doubt.document,)) for doubt in matter.doubts])


SECTIONS: dict[str, Sequence[Callable[[Matter], Section]]] = {
    "partnership": (facts, contacts, commitments, wishes, projects, offices, questions),
    "authority": (identity, ties, contacts, commitments, wishes, offices, projects, practices, inside, questions),
    "group": (figures, liveliest, contacts, commitments, wishes, projects, practices, offices, published, questions),
}
