"""What a coordinator types or presses at the desk: the right value, the right pair, an answer that does what it says."""

import pytest
from django.urls import reverse

from passerelles.common.refusing import Refused
from passerelles.register.actions import contest, pair_of, places_meant, respond, stand, undo
from passerelles.register.forms.judging import CorrectionForm, PairForm, place_key
from passerelles.register.models import Claim, Doubt, Entry
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "country", "level", "names"),
    [
        ("Luoyang", "CN", "prefecture", ["Luoyang"]),
        ("Jingzhou (Hubei)", "CN", "prefecture", ["Jingzhou"]),
        ("Jingzhou (Henan)", "CN", "prefecture", []),
        ("Shandong (山东省)", "CN", "province", ["Shandong"]),
        ("洛阳", "CN", "prefecture", ["Luoyang"]),
        ("Atlantis", "CN", None, []),
    ],
)
def test_a_place_is_meant_by_its_name_and_by_what_it_lies_in(words, country, level, names):
    assert [unit.name for unit in places_meant(words, country=country, level=level)] == names


# --- The right value, by its property's type


CORRECTIONS = [
    ("since", 1984, {"value": "1985"}, "1985"),
    ("kind", "twinning", {"value": "agreement"}, "agreement"),
    ("theme", "culture", {"value": "sport"}, "sport"),
    ("milestone", {"what": "Visite", "date": "2024"}, {"what": "Visite", "date": "2024-03", "state": "planned"}, "2024-03"),
    ("agreement", {"title": "Convention", "texts": ["fr:1"]}, {"title": "Charte", "signed": "1984"}, "fr:1"),
    ("associated", {"text": "Office", "lang": "fr"}, {"text": "Office de tourisme"}, "tourisme"),
    ("until", "2030", {"value": "2031-05"}, "2031-05"),
]


@pytest.mark.parametrize(("name", "was", "data", "holds"), CORRECTIONS, ids=[case[0] for case in CORRECTIONS])
def test_a_correction_asks_for_what_the_property_is_made_of(name, was, data, holds):
    claim = make.claim(name=name, value=was)
    assert CorrectionForm(None, claim).initial
    form = CorrectionForm(data, claim)
    assert form.is_valid(), form.errors
    assert holds in form.value.canonical()


@pytest.mark.parametrize(
    ("name", "was", "data"),
    [
        ("since", 1984, {"value": "MCMLXXXIV"}),
        ("kind", "twinning", {"value": "friendship"}),
        ("milestone", {"what": "Visite"}, {"what": "Visite", "date": "spring", "state": "done"}),
        ("until", "2030", {"value": "soon"}),
        ("associated", {"text": "Office"}, {"text": " "}),
    ],
)
def test_what_is_no_value_is_told_and_nothing_is_corrected(name, was, data, coordinator, signed_in):
    document = make.document()
    claim = make.claim(name=name, value=was, of=document)
    assert not CorrectionForm(data, claim).is_valid()
    response = signed_in(coordinator).post(reverse("desk_correct", args=[document.pk, claim.pk]), data)
    assert (response.status_code, Claim.objects.count()) == (200, 1)


@pytest.mark.parametrize(("words", "is_valid"), [("Xi'an", True), ("Wuhan", True), ("Atlantis", False)])
def test_a_place_is_corrected_by_its_name(words, is_valid):
    claim = make.claim(make.occasion(), "place", make.place("Nanjing").key)
    form = CorrectionForm({"place": words}, claim)
    assert form.is_valid() == is_valid


def test_a_count_and_a_wish_and_a_label_are_corrected_by_their_parts():
    count = make.claim(make.network(), "count", {"what": "authorities", "number": 19, "side": "FR"})
    form = CorrectionForm({"number": 70, "what": "authorities", "hedge": "about", "side": "FR", "as_of": "2024"}, count)
    assert form.is_valid()
    assert (form.value.number, form.value.hedge, form.value.as_of) == (70, "about", "2024")
    wish = CorrectionForm({"wants": "un port"}, make.claim(make.network(make.authority()), "wish", {"wants": "une ville"}))
    assert wish.is_valid()
    label = CorrectionForm({"name": "ETI", "by": "MEAE", "year": "2021"}, make.claim(make.practice(), "label", {"name": "E.T.I."}))
    assert label.is_valid()


# --- The right pair


def test_the_right_pair_is_written_by_name_and_near_names_are_offered():
    form = PairForm({"home": "Caen", "partner": "Luoyang"}, entry=make.partnership("Caen", "Liaoyang"))
    assert any(name.startswith("Luoyang") for name in form.fields["partner"].near)
    assert form.is_valid(), form.errors
    assert pair_of(*form.pair, group=make.group()) == make.partnership("Caen", "Luoyang")


@pytest.mark.parametrize("partner", ["Atlantis", ""])
def test_a_party_nobody_knows_is_told(partner):
    assert not PairForm({"home": "Caen", "partner": partner}, entry=make.partnership("Caen", "Liaoyang")).is_valid()


def test_liaoyang_becomes_luoyang_at_the_desk(coordinator, signed_in):
    document, wrong = make.document("Caen est jumelée avec Liaoyang (Yunnan)."), make.partnership("Caen", "Liaoyang")
    make.claim(wrong, "kind", "twinning", document)
    address, client = reverse("desk_parties", args=[document.pk, wrong.pk]), signed_in(coordinator)
    assert "Luoyang" in client.get(address).content.decode()
    client.post(address, {"home": "Caen", "partner": "Luoyang"})
    assert [entry.title["fr"] for entry in Entry.objects.public()] == ["Caen – Luoyang"]
    client.post(reverse("desk_undo", args=[document.pk]))
    assert not Entry.objects.public().exists()
    assert Claim.objects.get(entry=wrong).state == "proposed"


def test_a_pair_the_document_does_not_speak_of_is_not_corrected_through_it(coordinator, signed_in):
    elsewhere = make.partnership("Caen", "Liaoyang")
    assert signed_in(coordinator).get(reverse("desk_parties", args=[make.document().pk, elsewhere.pk])).status_code == 404


# --- Answers that do what they say


def doubted(about: str = "place", partner: str = "Liaoyang", **values) -> tuple[Doubt, Claim]:
    document = make.document()
    claim = make.claim(make.partnership("Caen", partner), "kind", "twinning", document)
    return make.doubt(document, about=about, claims=[claim], **values), claim


def test_a_suggested_place_of_the_partys_level_moves_what_is_said_there_and_undo_asks_again():
    doubt, claim = doubted(suggestions=["Liaoyang (Liaoning)", "Luoyang (Henan)"])
    respond(doubt, "Luoyang (Henan)", by=make.coordinator())
    assert Claim.objects.accepted().get().entry == make.partnership("Caen", "Luoyang")
    doubt.refresh_from_db()
    assert (doubt.state, doubt.answer) == ("answered", "Caen – Luoyang")
    undo(by=make.coordinator())
    doubt.refresh_from_db()
    claim.refresh_from_db()
    assert (doubt.state, claim.state, claim.is_disputed) == ("open", "proposed", True)


@pytest.mark.parametrize(
    "words",
    ["Liaoyang (Liaoning)", "Liaoning", "nobody knows", "Luoyang (Henan)"],
)
def test_an_answer_that_names_no_other_place_moves_nothing(words):
    """As it stands, the province around it, own words; and own words move nothing even where they name a place."""
    doubt, claim = doubted(suggestions=["Liaoyang (Liaoning)", "Liaoning"])
    respond(doubt, words, by=make.coordinator())
    claim.refresh_from_db()
    assert (doubt.answer, claim.state, claim.is_disputed) == (words, "proposed", False)


def test_a_suggested_entry_receives_what_is_said():
    known = make.partnership("Caen", "Luoyang")
    doubt, _claim = doubted("partner", suggestions=[known.key])
    respond(doubt, known.key, by=make.coordinator())
    assert Claim.objects.accepted().get().entry == known


def test_the_value_that_stands_is_chosen_by_answering():
    entry = make.partnership()
    make.accepted(entry, "since", 1984)
    make.accepted(entry, "since", 1994)
    respond(Doubt.objects.get(), "1994", by=make.coordinator())
    entry.refresh_from_db()
    assert (entry.since, Doubt.objects.get().state) == (1994, "answered")


def test_letting_a_proposal_stand_accepts_it():
    entry = make.partnership()
    make.accepted(entry, "since", 1984)
    claim = stand(make.claim(entry, "since", 1994), by=make.coordinator())
    entry.refresh_from_db()
    assert (claim.state, claim.stands, entry.since) == ("accepted", True, 1994)


def test_nobody_else_answers():
    doubt, _claim = doubted(suggestions=["Luoyang (Henan)"])
    with pytest.raises(Refused):
        respond(doubt, "Luoyang (Henan)", by=make.officer())
    assert not Claim.objects.accepted().exists()


@pytest.mark.parametrize(("data", "state"), [({"words": "Oui."}, "answered"), ({"aside": "1"}, "dismissed"), ({"words": ""}, "open")])
def test_a_doubt_is_answered_in_own_words_or_set_aside_at_the_desk(data, state, coordinator, signed_in):
    doubt, _claim = doubted()
    response = signed_in(coordinator).post(reverse("desk_doubt", args=[doubt.document_id, doubt.pk]), data)
    doubt.refresh_from_db()
    assert (doubt.state, response.url.endswith(f"#doubt-{doubt.pk}")) == (state, True)


# --- What an officer contests


@pytest.mark.parametrize(("reply", "state"), [("reject", "rejected"), ("keep", "accepted")])
def test_a_contested_fact_is_settled_where_it_is_contested(coordinator, officer, signed_in, reply, state):
    make.public_partnership()
    claim = Claim.objects.get(name="since")
    doubt = contest(claim, words="C'était en 1985.", by=officer, organisation=make.authority())
    page = signed_in(coordinator).get(reverse("desk_document", args=[doubt.document_id])).text
    assert 'value="reject"' in page and 'value="keep"' in page and "1984" in page
    respond(doubt, reply, by=coordinator)
    claim.refresh_from_db()
    assert (claim.state, claim.is_disputed, Doubt.objects.get(pk=doubt.pk).state) == (state, False, "answered")


def test_territories_are_looked_for_in_the_countries_of_the_network():
    make.group("chine", home="CN", partner="VN")
    assert place_key("Wuhan", None) == make.place("Wuhan").key
    with pytest.raises(ValueError, match="Lyon"):
        place_key("Lyon", None)
