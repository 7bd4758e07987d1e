"""Authorities of places that French calls otherwise get that name; then `manage.py project --all` titles their entries anew."""

from django.db import migrations

NAMES = {  # as they were in passerelles/reading/data/fr-cn/names.tsv
    "CN/province/110000": ("Beijing", "Pékin"),
    "CN/province/150000": ("Inner Mongolia", "Mongolie-Intérieure"),
    "CN/province/710000": ("Taiwan", "Taïwan"),
    "CN/prefecture/320100": ("Nanjing", "Nankin"),
    "CN/prefecture/440100": ("Guangzhou", "Canton"),
    "CN/prefecture/540100": ("Lhasa", "Lhassa"),
    "CN/prefecture/650100": ("Ürümqi", "Ouroumtsi"),
    "CN/prefecture/653100": ("Kashgar", "Kachgar"),
}


def rename(apps, to, instead_of):
    for organisation in apps.get_model("people", "Organisation").objects.filter(key__in=NAMES):
        names = NAMES[organisation.key]
        if organisation.name.get("fr") == names[instead_of]:
            organisation.name = {**organisation.name, "fr": names[to]}
            organisation.save(update_fields=["name"])


def to_french(apps, schema_editor):
    rename(apps, 1, 0)


def back(apps, schema_editor):
    rename(apps, 0, 1)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_failed_sign_in")]
    operations = [migrations.RunPython(to_french, back)]
