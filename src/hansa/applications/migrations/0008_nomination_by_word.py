"""The office's list by the city's word is answered from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0007_passport_marks")]

    operations = [
        migrations.AddIndex(
            model_name="nomination",
            index=models.Index(fields=["state", "application"], name="nomination_by_word"),
        ),
    ]
