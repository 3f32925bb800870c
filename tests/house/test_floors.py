"""Foreign keys point down, whatever import-linter cannot see: they are strings."""

from configparser import ConfigParser
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field

ROOT = Path(__file__).resolve().parents[2]


def floors() -> dict[str, int]:
    """Return the floor of each package, the foundation's being 0, as the contract has it."""
    contract = ConfigParser()
    contract.read(ROOT / ".importlinter")
    rows = contract["importlinter:contract:storeys"]["layers"].strip().splitlines()
    return {name.strip(" ()"): height for height, row in enumerate(reversed(rows)) for name in row.split("|")}


def own_models() -> list:
    """Return the models of the product itself."""
    return [model for model in apps.get_models() if model.__module__.startswith("hansa.")]


def package_of(model: type) -> str:
    """Return the app's package: ``network`` of ``hansa.network.models``."""
    return model.__module__.split(".")[1]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model):
    heights = floors()
    here = heights[package_of(model)]
    for field in model._meta.get_fields():
        if not isinstance(field, Field) or not field.is_relation or field.related_model is None:
            continue
        other = field.related_model
        if not other.__module__.startswith("hansa."):
            continue
        # The user model is named by a setting, so that Django's own tables may point at it too.
        same = package_of(other) == package_of(model)
        assert same or heights[package_of(other)] < here, (
            f"{field} points at {other._meta.label}, above or beside it"
        )


def test_every_app_stands_on_a_floor():
    assert {package_of(model) for model in own_models()} <= set(floors())
