"""What an officer declares is called by the names of its parties from the first minute, and what several sources say alike is one line."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from lxml import html

from passerelles.register.actions import declare
from passerelles.register.models import Entry
from passerelles.register.properties.values import Theme, Year
from passerelles.register.queries.own import held_by
from passerelles.register.sentences import sentence
from tests import make

pytestmark = pytest.mark.django_db
SENT = {"partner": "Xuzhou", "kind": "twinning", "state": "active", "since": "1984"}


def english(client, name, *args, data=None):
    address = f"/en{reverse(name, args=args)[3:]}"
    answer = client.get(address) if data is None else client.post(address, data, follow=True)
    return html.fromstring(answer.content.decode())


def test_a_partnership_just_declared_has_its_parties_names(officer, signed_in):
    page = english(signed_in(officer), "declare_new", "partnership", data=SENT | {"send": "1"})
    assert [title.text_content() for title in page.xpath("//article//h3")] == ["Saint-Étienne – Xuzhou"]
    assert "Saint-Étienne – Xuzhou" in english(signed_in(officer), "declare", Entry.objects.get().pk, "theme").xpath("string(//h1)")


def test_the_sentences_name_the_pair_not_where_it_lies(officer, signed_in):
    page = english(signed_in(officer), "declare_new", "partnership", data=SENT)
    said = page.xpath("//blockquote/text()")
    assert "Saint-Étienne declares: “Saint-Étienne – Xuzhou” has existed since 1984." in said
    assert not any("(" in each for each in said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Xuzhou déclare : « Saint-Étienne – Xuzhou » existe depuis 1986."),
        ("zh-hans", "徐州市声明：“圣艾蒂安—徐州市”自1986年起存在。"),
        ("en", "Xuzhou declares: “Saint-Étienne – Xuzhou” has existed since 1986."),
    ],
)
def test_a_sentence_has_the_quotation_marks_of_its_language(language, said):
    entry = make.public_partnership()
    with override(language):
        assert sentence(make.authority("Xuzhou"), entry, "since", Year(1986)).replace("\xa0", " ") == said


def test_what_several_sources_say_alike_is_one_line(officer, coordinator, signed_in):
    entry = make.public_partnership(theme="culture")
    for _ in range(2):
        make.accepted(entry, "theme", "culture", make.document(published="2024-03-19"))
    [held] = held_by(make.authority(), officer)
    assert [(fact.claim.name, fact.sources) for fact in held.facts] == [("kind", 1), ("since", 1), ("theme", 3)]
    assert held.facts[-1].freshness.said == "2024-03-19"
    assert "3 sources" in english(signed_in(officer), "my_organisation").text_content()


def test_of_several_the_organisation_s_own_word_is_shown_and_can_be_withdrawn(officer, coordinator):
    entry = make.public_partnership(theme="culture")
    own = declare(entry, "theme", Theme("culture"), words="Culture.", by=officer, organisation=make.authority())
    make.accept(own, by=coordinator)
    make.accepted(entry, "theme", "culture", make.document(published="2026-03-19"))
    fact = held_by(make.authority(), officer)[0].facts[-1]
    assert (fact.claim, fact.is_own, fact.sources) == (own, True, 3)
