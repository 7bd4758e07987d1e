"""The radar's map: what it draws and lists for whom, that each arc leads to the list it counts, and what it costs."""

import re

import pytest
from lxml import html

from passerelles.people.actions import give_role
from passerelles.people.models import Role
from passerelles.places.models import Place
from passerelles.requests.drawing import KEY, said_requests
from passerelles.requests.queries import map as maps
from passerelles.requests.queries.asked_for import Filters
from passerelles.requests.queries.map import map_of
from passerelles.requests.queries.tables import hosts_table, provinces_table
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ADDRESS = "/en/requests/map/"


def elsewhere(host="Lyon"):
    """A request of another group, of which nobody here hears."""
    request = making.request(group=make.group("vietnam"), asker=None, asker_place=make.place("Wuhan"), purpose="secret")
    making.hosted(request, host, state=HostState.ASKED)
    return request


def page(client, query=""):
    response = client.get(ADDRESS + query)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def drawn(user, **asked):
    """Each arc as (who asks, who is asked, its shape), and the marks' names."""
    near = map_of(Filters.of(asked), user).picture.near
    names = {spot.key: spot.name.text for spot in near.spots}
    return {(names[arc.ends[0]], names[arc.ends[1]], arc.shape) for arc in near.arcs}, set(names.values())


def lines(user, **asked):
    return [
        (line.asker.name.text if line.asker else "", line.host.name.text if line.host else "", line.pair.number)
        for line in map_of(Filters.of(asked), user).lines
    ]


def test_an_arc_leads_from_who_asks_to_each_authority_that_is_asked(coordinator):
    making.request("Saint-Étienne", "Lyon")
    arcs, marks = drawn(coordinator)
    assert arcs == {("Xuzhou", "Saint-Étienne", "dashed"), ("Xuzhou", "Lyon", "dashed")} and marks == {"Xuzhou", "Saint-Étienne", "Lyon"}


@pytest.mark.parametrize(
    ("stage", "state", "shape"),
    [
        (Stage.RECEIVED, HostState.WANTED, "dashed"),
        (Stage.OFFERED, HostState.ASKED, "dashed"),
        (Stage.OFFERED, HostState.ACCEPTED, "solid"),
        (Stage.ACCEPTED, HostState.ACCEPTED, "solid"),
        (Stage.ACCEPTED, HostState.WANTED, "dotted"),
        (Stage.OFFERED, HostState.DECLINED, "dotted"),
        (Stage.OFFERED, HostState.LEFT, "dotted"),
        (Stage.WITHDRAWN, HostState.ACCEPTED, "dotted"),
        (Stage.DECLINED, HostState.ASKED, "dotted"),
    ],
)
def test_the_shape_of_an_arc_says_what_became_of_it(coordinator, stage, state, shape):
    making.hosted(making.request(stage=stage), "Lyon", state=state)
    assert drawn(coordinator)[0] == {("Xuzhou", "Lyon", shape)}


def test_several_requests_of_a_pair_are_one_arc_that_says_what_became_of_each(coordinator):
    for stage, state in ((Stage.ACCEPTED, HostState.ACCEPTED), (Stage.OFFERED, HostState.ASKED), (Stage.DECLINED, HostState.DECLINED)):
        making.hosted(making.request(stage=stage), "Lyon", state=state)
    [line] = map_of(Filters(), coordinator).lines
    assert line.told == "Xuzhou → Lyon: 1 received, 1 waiting, and 1 closed otherwise"
    assert drawn(coordinator)[0] == {("Xuzhou", "Lyon", "solid")}


def test_of_whom_nobody_was_asked_yet_the_place_is_a_mark_and_a_line(coordinator):
    making.request()
    assert drawn(coordinator) == (set(), {"Xuzhou"}) and lines(coordinator) == [("Xuzhou", "", 1)]


def joint():
    """A request of Nanjing's that was joined to one of Xuzhou's, which Lyon accepted."""
    lead = making.request(stage=Stage.ACCEPTED)
    making.hosted(lead, "Lyon", state=HostState.ACCEPTED)
    return making.request(stage=Stage.JOINED, joined_to=lead, asker=make.authority("Nanjing"), asker_place=make.place("Nanjing"))


def test_a_joint_request_counts_once_as_the_request_that_leads_it(signed_in, coordinator):
    making.hosted(joint(), "Lyon", state=HostState.ACCEPTED)
    assert drawn(coordinator)[0] == {("Xuzhou", "Lyon", "solid")} and lines(coordinator) == [("Xuzhou", "Lyon", 1)]
    client = signed_in(coordinator)
    for query, number in (("", 1), ("?host=0", 0), (f"?host={make.authority('Lyon').pk}", 1)):
        tree = page(client, query)
        assert [said == listed == 1 for said, listed in numbers_of_lists(client, tree)] == [True] * number


def test_a_joint_request_counts_once_by_authority_and_by_province_too(signed_in, coordinator):
    making.hosted(joint(), "Lyon", state=HostState.ACCEPTED)
    [host], [province] = hosts_table(coordinator), provinces_table(coordinator)
    assert (host.number, host.accepted) == (province.number, province.accepted) == (1, 1)
    client, address = signed_in(coordinator), "/en/requests/by-{}/"
    for table in ("host", "province"):
        link = html.fromstring(client.get(address.format(table)).content.decode()).xpath("//tbody//th/a/@href")[0]
        listed = html.fromstring(client.get(link).content.decode())
        assert listed.xpath("//p[@class='count']")[0].text.split()[0] == "1" and listed.xpath("//input[@name='once'][@checked]")


def test_who_sees_one_that_was_joined_and_not_the_one_that_leads_is_told_nothing_of_its_hosts():
    joint()
    asker = make.user("asker@example.org")
    give_role(asker, Role.OFFICER, make.authority("Nanjing"))  # of no group
    assert lines(make.again(asker)) == [("Nanjing", "", 1)]
    assert (
        lines(make.again(asker), host="0") == [("Nanjing", "", 1)] and lines(make.again(asker), host=str(make.authority("Lyon").pk)) == []
    )


def test_requests_without_a_place_are_listed_counted_and_not_drawn(signed_in, coordinator):
    making.request("Lyon", asker=None, asker_place=None)
    making.request("Lyon", asker=None, asker_place=None)
    making.request("Lyon")
    Place.objects.create(key="VN/province/01", country="VN", level="province", name="Hanoi", latitude=21.0, longitude=105.8)
    making.request("Lyon", asker=None, asker_place=Place.objects.get(country="VN"), asker_country="VN")
    found = map_of(Filters(), coordinator)
    assert (found.picture.total, found.askers.nowhere, found.askers.elsewhere) == (4, 2, 1)
    assert lines(coordinator)[0] == ("", "Lyon", 2) and set(lines(coordinator)[1:]) == {("Hanoi", "Lyon", 1), ("Xuzhou", "Lyon", 1)}
    text = page(signed_in(coordinator)).text_content()
    assert "2 requests come from places that are not known" in text and "1 request comes from a place that this map does not show" in text


def test_an_authority_that_the_map_does_not_show_is_in_the_list_alone_and_the_page_says_so(signed_in, coordinator):
    making.request("Lyon", "Saint-Étienne")
    Place.objects.filter(organisations=make.authority("Lyon")).update(latitude=-17.5, longitude=-149.5)  # as Papeete
    assert drawn(coordinator)[0] == {("Xuzhou", "Saint-Étienne", "dashed")} and len(lines(coordinator)) == 2
    assert "1 authority that is asked lies where this map does not show it" in page(signed_in(coordinator)).text_content()


def test_a_place_without_a_point_is_drawn_where_it_belongs_and_without_any_it_is_not(coordinator):
    request = making.request("Lyon")
    Place.objects.filter(pk=request.asker_place_id).update(latitude=None, longitude=None)
    assert len(drawn(coordinator)[0]) == 1
    Place.objects.filter(pk=request.asker_place_id).update(parent=None, region=None)
    assert drawn(coordinator) == (set(), {"Lyon"}) and map_of(Filters(), coordinator).askers.elsewhere == 1


# Each leads to the list that it counts


def numbers_of_lists(client, tree):
    """For each line of the list beside, the number it says and how many the radar's list has behind its link."""
    for line in tree.xpath("//ol/li[@data-of]"):
        said = int(line.xpath("span[@class='muted']")[0].text.split()[0])
        listed = html.fromstring(client.get(line.xpath("a")[0].get("href")).content.decode())
        yield said, int(listed.xpath("//p[@class='count']")[0].text.split()[0])


@pytest.mark.parametrize("query", ["", "?theme=urban", "?host=0", "?province=0", "?waits=1", "?host={lyon}", "?province={jiangsu}"])
def test_every_line_leads_to_as_many_requests_as_it_says(signed_in, coordinator, query):
    making.request("Lyon", "Saint-Étienne")
    making.request("Lyon", asker=None, asker_place=make.place("Xuzhou").region, themes=["culture"])  # the province itself
    making.request("Saint-Étienne", stage=Stage.DECLINED)
    making.request(asker=None, asker_place=None, themes=[])
    making.request()
    client, values = signed_in(coordinator), {"lyon": make.authority("Lyon").pk, "jiangsu": make.place("Xuzhou").region_id}
    tree = page(client, query.format(**values))
    numbers = list(numbers_of_lists(client, tree))
    assert numbers and all(said == listed for said, listed in numbers), numbers


def test_arcs_and_marks_lead_to_the_list_and_keep_the_filters(signed_in, coordinator):
    request = making.request("Lyon")
    tree = page(signed_in(coordinator), "?theme=urban")
    place, host = request.asker_place_id, make.authority("Lyon").pk
    links = set(tree.xpath("//svg//a/@href"))
    to = "/en/requests/?theme=urban&once=1"
    assert links == {f"{to}&place={place}&host={host}", f"{to}&place={place}", f"{to}&host={host}"}
    assert {title.text for title in tree.xpath("//svg//a/title")} == {"Xuzhou → Lyon: 1 waiting", "Xuzhou: 1 request", "Lyon: 1 request"}


def test_the_list_and_the_map_lead_to_each_other_with_the_same_filters(signed_in, coordinator):
    making.request("Lyon")
    client = signed_in(coordinator)
    assert 'href="/en/requests/map/?theme=urban"' in client.get("/en/requests/?theme=urban&page=1").content.decode()
    assert "/en/requests/?theme=urban" in page(client, "?theme=urban").xpath("//section//a/@href")


def test_a_host_asked_for_is_the_only_one_drawn(coordinator):
    making.request("Lyon", "Saint-Étienne")
    assert drawn(coordinator, host=str(make.authority("Lyon").pk))[0] == {("Xuzhou", "Lyon", "dashed")}


# Who sees what


def test_who_reads_the_groups_papers_sees_all_of_it_and_nothing_of_others(coordinator, officer):
    making.request("Saint-Étienne")
    elsewhere()
    for person in (coordinator, officer, make.observer()):
        found = map_of(Filters(), person)
        assert found.picture.total == len(found.lines) == 1 and drawn(person)[1] == {"Xuzhou", "Saint-Étienne"}


def test_others_requests_are_neither_drawn_nor_counted_on_the_page(signed_in, coordinator):
    making.request("Saint-Étienne")
    elsewhere()
    elsewhere("Saint-Étienne")  # to a host that is drawn: not in its number either
    tree = page(signed_in(coordinator))
    text = html.tostring(tree, encoding="unicode")
    assert "Wuhan" not in text and "Lyon" not in text and "Saint-Étienne: 1 request<" in text


def test_a_stranger_sees_an_empty_page_and_a_host_elsewhere_what_concerns_it(signed_in, stranger):
    making.request("Saint-Étienne")
    elsewhere()
    tree = page(signed_in(stranger))
    assert tree.xpath("//div[@class='empty']") and not tree.xpath("//svg[contains(@class, 'map')]")
    assert drawn(make.officer("Lyon", of=make.group("laos"))) == ({("Wuhan", "Lyon", "dashed")}, {"Wuhan", "Lyon"})


def test_drafts_are_not_on_the_map(coordinator):
    making.request("Lyon", stage=Stage.UNCONFIRMED)
    assert lines(coordinator) == []


# Of very many


def test_of_very_many_the_strongest_are_drawn_and_from_afar_whole_provinces(signed_in, coordinator, monkeypatch):
    monkeypatch.setattr(maps, "MOST", 2)
    for town, times in (("Xuzhou", 3), ("Nanjing", 2), ("Wuhan", 1)):
        for _each in range(times):
            making.request("Lyon", asker=None, asker_place=make.place(town))
    found = map_of(Filters(), coordinator)
    afar = {spot.key: spot for spot in found.picture.regions.spots}
    assert len(found.picture.near.arcs) == 2 and len(found.picture.regions.arcs) == len(found.lines) == 2
    assert lines(coordinator) == [("Jiangsu", "Lyon", 5), ("Hubei", "Lyon", 1)]
    assert afar[f"p{make.place('Xuzhou').region_id}"].told == "Jiangsu: 5 requests"
    client = signed_in(coordinator)
    tree = page(client)
    assert "whole provinces: the 2 with" in tree.text_content() and all(said == listed for said, listed in numbers_of_lists(client, tree))


def test_of_very_many_that_nobody_was_asked_for_the_others_are_drawn_all_the_same(coordinator, monkeypatch):
    monkeypatch.setattr(maps, "MOST_LACKING", 1)
    for town in ("Xuzhou", "Xuzhou", "Nanjing", "Nanjing", "Wuhan"):
        making.request(asker=None, asker_place=make.place(town))
    making.request("Lyon")
    assert lines(coordinator) == [("Jiangsu", "", 4), ("Jiangsu", "Lyon", 1)] and drawn(coordinator)[0] == {("Xuzhou", "Lyon", "dashed")}


def test_widths_and_sizes_are_bounded_and_what_is_said_is_not(coordinator, monkeypatch):
    monkeypatch.setattr(maps, "WIDEST", 1)
    monkeypatch.setattr(maps, "LARGEST", 1)
    for _each in range(3):
        making.request("Lyon")
    [arc] = map_of(Filters(), coordinator).picture.near.arcs
    assert said_requests(1234) == "1,234 requests"
    assert KEY.width(arc) == pytest.approx(1.6) and arc.told == "Xuzhou → Lyon: 3 waiting"
    assert {spot.ties for spot in map_of(Filters(), coordinator).picture.near.spots} == {1}


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_queries_for_one_and_for_many(signed_in, coordinator, number, django_assert_num_queries):
    for name in ("Saint-Étienne", "Lyon", "Lille")[:number]:
        making.request(name, asker=None, asker_place=make.place(name))
    client = signed_in(coordinator)
    with django_assert_num_queries(16):
        client.get(ADDRESS)


def test_names_are_words_and_never_marks(signed_in, coordinator):
    hostile = "<script>alert(1)</script>"
    request = making.request(make.body(hostile))
    Place.objects.filter(pk=request.asker_place_id).update(name=hostile, key="CN/other/x")
    text = signed_in(coordinator).get(ADDRESS).content.decode()
    assert "<script>alert(1)" not in text and re.search(r"&lt;script&gt;alert\(1\)", text)
