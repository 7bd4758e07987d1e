"""What a letter says of the criterion that decided: against in a refusal, never praise; by this request's facts; what the public may know."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from passerelles.requests.actions import accept, ask_more, decline, redirect
from passerelles.requests.criteria import CRITERIA
from passerelles.requests.grounds import GROUNDS, ground_of
from passerelles.requests.models import Letter
from passerelles.requests.stages import HostState
from passerelles.requests.terms import Dating
from passerelles.requests.tests import making
from tests import make

pytestmark = pytest.mark.django_db


def in_days(days):
    day = timezone.localdate() + timedelta(days=days)
    return {"starts": day, "ends": day + timedelta(days=2)}


def against(request, key, doors=(), language="fr"):
    with override(language):
        return ground_of(request, key, doors).against()


def test_each_criterion_has_its_words_in_every_language():
    assert GROUNDS.keys() == CRITERIA.keys()
    for words in GROUNDS.values():
        assert "against" in words and all(said.keys() == {"fr", "zh", "en"} for said in words.values())


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("language", ["fr", "zh", "en"])
def test_a_refusal_says_no_criterion_as_praise(criterion, language, coordinator):
    praised = CRITERIA[criterion].words[language]
    decline(making.request("Pau", language=language), by=coordinator, criterion=criterion)
    body = Letter.objects.get().body
    assert praised not in body and "{" not in body and CRITERIA[criterion].name[language].lower() in body


@pytest.mark.parametrize(
    ("days", "language", "words"),
    [
        (12, "fr", "jours entre la demande et l’arrivée : 12 ; il en faut 60"),
        (12, "zh-hans", "仅12天，安排接待需要60天"),
        (-3, "en", "the arrival: 0; preparing the reception takes 60"),
    ],
)
def test_notice_is_said_with_its_days(days, language, words):
    assert words in against(making.request(**in_days(days)), "notice", language=language)


def test_what_the_facts_contradict_is_not_said(coordinator):
    make.public_partnership("Pau", "Xuzhou")
    for key in ("notice", "tie", "reciprocity"):
        assert against(making.request("Pau", **in_days(90)), key) == ""
    decline(making.request("Pau", **in_days(90)), by=coordinator, criterion="notice", reason="Nous sommes trop peu.")
    body = Letter.objects.get().body
    assert "Ce qui a compté : préavis." in body and "trop court" not in body and "Nous sommes trop peu." in body


@pytest.fixture
def ties():
    """Dijon's public partnership is about gastronomy; Pau's about sport."""
    for name, theme in (("Dijon", "gastronomy"), ("Pau", "sport")):
        make.public_partnership(name, "Wuhan", theme=theme)


@pytest.mark.usefixtures("ties")
def test_themes_are_said_as_they_are_asked_and_of_the_other_door_as_they_are_shared(coordinator):
    request = making.request("Pau", themes=["gastronomy"])
    assert against(request, "themes") == "thèmes demandés : gastronomie ; le registre n’en connaît aucun qui soit commun avec Pau"
    redirect(request, to=[make.authority("Dijon")], by=coordinator, criterion="themes", reason="")
    assert "Une autre porte vous est ouverte : Dijon. Thèmes en commun avec Dijon : gastronomie." in Letter.objects.get().body


@pytest.mark.usefixtures("ties")
def test_where_the_register_says_nothing_the_words_are_general():
    said = against(making.request("Nantes", themes=["gastronomy"]), "themes")
    assert said == "les thèmes demandés ne sont pas de ceux que peut le mieux vous montrer un accueil par Nantes"


@pytest.mark.parametrize("key", ["tie", "themes", "rank", "dates", "reciprocity"])
def test_nothing_is_said_against_of_nobody(key):
    assert against(making.request(), key) == ""


@pytest.mark.parametrize("key", ["dates", "notice"])
def test_nothing_is_said_of_days_that_are_not_chosen(key):
    assert against(making.request("Pau", dating=Dating.FLEXIBLE, starts=None, ends=None), key) == ""


def test_days_are_no_hindrance_to_a_host_that_said_yes():
    request = making.request("Dijon", sites="Lyon, Nantes")
    making.hosted(request, "Nantes", HostState.DECLINED)
    assert against(request, "dates") == "un accueil par Nantes n’est pas possible à ces dates"
    making.hosted(request, "Pau", HostState.ACCEPTED)
    assert against(request, "dates") == ""


def test_a_host_that_its_asker_never_named_is_told_by_no_name(coordinator):
    request = making.request()
    making.hosted(request, "Nantes", HostState.DECLINED)
    said = [against(request, key) for key in ("tie", "dates", "themes")]
    assert all(said) and not any("Nantes" in each for each in said)
    assert against(request, "tie", doors=[make.authority("Dijon")]) == ""


def test_a_letter_to_another_door_speaks_against_of_the_others_by_name(coordinator):
    make.public_partnership("Dijon")
    request = making.request("Pau", sites="Dijon, Nantes")
    make.authority("Nantes")
    redirect(request, to=[make.authority("Dijon")], by=coordinator, criterion="tie", reason="")
    body = Letter.objects.get().body
    assert "entre vous et Pau et Nantes" in body and "Un lien existe déjà de ce côté : Dijon." in body
    assert "les collectivités" not in body


def test_what_only_members_may_see_is_told_to_nobody_outside(coordinator):
    make.partnership("Dijon")  # nobody has accepted it
    redirect(making.request("Pau"), to=[make.authority("Dijon")], by=coordinator, criterion="tie", reason="")
    assert "un lien existe" not in Letter.objects.get().body.lower()


def test_a_tie_speaks_for_the_other_door(coordinator):
    make.public_partnership("Dijon")
    redirect(making.request("Pau"), to=[make.authority("Dijon")], by=coordinator, criterion="tie", reason="")
    assert "Un lien existe déjà de ce côté : Dijon." in Letter.objects.get().body


# The reason, by language


def test_each_half_has_its_own_words_and_the_history_all_of_them(coordinator):
    request = making.request(language="zh-hans")
    decline(request, by=coordinator, criterion="dates", reason={"zh": "恕难接待。", "fr": "Nous le regrettons."})
    chinese, french = Letter.objects.get().body.split("— — —", 1)
    assert (
        ("恕难接待。" in chinese, "恕难接待。" in french)
        == (True, False)
        == ("Nous le regrettons." in french, "Nous le regrettons." in chinese)
    )
    assert request.steps.get().reason == "恕难接待。\nNous le regrettons."


@pytest.mark.parametrize("choice", ["ask_more", "accept"])
def test_a_half_without_words_says_where_they_are(choice, coordinator):
    request = making.request(language="zh")
    if choice == "accept":
        accept(request, [making.hosted(request, "Pau", HostState.ACCEPTED)], by=coordinator, reason={"fr": "Qui vient ?"})
    else:
        ask_more(request, {"fr": "Qui vient ?"}, by=coordinator)
    chinese, french = Letter.objects.get().body.split("— — —", 1)
    assert "具体说明见本函另一语言部分。" in chinese and "Qui vient ?" in french and "autre langue" not in french
