"""What can be said: every type keeps its value through its canonical text, names it in three languages, and refuses what is none."""

import json

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from passerelles.common.words import plain
from passerelles.register.models import Claim, EntryKind
from passerelles.register.properties import BY_NAME, LONGEST, PROPERTIES, properties_of
from passerelles.register.properties.values import Day, Text
from tests import make

LANGUAGES = {"fr": "fr", "zh": "zh-hans", "en": "en"}

# property: what a reader, a form or an import gives → its canonical text
GIVEN = [
    ("kind", "twinning", '"twinning"'),
    ("state", "ended", '"ended"'),
    ("since", "1984", "1984"),
    ("since", 1984, "1984"),
    ("since", "1984-06-01", "1984"),  # the column holds a year
    ("until", "2030-06", '"2030-06"'),
    ("theme", "water", '"water"'),
    ("milestone", {"what": " Visite\n du maire ", "date": "2019-05"}, '{"date": "2019-05", "state": "done", "what": "Visite du maire"}'),
    (
        "milestone",
        {"what": "展览", "date": "2030", "state": "planned", "lang": "zh"},
        '{"date": "2030", "lang": "zh", "state": "planned", "what": "展览"}',
    ),
    (
        "agreement",
        {
            "title": "Charte",
            "signed": "2012-03-09",
            "until": "2030",
            "resolution": "2012/45",
            "signatories": ["Le maire", "市长"],
            "texts": ["fr:12"],
        },
        None,
    ),
    ("associated", "Office de tourisme", '{"lang": "", "text": "Office de tourisme"}'),
    ("confirmed", "2024-02-01", '"2024-02-01"'),
    ("name", {"text": "Design urbain", "lang": "fr"}, '{"lang": "fr", "text": "Design urbain"}'),
    ("description", "Deux bassins miniers.", None),
    ("label", {"name": "Expertise Territoriale Internationale", "by": "CUF", "year": 2017}, None),
    ("reference", "Une mission à Wuhan", None),
    ("occasion", "seminar", '"seminar"'),
    ("held", "moved", '"moved"'),
    ("ordinal", "4", "4"),
    ("place", {"country": "FR", "level": "commune", "code": "67482", "name": "Strasbourg"}, '"FR/commune/67482"'),
    ("starts", "2014-11-06", '"2014-11-06"'),
    ("ends", "2014-11-07", '"2014-11-07"'),
    (
        "count",
        {"what": "projects", "value": 160, "hedge": "about", "side": None, "as_of": None},
        '{"hedge": "about", "number": 160, "what": "projects"}',
    ),
    ("count", {"what": "authorities", "number": 0}, '{"number": 0, "what": "authorities"}'),  # none is a number, not nothing
    ("wish", {"wants": "un port du Nord", "place": None}, None),
    ("wish", {"wants": "un partenaire", "place": "CN/province/510000"}, '{"place": "CN/province/510000", "wants": "un partenaire"}'),
    ("activity", {"text": "Accueille des gymnastes", "lang": "fr"}, None),
    ("soil", "fr", '"FR"'),
    ("budget", {"low": "60000", "high": "75000", "soil": "FR", "date": "2022"}, None),
    ("budget", {"low": 21000, "currency": "CNY"}, '{"currency": "CNY", "low": 21000}'),  # at least so much
    ("funding", {"by": "Ville de Saint-Étienne", "low": 45000, "high": 45000}, None),
    ("funding", {"by": "Un lycée, en temps de professeurs"}, None),
    ("part", {"name": "Musée de la mine", "role": "operator"}, '{"name": "Musée de la mine", "role": "operator"}'),
    ("result", {"what": "Un pavillon de 200 m²", "soil": "FR", "date": "2022-04", "lang": "fr"}, None),
    ("movement", {"measure": "people", "low": 12, "high": 15, "soil": "FR", "date": "2024-05"}, None),
    (
        "movement",
        {"measure": "money", "high": 500, "soil": "CN"},
        '{"high": 500, "low": 0, "measure": "money", "soil": "CN", "unit": "EUR"}',
    ),
    (
        "movement",
        {"measure": "days", "what": "un long séjour", "lang": "fr"},
        '{"lang": "fr", "measure": "days", "what": "un long séjour"}',
    ),
]


def test_every_property_is_in_the_table():
    assert {name for name, _raw, _canonical in GIVEN} == set(BY_NAME)


@pytest.mark.parametrize(("name", "raw", "canonical"), GIVEN)
def test_a_value_comes_back_from_its_canonical_text(name, raw, canonical):
    held = BY_NAME[name].parse(raw)
    assert canonical in (None, held.canonical())
    assert BY_NAME[name].value(held.canonical()) == held
    assert json.dumps(json.loads(held.canonical()), ensure_ascii=False, sort_keys=True) == held.canonical()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "raw", "canonical"), GIVEN)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_value_has_a_label_in_each_language(name, raw, canonical, lang):
    with override(LANGUAGES[lang]):
        label = BY_NAME[name].parse(raw).label(lang)
    assert label and "None" not in label and "{" not in label and label == label.strip()


@pytest.mark.parametrize(
    ("lang", "said"),
    [("fr", "Personnes concernées\N{NO-BREAK SPACE}: 12 · "), ("zh", "参与人数：12 · "), ("en", "People involved: 12 · ")],
)
def test_a_movement_is_punctuated_as_its_language_is(lang, said):
    with override(LANGUAGES[lang]):
        label = BY_NAME["movement"].parse({"measure": "people", "low": 12, "high": 12, "soil": "FR"}).label(lang)
    assert label.startswith(said)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2024-03-19", {"fr": "19 mars 2024", "zh": "2024年3月19日", "en": "March 19, 2024"}),
        ("2024-03", {"fr": "mars 2024", "zh": "2024年3月", "en": "March 2024"}),
        ("2024", {"fr": "2024", "zh": "2024年", "en": "2024"}),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(date, said):
    assert {lang: Day(date).label(lang) for lang in said} == said


BAD = [
    ("kind", "marriage"),
    ("kind", None),
    ("kind", ["twinning"]),
    ("since", "bientôt"),
    ("since", 1492),
    ("since", ""),
    ("since", None),
    ("since", "84"),
    ("until", "2024-13"),
    ("until", "2023-02-29"),  # no leap year
    ("until", "19 mars"),
    ("theme", "wine"),
    ("milestone", {"date": "2019"}),  # what?
    ("milestone", {"what": "Visite", "state": "dreamt"}),
    ("milestone", "Visite"),
    ("agreement", {"title": ""}),
    ("associated", " "),
    ("description", "x" * 1001),
    ("label", {"name": None}),
    ("label", {"name": "ETI", "year": "MMXVII"}),
    ("occasion", "party"),
    ("ordinal", "0"),
    ("ordinal", "IV"),
    ("ordinal", -1),
    ("place", {"country": "FR"}),
    ("place", ""),
    ("count", {"what": "projects", "value": -1}),
    ("count", {"what": "projects", "value": 10**30}),
    ("count", {"what": "projects", "value": "many"}),
    ("count", {"what": "projects"}),
    ("count", 160),
    ("wish", {"wants": ""}),
    ("count", {"what": "projects", "value": float("inf")}),
    ("agreement", {"title": "Charte", "signatories": ["x" * 200] * 20}),  # more than a column holds
    ("description", "\x01" * 1000),  # six characters each once written
]


@pytest.mark.parametrize(("name", "raw"), BAD)
def test_what_is_no_value_is_refused_as_one_kind_of_error(name, raw):
    with pytest.raises(ValueError):
        BY_NAME[name].parse(raw)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(name=st.sampled_from(sorted(BY_NAME)), raw=ANY_JSON)
def test_anything_at_all_is_a_value_or_a_value_error(name, raw):
    try:
        held = BY_NAME[name].parse(raw)
    except ValueError:
        return
    assert BY_NAME[name].value(held.canonical()) == held
    assert len(held.canonical()) <= LONGEST == Claim._meta.get_field("canonical").max_length


@given(text=st.text(min_size=1))
def test_free_text_comes_back_with_its_blanks_made_one(text):
    try:
        held = Text.parse({"text": text, "lang": "fr"})
    except ValueError:
        return
    assert held.text == plain(text) and Text.parse(held.text).text == held.text


@pytest.mark.parametrize("each", PROPERTIES, ids=lambda each: each.name)
def test_every_property_has_a_form_field_a_title_and_kinds(each):
    assert each.type.field().widget is not None
    assert str(each.title)
    assert set(each.kinds) <= set(EntryKind.values)
    assert len(each.name) <= Claim._meta.get_field("name").max_length


@pytest.mark.parametrize("kind", EntryKind.values)
def test_something_can_be_said_of_every_kind_of_entry(kind):
    assert properties_of(kind)


@pytest.mark.django_db
def test_a_place_is_named_in_the_visitors_language():
    make.place("Xuzhou")
    where = BY_NAME["place"].parse("CN/prefecture/320300")
    with override("zh-hans"):
        assert where.label() == "徐州市"
    with override("fr"):
        assert where.label() == "Xuzhou"
