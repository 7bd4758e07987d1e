"""The radar's list: what it shows to whom, what its filters find, how many queries it costs."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from passerelles.people.actions import give_role
from passerelles.people.models import Role
from passerelles.people.queries import NOBODY
from passerelles.requests.actions import ask_hosts, move, note
from passerelles.requests.models import Request
from passerelles.requests.queries.asked_for import Filters
from passerelles.requests.queries.radar import choices, radar
from passerelles.requests.stages import UNSENT, HostState, Stage
from passerelles.requests.terms import RequestKind, StepKind
from passerelles.requests.tests import making
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ADDRESS = "/en/requests/"


def ago(days):
    return timezone.now() - timedelta(days=days)


def elsewhere(**values):
    """A request of another group, of which nobody here hears."""
    return making.request(group=make.group("vietnam"), asker=None, asker_place=None, asker_name="Hanoi", asker_country="VN", **values)


def found(user, **asked):
    return [line.asked for line in radar(asked, user).rows]


def text_of(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_line_says_who_asks_what_when_whom_and_how_long_they_wait(signed_in, coordinator):
    request = making.request("Saint-Étienne", received_at=ago(9))
    text = text_of(signed_in(coordinator))
    for words in (
        "Xuzhou",
        "receive a delegation",
        "urban development",
        "12, 2027",
        "Saint-Étienne",
        "received",
        "9 days",
        "China",
    ):
        assert words in text, words
    assert f"/en/requests/{request.pk}/" in text and "wang@xuzhou.example.org" not in text


def test_a_line_says_what_was_answered_by_whom_and_how_fast(signed_in, coordinator):
    request = making.request(received_at=ago(9))
    move(request, Stage.DECLINED, StepKind.DECLINED, by=coordinator)
    text = text_of(signed_in(coordinator))
    assert "declined" in text and f">{coordinator}</span>" in text and 'data-title="answered after"' in text


def test_who_reads_the_groups_papers_sees_all_of_it_and_nothing_of_others(coordinator, officer):
    request, hidden = making.request(), elsewhere(purpose="secret")
    making.hosted(hidden, "Lyon")
    for person in (coordinator, officer, make.observer()):
        assert found(person) == [request] and radar({}, person).total == 1
        offered = choices(Filters(), person)
        assert [each.value for each in offered["country"]] == ["CN"] and not offered["host"]


def test_strangers_see_nothing_and_hosts_elsewhere_what_concerns_them(stranger, officer):
    making.request()
    asked = elsewhere()
    making.hosted(asked, "Lyon", state=HostState.ASKED)
    assert found(stranger) == [] and found(make.officer("Lyon", of=make.group("laos"))) == [asked]


@pytest.mark.parametrize("stage", UNSENT)
def test_drafts_are_on_no_list(coordinator, stage):
    making.request(stage=stage)
    assert found(coordinator) == []


def test_each_filter_finds_what_it_says(coordinator):
    one = making.request("Saint-Étienne", kind=RequestKind.SPEAKER, themes=["health", "urban"], received_at=ago(1))
    far = {"asker": make.authority("Lyon"), "asker_country": "FR", "starts": date(2027, 9, 1), "ends": date(2027, 9, 3)}
    two = making.request("Lyon", stage=Stage.DECLINED, themes=["culture"], received_at=ago(5), **far)
    host, jiangsu = one.hosts.get().organisation_id, one.asker_place.region_id
    asked = [{"stage": "received"}, {"kind": "speaker"}, {"theme": "urban"}, {"country": "CN"}, {"province": jiangsu}, {"host": host}]
    asked += [{"until": "2027-08-01"}, {"since": "2027-05-12", "until": "2027-05-12"}, {"waits": "1"}]
    for query in asked:
        assert found(coordinator, **{name: str(value) for name, value in query.items()}) == [one], query
    assert found(coordinator, since="2027-08-01") == found(coordinator, theme="culture") == [two]


def test_lists_are_sorted_as_asked(coordinator):
    late = making.request(received_at=ago(1), starts=date(2027, 9, 1), ends=date(2027, 9, 3))
    early = making.request(received_at=ago(9))
    someday = making.request(received_at=ago(5), starts=None, ends=None)
    assert found(coordinator) == [late, someday, early]
    assert found(coordinator, sort="longest") == [early, someday, late]
    assert found(coordinator, sort="soonest") == [early, late, someday]


@pytest.mark.parametrize("sort", ["latest", "longest", "soonest"])
def test_each_request_is_on_one_page_by_number_and_by_cursor(coordinator, sort, monkeypatch):
    monkeypatch.setattr("passerelles.register.queries.paging.SIZE", 2)
    for days in range(5):
        making.request(received_at=ago(days // 2), starts=date(2027, 5, days // 2 + 1) if days != 3 else None)
    rows = Filters(sort=sort).narrow(Request.objects.all(), NOBODY).order_by(*Filters(sort=sort).order.by)
    whole = sorted(rows, key=lambda each: sort == "soonest" and each.starts is None)  # whose days are not known come last
    numbered = [each for page in ("1", "2", "3") for each in found(coordinator, sort=sort, page=page)]
    walked, after = [], ""
    while after or not walked:
        page = radar({"sort": sort, "after": after}, coordinator)
        walked, after = [*walked, *(line.asked for line in page.rows)], page.slice.after
    assert numbered == walked == whole


@pytest.mark.parametrize(
    "query",
    ["stage=draft", "kind=x", "theme=x", "country=%F0%9F", "province=99999999999999999999", "host=-1", "since=2027-13-40", "sort=x"],
)
def test_what_makes_no_sense_is_not_asked(signed_in, coordinator, query):
    making.request()
    assert "1 request" in text_of(signed_in(coordinator), f"{ADDRESS}?{query}")


def test_an_empty_list_says_what_to_do_next(signed_in, coordinator):
    client = signed_in(coordinator)
    assert "Nobody has asked anything yet." in text_of(client)
    making.request()
    assert "No request matches these filters." in text_of(client, f"{ADDRESS}?stage=declined")


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_the_same_queries_for_one_and_for_many(signed_in, coordinator, number, django_assert_num_queries):
    for _each in range(number):
        move(making.request("Saint-Étienne"), Stage.DECLINED, StepKind.DECLINED, by=coordinator)
    client = signed_in(coordinator)
    with django_assert_num_queries(19):
        client.get(ADDRESS)
    with django_assert_num_queries(13):  # what the menus offer and what may be one delegation is kept until a request changes
        client.get(ADDRESS)


def test_beyond_the_numbered_pages_a_list_says_that_there_are_more(signed_in, coordinator, monkeypatch):
    monkeypatch.setattr("passerelles.requests.queries.radar.COUNTED", 2)
    making.request(), making.request()
    assert "2 requests" in text_of(signed_in(coordinator)) and not radar({}, coordinator).is_at_least
    making.request()
    assert "More than 2 requests" in text_of(signed_in(coordinator)) and radar({}, coordinator).total == 2


def test_menus_offer_what_is_not_known_only_where_it_is_not_known(coordinator):
    def names(name):
        return [each.name for each in choices(Filters(), make.again(coordinator))[name]]

    making.request("Lyon")
    assert names("province") == ["Jiangsu"] and names("host") == ["Lyon"]
    making.request(asker=None, asker_place=None, received_at=ago(2))
    assert names("province") == ["Jiangsu", "province not known"] and names("host") == ["Lyon", "nobody asked yet"]


def test_a_joined_request_says_how_far_the_one_is_that_leads_it_and_whom_it_asks(signed_in, coordinator):
    lead = making.request(stage=Stage.OFFERED)
    making.hosted(lead, "Lyon", state=HostState.ASKED)
    joined = making.request(stage=Stage.JOINED, joined_to=lead)
    client = signed_in(coordinator)
    assert "part of a joint request" in text_of(client) and text_of(client).count('<span class="host-name">') == 2
    Request.objects.filter(pk=lead.pk).update(stage=Stage.ACCEPTED)
    row = next(line.html for line in radar({}, coordinator).rows if line.asked == joined)
    assert "part of a joint request</span>" in row and '<span class="badge stage-accepted">accepted</span>' in row
    assert '<span class="badge stage-accepted">accepted</span>' in text_of(client, f"{ADDRESS}{joined.pk}/")


@pytest.mark.parametrize(("stage", "is_told"), [(Stage.OFFERED, False), (Stage.ACCEPTED, True), (Stage.WITHDRAWN, False)])
def test_who_sees_only_one_that_was_joined_is_told_the_answer_and_nothing_of_the_other(signed_in, stage, is_told):
    lead = making.request(stage=stage, asker=None, asker_name="Hidden")
    making.hosted(lead, "Lyon", state=HostState.ACCEPTED)
    joined = making.request(stage=Stage.JOINED, joined_to=lead, asker=make.authority("Nanjing"))
    asker = make.user("asker@example.org")
    give_role(asker, Role.OFFICER, make.authority("Nanjing"))  # of no group
    for text in (text_of(signed_in(make.again(asker))), text_of(signed_in(make.again(asker)), f"{ADDRESS}{joined.pk}/")):
        assert (f'stage-{stage.value}">{stage.label}<' in text) == is_told and "Hidden" not in text
    assert "Lyon" not in "".join(line.html for line in radar({}, make.again(asker)).rows)


def test_menus_follow_every_change_of_a_request(coordinator):
    def hosts():
        return [each.name for each in choices(Filters(), make.again(coordinator))["host"]]

    request = making.request("Lyon")
    assert hosts() == ["Lyon"]
    ask_hosts(request, [make.authority("Lille")], by=coordinator)
    assert hosts() == ["Lille", "Lyon"]
    elsewhere(received_at=ago(2))
    assert hosts() == ["Lille", "Lyon"]


def test_what_is_kept_for_one_is_not_shown_to_another(coordinator, stranger):
    making.request("Lyon")
    assert choices(Filters(), coordinator)["host"] and not choices(Filters(), stranger)["host"]
    vietnam = make.coordinator(make.group("vietnam"))
    assert not choices(Filters(), vietnam)["host"] and not choices(Filters(), vietnam)["country"]
    with override("zh-hans"):
        assert [each.name for each in choices(Filters(), coordinator)["country"]] == ["中国"]


def test_people_of_the_network_find_it_in_the_navigation_and_strangers_do_not(signed_in, officer, stranger):
    assert f'href="{ADDRESS}"' in text_of(signed_in(officer), "/en/account/")
    assert f'href="{ADDRESS}"' not in text_of(signed_in(stranger), "/en/account/")


def test_hostile_words_are_shown_as_words(signed_in, coordinator):
    hostile = "<script>alert(1)</script>"
    values = {"asker": None, "asker_name": hostile, "purpose": hostile, "composition": hostile, "sites": hostile, "payment": hostile}
    values |= {"through": hostile, "approved_by": hostile, "others_asked": hostile, "contact_name": hostile, "head_name": hostile}
    request = making.request(**values)
    making.hosted(request, state=HostState.ASKED, words=hostile, department=hostile)
    note(request, StepKind.ASKED_MORE, by=coordinator, reason=hostile)
    for page in ("", f"{request.pk}/", "calendar/?month=2027-05", "by-host/", "by-province/"):
        text = text_of(signed_in(coordinator), ADDRESS + page)
        assert "<script>alert(1)" not in text and (page.startswith("by-") or "&lt;script&gt;alert(1)" in text), page
