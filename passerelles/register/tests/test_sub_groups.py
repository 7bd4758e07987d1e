"""A group is itself and all below it: for who coordinates or observes it and on the desk; a campaign is of one group."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from passerelles.common.refusing import Refused
from passerelles.library import working
from passerelles.people.actions import join
from passerelles.people.queries import NOBODY
from passerelles.register.actions import accept, declare, open_campaign
from passerelles.register.models import ClaimState
from passerelles.register.properties import BY_NAME
from passerelles.register.queries.answers import progress
from passerelles.register.queries.groups import groups_told_of
from passerelles.register.queries.own import group_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def below():
    """A sub-group of a sub-group."""
    return make.group("pandas", parent=make.group("sichuan", parent=make.group()))


@pytest.fixture
def keeper(below):
    """An officer of a member of it."""
    return make.officer("Lyon", of=below)


@pytest.fixture
def observer():
    return make.observer()


def status(client, name, pk):
    return client.get(reverse(name, args=[pk])).status_code


def test_who_coordinates_or_observes_the_root_reads_the_papers_of_all_below(below, keeper, signed_in, coordinator, observer, officer):
    paper = make.brought(by=keeper, group=below, visibility="group")
    working.work(until_empty=True)
    seen = {who: status(signed_in(who), "document", paper.pk) for who in (coordinator, observer, officer)}
    assert seen == {coordinator: 200, observer: 200, officer: 404}, "a member of the root is none of what is below"


def test_only_who_coordinates_the_root_has_the_unread_original(below, keeper, signed_in, coordinator, observer):
    paper = make.brought(by=keeper, group=below, visibility="group")
    assert status(signed_in(observer), "document_original", paper.pk) == status(signed_in(keeper), "document_original", paper.pk) == 404
    answer = signed_in(coordinator).get(reverse("document_original", args=[paper.pk]))
    assert answer.status_code == 200
    answer.close()


def test_only_who_coordinates_the_root_judges_a_declaration(below, keeper, signed_in, coordinator, observer):
    entry = make.partnership("Lyon", "Chengdu", of=below)
    value = BY_NAME["since"].parse(1984)
    claim = declare(entry, "since", value, words="Depuis 1984.", by=keeper, organisation=make.authority("Lyon"))
    said = claim.source.documents.get()
    assert status(signed_in(observer), "document", said.pk) == status(signed_in(coordinator), "document", said.pk) == 200
    with pytest.raises(Refused):
        accept(claim, by=observer)
    assert accept(claim, by=coordinator).state == ClaimState.ACCEPTED


def test_the_desk_of_a_group_is_that_of_all_below_it(below, signed_in, coordinator):
    make.claim(make.partnership("Lyon", "Chengdu", of=below), of=make.document(group=below, title="Of pandas"))
    make.claim(of=make.document(title="Of China"))
    client = signed_in(coordinator)
    titles = {
        slug: {row.document.title for row in client.get(reverse("desk"), {"group": slug}).context["queue"].rows}
        for slug in ("chine", "sichuan", "pandas")
    }
    assert titles == {"chine": {"Of China", "Of pandas"}, "sichuan": {"Of pandas"}, "pandas": {"Of pandas"}}


def test_a_group_is_told_of_by_what_is_public_below_it(below, client, stranger, django_assert_num_queries):
    make.group("vietnam")
    make.accepted(make.partnership("Lyon", "Chengdu", of=below), of=make.document(group=below))
    with django_assert_num_queries(3):
        assert [group.slug for group in groups_told_of(NOBODY)] == ["chine", "sichuan", "pandas"]


def test_a_campaign_asks_the_members_of_its_group_about_its_own_entries(below, keeper, officer, coordinator):
    """Members of the root may not see what is below it: whoever coordinates it asks each sub-group by a campaign of its own."""
    for entry in (make.partnership("Lyon", "Chengdu", of=below), make.partnership("Lyon", "Wuhan"), make.partnership()):
        make.accepted(entry, of=make.document(group=entry.group))
    until, address = timezone.localdate() + timedelta(days=30), "https://passerelles.example.org/"
    asked = {
        group.slug: [
            (str(row.organisation), row.asked) for row in progress(open_campaign(group, until=until, address=address, by=coordinator))
        ]
        for group in (make.group(), below)
    }
    assert asked == {"chine": [("Saint-Étienne", 1)], "pandas": [("Lyon", 1)]}


def test_what_a_member_of_a_group_and_of_its_sub_group_declares_is_the_group_s(below):
    lyon = make.authority("Lyon")
    for group in (below, make.group("sichuan"), make.group()):
        join(lyon, group)
        assert group_of(lyon) == group
