"""A letter says who answers it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_initial")]

    operations = [
        migrations.AddField(
            "letter",
            "answers_name",
            models.CharField("who answers it", max_length=120, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "letter",
            "answers_address",
            models.EmailField("their direct line", max_length=254, blank=True, default=""),
            preserve_default=False,
        ),
    ]
