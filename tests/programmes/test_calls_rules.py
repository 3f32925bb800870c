from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.programmes.enums import CallState
from hansa.programmes.rules import calls

OPENS = datetime(2017, 9, 15, 0, 0, tzinfo=UTC)
CLOSES = datetime(2017, 10, 13, 14, 59, tzinfo=UTC)  # 23:59 in Seoul
moments = st.datetimes(
    min_value=datetime(2017, 9, 1), max_value=datetime(2017, 11, 1), timezones=st.just(UTC)
)


@pytest.mark.parametrize(
    ("moment", "taken"),
    [
        (OPENS - timedelta(microseconds=1), False),
        (OPENS, True),
        (CLOSES, True),
        (CLOSES + timedelta(microseconds=999_999), True),
        (CLOSES + timedelta(seconds=1), False),
    ],
)
def test_call_takes_applications_to_the_second(moment, taken):
    assert calls.accepts("open", OPENS, CLOSES, moment) is taken
    # The scheduler may be late: a call that is only announced is open on its hour all the same.
    assert calls.accepts("published", OPENS, CLOSES, moment) is taken


@pytest.mark.parametrize("state", ["draft", "approved", "paused", "closed", "screening", "cancelled"])
def test_call_that_is_not_open_takes_nothing(state):
    assert not calls.accepts(state, OPENS, CLOSES, OPENS + timedelta(days=1))


def test_announced_call_without_an_hour_takes_nothing():
    assert not calls.accepts("published", None, None, OPENS)
    assert calls.accepts("open", None, None, OPENS)


@given(moments)
def test_call_is_told_open_exactly_while_it_takes_applications(moment):
    assert (calls.state_at("published", OPENS, CLOSES, moment) == CallState.OPEN) == calls.accepts(
        "published", OPENS, CLOSES, moment
    )


@given(moments, st.sampled_from(["published", "open", "paused", "closed", "review"]))
def test_moves_the_clock_owes_lead_to_where_the_call_stands(moment, state):
    reached = state
    for act in calls.due_moves(state, OPENS, CLOSES, moment):
        reached = calls.state_after(reached, act)
    assert reached == calls.state_at(state, OPENS, CLOSES, moment)
    assert calls.due_moves(reached, OPENS, CLOSES, moment) == []


@given(st.sampled_from(CallState), st.sampled_from(calls.ACTS))
def test_move_outside_the_table_is_refused(state, act):
    if act in calls.acts_from(state):
        assert calls.state_after(state, act) == calls.move(act).to
    else:
        with pytest.raises(calls.MoveRefused):
            calls.state_after(state, act)


def test_every_state_but_the_last_leads_somewhere_and_can_be_reached():
    assert {state for state in CallState if not calls.acts_from(state)} == calls.ENDED
    assert {row.to for row in calls.MOVES} == set(CallState) - {CallState.DRAFT}


def test_the_main_road_leads_from_draft_to_archive():
    state = "draft"
    for act in (
        "approve", "publish", "open", "pause", "resume", "close", "start_screening", "start_review",
        "start_interviews", "start_selection", "seal", "release", "confirm_cohort", "complete", "archive",
    ):  # fmt: skip
        state = calls.state_after(state, act)
    assert state == CallState.ARCHIVED


def test_unknown_act_is_refused():
    with pytest.raises(calls.MoveRefused):
        calls.state_after("open", "sing")


@pytest.mark.parametrize(
    ("state", "until", "code"),
    [
        ("open", CLOSES, "not_later"),
        ("open", CLOSES - timedelta(days=1), "not_later"),
        ("closed", CLOSES + timedelta(hours=1), "in_the_past"),
    ],
)
def test_extension_that_does_not_extend_is_refused(state, until, code):
    with pytest.raises(calls.DateRefused) as refused:
        calls.check_extension(state, CLOSES, until, CLOSES + timedelta(hours=2))
    assert refused.value.code == code


@pytest.mark.parametrize("state", ["screening", "review", "draft", "archived"])
def test_extension_once_screening_began_is_refused(state):
    with pytest.raises(calls.MoveRefused):
        calls.check_extension(state, CLOSES, CLOSES + timedelta(days=9), CLOSES)


def test_call_that_closed_by_its_date_is_not_closed_early():
    with pytest.raises(calls.DateRefused):
        calls.check_early_close("open", CLOSES, CLOSES)
    with pytest.raises(calls.MoveRefused):
        calls.check_early_close("closed", CLOSES, CLOSES - timedelta(days=1))


DAYS = {
    "closes_on": date(2026, 12, 13),
    "interviews_open": date(2026, 12, 16),
    "interviews_close": date(2026, 12, 20),
    "decisions_on": None,
    "starts_on": date(2027, 1, 20),
    "ends_on": date(2027, 1, 23),
}
TODAY = date(2026, 12, 1)


def test_days_brought_forward_together_keep_their_order():
    calls.check_bringing_forward(
        DAYS, {"interviews_open": date(2026, 12, 14), "interviews_close": date(2026, 12, 14)}, TODAY
    )


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ({"interviews_open": date(2026, 12, 16)}, "not_earlier"),
        ({"interviews_open": date(2026, 12, 17)}, "not_earlier"),
        ({"interviews_open": date(2026, 12, 12)}, "out_of_order"),
        ({"interviews_open": date(2026, 11, 30)}, "in_the_past"),
        ({"starts_on": date(2026, 12, 19)}, "out_of_order"),
        ({"decisions_on": date(2026, 12, 19)}, "no_date"),
        ({"closes_on": date(2026, 12, 2)}, "no_date"),
        ({"lunch": date(2026, 12, 2)}, "no_date"),
    ],
)
def test_day_that_does_not_fit_is_refused(to, code):
    with pytest.raises(calls.DateRefused) as refused:
        calls.check_bringing_forward(DAYS, to, TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [
        (-1, 5, "opens"),
        (0, None, "opens"),
        (1, 5, ""),
        (None, 5, ""),
        (None, None, ""),
        (-5, -1, "over"),
        (None, -1, "over"),
        (5, 1, "reversed"),
        (-1, -5, "reversed"),
    ],
)
def test_publishing_says_what_the_call_does_at_once(opens, closes, said):
    day = datetime(2026, 11, 20, 3, tzinfo=UTC)
    moved = (None if by is None else day + timedelta(days=by) for by in (opens, closes))
    assert calls.at_publishing(*moved, day) == said
