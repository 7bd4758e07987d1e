"""Officers of both sides declare: a signed sentence each, accepted at once or judged, contested, withdrawn; never of another's entry."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from passerelles.common.refusing import Refused
from passerelles.library.models import Document
from passerelles.people.models import Group
from passerelles.register.actions import accept, confirm, contest, declare
from passerelles.register.models import Claim, Doubt, Entry
from passerelles.register.properties import BY_NAME
from passerelles.register.queries.own import held_by
from tests import make

pytestmark = pytest.mark.django_db
PARTNERSHIP = {"partner": "Xuzhou", "kind": "twinning", "state": "active", "since": "1984", "theme": ["culture"]}


def accepting(**values):
    return make.group(accepts_declarations=True, **values)


def year(value):
    return BY_NAME["since"].parse(value)


# By form, in each language


def test_a_partnership_is_declared_after_its_sentences_were_shown(officer, signed_in):
    browser, address = signed_in(officer), reverse("declare_new", args=["partnership"])
    shown = browser.post(address, PARTNERSHIP)
    assert "Saint-Étienne – Xuzhou" in shown.text and not Entry.objects.exists()
    browser.post(address, {**PARTNERSHIP, "send": "1"})
    entry = Entry.objects.get()
    assert entry.key == make.partnership().key
    assert {claim.name for claim in entry.claims.all()} == {"kind", "state", "since", "theme"}
    assert {claim.state for claim in entry.claims.all()} == {"proposed"} and not entry.is_public
    assert all(document.brought_by == officer for document in Document.objects.all())


@pytest.mark.parametrize(
    "language, said",
    [("fr", "Saint-Étienne"), ("zh-hans", "圣艾蒂安"), ("en", "Saint-Étienne")],
)
def test_the_sentence_is_in_the_language_of_the_screen(officer, signed_in, language, said):
    browser = signed_in(officer)
    browser.post(f"/{language}/my-organisation/declare/wish/", {"wants": "Un partenaire", "send": "1"})
    document = Document.objects.get()
    assert document.language == language[:2] and said in document.text


def test_outsiders_read_a_declaration_beside_its_accepted_fact_and_nowhere_else(officer, coordinator, signed_in, client):
    signed_in(officer).post(reverse("declare_new", args=["partnership"]), {**PARTNERSHIP, "send": "1"})
    claim = Claim.objects.get(name="since")
    document = Document.objects.get(passages__evidence__claim=claim)
    client.logout()
    assert client.get(reverse("document", args=[document.pk])).status_code == 404
    accept(claim, by=coordinator)
    assert client.get(reverse("document", args=[document.pk])).status_code == 404
    page, accepted = client.get(reverse("entry", args=[claim.entry_id])).text, claim.evidence.get().quote
    assert escape(accepted) in page
    assert not [line for line in document.text.splitlines() if line != accepted and escape(line) in page]


def test_the_other_side_declares_the_same_pair(partner_officer, signed_in):
    signed_in(partner_officer).post(reverse("declare_new", args=["partnership"]), {**PARTNERSHIP, "partner": "圣艾蒂安", "send": "1"})
    assert Entry.objects.get().key == make.partnership("Saint-Étienne", "Xuzhou").key


def test_a_name_that_several_places_bear_is_asked_and_none_taken(officer, signed_in):
    browser, address = signed_in(officer), reverse("declare_new", args=["partnership"])
    asked = browser.post(address, {**PARTNERSHIP, "partner": "Suzhou", "send": "1"})
    assert "苏州市" in asked.text and "宿州市" in asked.text and not Entry.objects.exists()
    browser.post(address, {**PARTNERSHIP, "partner": "Suzhou", "partner_is": "CN/prefecture/341300", "send": "1"})
    assert Entry.objects.get().key.endswith("CN/prefecture/341300")


@pytest.mark.parametrize("chosen", ["CN/prefecture/510100", "FR/commune/31555", "nonsense"])
def test_a_choice_that_was_not_offered_is_asked_again(officer, signed_in, chosen):
    form = {**PARTNERSHIP, "partner": "Suzhou", "partner_is": chosen, "send": "1"}
    assert signed_in(officer).post(reverse("declare_new", args=["partnership"]), form).status_code == 200
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "kind, form, key",
    [
        ("project", {"name": "Parc", "partner": "Xuzhou", "since": "2024", "until": "2026"}, "project|parc"),
        ("office", {"city": "Xuzhou", "since": "2015"}, "office|FR/commune/42218|CN/prefecture/320300"),
        ("practice", {"name": "Design urbain", "theme": ["urban"]}, "practice|FR/commune/42218|design-urbain"),
        ("wish", {"wants": "Une ville de la soie", "where": "Suzhou", "where_is": "CN/prefecture/320500"}, "network|FR/commune/42218"),
    ],
)
def test_each_kind_has_its_form(officer, signed_in, kind, form, key):
    address = reverse("declare_new", args=[kind])
    assert signed_in(officer).get(address).status_code == 200
    signed_in(officer).post(address, {**form, "send": "1"})
    assert Entry.objects.get().key.startswith(key)


AMENDED = [
    ("since", {"value": "1985"}),
    ("state", {"value": "ended"}),
    ("theme", {"value": "sport"}),
    ("until", {"value": "2027-06"}),
    ("description", {"value": "Un parc et un lycée"}),
    ("milestone", {"what": "Visite du maire", "date": "2019-05", "state": "done"}),
    ("agreement", {"title": "Charte", "signed": "2020-01-10", "until": "2026-01", "signatories": "A. Roux\n王平", "resolution": "D-12"}),
]


@pytest.mark.parametrize("name, form", AMENDED)
def test_what_is_known_can_be_amended(officer, signed_in, name, form):
    entry = make.public_partnership()
    address = reverse("declare", args=[entry.pk, name])
    browser = signed_in(officer)
    assert browser.get(address).status_code == 200
    assert "declared" in browser.post(address, form).text
    browser.post(address, {**form, "send": "1"})
    claim = Claim.objects.get(source__kind="declaration")
    assert (claim.name, claim.state) == (name, "proposed") and claim.evidence.get().quote in Document.objects.get(source=claim.source).text


def test_the_signed_text_of_an_agreement_comes_with_it_in_each_language(officer, signed_in):
    from django.core.files.uploadedfile import SimpleUploadedFile

    entry = make.public_partnership()
    files = {"fr": SimpleUploadedFile("charte.txt", b"Charte"), "zh": SimpleUploadedFile("a.txt", "宪章".encode())}
    signed_in(officer).post(reverse("declare", args=[entry.pk, "agreement"]), {"title": "Charte", "send": "1", **files})
    texts = Claim.objects.get(name="agreement").value.texts
    assert [text[:3] for text in texts] == ["fr:", "zh:"]
    assert Document.objects.filter(pk__in=[text[3:] for text in texts]).count() == 2


@pytest.mark.parametrize(
    "name, form", [("since", {"value": "hier"}), ("milestone", {"what": "", "date": "x"}), ("until", {"value": "2026-13"})]
)
def test_what_is_no_value_is_said_and_nothing_kept(officer, signed_in, name, form):
    entry = make.public_partnership()
    answer = signed_in(officer).post(reverse("declare", args=[entry.pk, name]), {**form, "send": "1"})
    assert "errors" in answer.text and not Claim.objects.filter(source__kind="declaration").exists()


# Accepted at once, or after judgement


def test_a_declaration_is_accepted_at_once_where_the_group_says_so():
    accepting()
    officer, entry = make.officer(), make.partnership()
    claim = declare(entry, "since", year(1984), words="Depuis 1984.", by=officer, organisation=make.authority())
    entry.refresh_from_db()
    assert claim.state == "accepted" and entry.since == 1984 and entry.is_public


def test_what_contradicts_is_a_rival_shown_to_both_sides_and_the_coordinator(coordinator):
    Group.objects.filter(pk=make.group().pk).update(accepts_declarations=True)
    entry = make.public_partnership(since=1984)
    make.officer()
    theirs = make.partner_officer()
    claim = declare(entry, "since", year(1985), words="自1985年。", by=theirs, organisation=make.authority("Xuzhou"), lang="zh")
    entry.refresh_from_db()
    assert claim.state == "proposed" and claim.is_disputed and entry.since == 1984
    for organisation, user in ((make.authority(), make.again(make.officer())), (make.authority("Xuzhou"), theirs)):
        held = held_by(organisation, user)[0]
        assert held.doubts and held.waiting == [claim]
    assert Doubt.objects.open().visible_to(coordinator).filter(about="rival").exists()


def test_the_same_word_twice_adds_evidence_only(officer):
    entry = make.partnership()
    for _ in range(2):
        claim = declare(entry, "since", year(1984), words="Depuis 1984.", by=officer, organisation=make.authority())
    assert Claim.objects.count() == 1 and claim.evidence.count() == 2


# Passwords

SECRET = "identifiant : admin mot de passe : Tr0ub4dor&3"
PASTED = [
    ("practice", {"name": f"Extranet {SECRET}", "description": SECRET}),
    ("project", {"name": f"Extranet {SECRET}", "partner": "Xuzhou", "description": SECRET}),
    ("wish", {"wants": SECRET}),
]
PASTED_FACTS = [
    ("description", {"value": SECRET}),
    ("associated", {"value": SECRET}),
    ("milestone", {"what": SECRET, "state": "done"}),
    ("agreement", {"title": SECRET, "resolution": SECRET, "signatories": SECRET}),
]


def kept():
    held = [Entry.objects.values_list("key", "words", "title"), Claim.objects.values_list("canonical")]
    held += [Document.objects.values_list("name", "title", "text"), Doubt.objects.values_list("key", "reason", "suggestions")]
    return str([list(rows) for rows in held])


@pytest.mark.parametrize("kind, form", PASTED)
def test_a_password_in_what_is_declared_new_is_kept_nowhere(officer, signed_in, kind, form):
    address = reverse("declare_new", args=[kind])
    assert "Tr0ub4dor" not in signed_in(officer).post(address, form).text.split("<form")[0]
    signed_in(officer).post(address, {**form, "send": "1"})
    assert "•" in kept() and "Tr0ub4dor" not in kept()


@pytest.mark.parametrize("name, form", PASTED_FACTS)
def test_a_password_in_a_declared_fact_is_kept_nowhere(officer, signed_in, name, form):
    entry = make.public_partnership()
    signed_in(officer).post(reverse("declare", args=[entry.pk, name]), {**form, "send": "1"})
    assert "•" in Claim.objects.get(name=name).canonical and "Tr0ub4dor" not in kept()


def test_a_password_in_what_is_contested_is_kept_nowhere(officer, signed_in):
    claim = make.public_partnership().claims.get(name="since")
    for words in (SECRET, f"Non : {SECRET}"):
        signed_in(officer).post(reverse("contest", args=[claim.pk]), {"words": words, "send": "1"})
    assert Doubt.objects.count() == 1 and "•" in kept() and "Tr0ub4dor" not in kept()


# Whose entries


@pytest.mark.parametrize("address", ["declare", "contest", "confirm", "withdraw"])
def test_another_organisations_entry_is_refused(signed_in, address):
    entry = make.public_partnership()
    other = make.officer("Nantes")
    pk = entry.pk if address in ("declare", "confirm") else entry.claims.get(name="since").pk
    args = [pk, "since"] if address == "declare" else [pk]
    before = Claim.objects.count()
    assert signed_in(other).post(reverse(address, args=args), {"value": "1999", "words": "x", "send": "1"}).status_code == 403
    assert Claim.objects.count() == before and not Doubt.objects.exists()


def test_an_entry_one_may_not_see_is_not_there(signed_in):
    entry = make.partnership("Saint-Étienne", "Xuzhou")
    assert signed_in(make.officer("Nantes")).get(reverse("declare", args=[entry.pk, "since"])).status_code == 404


@pytest.mark.parametrize("address", ["declare", "contest", "confirm", "withdraw"])
def test_what_hidden_documents_say_of_ones_own_organisation_is_not_there_either(officer, coordinator, signed_in, address):
    entry = make.project("Projet caché")
    hidden = make.accepted(entry, "since", 2020, make.document("x", visibility="private", brought_by=coordinator), by=coordinator)
    browser, form = signed_in(officer), {"value": "1999", "words": "x", "send": "1"}
    for pk in (entry.pk if address in ("declare", "confirm") else hidden.pk, 10**9):
        args = [pk, "since"] if address == "declare" else [pk]
        assert browser.post(reverse(address, args=args), form).status_code == 404
    assert Claim.objects.count() == 1 and not Doubt.objects.exists()


def test_what_only_ones_organisation_declared_can_be_amended_and_withdrawn(officer, signed_in):
    browser = signed_in(officer)
    browser.post(reverse("declare_new", args=["practice"]), {"name": "Design urbain", "since": "2020", "send": "1"})
    claim = Claim.objects.get(name="since")
    assert browser.get(reverse("declare", args=[claim.entry_id, "theme"])).status_code == 200
    assert browser.post(reverse("withdraw", args=[claim.pk])).status_code == 302
    assert Claim.objects.get(pk=claim.pk).state == "withdrawn"


def test_actions_refuse_what_the_pages_would(officer):
    entry = make.public_partnership("Nantes", "Qingdao")
    for act in (
        lambda: declare(entry, "since", year(1), words="x", by=officer, organisation=make.authority("Nantes")),
        lambda: declare(entry, "since", year(1), words="x", by=officer, organisation=make.authority()),
        lambda: contest(entry.claims.first(), words="x", by=officer, organisation=make.authority()),
        lambda: confirm(entry, by=officer, organisation=make.authority()),
    ):
        with pytest.raises((Refused, ValueError)):
            act()


def test_somebody_without_organisation_has_no_page(stranger, coordinator, signed_in):
    for someone in (stranger, coordinator):
        assert signed_in(someone).get(reverse("my_organisation")).status_code == 403


def test_hostile_words_are_shown_inert(officer, signed_in):
    entry = make.public_partnership()
    form = {"value": "<script>alert(1)</script>", "send": "1"}
    browser = signed_in(officer)
    browser.post(reverse("declare", args=[entry.pk, "description"]), form)
    page = browser.get(reverse("my_organisation")).text
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


# The page


def test_my_organisation_shows_facts_with_their_freshness(officer, coordinator, signed_in):
    entry = make.public_partnership()
    browser = signed_in(officer)
    assert "1984" in browser.get(reverse("my_organisation")).text
    browser.post(reverse("confirm", args=[entry.pk]))
    claim = Claim.objects.get(name="confirmed")
    accept(claim, by=coordinator)
    page = browser.get(f"/en{reverse('my_organisation')[3:]}").text
    assert "confirmed on" in page


@pytest.mark.parametrize("count", [1, 3])
def test_my_organisation_costs_the_same_for_one_entry_and_three(officer, signed_in, django_assert_num_queries, count):
    for partner in ("Xuzhou", "Wuhan", "Chengdu")[:count]:
        make.public_partnership(partner=partner)
    browser = signed_in(officer)
    browser.get(reverse("my_organisation"))
    with django_assert_num_queries(QUERIES):
        browser.get(reverse("my_organisation"))


QUERIES = 18


def test_who_amends_a_fact_sees_what_the_register_says_now_as_far_as_they_may(officer, signed_in):
    entry = make.public_partnership(since=1984)
    hidden = make.document("Depuis 1986.", visibility="private", brought_by=make.coordinator())
    make.accepted(entry, "since", 1986, of=hidden)
    page = signed_in(officer).get(reverse("declare", args=[entry.pk, "since"])).text
    assert '<mark class="fact">1984</mark>' in page and "1986" not in page
    assert 'class="fact"' not in signed_in(officer).get(reverse("declare", args=[entry.pk, "description"])).text


def test_without_entries_the_page_says_what_to_do(officer, signed_in):
    assert reverse("declare_new", args=["partnership"]) in signed_in(officer).get(reverse("my_organisation")).text


def test_suggestions_come_from_the_gazetteer(officer, signed_in):
    assert "Xuzhou 徐州市" in signed_in(officer).get(reverse("suggest_places"), {"q": "Xuzhou", "country": "CN"}).text


# What is typed in bad faith, or by mistake


@pytest.mark.parametrize("until", ["1700", "9999", "2024-W01-1", "demain"])
def test_a_date_that_no_property_holds_is_asked_for_again(officer, signed_in, until):
    sent = {"name": "Parc", "partner": "Xuzhou", "until": until, "send": "1"}
    answer = signed_in(officer).post(reverse("declare_new", args=["project"]), sent)
    assert answer.status_code == 200 and "until" in answer.context["form"].errors and not Entry.objects.exists()


def test_words_hold_nothing_that_turns_or_hides_what_stands_beside_them(officer, signed_in):
    address = reverse("declare_new", args=["practice"])
    signed_in(officer).post(address, {"name": "De\u202esign\u200b\u0007", "description": "Un\u2066 mot", "send": "1"})
    assert Entry.objects.get().words == {"fr": "Design"}
    assert not set("\u202e\u200b\u0007\u2066") & set(Document.objects.get().text + "".join(c.label for c in Claim.objects.all()))
    empty = signed_in(officer).post(address, {"name": "\u200b\u2060", "send": "1"})
    assert empty.status_code == 200 and "name" in empty.context["form"].errors and Entry.objects.count() == 1


def test_a_label_a_wish_and_a_place_are_amended_by_their_parts(officer, signed_in):
    practice, network, office = make.practice(), make.network(make.authority()), make.office()
    make.accepted(practice, "name", {"text": "Design urbain", "lang": "fr"})
    make.accepted(network, "wish", {"wants": "un port"})
    make.accepted(office, "state", "active")
    for entry, name, sent in (
        (practice, "label", {"name": "Expertise territoriale", "by": "CUF", "year": "2024"}),
        (network, "wish", {"wants": "une université"}),
        (network, "count", {"number": "12", "what": "projects"}),
        (network, "activity", {"value": "Accueille des stagiaires"}),
        (office, "place", {"place": "Xuzhou"}),
    ):
        assert signed_in(officer).post(reverse("declare", args=[entry.pk, name]), {**sent, "send": "1"}).status_code == 302
        assert Claim.objects.filter(entry=entry, name=name, source__kind="declaration").exists()
    assert Claim.objects.get(name="place").value.key == make.place("Xuzhou").key
    unknown = signed_in(officer).post(reverse("declare", args=[office.pk, "place"]), {"place": "Nulle part", "send": "1"})
    assert unknown.status_code == 200 and Claim.objects.filter(name="place").count() == 1
