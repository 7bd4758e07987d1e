"""Words of texts correct typing errors as those of titles do: what keeps them is no longer called by titles. `index --all` keeps them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("common", "0002_statistics_of_words")]

    operations = [migrations.RenameModel("TitleWord", "KeptWord")]
