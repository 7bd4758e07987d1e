"""Doubts: asked once, answered once, and a claim is disputed exactly while an open one hangs on it."""

import pytest

from passerelles.common.refusing import Refused
from passerelles.register.actions import answer, ask, dismiss, reopen
from passerelles.register.models import Claim, Doubt
from tests import make

pytestmark = pytest.mark.django_db


def disputed() -> list[bool]:
    return list(Claim.objects.order_by("pk").values_list("is_disputed", flat=True))


def test_the_same_question_is_asked_once_of_a_document_and_stays_answered():
    document = make.document()
    first = ask(document, "place/x", "place", {"fr": "Où ?"})
    dismiss(first, by=make.coordinator())
    assert ask(document, "place/x", "place", {"fr": "Où ?"}).state == "dismissed"
    assert ask(make.document(), "place/x", "place", {"fr": "Où ?"}) != first


def test_a_question_is_kept_in_every_language_of_the_screens():
    assert set(ask(make.document(), "k", "place", lambda: "Where?").reason) == {"fr", "zh", "en"}


@pytest.mark.parametrize("close", [lambda doubt, by: answer(doubt, "Luoyang", by=by), lambda doubt, by: dismiss(doubt, by=by)])
def test_what_hung_on_a_doubt_alone_is_disputed_no_more(close):
    document = make.document()
    one, two = make.claim(of=document), make.claim(name="kind", value="twinning", of=document)
    doubt, _other = make.doubt(document, claims=[one, two]), make.doubt(document, claims=[two])
    close(doubt, make.coordinator())
    assert disputed() == [False, True]
    reopen(doubt, by=make.coordinator())
    assert disputed() == [True, True]


def test_an_answer_is_given_once_and_says_by_whom():
    doubt = make.doubt()
    answer(doubt, "  Luoyang \n (Henan) ", by=make.coordinator())
    assert (doubt.answer, doubt.answered_by) == ("Luoyang (Henan)", make.coordinator())
    with pytest.raises(Refused):
        answer(Doubt.objects.get(), "Liaoyang", by=make.coordinator(email="second@example.org"))
    assert Doubt.objects.get().answer == "Luoyang (Henan)"


def test_an_empty_answer_is_refused():
    with pytest.raises(Refused):
        answer(make.doubt(), "   ", by=make.coordinator())


def test_an_open_doubt_is_not_opened_again():
    with pytest.raises(Refused):
        reopen(make.doubt(), by=make.coordinator())


@pytest.mark.parametrize("who", ["officer", "observer", "stranger"])
@pytest.mark.parametrize("act", [lambda d, by: answer(d, "x", by=by), lambda d, by: dismiss(d, by=by), lambda d, by: reopen(d, by=by)])
def test_only_the_groups_coordinator_answers(who, act):
    with pytest.raises(Refused):
        act(make.doubt(), getattr(make, who)())
