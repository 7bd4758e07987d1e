"""The published criteria: what each says of what is known, and what the register tells of a request and a host."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from passerelles.ledger.models import Sum
from passerelles.people.queries import NOBODY
from passerelles.requests.criteria import CRITERIA, Facts, published, weigh, with_shares
from passerelles.requests.models import Capacity, Closed, GroupCriteria
from passerelles.requests.queries.assessing import assess, criteria_part
from passerelles.requests.queries.wanted import themes_wanted
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.tests import making
from passerelles.requests.tests.test_moving import people
from tests import make

GOOD = {"tie": "twinning", "asked": frozenset({"urban"}), "works_on": frozenset({"urban"}), "notice": 90, "clashes": 0}


def value(key, **facts):
    return next(part.value for part in weigh(Facts(**facts), published()).contributions if part.criterion.key == key)


@pytest.mark.parametrize(
    ("key", "facts", "expected"),
    [
        ("tie", {}, None),  # an asker nobody knows
        ("tie", {"tie": ""}, -0.3),
        ("tie", {"tie": "twinning"}, 1.0),
        ("tie", {"tie": "", "nearby": "twinning"}, 0.5),
        ("tie", {"tie": "contact", "nearby": "contact"}, 0.2),
        ("tie", {"tie": None, "nearby": "agreement"}, 0.45),  # nobody knows the asker, but its province
        ("themes", {"asked": frozenset({"urban"})}, None),
        ("themes", {"asked": frozenset({"urban", "water"}), "works_on": frozenset({"water"})}, 0.5),
        ("themes", {"asked": frozenset({"urban"}), "works_on": frozenset({"water"})}, -0.5),
        ("rank", {"levels": ("province", "")}, None),
        ("rank", {"levels": ("province", "region"), "is_head_known": True}, 1.0),
        ("rank", {"levels": ("province", "region")}, 0.3),
        ("rank", {"levels": ("region", "commune")}, None),  # both of one side
        ("rank", {"levels": ("prefecture", "large_commune"), "is_head_known": True}, 1.0),
        ("rank", {"levels": ("prefecture", "medium_commune"), "is_head_known": True}, 0.68),
        ("rank", {"levels": ("prefecture", "commune"), "is_head_known": True}, -0.12),
        ("rank", {"levels": ("province", "commune"), "is_head_known": True}, -0.6),
        ("rank", {"levels": ("county", "region"), "is_head_known": True}, -0.6),
        ("notice", {}, None),
        ("notice", {"notice": -3}, -1.0),
        ("notice", {"notice": 21}, -1.0),
        ("notice", {"notice": 60}, 1.0),
        ("notice", {"notice": 400}, 1.0),
        ("dates", {}, None),
        ("dates", {"is_flexible": True, "clashes": 3}, 0.5),
        ("dates", {"clashes": 0}, 1.0),
        ("dates", {"clashes": 2}, -1.0),
        ("dates", {"clashes": 0, "closed": "Armada"}, -1.0),
        ("dates", {"clashes": 0, "full": "2027"}, -1.0),
        ("dates", {"is_flexible": True, "full": "2027"}, 0.0),
        ("reciprocity", {"balance": ""}, None),
        ("reciprocity", {"balance": "asker"}, 1.0),
        ("reciprocity", {"balance": "host"}, -0.5),
        ("approval", {}, None),
        ("approval", {"through": "Ambassade"}, 0.5),
        ("approval", {"approved_by": "外办"}, 1.0),
    ],
)
def test_each_criterion_says_what_is_known(key, facts, expected):
    assert value(key, **facts) == expected


@pytest.mark.parametrize(
    ("facts", "proposed"),
    [
        ({}, "ask_more"),
        (GOOD, "ask_hosts"),
        ({**GOOD, "clashes": 1}, "redirect"),  # the host already receives: whatever else speaks for it
        ({**GOOD, "closed": "Armada"}, "redirect"),
        ({**GOOD, "full": "2027"}, "redirect"),
        ({"tie": "contact", "asked": GOOD["asked"], "works_on": frozenset({"water"}), "notice": 5, "clashes": 1}, "redirect"),
        ({"tie": "", "asked": GOOD["asked"], "works_on": frozenset({"water"}), "notice": 5, "clashes": 1}, "decline"),
    ],
)
def test_an_answer_is_proposed_from_what_all_come_to(facts, proposed):
    assert weigh(Facts(**facts), published()).proposed == proposed


def test_shares_are_the_groups_where_it_has_its_own():
    weighed = weigh(Facts(tie="twinning"), with_shares({"tie": 900, "nonsense": 3, "dates": -5}))
    assert {each.key for each in published()} == set(CRITERIA) and weighed.total > 90
    assert all(part.criterion.share >= 0 for part in weighed.contributions)
    assert with_shares({"tie": "x", "dates": 10**9, "rank": True, "notice": None}) == published()
    assert weigh(Facts(), with_shares(dict.fromkeys(CRITERIA, 0))).total == 0


@pytest.mark.parametrize("criterion", CRITERIA.values(), ids=CRITERIA)
def test_each_criterion_is_named_in_every_language(criterion):
    assert set(criterion.name) == set(criterion.words) == {"fr", "zh", "en"} and all(criterion.name.values())


# From the register

pytestmark = pytest.mark.usefixtures("in_english")


def lines(assessment):
    return {line.contribution.criterion.key: line for line in assessment.lines}


@pytest.mark.django_db
def test_what_the_register_knows_is_weighed_with_its_evidence(coordinator):
    entry = make.public_partnership(theme="urban")
    start = timezone.localdate() + timedelta(days=70)
    request = making.request("Saint-Étienne", starts=start, ends=start, approved_by="江苏省外办")
    Sum.objects.create(account=f"entry/{entry.pk}", measure="action", soil="CN", basis="accepted", low=3, high=3, number=3)
    said = lines(assess(request, [make.authority()], coordinator)[0])
    assert said["tie"].words == "twinning"
    assert said["tie"].evidence.endswith(f"/{entry.pk}/") and said["themes"].words == "in common: urban development"
    assert said["notice"].words == "70 days ahead" and said["dates"].words == "no other delegation on these days"
    assert said["reciprocity"].words == "more took place on the asker’s side" and said["approval"].words == "approved by 江苏省外办"


@pytest.mark.django_db
def test_a_tie_with_the_province_counts_for_less(coordinator):
    make.public_partnership("Auvergne-Rhône-Alpes", "Jiangsu")
    said = lines(assess(making.request(), [make.authority()], coordinator)[0])["tie"]
    assert said.contribution.value == 0.5 and said.words.startswith("nearby") and said.evidence


@pytest.mark.django_db
def test_who_already_receives_is_not_free(coordinator):
    request = making.request("Saint-Étienne")
    for other, state in (("Lyon", HostState.ACCEPTED), ("Saint-Étienne", HostState.ASKED), ("Saint-Étienne", HostState.ACCEPTED)):
        making.hosted(making.request(stage=Stage.ACCEPTED, starts=date(2027, 5, 12), ends=date(2027, 5, 20)), other, state)
    assert lines(assess(request, [make.authority()], coordinator)[0])["dates"].words == "1 other delegation on these days"


@pytest.mark.django_db
@pytest.mark.parametrize("stage", [Stage.DECLINED, Stage.WITHDRAWN, Stage.JOINED])
def test_who_receives_nobody_any_more_is_free(stage, coordinator):
    lead = making.request(starts=date(2028, 1, 1), ends=date(2028, 1, 2)) if stage == Stage.JOINED else None
    gone = making.request(stage=stage, joined_to=lead)
    making.hosted(gone, make.HOME, state=HostState.ACCEPTED)
    said = lines(assess(making.request(), [make.authority()], coordinator)[0])
    assert said["dates"].words == "no other delegation on these days"


def test_an_asker_that_the_register_does_not_know_is_near_its_place_and_its_province(coordinator):
    make.public_partnership("Auvergne-Rhône-Alpes", "Jiangsu")
    request, host = making.request(asker=None, asker_place=make.place("Xuzhou")), make.authority()
    said = lines(assess(request, [host], coordinator)[0])["tie"]
    assert said.contribution.value == 0.5 and said.words.startswith("nearby") and said.evidence
    make.public_partnership("Lyon", "Xuzhou")
    said = lines(assess(request, [make.authority("Lyon")], coordinator)[0])["tie"]
    assert said.contribution.value == 0.5 and said.evidence  # a body of Xuzhou, not its government


@pytest.mark.django_db
def test_a_province_that_asks_itself_is_known_by_its_ties(coordinator):
    make.public_partnership("Auvergne-Rhône-Alpes", "Jiangsu")
    request = making.request(asker=None, asker_place=make.place("Jiangsu"))
    assert lines(assess(request, [make.authority("Auvergne-Rhône-Alpes")], coordinator)[0])["tie"].contribution.value == 0.5


@pytest.mark.django_db
def test_closed_doors_and_a_full_year_speak_against_a_host(coordinator, officer):
    request, home = making.request(), make.authority()
    Capacity.objects.create(organisation=home, since="2027-01-01", number=1, per="year", stated_by=officer)
    assert lines(assess(request, [home], coordinator)[0])["dates"].contribution.value == 1.0
    making.hosted(making.request(stage=Stage.ACCEPTED, starts=date(2027, 9, 1), ends=date(2027, 9, 2)), home, HostState.ACCEPTED)
    said = lines(assess(request, [home], coordinator)[0])["dates"]
    assert said.words == "the host has promised all that it can take: 2027" and said.contribution.value == -1.0
    Closed.objects.create(organisation=home, starts="2027-05-08", ends="2027-05-20", why="Armada", stated_by=officer)
    said = lines(assess(request, [home], coordinator)[0])["dates"]
    assert said.words.startswith("the host receives nobody: Armada (") and said.contribution.value == -1.0


@pytest.mark.django_db
def test_who_said_yes_to_this_request_is_not_full_because_of_it(coordinator, officer):
    request, home = making.request(), make.authority()
    Capacity.objects.create(organisation=home, since="2027-01-01", number=1, per="year", stated_by=officer)
    making.hosted(request, home, HostState.ACCEPTED)
    assert lines(assess(request, [home], coordinator)[0])["dates"].contribution.value == 1.0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("Lyon", "city of prefecture level – large commune: of equal rank"),
        ("Auvergne-Rhône-Alpes", "city of prefecture level – région: ranks apart"),
    ],
)
def test_levels_are_named_and_how_far_they_are_apart(host, words, coordinator):
    said = lines(assess(making.request(), [make.authority(host)], coordinator)[0])["rank"].words
    assert said == f"{words}; the rank of whoever leads is not known"


@pytest.mark.django_db
def test_what_is_missing_is_named(coordinator):
    request = making.request(asker=None, asker_place=None, themes=[], starts=None, ends=None, received_at=None)
    said = {key: line.words for key, line in lines(assess(request, [make.authority()], coordinator)[0]).items()}
    assert said["tie"] == "the register knows none" and said["themes"] == "none is asked for" and said["dates"] == "no day is named"
    assert lines(assess(making.request(), [make.authority()], coordinator)[0])["themes"].words == "the register knows none of the host’s"
    assert "not known" not in (said["tie"], said["reciprocity"], said["approval"])


@pytest.mark.django_db
def test_what_somebody_may_not_see_does_not_count():
    hidden = make.document("MARKED", visibility="group", group=make.group("vietnam"))
    make.accepted(make.partnership(of=make.group("vietnam")), "kind", "twinning", hidden)
    request = making.request("Saint-Étienne")
    assert lines(assess(request, [make.authority()], make.officer())[0])["tie"].words == "the register knows none"


@pytest.mark.django_db
def test_the_weighing_is_for_those_who_decide_or_answer():
    request = making.request("Saint-Étienne")
    GroupCriteria.objects.create(group=request.group, shares={"tie": 1})
    shown = {standpoint for standpoint, person in people().items() if criteria_part(request, person)}
    assert shown == {"coordinator", "host"}


@pytest.mark.django_db
def test_a_joint_request_is_about_the_themes_of_all_that_were_joined(coordinator):
    make.public_partnership(theme="urban")
    lead, host = making.request(make.HOME, themes=["culture"]), make.authority()
    making.request(themes=["urban"], stage=Stage.JOINED, joined_to=lead)
    [assessment] = assess(lead, [host], coordinator)
    assert lines(assessment)["themes"].words == "in common: urban development"
    [assessment] = assess(lead, [host], make.officer())
    assert lines(assessment)["themes"].words == "in common: urban development", "a host reads both: they are of its group"
    assert themes_wanted(lead, NOBODY) == {"culture"}, "what somebody may not see does not count"


@pytest.mark.django_db
def test_three_hosts_cost_as_many_queries_as_one(coordinator, django_assert_num_queries):
    make.public_partnership(theme="urban")
    request, hosts = making.request(), [make.authority(name) for name in ("Saint-Étienne", "Lyon", "Dijon")]
    assess(request, hosts[:1], coordinator)  # who they are, and what is received in the year, is known
    for some in (hosts[:1], hosts):
        with django_assert_num_queries(13):
            assess(request, some, coordinator)
