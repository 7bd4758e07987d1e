"""How the facts of an entry's page are shown: what changes in time, milestones, names that are none."""

import pytest

from passerelles.register.queries.facts import facts_of
from tests import make

pytestmark = pytest.mark.django_db


def fact(entry, name, user):
    return next(each for each in facts_of([entry], user).plain if each.name == name)


def test_of_several_kinds_the_one_in_force_is_shown_and_the_others_are_its_history(coordinator):
    entry = make.partnership()
    for kind, year in (("contact", "2023"), ("twinning", "2019"), ("cooperation", "2016")):
        make.accepted(entry, "kind", kind, of=make.document(f"Un {kind} lie les deux villes.", published=year))
    shown = fact(entry, "kind", coordinator)
    assert [said.value.term for said in shown.values] == ["twinning"]
    assert [said.value.term for said in shown.earlier] == ["contact", "cooperation"]
    entry.refresh_from_db()
    assert entry.tie == "twinning" and not shown.disagree


def test_of_several_states_the_one_said_last_is_in_force(client, coordinator):
    entry = make.partnership()
    for state, year in (("wished", "2012"), ("ended", "2021"), ("active", "2016")):
        make.accepted(entry, "state", state, of=make.document(f"La relation est {state}.", published=year))
    shown = fact(entry, "state", coordinator)
    assert [said.value.term for said in (*shown.values, *shown.earlier)] == ["ended", "active", "wished"]
    entry.refresh_from_db()
    assert entry.state == "ended"
    assert "Said before, or by other sources" in client.get(f"/en/entries/{entry.pk}/").content.decode()


LONG = "Deux bassins miniers qui cherchaient quoi faire après le charbon : voilà d’où vient le jumelage entre Saint-Étienne et Xuzhou, signé en 1984."


@pytest.mark.parametrize(
    ("what", "lang", "shown"),
    [
        ("inauguration d’un jardin en 2012", "fr", "inauguration d’un jardin en 2012"),
        (
            LONG,
            "fr",
            "Deux bassins miniers qui cherchaient quoi faire après le charbon : voilà d’où vient le jumelage entre Saint-Étienne et Xuzhou…",
        ),
        ("昂热市与烟台市共建花园，" * 6, "zh", "昂热市与烟台市共建花园，" * 5 + "昂热市与烟…"),
    ],
)
def test_a_milestone_is_short_ends_with_a_word_and_says_where_it_was_cut(client, what, lang, shown):
    entry = make.partnership()
    make.accepted(entry, "milestone", {"what": what, "date": "1984", "lang": lang})
    page = client.get(f"/{'zh-hans' if lang == 'zh' else lang}/entries/{entry.pk}/").content.decode()
    assert f'<span class="value">{shown}</span>' in page
    assert '<span class="when">1984' in page


def test_figures_name_the_side_they_count_in_the_visitors_language(client):
    network = make.network(make.group())
    make.accepted(network, "count", {"what": "authorities", "number": 80, "side": "FR"})
    assert "Collectivités (France)" in client.get(f"/fr/entries/{network.pk}/").content.decode()
