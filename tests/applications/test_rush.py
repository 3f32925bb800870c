"""Fifty at once: the database keeps the city's quota, whoever asks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def rush(tmp_path_factory: pytest.TempPathFactory) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "tests.applications.rush", str(tmp_path_factory.mktemp("rush"))],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_fifty_endorsements_at_once_fill_exactly_two_slots(rush):
    assert rush["endorsements"] == {"endorsed": 2, "full": 48}
    assert rush["slots"] == 2


def test_double_submissions_at_once_number_each_application_once(rush):
    assert rush["submissions"] == {"sent": 20}
    assert [number.rpartition("-")[2] for number in rush["numbers"]] == [f"{n:04d}" for n in range(1, 11)]


def test_a_button_tapped_again_while_the_first_is_under_way_acts_once(rush):
    for button, told in rush["taps"].items():
        assert told["met"] == {"calm": 4}, button
        assert told["acts"] == 1, button
        assert told["letters"] <= 1, button


def test_of_two_merges_that_cross_one_is_done_and_nothing_is_lost(rush):
    assert rush["crossings"] == {"met": {"merged": 6, "over": 6}, "applications": [2] * 6}


def test_an_account_that_is_merged_while_it_sends_loses_nothing(rush):
    assert rush["sending"]["met"] == {"merged": 6, "answered": 6}
    assert rush["sending"] | {"met": None} == {
        "met": None,
        "holders": True,
        "states": [],
        "numbers": True,
        "left": 0,
    }


def test_an_act_that_is_killed_half_way_has_not_happened_and_can_be_done_again(rush):
    told = rush["killed"]
    assert told["ended"] == [-9] * 6
    assert told["upload"]
    assert told["sending"] == ["draft", "", 0]
    assert told["sent"][0] == "submitted"
    assert told["sent"][1].endswith("-0001")
    assert told["sent"][2] == 1
    assert told["half"] == [True] * 4
    assert told["released"]


def test_a_list_whose_computing_is_killed_is_taken_up_and_the_same(rush):
    assert rush["killed"]["list"] == {
        "ended": [-9, -9],
        "left": ["computing", {}, 0],
        "again": [1, 0],
        "state": "computed",
        "same": True,
        "decided": 3,
        "lists": 2,
    }
