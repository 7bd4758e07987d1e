from django.db import migrations, models
from django.db.models import F


def tell_journeys(apps, schema_editor):
    """What one origin of a feature's wrote so far is one journey each (`recount_ledger` then counts it once)."""
    written = apps.get_model("ledger", "Movement").objects
    written.exclude(origin__startswith="register/").update(journey=F("origin"))
    written.filter(origin__startswith="visit/").update(teller="visits")  # one teller of all: two visits of a month are two


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_ledger")]

    operations = [
        migrations.AddField(model_name="movement", name="journey", field=models.CharField(blank=True, max_length=120)),
        migrations.AddField(model_name="posting", name="apart", field=models.JSONField(default=list)),
        migrations.RunPython(tell_journeys, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="movement",
            index=models.Index(
                condition=models.Q(("journey", ""), _negated=True), fields=["journey", "measure"], name="movements_of_journey"
            ),
        ),
    ]
