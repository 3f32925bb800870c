"""Whatever points at a person is in somebody's share of a merge: what nobody names would stay with an account that is gone."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import UUIDField

from hansa.foundation.merging import columns_covered, shares


def columns_of_people() -> set[str]:
    """Return every column of the database that names a person, by key or by uid, as ``app.Model.field``."""
    person = get_user_model()
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            by_key = field.remote_field is not None and field.related_model is person
            by_uid = isinstance(field, UUIDField) and field.name.endswith("owner_uid")
            if by_key or by_uid:
                found.add(f"{model._meta.label}.{field.name}")
    return found


def test_every_column_that_names_a_person_is_in_a_share():
    assert columns_of_people() - columns_covered() == set(), "name it in its app's register_merge"


def test_no_share_names_what_is_not_there():
    assert columns_covered() - columns_of_people() == set()


def test_no_column_is_in_two_shares():
    named = [column for share in shares() for column in share.columns]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("column", sorted(columns_covered()))
def test_a_share_is_of_its_own_app(column):
    share = next(share for share in shares() if column in share.columns)
    library = {"account": "accounts", "mfa": "accounts", "usersessions": "accounts"}
    own = column.partition(".")[0]
    assert library.get(own, own) == share.name
