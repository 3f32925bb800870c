from datetime import date

from hansa.portal.rules.gables import houses
from hansa.portal.rules.ribbon import Step, ribbon

STEPS = [
    Step("opens", date(2017, 9, 11)),
    Step("closes", date(2017, 10, 13)),
    Step("interviews", date(2017, 10, 16), date(2017, 10, 20)),
    Step("runs", date(2017, 11, 20), date(2017, 11, 23)),
]


def states(today: date) -> list[str]:
    return [stop.state for stop in ribbon(STEPS, today)]


def test_ribbon_before_the_call_has_everything_to_come() -> None:
    assert states(date(2017, 9, 1)) == ["to_come"] * 4


def test_ribbon_while_the_call_is_open_stands_at_its_opening() -> None:
    stops = ribbon(STEPS, date(2017, 9, 27))
    assert [stop.state for stop in stops] == ["now", "to_come", "to_come", "to_come"]
    assert stops[0].tenths == 50


def test_ribbon_between_two_steps_stands_at_the_last_one_begun() -> None:
    assert states(date(2017, 10, 14)) == ["was", "now", "to_come", "to_come"]


def test_ribbon_after_the_end_is_all_past() -> None:
    assert states(date(2017, 12, 1)) == ["was"] * 4


def test_ribbon_puts_unknown_days_last() -> None:
    stops = ribbon([Step("runs", None), Step("opens", date(2017, 9, 11))], date(2017, 9, 12))
    assert [stop.key for stop in stops] == ["opens", "runs"]
    assert stops[1].state == "to_come"


def test_windows_are_lit_only_where_the_office_is_open() -> None:
    shut, lit = houses((False, True))
    assert shut.lit == ""
    assert lit.lit.startswith("M")
    assert lit.dark


def test_houses_fill_the_quay_without_overlap() -> None:
    row = houses((False,) * 7)
    starts = [float(house.wall[1:].split()[0]) for house in row]
    assert starts == sorted(starts)
    assert starts[-1] < 1216


def test_no_office_no_picture() -> None:
    assert houses(()) == ()
