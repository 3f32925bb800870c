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


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 22), "22 Nov"),
        (date(2027, 1, 17), "17 Jan"),
        (date(2027, 10, 21), "21 Oct"),
        (date(2027, 10, 22), "22 Oct 2027"),
        (date(2028, 1, 17), "17 Jan 2028"),
        (date(2026, 11, 21), "21 Nov 2026"),
    ],
)
def test_short_day_that_is_not_near_names_its_year(day: date, written: str) -> None:
    with translation.override("en"):
        assert dates.day(day, short=True, since=date(2026, 11, 22)) == written


def test_instant_is_told_by_the_named_clock() -> None:
    with translation.override("en"):
        assert (
            dates.instant(datetime(2017, 10, 13, 14, 59, tzinfo=UTC), "Asia/Seoul")
            == "13 October 2017, 23:59"
        )


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Send it by 4 December 2026, 23:59 in Seoul.", "Send it by 4_December 2026, 23:59 in Seoul."),
        ("Bis 4. Dezember 2026, 23:59", "Bis 4._Dezember 2026, 23:59"),
        ("2026년 12월 4일, 23:59까지", "2026년 12월_4일, 23:59까지"),
        ("قبل 4 ديسمبر 2026", "قبل 4_ديسمبر 2026"),
    ],
)
def test_day_and_month_stay_on_one_line_of_a_heading(sentence: str, kept: str) -> None:
    assert dates.unparted(sentence) == kept.replace("_", "\N{NO-BREAK SPACE}")


def test_city_of_a_zone_follows_the_language() -> None:
    with translation.override("ko"):
        assert dates.city_of("Asia/Seoul") == "서울"
