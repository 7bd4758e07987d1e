"""Taking documents in: what is refused, what is recognised, what stays unknown, how versions follow each other."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils import timezone

from passerelles.common.refusing import Refused
from passerelles.library.actions import Brought, keep_reading, show_to, take, try_again
from passerelles.library.holding import plain_name
from passerelles.library.models import Document, DocumentState, SourceKind, Task
from passerelles.people.actions import end_role
from tests import make

pytestmark = pytest.mark.django_db


def bring(by, text="Lyon est jumelée avec Canton.", name="note.txt", version_of=None, **said):
    said.setdefault("group", make.group())
    return take(Brought(name, text.encode(), **said), by=by, version_of=version_of)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("compte rendu.pdf", "compte rendu.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Anne\\note.docx", "note.docx"),
        ("a\x00b\nc.txt", "a\ufffdbc.txt"),
        ("exe\u202etxt.pdf", "exetxt.pdf"),  # a mark that turns the direction of what follows hides the true ending
        ("\ud800.txt", "\ufffd.txt"),
        ("..", "document"),
        ("", "document"),
        ("é" * 300 + ".pdf", "é" * 251 + ".pdf"),
        ("<script>alert(1)<br>.html", "<script>alert(1)<br>.html"),  # pages escape it
    ],
)
def test_a_hostile_name_keeps_its_words_only(written, kept):
    assert plain_name(written) == kept


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"text": ""}, "empty"),
        ({"text": " \n\t "}, "empty"),
        ({"text": "x" * 2000}, "larger"),
        ({"published": "hier"}, "no date"),
        ({"address": "javascript:alert(1)"}, "http"),
        ({"visibility": "everybody"}, "Nobody"),
        ({"group": "another"}, "not of the group"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing(said, message, coordinator, settings, tmp_path):
    settings.LARGEST_DOCUMENT, settings.MEDIA_ROOT, settings.LANGUAGE_CODE = 1000, tmp_path, "en"
    if "group" in said:
        said = {**said, "group": make.group(said["group"])}
    with pytest.raises(Refused, match=message):
        bring(coordinator, **said)
    assert not Document.objects.exists() and not Task.objects.exists() and not list(tmp_path.rglob("*.*"))


def test_the_same_bytes_again_are_recognised_whatever_their_name(coordinator, officer):
    first, is_new = bring(coordinator)
    again, is_new_again = bring(officer, name="autre nom.txt")
    assert (is_new, is_new_again, again) == (True, False, first)
    assert Task.objects.count() == 1


def test_what_others_hold_in_private_stays_unknown(coordinator, officer):
    hidden, _ = bring(officer, visibility="private")
    own, is_new = bring(coordinator)
    assert is_new and own.source_id != hidden.source_id and own.version == 1
    hidden.refresh_from_db()
    assert hidden.is_current


def test_a_private_document_at_an_address_is_not_overtaken_by_whoever_brings_the_same_address(coordinator, officer):
    hidden, _ = bring(officer, visibility="private", address="https://example.org/a")
    own, is_new = bring(coordinator, "Un autre texte.", address="https://example.org/a")
    hidden.refresh_from_db()
    assert is_new and own.version == 1 and hidden.is_current and own.source_id != hidden.source_id


def test_an_address_brought_again_is_a_new_version(coordinator):
    first, _ = bring(coordinator, address="https://example.org/a")
    second, is_new = bring(coordinator, "Un texte plus long.", address="https://example.org/a")
    back, is_back = bring(coordinator, address="https://example.org/a")  # the page says again what it said at first
    assert is_new and is_back and [each.version for each in (first, second, back)] == [1, 2, 3]
    assert list(first.source.documents.filter(is_current=True)) == [back]


def test_what_fewer_people_see_changes_nothing_of_what_more_people_see(coordinator):
    shown, _ = bring(coordinator, visibility="public", address="https://example.org/a")
    hidden, is_new = bring(coordinator, "Tout autre chose.", visibility="private", address="https://example.org/a")
    shown.refresh_from_db()
    assert is_new and shown.is_current and hidden.source_id != shown.source_id
    with pytest.raises(Refused):
        bring(coordinator, "Encore autre chose.", visibility="group", version_of=shown)


def test_only_a_coordinator_or_its_bringer_renews_an_address(coordinator, officer):
    bring(coordinator, address="https://example.org/a")
    with pytest.raises(Refused):
        bring(officer, "Tout autre chose.", address="https://example.org/a")


def test_a_new_version_keeps_its_source_and_needs_its_bringer_or_coordinator(coordinator, officer):
    first, _ = bring(officer)
    second, _ = bring(coordinator, "Plus rien.", version_of=first)
    assert (second.source, second.version) == (first.source, 2)
    other = make.officer("Lyon")
    with pytest.raises(Refused):
        bring(other, "Encore.", version_of=second)


def test_a_declaration_has_no_versions_brought(coordinator):
    declared = make.document(source=make.Source.objects.create(kind=SourceKind.DECLARATION, key="declaration/x"), brought_by=coordinator)
    with pytest.raises(Refused):
        bring(coordinator, version_of=declared)


def test_two_groups_hold_the_same_address_apart(coordinator):
    other = make.group("espagne")
    first, _ = bring(coordinator, address="https://example.org/a")
    second, _ = bring(make.coordinator(other), "Autre.", group=other, address="https://example.org/a")
    assert first.source_id != second.source_id and second.version == 1


def test_a_large_file_is_moved_to_its_place_not_read_into_memory(coordinator, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    upload = TemporaryUploadedFile("long.txt", "text/plain", 0, None)
    for _ in range(40):
        upload.write(b"Une ligne de texte. " * 10_000)
    upload.size = upload.tell()
    upload.seek(0)
    monkeypatch.setattr(upload.file, "read", _bounded(upload.file.read))
    document, _ = take(Brought("long.txt", upload, make.group()), by=coordinator)
    upload.close()
    assert document.original.size == upload.size
    assert not list(tmp_path.rglob("long*"))  # nothing of its name reaches the disk


def _bounded(read):
    def some(size=-1):
        assert 0 < size <= 2**20
        return read(size)

    return some


def test_a_document_shown_to_fewer_while_it_is_read_stays_so(coordinator):
    document, _ = bring(coordinator, visibility="public")
    stale = Document.objects.get(pk=document.pk)
    show_to(document, "private", by=coordinator)
    keep_reading(stale, make.sheet(b"Lyon est jumel\xc3\xa9e avec Canton."))
    document.refresh_from_db()
    assert document.visibility == "private" and document.state == DocumentState.READ


def test_an_older_version_read_late_proposes_nothing(coordinator):
    first, _ = bring(coordinator, "Lyon est jumelée avec Canton.")
    second, _ = bring(coordinator, "Dijon est jumelée avec Dalian.", version_of=first)
    keep_reading(second, make.sheet("Dijon est jumelée avec Dalian.".encode()))
    keep_reading(first, make.sheet("Lyon est jumelée avec Canton.".encode()))
    claims = make.Claim.objects.all()
    assert claims and {each.state for each in claims} == {"proposed"}
    assert not claims.filter(evidence__passage__document=first).exists() and first.readings.exists()


def test_what_a_newer_reader_opens_otherwise_is_a_new_version(coordinator):
    document, _ = bring(coordinator)
    keep_reading(document, make.sheet(b"Premier texte."))
    kept = keep_reading(document, make.sheet(b"Premier texte, mieux ouvert."))
    document.refresh_from_db()
    assert document.text == "Premier texte." and not document.is_current
    assert kept.document.text == "Premier texte, mieux ouvert." and kept.document.version == 2
    assert kept.document.sha256 == document.sha256 and kept.document.passages.count() == 1


def test_only_who_may_change_it_has_it_tried_again(coordinator, officer):
    document, _ = bring(coordinator)
    with pytest.raises(Refused):
        try_again(document, by=coordinator)  # it has not failed
    Document.objects.filter(pk=document.pk).update(state=DocumentState.FAILED)
    Task.objects.all().delete()
    with pytest.raises(Refused):
        try_again(document, by=officer)
    try_again(document, by=coordinator)
    assert Task.objects.get().attempts == 0


def test_who_is_of_the_group_no_more_changes_nothing_of_what_they_brought(officer, coordinator):
    document, _ = take(Brought("v.txt", b"Une ligne.", make.group(), "group"), by=officer)
    show_to(document, "public", by=coordinator)
    end_role(officer.memberships.get(), on=timezone.localdate() - timedelta(days=1))
    former = make.again(officer)
    with pytest.raises(Refused):
        show_to(document, "private", by=former)
    with pytest.raises(Refused):
        take(Brought("v.txt", b"Une autre ligne.", make.group(), "group"), by=former, version_of=document)
    assert Document.objects.get().visibility == "public"


def test_a_licence_and_a_body_s_name_turn_nothing_around(officer):
    document, _ = bring(officer, licence="CC\u202e BY\u0007")
    assert document.licence == "CC BY" and make.body("Office\u2066 du\u200b tourisme").name == {"fr": "Office du tourisme"}
