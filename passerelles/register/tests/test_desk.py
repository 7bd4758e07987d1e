"""The desk: what waits there, who may judge, and that what htmx swaps is what a reload shows."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from passerelles.library.models import Visibility
from passerelles.register.actions import contest, merge, reject
from passerelles.register.models import Claim, Doubt, Entry
from tests import make

pytestmark = pytest.mark.django_db


def a_document(pairs: int = 1, **values):
    """A document that says three things of each of some pairs; the last pair's first year is contradicted, and doubted."""
    partners = ["Xuzhou", "Wuhan", "Luoyang"][:pairs]
    document = make.document("\n".join(f"Saint-Étienne – {each} : jumelage depuis 1984, culture." for each in partners), **values)
    for each in partners:
        entry = make.partnership(partner=each)
        for name, value, words in (("kind", "twinning", "jumelage"), ("since", 1984, "depuis 1984"), ("theme", "culture", "culture")):
            make.claim(entry, name, value, document, words)
    return document


def page(client, document, **asked):
    return client.get(reverse("desk_document", args=[document.pk]), asked)


def tree(response):
    return html.fromstring(response.content.decode())


def claim_of(document, name="since"):
    return Claim.objects.filter(evidence__passage__document=document, name=name).order_by("pk")[0]


def seen_on(client, document, claim) -> str:
    return tree(page(client, document)).xpath(f"//*[@id='claim-{claim.pk}']//input[@name='seen']/@value")[0]


def press(client, document, claim, verdict, htmx=False, **more):
    data = {"seen": seen_on(client, document, claim), "part": 1} | more
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(reverse("desk_judge", args=[document.pk, claim.pk, verdict]), data, headers=headers)


# --- The queue


def test_the_queue_shows_documents_with_something_left_newest_first(coordinator, signed_in):
    for title in ("First", "Second"):
        a_document(title=title)
    done = a_document(title="Done")
    for claim in Claim.objects.filter(evidence__passage__document=done):
        reject(claim, by=coordinator)
    found = tree(signed_in(coordinator).get(reverse("desk"))).xpath("//ul[@class='queue']//h3/a/text()")
    assert found == ["Second", "First"]
    make.doubt(done)
    assert "Done" in signed_in(coordinator).get(reverse("desk")).content.decode()


def test_the_queue_counts_proposals_disputed_ones_and_doubts(coordinator, signed_in):
    document = a_document()
    make.doubt(document, claims=[claim_of(document)])
    row = signed_in(coordinator).get(reverse("desk")).context["queue"].rows[0]
    assert (row.proposals, row.disputed, row.doubts, row.change) == (3, 1, 1, None)


def test_the_queue_says_what_changed_since_the_last_version(coordinator, signed_in):
    first = make.document("Jumelage depuis 1984. Culture.")
    make.reading(first, partnerships=[make.tie(first, kind="twinning", since="1984", theme="culture")])
    second = make.version(first, "Jumelage depuis 1984. Sport.")
    make.reading(second, partnerships=[make.tie(second, kind="twinning", since="1984", theme="sport")])
    change = signed_in(coordinator).get(reverse("desk")).context["queue"].rows[0].change
    assert (change.new, change.same, change.gone) == (1, 2, 1)


def test_the_queue_shows_one_group_when_asked(coordinator, signed_in):
    other = make.group("vietnam")
    a_document(title="Of China")
    make.claim(make.partnership("Nice", "Wuhan", other), of=make.document(group=other, title="Of Vietnam"))
    both = make.coordinator(other, coordinator.email)
    client = signed_in(both)
    assert {row.document.title for row in client.get(reverse("desk")).context["queue"].rows} == {"Of China", "Of Vietnam"}
    assert [row.document.title for row in client.get(reverse("desk"), {"group": "vietnam"}).context["queue"].rows] == ["Of Vietnam"]


def test_the_queue_goes_page_by_page(coordinator, signed_in):
    entry = make.partnership()
    for number in range(22):
        make.claim(entry, "since", 1960 + number, make.document(f"Depuis {1960 + number}."))
    client = signed_in(coordinator)
    sizes = [len(client.get(reverse("desk"), {"page": number}).context["queue"].rows) for number in (1, 2, "x")]
    assert sizes == [20, 2, 20]


def test_an_empty_queue_says_what_to_do_next(coordinator, signed_in):
    found = tree(signed_in(coordinator).get(reverse("desk"))).xpath("//*[contains(@class, 'empty')]")
    assert len(found) == 3
    assert found[0].xpath(".//a/@href") == [reverse("upload")]


def test_what_members_declare_or_contest_waits_apart(coordinator, signed_in, officer):
    entry = make.public_partnership()
    contest(entry.claims.get(name="since"), words="C’est faux.", by=officer, organisation=make.authority())
    response = signed_in(coordinator).get(reverse("desk"))
    assert (len(response.context["queue"].rows), len(response.context["declarations"])) == (0, 1)
    document = response.context["declarations"][0].document
    assert tree(page(signed_in(coordinator), document)).xpath("//article[starts-with(@id, 'doubt-')]")
    assert f"claim-{entry.claims.get(name='since').pk}" in page(signed_in(coordinator), document).content.decode()


# --- Who judges


@pytest.mark.parametrize("who", ["officer", "partner_officer", "observer", "stranger", "coordinator_of_another"])
def test_nobody_else_sees_the_desk_of_a_document(who, signed_in):
    document = a_document()
    person = make.coordinator(make.group("vietnam")) if who == "coordinator_of_another" else getattr(make, who)()
    claim = claim_of(document)
    client = signed_in(person)
    assert page(client, document).status_code == 403
    for name, args in (("desk_judge", [claim.pk, "accept"]), ("desk_accept_all", []), ("desk_undo", []), ("desk_correct", [claim.pk])):
        assert client.post(reverse(name, args=[document.pk, *args])).status_code == 403
    if who != "coordinator_of_another":
        for name in ("desk", "desk_duplicates", "desk_merges"):
            assert client.get(reverse(name)).status_code == 403
    assert claim_of(document).state == "proposed"


def test_whoever_is_not_signed_in_is_asked_to(client):
    assert client.get(reverse("desk")).status_code == 302


def test_a_document_that_is_private_to_somebody_else_does_not_exist(coordinator, signed_in, officer):
    hidden = a_document(visibility=Visibility.PRIVATE, brought_by=officer)
    assert page(signed_in(coordinator), hidden).status_code == 404


def test_a_claim_of_another_document_is_not_judged_through_this_one(coordinator, signed_in):
    mine, other = a_document(), a_document()
    elsewhere = Claim.objects.filter(evidence__passage__document=other)[0]
    address = reverse("desk_judge", args=[mine.pk, elsewhere.pk, "accept"])
    assert signed_in(coordinator).post(address, {"seen": "proposed "}).status_code == 404


def test_a_page_is_never_judged_by_opening_it(coordinator, signed_in):
    document = a_document()
    claim = claim_of(document)
    for name, args in (("desk_judge", [claim.pk, "accept"]), ("desk_accept_all", []), ("desk_undo", [])):
        assert signed_in(coordinator).get(reverse(name, args=[document.pk, *args])).status_code == 405


# --- One document


def test_proposals_are_bundled_by_entry_partnerships_first_each_under_its_words(coordinator, signed_in):
    document = make.document("Séminaire à Wuhan en 2024.\nJumelage depuis 1984.")
    make.claim(make.occasion("Séminaire"), "starts", "2024", document, "2024")
    make.claim(make.partnership(), "since", 1984, document, "depuis 1984")
    bundles = page(signed_in(coordinator), document).context["sheaf"].bundles
    assert [(bundle.kind, [each.quote for each in bundle.proposals]) for bundle in bundles] == [
        ("partnership", ["depuis 1984"]),
        ("occasion", ["2024"]),
    ]


def test_the_words_of_each_proposal_are_marked_in_the_text(coordinator, signed_in):
    document = a_document()
    marked = tree(page(signed_in(coordinator), _with_blocks(document))).xpath("//section[@id='paper']//mark/text()")
    assert marked == ["jumelage", "depuis 1984", "culture"]


def _with_blocks(document):
    document.blocks = [{"kind": "paragraph", "start": 0, "end": len(document.text), "language": "fr"}]
    document.save()
    return document


def test_hostile_words_are_inert(coordinator, signed_in):
    document = make.document("<script>alert(1)</script> depuis 1984")
    make.claim(of=document, words="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page(signed_in(coordinator), _with_blocks(document)).content.decode()


def test_rivals_are_shown_with_who_says_so_and_whoever_may_not_see_them_does_not(coordinator, signed_in, officer):
    document = a_document()
    make.accepted(make.partnership(), "since", 1994, make.document("Depuis 1994.", title="The convention"))
    hidden = make.document("Depuis 1999.", visibility=Visibility.PRIVATE, brought_by=officer)
    make.claim(make.partnership(), "since", 1999, hidden)
    text = tree(page(signed_in(coordinator), document)).xpath("//ul[@class='rivals']")[0].text_content()
    assert "1994" in text
    assert "The convention" in text
    assert "1999" not in text


def test_history_says_who_judged_what_and_when_undone_verdicts_too(coordinator, signed_in):
    document = a_document()
    client = signed_in(coordinator)
    press(client, document, claim_of(document), "accept")
    client.post(reverse("desk_undo", args=[document.pk]))
    history = tree(page(client, document)).xpath("//details[@class='history']//li")
    assert [("undone" in (each.get("class") or ""), str(coordinator) in each.text_content()) for each in history] == [
        (True, True),
        (False, True),
    ]


def test_what_a_newer_reader_says_otherwise_is_shown_on_request_only(coordinator, signed_in):
    document = a_document()
    claim = claim_of(document)
    Claim.objects.filter(pk=claim.pk).update(is_beside_verdict=True)
    client = signed_in(coordinator)
    assert f"claim-{claim.pk}" not in page(client, document).content.decode()
    assert f"claim-{claim.pk}" in page(client, document, beside=1).content.decode()


def test_a_long_document_is_judged_part_by_part(coordinator, signed_in):
    lines = [f"Ligne {number} : depuis 1984. " + "x" * 2000 for number in range(45)]
    document = make.document("\n".join(lines))
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(45)]
    document.blocks = [
        {"kind": "paragraph", "start": s, "end": s + len(line), "language": "fr"} for s, line in zip(starts, lines, strict=True)
    ]
    document.save()
    make.claim(make.partnership(), "since", 1984, document, "Ligne 0 : depuis 1984")
    make.claim(make.partnership(partner="Wuhan"), "since", 1984, document, "Ligne 44 : depuis 1984")
    client = signed_in(coordinator)
    parts = range(1, page(client, document).context["part"].count + 1)
    shown = [[bundle.title["fr"] for bundle in page(client, document, part=number).context["sheaf"].bundles] for number in parts]
    assert [name for names in shown for name in names] == ["Saint-Étienne – Xuzhou", "Saint-Étienne – Wuhan"]
    assert len(shown[0]) == 1


# --- Judging, without JavaScript


@pytest.mark.parametrize(("verdict", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_plain_form_judges_and_comes_back_to_the_same_place(verdict, state, coordinator, signed_in):
    document = a_document()
    claim = claim_of(document)
    response = press(signed_in(coordinator), document, claim, verdict)
    assert (response.status_code, response.url) == (302, reverse("desk_document", args=[document.pk]) + f"#claim-{claim.pk}")
    assert claim_of(document).state == state


def test_a_rival_is_let_stand(coordinator, signed_in):
    document = a_document()
    make.accepted(make.partnership(), "since", 1994)
    press(signed_in(coordinator), document, claim_of(document), "stand")
    assert Entry.objects.get(key__contains="42218").since == 1984


def test_a_fact_is_published_without_its_source(coordinator, signed_in):
    document = a_document(visibility=Visibility.GROUP)
    client = signed_in(coordinator)
    press(client, document, claim_of(document), "accept")
    press(client, document, claim_of(document), "open")
    assert (claim_of(document).visibility, claim_of(document).is_opened) == ("public", True)


def test_the_second_of_two_coordinators_gets_a_message_and_the_page_as_it_is_now(coordinator, signed_in):
    document = a_document()
    claim, second = claim_of(document), signed_in(make.coordinator(email="second@example.org"))
    shown_before = seen_on(second, document, claim)
    press(signed_in(coordinator), document, claim, "accept")
    address = reverse("desk_judge", args=[document.pk, claim.pk, "reject"])
    for headers in ({"HX-Request": "true"}, {}):
        response = second.post(address, {"seen": shown_before}, headers=headers, follow=True)
        found = tree(response)
        assert found.xpath("//*[@id='messages']/p")[0].text_content()
        assert "accepted" in found.xpath(f"//*[@id='claim-{claim.pk}']/@class")[0]
    assert claim_of(document).state == "accepted"


def test_accept_all_leaves_what_is_disputed(coordinator, signed_in):
    document = a_document()
    make.doubt(document, claims=[claim_of(document)])
    signed_in(coordinator).post(reverse("desk_accept_all", args=[document.pk]))
    assert sorted(Claim.objects.values_list("name", "state")) == [("kind", "accepted"), ("since", "proposed"), ("theme", "accepted")]


def test_csrf_is_checked(coordinator, signed_in):
    document = a_document()
    client = signed_in(coordinator, enforce_csrf_checks=True)
    assert client.post(reverse("desk_accept_all", args=[document.pk])).status_code == 403


# --- A swap is what a reload shows


def whole(element) -> str:
    text = html.tostring(element, encoding="unicode")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text).replace(' hx-swap-oob="true"', "")
    return re.sub(r"\s+", " ", text).strip()


STEPS = {
    "accept": lambda document, claim: (reverse("desk_judge", args=[document.pk, claim.pk, "accept"]), {}),
    "reject": lambda document, claim: (reverse("desk_judge", args=[document.pk, claim.pk, "reject"]), {}),
    "stand": lambda document, claim: (reverse("desk_judge", args=[document.pk, claim.pk, "stand"]), {}),
    "accept the entry": lambda document, claim: (reverse("desk_accept_all", args=[document.pk]), {"entry": claim.entry_id}),
    "accept all": lambda document, claim: (reverse("desk_accept_all", args=[document.pk]), {}),
    "correct": lambda document, claim: (reverse("desk_correct", args=[document.pk, claim.pk]), {"value": 1985}),
    "answer": lambda document, claim: (reverse("desk_doubt", args=[document.pk, Doubt.objects.first().pk]), {"words": "Oui."}),
    "set aside": lambda document, claim: (reverse("desk_doubt", args=[document.pk, Doubt.objects.first().pk]), {"aside": "1"}),
    "right pair": lambda document, claim: (
        reverse("desk_parties", args=[document.pk, claim.entry_id]),
        {"home": "Saint-Étienne", "partner": "Chengdu"},
    ),
    "undo": lambda document, claim: (reverse("desk_undo", args=[document.pk]), {}),
    "judged meanwhile": lambda document, claim: (reverse("desk_judge", args=[document.pk, claim.pk, "accept"]), {"seen": "rejected "}),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_swap_is_what_a_reload_shows(step, coordinator, signed_in):
    document = a_document(pairs=3)
    claim = claim_of(document)
    make.accepted(claim.entry, "since", 1994)
    merge(make.partnership(partner="Wuhan"), claim.entry, by=coordinator)
    make.doubt(document, claims=Claim.objects.filter(name="theme"))
    make.doubt(document, about="organisation")
    client = signed_in(coordinator)
    if step == "undo":
        press(client, document, claim, "accept")
    address, data = STEPS[step](document, claim)
    data = {"seen": seen_on(client, document, claim), "part": 1} | data
    before = {each.get("id"): whole(each) for each in tree(page(client, document)).xpath("//*[@id='says']//*[@id]")}
    swapped = html.fromstring(f"<div>{client.post(address, data, headers={'HX-Request': 'true'}).content.decode()}</div>")
    shown = tree(page(client, document))
    changed = [each for each in swapped.xpath("//*[@hx-swap-oob]") if each.get("id") != "messages"]
    assert changed
    for each in changed:
        assert whole(each) == whole(shown.xpath(f"//*[@id='{each.get('id')}']")[0])
    swapped_ids = {each.get("id") for each in swapped.xpath("//*[@id]")}
    after = {each.get("id"): whole(each) for each in shown.xpath("//*[@id='says']//*[@id]")}
    assert {pk for pk in before | after if before.get(pk) != after.get(pk)} <= swapped_ids | set(before.keys() - after.keys())


# --- What it costs


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("pairs", [1, 3])
def test_a_document_costs_as_many_queries_with_one_entry_as_with_three(pairs, coordinator, signed_in):
    document = a_document(pairs)
    make.doubt(document, claims=[claim_of(document)])
    assert queries(signed_in(coordinator), reverse("desk_document", args=[document.pk])) == 20


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_as_many_queries_with_one_document_as_with_three(count, coordinator, signed_in):
    for number in range(count):
        document = make.document(f"Depuis {1984 + number}.")
        make.claim(make.partnership(), "since", 1984 + number, document)
    assert queries(signed_in(coordinator), reverse("desk")) == 20


@pytest.mark.parametrize("pairs", [1, 3])
def test_a_verdict_costs_as_many_queries_with_one_entry_as_with_three(pairs, coordinator, signed_in):
    document = a_document(pairs)
    client, claim = signed_in(coordinator), claim_of(document)
    data = {"seen": seen_on(client, document, claim), "part": 1}
    with CaptureQueriesContext(connection) as seen:
        client.post(reverse("desk_judge", args=[document.pk, claim.pk, "accept"]), data, headers={"HX-Request": "true"})
    locking = 2 if connection.vendor == "postgresql" else 0  # the register's lock, of the verdict's step and of the projection within it
    assert len(seen) == 62 + locking  # the projection's own, what is searched and the ledger are written in the same step
