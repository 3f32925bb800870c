"""The portal's pages are looked at on the tests' own day, whatever day the machine has."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from hansa.foundation import clock
from hansa.portal.selectors import board


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Iterator[None]:
    """Set the pages' clock, and let nothing be kept from one test to the next."""
    monkeypatch.setattr(clock, "now", lambda: now)
    board.forget()
    yield
    board.forget()
