"""A password in the name of an imported spreadsheet reaches nothing that anybody reads, as in a document's name."""

import pytest
from django.apps import apps
from django.core import serializers

from passerelles.common.refusing import Refused
from passerelles.register.actions import import_batch, name_columns, open_batch
from passerelles.register.actions.importing import Spreadsheet
from passerelles.register.models import Batch
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sheets_in_this_process")]
SECRET = "Tr0ub4dor&3"
SHEET = "Collectivité;Partenaire;Nature;Depuis\nSaint-Étienne;Xuzhou;Jumelage;1984\n"


def everything_kept():
    tables = [model for model in apps.get_models() if model._meta.app_label in ("library", "register")]
    return "\n".join(serializers.serialize("json", model.objects.all(), ensure_ascii=False) for model in tables)


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        (f"registre mot de passe {SECRET}.csv", SHEET, "registre mot de passe •••••••••••.csv"),
        (f"{SECRET}.csv", f"{SHEET}Lyon;Canton;Mot de passe : {SECRET};1988\n", "•••••••••••.csv"),  # secret in the text
        ("registre.csv", SHEET, "registre.csv"),
    ],
)
def test_a_password_in_the_name_of_a_spreadsheet_is_masked(coordinator, name, text, shown):
    batch = open_batch(Spreadsheet(name, text.encode(), make.group()), by=coordinator)
    assert batch.name == shown
    name_columns(batch, batch.mapping, by=coordinator)
    document = import_batch(batch, by=coordinator).document
    assert (document.name, document.title) == (shown, shown) and SECRET not in everything_kept()


@pytest.mark.parametrize("data", [b"", b"\x00\x01" * 50])
def test_what_is_refused_repeats_no_password(coordinator, data):
    with pytest.raises(Refused) as refused:
        open_batch(Spreadsheet(f"mot de passe {SECRET}.csv", data, make.group()), by=coordinator)
    assert SECRET not in str(refused.value) and not Batch.objects.exists()
