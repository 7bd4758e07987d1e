"""A spreadsheet becomes the register: columns guessed and remembered, names asked, a diff, one batch in, the same batch out."""

import io

import pytest
from django.urls import reverse
from openpyxl import Workbook

from passerelles.common.refusing import Refused
from passerelles.people.models import Organisation
from passerelles.register.actions import accept, import_batch, merge, name_columns, name_names, open_batch, reject, undo_batch
from passerelles.register.actions.importing import Spreadsheet, plan_of
from passerelles.register.models import Claim, Doubt, Entry, EntryTheme, KnownColumns
from passerelles.register.projecting import project
from passerelles.register.tests.sheets import HEADER, ROW, demo, diff_of, imported, mapped, sheet
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sheets_in_this_process")]


# The demonstration's own sheets


def test_the_demonstration_register_is_imported_whole(coordinator):
    batch = imported(demo("registre-2026.xlsx"), coordinator)
    kinds = list(Entry.objects.public().values_list("kind", flat=True))
    assert {kind: kinds.count(kind) for kind in kinds} == {"partnership": 10, "project": 3, "office": 3}
    entry = Entry.objects.get(key__contains="FR/commune/31555|CN/province/500000", kind="partnership")
    assert (entry.tie, entry.since, entry.state) == ("twinning", 1982, "active")
    assert Entry.objects.get(key__contains="FR/commune/84007").state == "ended"
    assert batch.document.passages.filter(kind="row").count() == 22 and not Doubt.objects.exists()


def test_former_regions_are_taken_as_written_and_a_row_without_partner_is_refused(coordinator):
    batch = mapped(demo("export-2015-anciennes-regions.csv"), coordinator)
    diff = diff_of(batch)
    assert diff.counts == {"entry": 6, "refused": 1} and diff.lines[-1].planned.refused
    import_batch(batch, by=coordinator)
    assert Organisation.objects.get(key="FR/region/74").place.valid_until is not None


def test_every_fact_shows_its_row(coordinator):
    imported(sheet(HEADER, ROW), coordinator)
    said = {(claim.name, claim.label): claim.evidence.get() for claim in Claim.objects.with_evidence()}
    evidence = said["since", "1984"]
    assert evidence.quote == "1984" and "Saint-Étienne" in evidence.passage.document.text[evidence.passage.start : evidence.passage.end]
    assert {claim.judged_by for claim in Claim.objects.all()} == {coordinator}


# Columns


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        ("法方城市", "中方城市", "类型", "结好时间", "领域"),
        ("French city", "Chinese city", "Type", "Since", "Fields"),
        ("Nos villes", "Là-bas", "Nature", "Année", "Thématique"),  # the second side is known by its names alone
    ],
)
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3)])
def test_columns_are_guessed_in_any_order_and_language(coordinator, header, order):
    rows = [[row[place] for place in order] for row in (header, ROW, ("Nantes", "Qingdao", "Accord", "2005", "mer"))]
    batch = mapped(sheet(*rows), coordinator)
    assert set(batch.mapping["1"]["columns"].values()) >= {"home", "partner", "kind", "since"}
    assert diff_of(batch).counts == {"entry": 2}


def test_what_was_said_of_columns_is_remembered_for_the_same_titles(coordinator):
    batch = open_batch(sheet(HEADER, ROW), by=coordinator)
    said = {"1": {"kind": "partnership", "columns": {"0": "home", "1": "partner"}}}
    name_columns(batch, said, by=coordinator)
    again = open_batch(sheet(tuple(title.upper() for title in HEADER), ROW, name="2027.csv"), by=coordinator)
    assert again.mapping == said and KnownColumns.objects.count() == 1


def test_titles_may_be_missing(coordinator):
    batch = mapped(sheet(ROW, ("Nantes", "Qingdao", "Accord", "2005", "mer")), coordinator)
    assert diff_of(batch).counts == {"entry": 2}


# Names


def test_an_ambiguous_name_waits_for_a_person(coordinator):
    batch = mapped(sheet(HEADER, ("Saint-Étienne", "Suzhou", "Jumelage", "1998", "")), coordinator)
    name = next(name for name in plan_of(batch).names if name.is_open)
    assert name.named.text == "Suzhou" and diff_of(batch).counts == {"refused": 1}
    with pytest.raises(Refused):
        import_batch(batch, by=coordinator)
    name_names(batch, {name.id: "CN/prefecture/341300"}, by=coordinator)
    import_batch(batch, by=coordinator)
    assert Entry.objects.get().key.endswith("CN/prefecture/341300")


def test_a_province_beside_a_name_settles_it(coordinator):
    header = (*HEADER, "Province")
    imported(sheet(header, ("Saint-Étienne", "Suzhou", "Jumelage", "1998", "", "Anhui")), coordinator)
    assert Entry.objects.get().key.endswith("CN/prefecture/341300")


def test_an_unknown_name_is_suggested_made_a_body_or_left_out(coordinator):
    rows = (HEADER, ("Saint-Étienne", "Xuzou", "Accord", "2001", ""), ("Comité Loire-Chine", "Xuzhou", "Accord", "2001", ""))
    batch = mapped(sheet(*rows), coordinator)
    wrong, body = sorted((name for name in plan_of(batch).names if name.is_open), key=lambda name: name.named.text, reverse=True)
    assert "CN/prefecture/320300" in {suggestion.key for suggestion in wrong.named.suggestions}
    name_names(batch, {wrong.id: "-", body.id: "body/Comité Loire-Chine"}, by=coordinator)
    import_batch(batch, by=coordinator)
    assert Entry.objects.get().key == "partnership|body/comite-loire-chine|CN/prefecture/320300"


def test_a_choice_of_the_wrong_country_is_none(coordinator):
    batch = mapped(sheet(HEADER, ("Saint-Étienne", "Suzhou", "Accord", "2001", "")), coordinator, Suzhou="FR/commune/31555")
    assert diff_of(batch).counts == {"refused": 1}


def test_several_names_in_a_cell_are_several_pairs(coordinator):
    imported(sheet(HEADER, ("Saint-Étienne et Nantes", "Xuzhou, Qingdao", "Accord", "2001", "")), coordinator)
    assert Entry.objects.public().count() == 4


# The diff


def test_the_diff_tells_new_same_and_contradiction_and_writes_nothing(coordinator, django_assert_num_queries):
    make.public_partnership(since=1985)
    batch = mapped(sheet(HEADER, ROW), coordinator)
    before = (Claim.objects.count(), Entry.objects.count(), Organisation.objects.count())
    line = diff_of(batch).lines[0]
    assert {(fact.fact.name, fact.outcome) for fact in line.facts} == {
        ("kind", "same"), ("since", "contradiction"), ("theme", "new"),
    }  # fmt: skip
    assert (Claim.objects.count(), Entry.objects.count(), Organisation.objects.count()) == before


def test_a_contradiction_leaves_what_stands_and_asks(coordinator):
    entry = make.public_partnership(since=1985)
    imported(sheet(HEADER, ROW), coordinator)
    entry.refresh_from_db()
    assert entry.since == 1985 and not entry.is_disputed
    claim = Claim.objects.get(name="since", state="proposed")
    assert claim.is_disputed and Doubt.objects.get(about="rival").claims.count() == 2


def test_rows_that_contradict_each_other_are_asked_too(coordinator):
    imported(sheet(HEADER, ROW, (*ROW[:3], "1999", "")), coordinator)
    assert Entry.objects.get().since == 1984 and Doubt.objects.open().count() == 1


def test_rows_that_say_the_same_are_one_claim_with_two_rows(coordinator):
    imported(sheet(HEADER, ROW, ROW), coordinator)
    assert Claim.objects.get(name="since").evidence.count() == 2


def test_merged_entries_are_compared_through_their_survivor(coordinator):
    survivor, absorbed = make.public_partnership(since=1985), make.partnership("Saint-Étienne", "Wuhan")
    merge(absorbed, survivor, by=coordinator)
    batch = mapped(sheet(HEADER, ("Saint-Étienne", "Wuhan", "Jumelage", "1984", "")), coordinator)
    assert diff_of(batch).facts["contradiction"] == 1
    import_batch(batch, by=coordinator)
    survivor.refresh_from_db()
    assert survivor.since == 1985


# In and out


def test_the_same_file_is_not_imported_twice(coordinator):
    imported(sheet(HEADER, ROW), coordinator)
    with pytest.raises(Refused):
        open_batch(sheet(HEADER, ROW), by=coordinator)


def test_a_batch_is_imported_once(coordinator):
    batch = mapped(sheet(HEADER, ROW), coordinator)
    import_batch(batch, by=coordinator)
    for act in (import_batch, lambda b, by: name_columns(b, {}, by=by)):
        with pytest.raises(Refused):
            act(batch, by=coordinator)


def register():
    """All that the register holds and shows, but what only tells of history."""
    columns = [field.name for field in Entry._meta.concrete_fields if field.name not in ("created_at",)]
    alive = Entry.objects.filter(claims__state__in=("accepted", "proposed")).distinct()
    return (
        list(alive.order_by("pk").values(*columns)),
        list(Claim.objects.filter(state__in=("accepted", "proposed", "rejected")).order_by("pk").values()),
        list(EntryTheme.objects.order_by("entry", "theme").values_list("entry", "theme")),
        list(Doubt.objects.open().order_by("pk").values_list("pk", flat=True)),
        list(Entry.objects.public().order_by("pk").values_list("pk", flat=True)),
    )


def test_undoing_leaves_the_register_exactly_as_it_was(coordinator):
    make.public_partnership(since=1985)
    make.public_partnership("Toulouse", "Chongqing", since=1990)
    before = register()
    batch = imported(demo("registre-2026.xlsx"), coordinator)
    assert register() != before
    undo_batch(batch, by=coordinator)
    assert register() == before
    with pytest.raises(Refused):
        undo_batch(batch, by=coordinator)


def test_undoing_after_other_verdicts_keeps_those_verdicts(coordinator):
    entry = make.public_partnership(since=1984)
    batch = imported(sheet(HEADER, ROW), coordinator)
    theme = make.claim(entry, "theme", "health")
    accept(theme, by=coordinator)
    reject(Claim.objects.get(name="theme", canonical='"sport"'), by=coordinator)
    wanted = make.claim(entry, "milestone", {"what": "Visite", "date": "2020"})
    undo_batch(batch, by=coordinator)
    entry.refresh_from_db()
    assert entry.since == 1984 and entry.themes == ["health"]
    wanted.refresh_from_db()
    assert wanted.state == "proposed" and Claim.objects.get(pk=theme.pk).state == "accepted"
    shown = Entry.objects.values().get(pk=entry.pk)
    project(entry)
    assert Entry.objects.values().get(pk=entry.pk) == shown


def test_a_file_can_be_imported_again_after_its_undoing(coordinator):
    undo_batch(imported(sheet(HEADER, ROW), coordinator), by=coordinator)
    imported(sheet(HEADER, ROW), coordinator)
    assert Entry.objects.public().count() == 1


def test_an_import_is_as_visible_as_its_file(coordinator):
    imported(sheet(HEADER, ROW, visibility="group"), coordinator)
    assert not Entry.objects.public().exists() and Entry.objects.visible_to(coordinator).count() == 1


def test_only_the_groups_coordinator_imports(officer, coordinator):
    with pytest.raises(Refused):
        open_batch(sheet(HEADER, ROW), by=officer)
    batch = mapped(sheet(HEADER, ROW), coordinator)
    for act in (import_batch, undo_batch):
        with pytest.raises(Refused):
            act(batch, by=officer)


def test_importing_costs_the_same_queries_for_more_rows(coordinator):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    spent = []
    for names in (["Xuzhou"], ["Wuhan", "Chengdu", "Qingdao"]):
        batch = mapped(
            sheet(HEADER, *(("Nantes", name, "Accord", "2001", "culture") for name in names), name=f"{len(names)}.csv"), coordinator
        )
        with CaptureQueriesContext(
            connection,
        ) as asked:
            import_batch(batch, by=coordinator)
        spent.append(len(asked) / len(names))
    assert spent[1] < spent[0] * 0.7  # most of it is once a file; projecting and new organisations are once an entry


# Hostile sheets


def workbook(fill):
    book = Workbook()
    fill(book.active)
    written = io.BytesIO()
    book.save(written)
    return Spreadsheet("hostile.xlsx", written.getvalue(), make.group())


def test_formulas_are_words_or_nothing(coordinator):
    def fill(page):
        page.append(HEADER)
        page.append(('=HYPERLINK("http://evil.example","Nantes")', "Xuzhou", "Accord", "2001", ""))
        page.append(("Nantes", "Xuzhou", "Accord", "=1+1999", "culture"))

    diff = diff_of(mapped(workbook(fill), coordinator))
    assert diff.lines[0].outcome == "refused"
    assert {fact.fact.name for fact in diff.lines[1].facts} == {"kind", "theme"}


@pytest.mark.parametrize("words", ["=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "<script>alert(1)</script>"])
def test_words_that_would_compute_are_only_words(coordinator, signed_in, words):
    rows = ((*HEADER, "Présentation"), (*ROW, words), (words, "Xuzhou", "Accord", "2001", "", ""))
    batch = mapped(sheet(*rows), coordinator)
    for page in ("import_columns", "import_names", "import_check"):
        assert "<script>alert" not in signed_in(coordinator).get(reverse(page, args=[batch.pk])).text
    import_batch(batch, by=coordinator)
    assert Claim.objects.get(name="description").label == words


def test_a_merged_cell_names_its_first_row_only_and_says_so(coordinator):
    def fill(page):
        page.append(HEADER)
        page.append(ROW)
        page.append((None, "Wuhan", "Accord", "2001", ""))
        page.merge_cells("A2:A3")

    diff = diff_of(mapped(workbook(fill), coordinator))
    assert [line.outcome for line in diff.lines] == ["entry", "refused"]


def test_a_hundred_thousand_rows_are_refused_in_words(coordinator):
    data = ("Collectivité;Partenaire\n" + "Nantes;Xuzhou\n" * 100_000).encode()
    with pytest.raises(Refused, match="10000"):
        open_batch(Spreadsheet("long.csv", data, make.group()), by=coordinator)


@pytest.mark.parametrize(
    "name, data",
    [
        ("a.csv", b""),
        ("a.xlsx", b"PK\x03\x04 cut"),
        ("a.pdf", b"%PDF-1.4"),
        ("a.txt", b"Un texte, sans table."),
        ("a.csv", b"\x00\x01" * 50),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(coordinator, name, data):
    with pytest.raises(Refused):
        open_batch(Spreadsheet(name, data, make.group()), by=coordinator)


def test_passwords_in_a_sheet_are_masked(coordinator):
    rows = ((*HEADER, "Présentation"), (*ROW, "mot de passe : Xk42!bruyere"))
    batch = imported(sheet(*rows), coordinator)
    assert "bruyere" not in batch.text + batch.document.text + Claim.objects.get(name="description").label
    assert batch.document.has_secret


def test_a_sheet_is_opened_in_a_child(monkeypatch, coordinator):
    monkeypatch.undo()
    batch = open_batch(sheet(HEADER, ROW), by=coordinator)
    assert batch.format == "csv" and len(batch.blocks) == 2
