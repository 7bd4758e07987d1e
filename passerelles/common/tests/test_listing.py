"""Names in a line, as each language writes them."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from passerelles.common.listing import in_a_row, listed


@pytest.mark.parametrize(
    ("names", "fr", "zh", "en"),
    [
        ([], "", "", ""),
        (["Pau"], "Pau", "Pau", "Pau"),
        (["Pau", "Caen"], "Pau et Caen", "Pau、Caen", "Pau and Caen"),
        (["Pau", "Caen", "Lens"], "Pau, Caen et Lens", "Pau、Caen、Lens", "Pau, Caen, and Lens"),
        (["{0}", "a % b", "<b>"], "{0}, a % b et <b>", "{0}、a % b、<b>", "{0}, a % b, and <b>"),  # names are no patterns
    ],
)
def test_names_are_listed_as_each_language_writes_them(names, fr, zh, en):
    assert [listed(names, lang) for lang in ("fr", "zh-hans", "en")] == [fr, zh, en]


def test_a_loop_of_a_template_lists_as_the_function_does():
    loop = Template("{% load common %}{% for name in names %}<b>{{ name }}</b>{% between forloop %}{% endfor %}")
    for code in ("fr", "zh-hans", "en"):
        for names in (["A"], ["A", "B"], ["A", "B", "C", "D"]):
            with override(code):
                assert loop.render(Context({"names": names})) == listed(f"<b>{name}</b>" for name in names)


def test_what_is_told_of_one_thing_is_no_list():
    assert in_a_row(["commune", "", "La Réunion"], "fr") == "commune, La Réunion"
    assert in_a_row(["10月3日", "10:00"], "zh") == "10月3日，10:00"
