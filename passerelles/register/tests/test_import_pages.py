"""The pages of an import: columns, names, the diff; its list; its template, which is understood when it comes back."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from passerelles.library.models import Document
from passerelles.register.actions import import_batch, open_batch
from passerelles.register.importing.columns import KINDS
from passerelles.register.importing.templates import safe
from passerelles.register.models import Batch, Entry
from passerelles.register.tests.sheets import DEMO, HEADER, ROW, mapped, sheet
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sheets_in_this_process")]

# Pages


def test_a_register_is_imported_and_undone_by_hand(coordinator, signed_in):
    browser = signed_in(coordinator)
    assert browser.get(reverse("imports")).status_code == 200
    file = SimpleUploadedFile("registre.xlsx", (DEMO / "registre-2026.xlsx").read_bytes())
    answer = browser.post(reverse("imports"), {"file": file, "group": make.group().pk, "visibility": "public", "published": "2026-01"})
    assert answer.status_code == 302, answer.context["form"].errors
    batch = Batch.objects.get()
    assert answer.url == reverse("import_columns", args=[batch.pk])
    page = browser.get(answer.url)
    form = {name: field.initial or "" for name, field in page.context["form"].fields.items()}
    answer = browser.post(answer.url, form)
    assert answer.url == reverse("import_names", args=[batch.pk]) and "Toulouse" in browser.get(answer.url).text
    answer = browser.post(answer.url, {})
    assert "Toulouse – Chongqing" in browser.get(answer.url).text
    assert browser.get(answer.url + "?show=refused").status_code == 200
    assert "Montrer toutes les lignes" in browser.get(answer.url + "?show=nothing").text
    browser.post(reverse("import_act", args=[batch.pk, "import"]))
    assert Entry.objects.public().count() == 16 and Document.objects.get().published == "2026-01"
    assert browser.get(answer.url).status_code == 200
    browser.post(reverse("import_act", args=[batch.pk, "undo"]))
    assert not Entry.objects.public().exists() and browser.get(answer.url).status_code == 200
    assert browser.get(reverse("imports")).status_code == 200


@pytest.mark.parametrize(
    "changed, told",
    [
        ({"column-1-1": ""}, "Partner authority"),
        ({"column-1-2": "partner"}, "two columns"),
        ({"column-1-2": "place"}, "have no"),
        ({"kind-1": ""}, "left out"),
    ],
)
def test_columns_that_cannot_be_are_told(coordinator, signed_in, changed, told):
    batch = open_batch(sheet(HEADER, ROW), by=coordinator)
    address = f"/en/imports/{batch.pk}/columns/"
    form = {"kind-1": "partnership", **{f"column-1-{number}": name for number, name in batch.mapping["1"]["columns"].items()}, **changed}
    assert told in signed_in(coordinator).post(address, form).text


def test_a_batch_is_forgotten_before_it_is_imported_only(coordinator, signed_in):
    batch = mapped(sheet(HEADER, ROW), coordinator)
    import_batch(batch, by=coordinator)
    browser = signed_in(coordinator)
    browser.post(reverse("import_act", args=[batch.pk, "drop"]))
    assert Batch.objects.exists()
    other = mapped(sheet(HEADER, ROW[::-1], name="b.csv"), coordinator)
    browser.post(reverse("import_act", args=[other.pk, "drop"]))
    assert Batch.objects.count() == 1


def test_pages_are_the_groups_coordinators(officer, coordinator, signed_in):
    batch = mapped(sheet(HEADER, ROW), coordinator)
    other = make.coordinator(make.group("viet-nam"))
    for page in ("import_columns", "import_names", "import_check"):
        assert signed_in(officer).get(reverse(page, args=[batch.pk])).status_code == 403
        assert signed_in(other).get(reverse(page, args=[batch.pk])).status_code == 404
    assert signed_in(other).post(reverse("import_act", args=[batch.pk, "import"])).status_code == 404


QUERIES = 8


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_imports_costs_the_same(coordinator, signed_in, django_assert_num_queries, count):
    for number in range(count):
        mapped(sheet(HEADER, ROW, name=f"{number}.csv", published=str(2000 + number)), coordinator)
    browser = signed_in(coordinator)
    with django_assert_num_queries(QUERIES):
        browser.get(reverse("imports"))


# The template


@pytest.mark.parametrize("language, told", [("fr", ""), ("zh-hans", ""), ("en", "Home authority")])
@pytest.mark.parametrize("kind", ["partnership", "project", "office", "practice"])
def test_the_template_is_understood_when_it_comes_back(coordinator, signed_in, language, told, kind):
    answer = signed_in(coordinator).get(f"/{language}/imports/template.csv?kind={kind}")
    assert answer.content.startswith(b"\xef\xbb\xbf") and told in answer.text
    header = next(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    cells = {"home": "Nantes", "partner": "Xuzhou", "place": "Xuzhou", "name": "Parc"}
    columns = [column for column in KINDS[kind][1] if column.name != "period"]
    row = [cells.get(column.name, "") for column in columns]
    batch = open_batch(sheet(header, row), by=coordinator)
    said = batch.mapping["1"]
    assert said["kind"] == kind
    needed = {str(number): column.name for number, column in enumerate(columns) if column.is_needed}
    assert needed.items() <= said["columns"].items()


def test_the_workbook_holds_no_formula(coordinator, signed_in):
    answer = signed_in(coordinator).get(reverse("import_template", args=["xlsx"]))
    book = load_workbook(io.BytesIO(answer.content))
    assert len(book.worksheets) == 5
    assert all(cell.data_type != "f" for page in book for row in page for cell in row)


@pytest.mark.parametrize("words", ["=1", "+1", "-1", "@x", "\tx"])
def test_cells_are_made_safe(words):
    assert safe(words) == "'" + words and safe("Nantes") == "Nantes"
