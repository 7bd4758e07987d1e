"""What an officer declares and hidden documents contradict: it waits, and nothing tells of them."""

import pytest
from django.urls import reverse

from passerelles.people.models import Group
from passerelles.register.actions import accept, accept_undisputed, declare
from passerelles.register.models import Claim, Doubt
from passerelles.register.properties import BY_NAME
from tests import make

pytestmark = pytest.mark.django_db


def year(value):
    return BY_NAME["since"].parse(value)


@pytest.mark.parametrize(
    "visibility, theirs, is_named",
    [("public", True, True), ("network", True, True), ("group", False, True), ("group", True, False), ("private", False, False)],
)
def test_only_what_its_group_may_read_is_named_beside_a_declaration(officer, visibility, theirs, is_named):
    group = make.group("autre") if theirs else make.group()
    judge = make.coordinator(group, "judge@example.org")
    entry = make.public_partnership(since=None)
    make.accepted(entry, "since", 1987, make.document("x", visibility=visibility, group=group, brought_by=judge), by=judge)
    declare(entry, "since", year(1994), words="Depuis 1994.", by=officer, organisation=make.authority())
    assert [doubt.suggestions for doubt in Doubt.objects.filter(about="rival")] == [["1987", "1994"]] * is_named


@pytest.mark.parametrize(("visibility", "theirs"), [("group", True), ("private", False)])
def test_what_only_hidden_sources_contradict_waits_and_nothing_tells_the_officer_why(officer, coordinator, signed_in, visibility, theirs):
    group = make.group("autre") if theirs else make.group()
    Group.objects.update(accepts_declarations=True)
    judge = make.coordinator(group, "judge@example.org")
    entry = make.public_partnership(since=None)
    hidden = make.document("x", visibility=visibility, group=group, brought_by=judge, title="Note secrète")
    make.accepted(entry, "since", 1987, hidden, by=judge)
    browser = signed_in(officer)
    browser.post(reverse("declare", args=[entry.pk, "since"]), {"value": "1994", "send": "1"})
    claim = Claim.objects.get(source__kind="declaration")
    assert (claim.state, claim.is_disputed) == ("proposed", False) and not Doubt.objects.exists()
    page = browser.get(f"/en{reverse('my_organisation')[3:]}").text
    assert "Waits for the coordinator" in page and not any(word in page for word in ("1987", "Note secr", "disagree", "contradicts"))
    assert accept_undisputed(claim.evidence.get().passage.document, by=coordinator) == []
    assert accept(claim, by=coordinator).state == "accepted"
