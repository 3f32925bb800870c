from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from hansa.foundation.ui import dates


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "20–23 November 2017"),
        ("fr", "20–23 novembre 2017"),
        ("de", "20.–23. November 2017"),
        ("it", "20–23 novembre 2017"),
        ("ko", "2017년 11월 20일~23일"),
        ("zh-hans", "2017年11月20日至23日"),
    ],
)
def test_span_within_a_month_says_nothing_twice(language: str, written: str) -> None:
    with translation.override(language):
        assert dates.days(date(2017, 11, 20), date(2017, 11, 23)) == written


def test_span_over_the_turn_of_a_year_names_both_years() -> None:
    with translation.override("en"):
        written = dates.days(date(2017, 11, 27), date(2018, 1, 1))
    # CLDR puts thin spaces round the dash.
    assert written.replace("\N{THIN SPACE}", " ") == "27 November 2017 – 1 January 2018"


def test_span_of_one_day_is_a_day() -> None:
    with translation.override("en"):
        assert dates.days(date(2017, 11, 20), date(2017, 11, 20)) == "20 November 2017"


def test_instant_is_told_by_the_named_clock() -> None:
    with translation.override("en"):
        assert (
            dates.instant(datetime(2017, 10, 13, 14, 59, tzinfo=UTC), "Asia/Seoul")
            == "13 October 2017, 23:59"
        )


def test_city_of_a_zone_follows_the_language() -> None:
    with translation.override("ko"):
        assert dates.city_of("Asia/Seoul") == "서울"
