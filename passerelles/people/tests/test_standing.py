"""Who is what in the network today."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from passerelles.people.actions import body_named, end_role, folded, give_role, join, leave
from passerelles.people.models import Group, GroupMember, Membership, Role, User
from passerelles.people.queries import organisations_of, standing
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def other():
    return make.group("vietnam")


@pytest.fixture
def people(other):
    """Everybody who might look: of the group, of its sub-group, of another group, of none."""
    sub = make.group("sichuan", parent=make.group())
    return {
        "nobody": AnonymousUser(),
        "stranger": make.stranger(),
        "other officer": make.officer("Lyon", of=other),
        "other coordinator": make.coordinator(other),
        "sub-group coordinator": make.coordinator(sub),
        "officer": make.officer(),
        "partner officer": make.partner_officer(),
        "observer": make.observer(),
        "coordinator": make.coordinator(),
        "owner": make.user("owner@example.org"),
        "administrator": make.administrator(),
    }


@pytest.mark.parametrize(
    ("name", "judges", "is_of_network"),
    [
        ("nobody", False, False),
        ("stranger", False, False),
        ("officer", False, True),
        ("partner officer", False, True),
        ("observer", False, True),
        ("coordinator", True, True),
        ("administrator", True, True),
    ],
)
def test_what_somebody_is(people, name, judges, is_of_network):
    who = standing(people[name])
    assert (who.judges, who.is_of_network) == (judges, is_of_network)


def test_a_family_is_a_group_and_all_below_it(people, django_assert_num_queries):
    below = make.group("pandas", parent=make.group("sichuan"))
    keys = [make.group().pk, make.group("sichuan").pk, below.pk]
    with django_assert_num_queries(1):
        assert Group.objects.family(keys[:1]) == keys
    assert Group.objects.family([]) == [] and Group.objects.family(keys[1:2]) == keys[1:]
    assert standing(make.again(people["coordinator"])).coordinates == set(keys)
    Group.objects.filter(pk=keys[0]).update(parent=below)  # nobody means it, and nothing hangs
    assert set(Group.objects.family(keys[:1])) == set(keys)


def test_a_lineage_is_a_group_and_those_above_it(people, django_assert_num_queries):
    root, sub = make.group(), make.group("sichuan")
    with django_assert_num_queries(1):
        assert Group.objects.lineages([sub.pk, root.pk]) == {sub.pk: [sub.pk, root.pk], root.pk: [root.pk]}
    Group.objects.filter(pk=root.pk).update(parent=sub)  # nobody means it, and nothing hangs
    assert Group.objects.lineages([root.pk]) == {root.pk: [root.pk, sub.pk]}


def test_country_groups_come_before_their_sub_groups(people):
    late = make.group("maroc")
    assert list(Group.objects.from_the_top()) == [make.group("vietnam"), make.group(), late, make.group("sichuan")]


def test_a_coordinator_coordinates_sub_groups_too(people):
    assert standing(people["coordinator"]).coordinates == {make.group().pk, make.group("sichuan").pk}
    assert standing(people["sub-group coordinator"]).coordinates == {make.group("sichuan").pk}


def test_an_officer_speaks_for_their_organisation(people):
    assert organisations_of(people["officer"]) == [make.authority()]
    assert organisations_of(people["nobody"]) == []


@pytest.mark.parametrize(
    ("since", "until", "holds"), [(-9, None, True), (1, None, False), (None, -1, False), (None, 0, True), (0, 0, True)]
)
def test_a_role_holds_between_its_days(since, until, holds):
    today, person = timezone.localdate(), make.stranger()
    days = {name: today + timedelta(days=n) for name, n in (("since", since), ("until", until)) if n is not None}
    membership = give_role(person, Role.COORDINATOR, make.group())
    Membership.objects.filter(pk=membership.pk).update(**days)
    assert standing(make.again(person)).judges == holds


def test_an_ended_role_and_a_left_group_close_what_they_opened(people):
    yesterday = timezone.localdate() - timedelta(days=1)
    end_role(Membership.objects.get(user=people["coordinator"]), on=yesterday)
    leave(make.authority(), make.group(), on=yesterday)
    for name in ("coordinator", "officer"):
        assert not standing(make.again(people[name])).reads
    join(make.authority(), make.group())
    assert standing(make.again(people["officer"])).reads == {make.group().pk}
    assert GroupMember.objects.filter(organisation=make.authority()).count() == 1


def test_somebody_whose_account_is_closed_is_nobody(people):
    User.objects.filter(pk=people["coordinator"].pk).update(is_active=False)
    assert standing(make.again(people["coordinator"])) == standing(AnonymousUser())


def test_standing_is_asked_once_a_request(people, django_assert_num_queries):
    person = make.again(people["coordinator"])
    with django_assert_num_queries(2):  # roles, sub-groups; who speaks for nobody is of no group as a member
        standing(person)
    with django_assert_num_queries(0):
        standing(person)


@pytest.mark.parametrize(
    ("role", "of"),
    [(Role.OFFICER, "group"), (Role.COORDINATOR, "organisation"), (Role.OBSERVER, "organisation")],
)
def test_a_role_is_of_what_it_can_be_of(role, of):
    where = make.group() if of == "group" else make.authority()
    with pytest.raises(IntegrityError), transaction.atomic():
        give_role(make.stranger(), role, where)


def test_an_address_is_one_person_whatever_its_case():
    person = User.objects.create_user(" Anna@Example.ORG ", "x" * 12)
    assert User.objects.get_by_natural_key("ANNA@example.org") == person


@pytest.mark.parametrize(
    ("one", "other"), [("Œuvre de l’Île", "oeuvre de l'ile"), ("Cité-U", "CITÉ U"), ("École", "ecole"), ("武汉大学", " 武汉大学 ")]
)
def test_names_that_differ_in_case_accents_or_hyphens_are_one_body(one, other):
    assert body_named(one) == body_named(other)
    assert folded(one) == folded(other)
