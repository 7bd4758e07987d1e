"""What a coordinator sees at first sight: who will see what is accepted, versions to publish, entries by name, what an undoing leads to."""

import pytest
from django.urls import reverse
from lxml import html

from passerelles.library.actions import Brought, show_to, take
from passerelles.library.models import Document
from passerelles.register.actions import declare, respond
from passerelles.register.models import EntryKind
from passerelles.register.properties.values import Year
from tests import make

pytestmark = pytest.mark.django_db


def page(client, document, **asked):
    return html.fromstring(client.get(f"/en{reverse('desk_document', args=[document.pk])[3:]}", asked).content.decode())


def desk(client, **asked):
    return html.fromstring(client.get(f"/en{reverse('desk')[3:]}", asked).content.decode())


def to_publish(client, **asked):
    return desk(client, **asked).xpath("//section[@aria-labelledby='to-publish']//h3/a/@href")


def headings(client, document):
    return [" ".join(each.text_content().split()) for each in page(client, document).xpath("//section[contains(@class, 'bundle')]//h2")]


# Versions


@pytest.fixture
def versions(coordinator, officer):
    """A public document, and two newer versions of it that an officer brought."""
    public, _ = take(Brought("v.txt", b"Jumelage depuis 1984.", make.group(), "group"), by=officer)
    show_to(public, "public", by=coordinator)
    return [public] + [
        take(Brought("v.txt", text, make.group(), "public"), by=officer, version_of=public)[0] for text in (b"1985.", b"1986.")
    ]


def test_a_version_that_waits_to_be_published_waits_at_the_desk(versions, coordinator, signed_in):
    _public, _second, third = versions
    assert [address.partition("/documents/")[2] for address in to_publish(signed_in(coordinator))] == [f"{third.pk}/"]
    show_to(third, "public", by=coordinator)
    assert to_publish(signed_in(coordinator)) == []


def test_other_groups_and_hidden_versions_are_not_listed(versions, coordinator, signed_in):
    other = make.coordinator(make.group("vietnam"))
    assert to_publish(signed_in(other)) == []
    both = make.coordinator(make.group("vietnam"), coordinator.email)
    assert to_publish(signed_in(both), group="vietnam") == []
    Document.objects.filter(version__gt=1).update(visibility="private")
    assert to_publish(signed_in(coordinator)) == []


# Who sees what is accepted


@pytest.mark.parametrize(("visibility", "is_told"), [("public", False), ("network", True), ("group", True)])
def test_the_desk_tells_where_what_is_accepted_stays_out_of_public_pages(visibility, is_told, coordinator, signed_in):
    document = make.document(visibility=visibility)
    make.claim(make.partnership(), of=document)
    notes = page(signed_in(coordinator), document).xpath("//div[contains(@class, 'not-public')]")
    assert bool(notes) is is_told
    if is_told:
        assert notes[0].xpath(".//form/@action") == [f"/en/documents/{document.pk}/visibility/"]
        assert notes[0].xpath(".//input[@name='visibility']/@value") == ["public"]


def test_what_officers_declare_is_for_the_public_register_and_no_version_of_what_they_said_before(coordinator, officer, signed_in):
    for year in (1984, 1985):
        declare(make.partnership(), "since", Year(year), words=f"Depuis {year}.", by=officer, organisation=make.authority())
    document = Document.objects.latest("pk")
    shown = page(signed_in(coordinator), document)
    assert not shown.xpath("//div[contains(@class, 'not-public')]")
    assert "version" not in shown.xpath("//header[@class='desk-head']")[0].text_content()


# Headings


def an_occasion(name, ordinal=4, **said):
    """An occasion that a document speaks of, and nobody has judged."""
    document = make.document("Le séminaire thématique s’est tenu à Nantes en 2012.")
    entry = make.occasion(name, ordinal)
    for property_, value in {"name": {"text": name, "lang": "fr"}, **said}.items():
        make.claim(entry, property_, value, document)
    return document


def test_occasions_of_one_name_are_told_apart_by_where_and_when(coordinator, signed_in):
    nantes = make.place("Nantes")
    document = an_occasion("Séminaire thématique", place=nantes.key, starts="2012")
    assert headings(signed_in(coordinator), document) == ["Séminaire thématique occasion Nantes · 2012"]


def test_what_is_no_name_is_no_heading(coordinator, signed_in):
    document = an_occasion("Mis en place", occasion="seminar", starts="2008")
    assert headings(signed_in(coordinator), document) == ["Seminar – 2008 occasion"]


def test_an_office_is_headed_by_whose_and_where_and_a_practice_by_its_holder(coordinator, signed_in):
    document = make.document("Saint-Étienne a un bureau à Xuzhou et montre son savoir-faire : design urbain.")
    make.claim(make.office(), "place", make.place("Xuzhou").key, document)
    make.claim(make.practice(name="design urbain"), "name", {"text": "design urbain", "lang": "fr"}, document)
    assert headings(signed_in(coordinator), document) == ["Saint-Étienne → Xuzhou office", "Design urbain practice Saint-Étienne"]


def test_the_layout_s_marks_are_no_part_of_a_title(coordinator):
    entry = make.occasion("4^{èmes} Rencontres **franco-chinoises**")
    make.accepted(entry, "name", {"text": "4^{èmes} Rencontres **franco-chinoises**", "lang": "fr"})
    entry.refresh_from_db()
    assert (entry.kind, entry.title) == (EntryKind.OCCASION, {"fr": "4èmes Rencontres franco-chinoises"})


# Undoing


def undone_at(client, document):
    answer = client.post(reverse("desk_undo", args=[document.pk]), {"part": 1}, headers={"HX-Request": "true"})
    return html.fromstring(answer.content.decode()).xpath("//*[@id='messages']/@data-at")


def test_an_undoing_leads_back_to_what_is_asked_again(coordinator, signed_in):
    document = make.document()
    claim = make.claim(make.partnership(), of=document)
    doubt = make.doubt(document, claims=[claim], suggestions=["Xuzhou (Jiangsu)"])
    client = signed_in(coordinator)
    make.accept(claim, by=coordinator)
    respond(doubt, "Xuzhou (Jiangsu)", by=coordinator)
    assert undone_at(client, document) == [f"doubt-{doubt.pk}"]
    assert undone_at(client, document) == [f"claim-{claim.pk}"]
    assert undone_at(client, document) == []  # nothing is left to undo
