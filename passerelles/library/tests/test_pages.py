"""The library's pages: who sees what, what is marked, what a form takes, what a page never does."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from passerelles.library.actions import keep_reading, take_task
from passerelles.library.models import Document, DocumentState
from passerelles.library.uploading import BoundedFileHandler
from tests import make

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)> Lyon est jumelée avec Canton.'


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


def words(response):
    return response.content.decode()


def upload(client, *files, **said):
    said = {"visibility": "group", "group": make.group().pk, **said}
    return client.post(reverse("upload"), {**said, "uploads": [SimpleUploadedFile(name, data) for name, data in files]}, follow=True)


# The list


def test_the_list_shows_each_visitor_what_they_may_see(coordinator, officer, stranger, signed_in):
    for visibility in ("public", "network", "group", "private"):
        make.document(visibility=visibility, title=f"Pour {visibility}", brought_by=coordinator)
    seen = {
        who: [v for v in ("public", "network", "group", "private") if f"Pour {v}" in words(page(client, "documents"))]
        for who, client in {
            "public": Client(),
            "stranger": signed_in(stranger),
            "officer": signed_in(officer),
            "coordinator": signed_in(coordinator),
        }.items()
    }
    assert seen["public"] == seen["stranger"] == ["public"]
    assert seen["officer"] == ["public", "network", "group"]
    assert seen["coordinator"] == ["public", "network", "group", "private"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(rows, coordinator, signed_in, django_assert_num_queries):
    client = signed_in(coordinator)
    for _ in range(rows):
        make.document(published="2024-03", brought_by=coordinator)
    with django_assert_num_queries(8):
        page(client, "documents")


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({"year": "2024"}, {"A", "B"}),
        ({"language": "zh"}, {"B"}),
        ({"genre": "minutes"}, {"A"}),
        ({"state": "read"}, {"A", "B", "C"}),
        ({"group": "chine", "year": "2021"}, {"C"}),
        ({"year": "nonsense", "page": "999"}, {"A", "B", "C"}),  # what is offered nowhere narrows nothing
    ],
)
def test_filters_narrow_the_list(filters, shown, coordinator, signed_in):
    make.document(title="Titre A", published="2024-03-19", genre="minutes")
    make.document(title="Titre B", published="2024", language="zh")
    make.document(title="Titre C", published="2021")
    told = words(page(signed_in(coordinator), "documents", **filters))
    assert {title for title in "ABC" if f"Titre {title}" in told} == shown


def test_a_private_new_version_does_not_hide_the_public_one(officer, coordinator):
    first = make.document(title="Première", brought_by=officer)
    newer = make.version(first, "Autre texte.")
    Document.objects.filter(pk=newer.pk).update(visibility="private", brought_by=officer, title="Seconde")
    told = words(page(Client(), "documents"))
    assert "Première" in told and "Seconde" not in told
    assert "version" not in words(page(Client(), "document", first.pk)).split("page-margin")[1].split("</aside>")[0]


def test_fifty_documents_make_a_page(signed_in, coordinator):
    for _ in range(51):
        make.document()
    told = page(signed_in(coordinator), "documents")
    assert words(told).count('class="title"') == 50 and words(page(signed_in(coordinator), "documents", page=2)).count('class="title"') == 1


# One document


def test_hidden_documents_do_not_exist(coordinator, officer, signed_in):
    hidden = make.document("Une phrase secrète.", visibility="private", brought_by=officer)
    for client in (Client(), signed_in(coordinator)):
        assert page(client, "document", hidden.pk).status_code == 404
        for name in ("document_retry", "document_version", "document_visibility", "document_title"):
            assert client.post(reverse(name, args=[hidden.pk])).status_code in (302, 404)  # an anonymous visitor is asked to sign in
    assert page(signed_in(officer), "document", hidden.pk).status_code == 200


def test_the_text_is_laid_out_by_its_blocks(signed_in, coordinator):
    document = make.brought(
        "# Titre\n\nUn paragraphe.\n\n- un\n- deux\n\n| Ville | Partenaire |\n|---|---|\n| Lyon | Canton |\n", "note.md"
    )
    with document.original.open("rb") as original:
        keep_reading(document, make.sheet(original.read(), "note.md"))
    told = words(page(signed_in(coordinator), "document", document.pk))
    assert "<ul" in told and told.count("<li>") >= 2 and "<th" in told and "<td>" in told and "<h2" in told


def test_hostile_text_is_shown_never_obeyed(signed_in, coordinator):
    name = "<img src=x onerror=alert(2)>.txt"
    document = make.brought(HOSTILE, name, by=coordinator, title="<script>alert(3)</script>", licence='"><script>alert(4)</script>')
    keep_reading(document, make.sheet(HOSTILE.encode(), name))
    make.accept(make.Claim.objects.get(name="kind"), by=coordinator)
    for told in (words(page(signed_in(coordinator), each, *args)) for each, args in (("document", [document.pk]), ("documents", []))):
        assert "<script>alert" not in told and "<img src=x" not in told and 'onerror=alert(1)>"' not in told
    assert "&lt;script&gt;" in words(page(signed_in(coordinator), "document", document.pk))


def test_accepted_facts_lead_to_their_entry_and_proposals_show_to_who_judges(coordinator, officer, signed_in):
    document = make.document("Saint-Étienne est jumelée avec Xuzhou depuis 1984.")
    entry = make.partnership()
    make.claim(entry, "kind", "twinning", of=document, words="jumelée")
    year = make.claim(entry, "since", 1984, of=document, words="1984")
    make.accept(year, by=coordinator)
    make.doubt(document, words="Xuzhou")
    marks = {
        who: [kind for kind in ("fact", "proposal", "doubt") if f'<mark class="{kind}"' in words(page(client, "document", document.pk))]
        for who, client in {"public": Client(), "officer": signed_in(officer), "coordinator": signed_in(coordinator)}.items()
    }
    assert marks == {"public": ["fact"], "officer": ["fact"], "coordinator": ["fact", "proposal", "doubt"]}


@pytest.mark.parametrize("rows", [1, 3])
def test_a_document_asks_as_often_for_three_facts_as_for_one(rows, coordinator, signed_in, django_assert_num_queries):
    document = make.document("Saint-Étienne est jumelée avec Xuzhou depuis 1984.")
    client = signed_in(coordinator)
    for year in range(1984, 1984 + rows):
        make.accept(make.claim(make.partnership(), "since", year, of=document), by=coordinator)
        make.doubt(document)
    with django_assert_num_queries(11):
        page(client, "document", document.pk)


def test_a_long_text_is_shown_part_by_part(coordinator, signed_in):
    text = "\n\n".join(f"Paragraphe {n} " + "mot " * 200 for n in range(200))
    document = make.brought(text)
    keep_reading(document, make.sheet(text.encode()))
    client = signed_in(coordinator)
    first, last = page(client, "document", document.pk), page(client, "document", document.pk, at=document.text.index("Paragraphe 199"))
    assert "Paragraphe 0 " in words(first) and "Paragraphe 199 " not in words(first) and len(first.content) < 120_000
    assert "Paragraphe 199 " in words(last)


def test_a_waiting_document_asks_again_until_it_is_read(coordinator, signed_in):
    document = make.brought(by=coordinator)
    client = signed_in(coordinator)
    assert 'hx-trigger="every 2s"' in words(page(client, "document", document.pk))
    keep_reading(document, make.sheet(b"Une ligne."))
    told = words(page(client, "document", document.pk))
    assert 'hx-trigger="every' not in told and "Une ligne." in told


def test_a_failure_is_shown_with_its_cause_and_tried_again(coordinator, officer, signed_in):
    document = make.brought(by=coordinator)
    failed = {"state": DocumentState.FAILED, "cause": "encrypted", "failure": "it is protected by a password"}
    Document.objects.filter(pk=document.pk).update(**failed)
    document.tasks.all().delete()
    address = reverse("document_retry", args=[document.pk])
    told = words(page(signed_in(coordinator), "document", document.pk))
    assert address in told and "it is protected by a password" in told
    assert address not in words(page(signed_in(officer), "document", document.pk))
    assert "protected" not in words(page(Client(), "document", document.pk))  # public, but why it failed is the network's affair
    swapped = words(signed_in(coordinator).post(address, headers={"HX-Request": "true"}))
    reloaded = words(page(signed_in(coordinator), "document", document.pk))
    assert swapped.strip() in reloaded and 'hx-trigger="every 2s"' in swapped and take_task("w").document == document


# Bringing


def test_several_files_at_once_are_each_taken_or_refused(coordinator, signed_in):
    make.brought("Déjà là.", by=coordinator)
    told = upload(signed_in(coordinator), ("a.txt", b"Lyon."), ("b.txt", b""), ("c.txt", "Déjà là.".encode()), ("d.txt", b"Dijon."))
    assert told.status_code == 200 and Document.objects.count() == 3
    assert 'max="2" value="0"' in words(told) and "b.txt" in words(told)
    assert len({each.batch for each in Document.objects.filter(name__in=["a.txt", "d.txt"])}) == 1


def test_a_text_is_pasted_with_its_address_and_date(coordinator, signed_in):
    said = {"text": "Lyon est jumelée avec Canton.", "title": "Jumelage", "address": "https://example.org/a", "published": "2024-03"}
    said |= {"genre": "page", "language": "fr", "licence": "CC BY 4.0", "visibility": "public"}
    told = upload(signed_in(coordinator), **said)
    document = Document.objects.get()
    assert told.redirect_chain[-1][0] == document.get_absolute_url()
    assert (document.title, document.source.address, document.published) == ("Jumelage", "https://example.org/a", "2024-03")
    assert (document.genre, document.language, document.licence, document.visibility) == ("page", "fr", "CC BY 4.0", "public")
    assert document.brought_by == coordinator


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"text": "Lyon.", "address": "javascript:alert(1)"},
        {"text": "Lyon.", "address": "ftp://example.org"},
        {"text": "Lyon.", "published": "hier"},
        {"text": "Lyon.", "visibility": "all"},
        {"text": "Lyon.", "group": "99999"},
    ],
)
def test_a_form_that_is_wrong_keeps_nothing_and_says_why(said, coordinator, signed_in):
    told = upload(signed_in(coordinator), **said)
    assert 'class="errors"' in words(told) and not Document.objects.exists()


def test_the_same_bytes_again_are_said_to_be_here(coordinator, officer, signed_in):
    upload(signed_in(coordinator), ("a.txt", b"Lyon."))
    told = upload(signed_in(officer), ("autre.txt", b"Lyon."))
    assert told.redirect_chain[-1][0] == Document.objects.get().get_absolute_url() + "?known=1"


def test_who_is_of_no_group_brings_nothing(stranger, signed_in):
    told = upload(signed_in(stranger), ("a.txt", b"Lyon."))
    assert not Document.objects.exists() and 'class="empty"' in words(told)


def test_bringing_needs_a_sign_in_and_a_token(coordinator, signed_in):
    assert "sign" in page(Client(), "upload").url or "login" in page(Client(), "upload").url
    client = signed_in(coordinator, enforce_csrf_checks=True)
    assert client.post(reverse("upload"), {"text": "Lyon."}).status_code == 403


def test_a_file_beyond_the_limit_is_refused_without_filling_the_disk(coordinator, signed_in, settings):
    settings.LARGEST_DOCUMENT = 3 * 2**20
    written = []
    settings.FILE_UPLOAD_HANDLERS = [settings.FILE_UPLOAD_HANDLERS[0], "passerelles.library.tests.test_pages.Watched"]
    Watched.written = written
    told = upload(signed_in(coordinator), ("long.txt", b"Une ligne.\n" * 10**6), ("court.txt", b"Lyon."))
    assert "long.txt" in words(told) and [each.name for each in Document.objects.all()] == ["court.txt"]
    assert sum(written) < 3 * 2**20 + 200_000


def test_a_request_beyond_all_limits_is_not_read(coordinator, signed_in, settings):
    settings.LARGEST_UPLOAD = 1000
    assert signed_in(coordinator).post(reverse("upload"), {"uploads": io.BytesIO(b"x" * 5000)}).status_code == 400


def test_a_batch_is_its_bringers(coordinator, officer, signed_in):
    upload(signed_in(coordinator), ("a.txt", b"Lyon."), ("b.txt", b"Dijon."))
    batch = Document.objects.first().batch
    assert page(signed_in(coordinator), "batch", batch).status_code == 200
    assert page(signed_in(officer), "batch", batch).status_code == 404


def test_what_was_brought_leads_to_what_to_do_next(coordinator, officer, signed_in):
    for someone, button in ((coordinator, reverse("desk")), (officer, reverse("documents"))):
        upload(signed_in(someone), (f"{someone.pk}.txt", f"Lyon {someone.pk}.".encode()))
        brought = Document.objects.get(brought_by=someone)
        while_reading = words(page(signed_in(someone), "batch", brought.batch))
        Document.objects.filter(pk=brought.pk).update(state=DocumentState.READ)
        once_read = words(page(signed_in(someone), "batch", brought.batch))
        assert "empty next" not in while_reading and '<a class="button' in once_read.partition("empty next")[2]
        assert f'href="{button}"' in once_read.partition("empty next")[2].partition("</div>")[0]


def test_a_batch_of_nothing_new_or_nothing_readable_says_so(coordinator, signed_in):
    known = make.brought("Déjà là.", by=coordinator)
    upload(signed_in(coordinator), ("a.txt", b"Lyon."))
    Document.objects.filter(name="a.txt").update(state=DocumentState.FAILED)
    batch = Document.objects.get(name="a.txt").batch
    assert "Rien n’a pu être lu" in words(page(signed_in(coordinator), "batch", batch))
    assert "Rien de nouveau" in words(page(signed_in(coordinator), "batch", "none", known=known.pk))


# Changing


def test_a_new_version_is_brought_on_the_page(coordinator, signed_in):
    first = make.brought(by=coordinator, licence="CC0 1.0")
    answer = signed_in(coordinator).post(
        reverse("document_version", args=[first.pk]), {"file": SimpleUploadedFile("b.txt", b"Autre."), "published": "2025"}, follow=True
    )
    newer = Document.objects.get(version=2)
    assert (newer.source_id, newer.licence, newer.published) == (first.source_id, "CC0 1.0", "2025")
    assert first.get_absolute_url() in words(answer)


def test_a_version_without_a_file_is_asked_for(coordinator, signed_in):
    first = make.brought(by=coordinator)
    answer = signed_in(coordinator).post(reverse("document_version", args=[first.pk]), {})
    assert answer.status_code == 422 and 'class="errors"' in words(answer)


def test_who_sees_it_is_changed_by_its_bringer_and_coordinator_only(coordinator, officer, signed_in):
    document = make.brought(by=coordinator)
    address = reverse("document_visibility", args=[document.pk])
    signed_in(officer).post(address, {"visibility": "private"})
    document.refresh_from_db()
    assert document.visibility == "public"
    signed_in(coordinator).post(address, {"visibility": "private"})
    document.refresh_from_db()
    assert document.visibility == "private" and page(Client(), "document", document.pk).status_code == 404


# The file


@pytest.mark.parametrize(
    ("has_secret", "who", "status"),
    [
        (False, "bringer", 200),
        (False, "coordinator", 200),
        (False, "member", 404),
        (False, "nobody", 302),
        (True, "bringer", 404),
        (True, "coordinator", 200),
        (True, "member", 404),
    ],
)
def test_the_file_is_for_its_bringer_and_coordinator_and_a_secret_one_for_its_coordinator(
    has_secret, who, status, signed_in, officer, coordinator
):
    document = make.brought("<script>alert(1)</script>", "page.html", by=officer, visibility="network")
    keep_reading(document, make.sheet(b"Lyon.", "page.txt"))
    Document.objects.update(has_secret=has_secret)
    people = {"bringer": officer, "coordinator": coordinator, "member": make.officer("Lyon")}
    answer = page(signed_in(people[who]) if who in people else Client(), "document_original", document.pk)
    assert answer.status_code == status
    if status == 200:
        assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
        assert answer["Content-Disposition"] == 'attachment; filename="page.html"'
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
        answer.close()


def test_until_it_is_read_nobody_knows_whether_a_file_holds_a_secret(signed_in, officer, coordinator):
    document = make.brought(by=officer, visibility="network")
    assert page(signed_in(officer), "document_original", document.pk).status_code == 404
    answer = page(signed_in(coordinator), "document_original", document.pk)
    assert b"".join(answer.streaming_content) and answer.status_code == 200
    answer.close()


class Watched(BoundedFileHandler):
    """Counts what reaches the disk."""

    written: list[int] = []

    def receive_data_chunk(self, raw_data, start):
        before = self.file.tell()
        super().receive_data_chunk(raw_data, start)
        self.written.append(self.file.tell() - before)


def test_who_observes_brings_nothing(signed_in):
    told = upload(signed_in(make.observer()), ("a.txt", b"Lyon."))
    assert not Document.objects.exists() and 'class="empty"' in words(told)


def test_a_member_s_document_is_public_once_a_coordinator_opens_it(officer, coordinator, signed_in):
    assert 'value="public"' not in words(page(signed_in(officer), "upload"))
    upload(signed_in(officer), ("a.txt", b"Lyon."), visibility="public")
    assert not Document.objects.exists()
    document = make.brought(by=officer, visibility="network")
    for client, seen in ((signed_in(officer), "network"), (signed_in(coordinator), "public")):
        client.post(reverse("document_visibility", args=[document.pk]), {"visibility": "public"})
        document.refresh_from_db()
        assert document.visibility == seen


def test_what_nobody_is_known_to_have_brought_does_not_become_private(coordinator, signed_in):
    document = make.document()
    assert 'value="private"' not in words(page(signed_in(coordinator), "document", document.pk))
    signed_in(coordinator).post(reverse("document_visibility", args=[document.pk]), {"visibility": "private"})
    assert page(signed_in(coordinator), "document", document.pk).status_code == 200
