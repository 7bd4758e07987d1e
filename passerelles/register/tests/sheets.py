"""Spreadsheets of tests, and how they are taken through an import."""

import csv
import io
from pathlib import Path

from passerelles.register.actions import import_batch, name_columns, name_names, open_batch
from passerelles.register.actions.importing import Spreadsheet, plan_of
from passerelles.register.importing.comparing import compare
from tests import make

DEMO = Path(__file__).parents[3] / "demo" / "documents"


def sheet(*rows, name="register.csv", visibility="public", **values):
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows(rows)
    return Spreadsheet(name, written.getvalue().encode(), make.group(), visibility, **values)


def demo(name, visibility="public"):
    return Spreadsheet(name, (DEMO / name).read_bytes(), make.group(), visibility)


def mapped(brought, by, **choices):
    batch = open_batch(brought, by=by)
    name_columns(batch, batch.mapping, by=by)
    if choices:
        name_names(batch, {name.id: choices[name.named.text] for name in plan_of(batch).names if name.named.text in choices}, by=by)
    return batch


def imported(brought, by, **choices):
    return import_batch(mapped(brought, by, **choices), by=by)


def diff_of(batch):
    return compare(plan_of(batch))


HEADER = ("Collectivité", "Partenaire", "Nature", "Depuis", "Domaines")
ROW = ("Saint-Étienne", "Xuzhou", "Jumelage", "1984", "culture, sport")
