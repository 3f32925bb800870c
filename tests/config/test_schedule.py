from datetime import UTC, datetime, timedelta

from django.core.management import get_commands

from hansa.config.schedule import SCHEDULE, Entry, Record, due

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
NIGHTLY = Entry(("sweep_files",), timedelta(days=1))
OFTEN = Entry(("turn_calls",), timedelta(minutes=1))


def test_what_has_never_run_is_due_at_once():
    assert due([NIGHTLY, OFTEN], {}, NOW) == [NIGHTLY, OFTEN]


def test_what_ran_is_due_again_after_its_interval():
    last = {"sweep_files": NOW - timedelta(hours=23), "turn_calls": NOW - timedelta(minutes=1)}
    assert due([NIGHTLY, OFTEN], last, NOW) == [OFTEN]


def test_a_record_survives_a_restart(tmp_path):
    Record(tmp_path / "schedule.json").note(NIGHTLY, NOW)
    Record(tmp_path / "schedule.json").note(OFTEN, NOW)
    assert Record(tmp_path / "schedule.json").read() == {"sweep_files": NOW, "turn_calls": NOW}


def test_an_unreadable_record_counts_as_empty(tmp_path):
    (tmp_path / "schedule.json").write_text("{half a")
    assert Record(tmp_path / "schedule.json").read() == {}
    (tmp_path / "schedule.json").write_text("[1]")
    assert Record(tmp_path / "schedule.json").read() == {}


def test_every_command_of_the_schedule_is_there():
    assert {entry.command[0] for entry in SCHEDULE} <= set(get_commands())
