from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0005_lists_by_covering_index")]

    operations = [migrations.AddField("campaignmail", "taken_at", models.DateTimeField(blank=True, null=True))]
