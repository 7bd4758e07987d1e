"""Towns that are named among the sites wanted are hosts to think of: marked where somebody chooses, offered where a letter is entered."""

import re

import pytest
from django.urls import reverse

from passerelles.common.refusing import Refused
from passerelles.requests.actions.asking import Said
from passerelles.requests.actions.entering import enter
from passerelles.requests.models import Request
from passerelles.requests.queries.suggestions import suggestions_for
from passerelles.requests.sites import named_in
from passerelles.requests.tests import making
from passerelles.requests.tests.test_doors import at, lists
from passerelles.requests.tests.test_entering import entry
from passerelles.requests.tests.test_suggestions import reasons_of
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
REIMS, LYON = "FR/commune/51454", "FR/commune/69123"


@pytest.mark.parametrize(
    ("sites", "country", "named"),
    [
        ("les caves de Reims, puis Lyon ; encore Reims", "FR", (REIMS, LYON)),
        ("里昂的污水处理厂和兰斯的酒窖", "FR", (LYON, REIMS)),
        ("the Minatec campus and a data centre near Lyon; Wuhan", "FR", (LYON,)),
        ("le port de Ningbo", "FR", ()),
        ("le port de Ningbo", "CN", ("CN/prefecture/330200",)),
        ("des parcs, la mairie", "FR", ()),
        ("", "FR", ()),
    ],
)
def test_towns_are_read_out_of_the_sites(sites, country, named):
    assert named_in(sites, country) == named


def test_a_town_that_is_to_be_visited_is_marked_in_the_suggestions(coordinator):
    make.place("Reims")
    make.place("Lille")
    found = suggestions_for(making.request(sites="les caves de Reims"), coordinator)
    assert reasons_of(found, "Reims")["named"].words == "Named among the sites wanted" and found[0].place.name == "Reims"
    assert not any("named" in reasons_of(found, each) for each in ("Lille", "Lyon"))


def test_it_stands_first_in_the_form_that_asks_hosts(signed_in, coordinator):
    make.place("Reims")
    asked = making.request("Lyon", sites="les caves de Reims, et Lyon")
    page = lists(signed_in(coordinator).get(at("ask_hosts", asked)).content.decode())
    assert next(iter(page)) == "Named among the sites wanted"
    [named] = page["Named among the sites wanted"]  # Lyon is a host already
    assert re.fullmatch(r"Reims · \d+ points · not a member of the group", named)


def form(client, **values):
    return client.post(reverse("request_new"), entry(asker_name="", **values)).content.decode()


def test_who_coordinates_may_mark_it_as_wished_for_when_entering(signed_in, coordinator):
    client = signed_in(coordinator)
    page = form(client, sites="les caves de Reims ; Wuhan")
    assert (
        f'name="wished" value="{REIMS}"' in page
        and "reads the whole request" in page
        and 'value="CN/' not in page.split('name="wished"')[1][:200]
    )
    client.post(reverse("request_new"), entry(sites="les caves de Reims", wished=[REIMS]))
    host = Request.objects.get().hosts.get()
    assert (host.organisation.key, host.state) == (REIMS, "wanted")


def test_nothing_is_marked_that_nobody_ticked(signed_in, coordinator):
    signed_in(coordinator).post(reverse("request_new"), entry(sites="les caves de Reims"))
    assert not Request.objects.get().hosts.exists()


def test_an_officer_is_told_and_marks_nobody_else(signed_in, officer):
    page = form(signed_in(officer), sites="les caves de Reims")
    assert 'name="wished"' not in page
    assert "Named in it: Reims" in page
    signed_in(officer).post(reverse("request_new"), entry(sites="les caves de Reims", wished=[REIMS]))
    assert not Request.objects.get().hosts.exists()
    with pytest.raises(Refused):
        said = Said({"group": make.group(), "kind": "delegation"})
        enter(said, host=None, letter=None, wished=[make.authority("Reims")], by=make.again(officer))


@pytest.mark.parametrize("group", ["abc", "9" * 30, ""])
def test_a_group_that_is_none_breaks_nothing(signed_in, coordinator, group):
    assert signed_in(coordinator).post(reverse("request_new"), entry(group=group, sites="Reims")).status_code == 200


def test_a_town_that_the_sites_do_not_name_cannot_be_ticked(signed_in, coordinator):
    page = signed_in(coordinator).post(reverse("request_new"), entry(sites="les caves de Reims", wished=[LYON])).content.decode()
    assert "not one of the available choices" in page and not Request.objects.exists()
