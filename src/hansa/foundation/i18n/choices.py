"""Choices said in the reader's language, at the price of one word."""

from typing import Any

from django.db import models


class SaidChoices(models.Model):
    """A model whose ``get_…_display()`` translates the one label it returns.

    Django's own compares by hash and so translates every label of the field, for every row of a list.
    """

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: Any) -> str:  # noqa: N802  # Django's name
        value = getattr(self, field.attname)
        return next((str(label) for known, label in field.flatchoices if known == value), value)
