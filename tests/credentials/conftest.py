"""People, achievements and certificates of the tests."""

import pytest
from tests.factories.credentials import achievement, issued


@pytest.fixture(autouse=True)
def _demonstration(settings):
    """Tests run as the demonstration does: its signatories are specimens."""
    settings.HANSA_DEMONSTRATION = True
    settings.HANSA_BASE_URL = "http://localhost:8000"
    settings.HANSA_KEY_SECRET = "a secret that is used in tests and nowhere else"


@pytest.fixture
def holder(person_with):
    """Somebody with a name that is not plain ASCII, who reads Korean."""
    return person_with(name="Zoë Đặng-O'Connor", email="zoe@example.org", language="ko")


@pytest.fixture
def earned(holder, now):
    """A certificate that two have signed."""
    return issued(holder, now=now)


@pytest.fixture
def earned_alone(holder, now):
    """A certificate that needs one signature."""
    row = achievement("wego/champions-2025:course", now=now, signatories=["secretary-general"], kind="course")
    return issued(holder, now=now, achievement_key=row.key)
