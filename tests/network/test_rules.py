from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.network import rules


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "is_open", "changes"),
    [
        ("2026-11-20T00:59:59", False, "2026-11-20 09:00"),  # Friday 08:59:59 in Shanghai
        ("2026-11-20T01:00:00", True, "2026-11-20 18:00"),
        ("2026-11-20T09:59:59", True, "2026-11-20 18:00"),
        ("2026-11-20T10:00:00", False, "2026-11-23 09:00"),  # Friday evening: Monday
        ("2026-11-21T03:00:00", False, "2026-11-23 09:00"),
        ("2026-11-23T16:30:00", False, "2026-11-24 09:00"),  # 00:30 on Tuesday there
    ],
)
def test_office_hours_by_its_own_clock(now, is_open, changes):
    hours = rules.hours_at("Asia/Shanghai", 9, 18, at(now))
    assert hours.is_open is is_open
    assert f"{hours.changes_at:%Y-%m-%d %H:%M}" == changes


def test_office_hours_until_midnight():
    hours = rules.hours_at("Asia/Seoul", 9, 24, at("2026-11-20T14:30:00"))
    assert hours.is_open
    assert f"{hours.changes_at:%a %H:%M}" == "Sat 00:00"


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Asia/Seoul", "America/Guayaquil", "Africa/Lagos", "Europe/Istanbul", "Asia/Dubai"]),
)
def test_next_change_of_an_office_lies_ahead(now, zone):
    assert rules.hours_at(zone, 9, 18, now).changes_at > now


@pytest.mark.parametrize(
    ("name", "folded"),
    [("Córdoba", "cordoba"), (" SEOUL ", "seoul"), ("서울", rules.folded("서울")), ("Straße", "strasse")],
)
def test_names_are_folded_for_search(name, folded):
    assert rules.folded(name) == folded
