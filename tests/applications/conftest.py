"""Tests write rows without an act on record, so nothing may be kept from one to the next."""

from collections.abc import Iterator

import pytest

from hansa.foundation.audit import watched


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    watched.forget_all()
    yield
    watched.forget_all()
