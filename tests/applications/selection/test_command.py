"""``hansa selection``: exit codes, one line for everything wrong, and nothing written then."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hansa.config.cli import main
from tests.applications.selection.test_files import APPLICANTS, said

EXAMPLES = Path(__file__).parents[2] / "data" / "selection"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with two good files, in which the command is called."""
    (tmp_path / "rules.json").write_bytes(said())
    (tmp_path / "applicants.csv").write_text(APPLICANTS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def solve(*more: str, rules="rules.json", applicants="applicants.csv", out="result.json") -> int:
    """Call the command in this process."""
    files = ["--rules", str(rules), "--applicants", str(applicants), "--out", str(out)]
    return main(["selection", "solve", *files, *more])


@pytest.mark.parametrize("name", ["n100_k24_c60_base_s91", "n100_k24_c60_ties_s92"])
def test_published_examples_are_answered_by_the_command_alone(tmp_path, name):
    example, out = EXAMPLES / name, tmp_path / "result.json"
    files = ["--rules", example / "rules.json", "--applicants", example / "applicants.csv", "--out", out]
    command = [sys.executable, "-m", "hansa.config.cli", "selection", "solve", *map(str, files)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    answer, expected = json.loads(out.read_text()), json.loads((example / "answer.json").read_text())
    assert {key: answer[key] for key in ("status", "value", "selected")} == {
        key: expected[key] for key in ("status", "value", "selected")
    }
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("name", ["n100_k24_c60_base_s91", "n100_k24_c60_ties_s92"])
def test_published_examples_are_explained_by_the_command(folder, name):
    example = EXAMPLES / name
    assert solve("--explain", rules=example / "rules.json", applicants=example / "applicants.csv") == 0
    answer = json.loads((folder / "result.json").read_text())
    expected = json.loads((example / "answer.json").read_text())
    assert answer["explanations"] == expected["explanations"]
    assert {"k", "city_max", "region"} < {rule["attr"] for rule in answer["rules"]}
    assert all(set(rule) == {"attr", "value", "side", "at", "price"} for rule in answer["rules"])


def draw(*more: str) -> int:
    """Call the lottery in this process."""
    files = ["--rules", "rules.json", "--applicants", "applicants.csv", "--out", "result.json"]
    return main(["selection", "lottery", *files, *more])


def test_lottery_is_drawn_with_exit_0_and_the_same_for_the_same_seed(folder):
    (folder / "rules.json").write_bytes(said(forced_in=[], ranges={}))
    assert draw("--seed", "Seoul") == 0
    answer = json.loads((folder / "result.json").read_text())
    assert answer["probabilities"] == pytest.approx({"A1": 2 / 3, "A2": 2 / 3, "A3": 2 / 3})
    assert sum(part["weight"] for part in answer["portfolio"]) == pytest.approx(1)
    assert answer["drawn"] in [part["cohort"] for part in answer["portfolio"]]
    first = (folder / "result.json").read_bytes()
    assert draw("--seed", "Seoul") == 0
    assert (folder / "result.json").read_bytes() == first


def test_lottery_without_a_cohort_says_why_with_exit_3_and_out_of_time_with_4(folder):
    assert draw("--time-limit", "0") == 4
    (folder / "rules.json").write_bytes(said(forced_in=[], ranges={"region": {"x": [0, 0]}}))
    assert draw() == 3
    answer = json.loads((folder / "result.json").read_text())
    assert answer["conflict"] == [{"attr": "region", "value": "x", "side": "max", "at": 0}]
    (folder / "rules.json").write_text("")
    assert draw() == 2


def test_proven_cohort_is_written_with_exit_0(folder, capsys):
    assert solve() == 0
    answer = json.loads((folder / "result.json").read_text())
    assert answer.pop("seconds") >= 0
    assert answer == {"status": "optimal", "value": -2, "selected": ["A2", "A1"]}
    assert capsys.readouterr().out.count("\n") == 1


def test_rules_that_leave_no_cohort_are_written_with_exit_3(folder):
    (folder / "rules.json").write_bytes(said(forced_in=[], ranges={"region": {"x": [0, 0]}}))
    assert solve() == 3
    answer = json.loads((folder / "result.json").read_text())
    assert answer["status"] == "infeasible"
    assert answer["conflict"] == [{"attr": "region", "value": "x", "side": "max", "at": 0}]
    assert answer["repair"] == [{"attr": "region", "value": "x", "side": "max", "from": 0, "to": 1}]
    assert "selected" not in answer


def test_time_that_runs_out_is_written_with_exit_4_or_as_not_proven(folder):
    example = EXAMPLES / "n100_k24_c60_base_s91"
    files = {"rules": example / "rules.json", "applicants": example / "applicants.csv"}
    code = solve("--time-limit", "0", **files)
    answer = json.loads((folder / "result.json").read_text())
    assert (code, answer["status"]) in {(4, "unknown"), (0, "feasible")}
    assert "bound" in answer


def refused(capsys, *words: str) -> None:
    """What a refusal looks like: one line that names the file, nothing else."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("hansa: ")
    assert err.count("\n") == 1
    for word in words:
        assert word in err


@pytest.mark.parametrize("which", ["rules", "applicants"])
@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "endless", "zeros", "empty", "strange name"])
def test_what_is_no_file_is_refused_in_one_line(folder, capsys, which, kind):
    path = folder / "given"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "endless":
        path = Path("/dev/zero")
    elif kind == "zeros":
        path.write_bytes(b"\0" * (10 << 20))
    elif kind == "empty":
        path.touch()
    elif kind == "strange name":
        path = folder / ("n" * 300)
    assert solve(**{which: path}) == 2
    refused(capsys, path.name)
    assert not (folder / "result.json").exists()


def test_file_with_a_fault_is_refused_with_file_line_and_field(folder, capsys):
    (folder / "applicants.csv").write_text(APPLICANTS.replace("5,2", "5.5,2"))
    assert solve() == 2
    refused(capsys, "applicants.csv:2: merit: “5.5” is no integer")
    assert not (folder / "result.json").exists()


def test_earlier_answer_stays_where_the_input_is_bad(folder):
    (folder / "result.json").write_text("earlier")
    (folder / "rules.json").write_text("{}")
    assert solve() == 2
    assert (folder / "result.json").read_text() == "earlier"


@pytest.mark.parametrize(
    ("out", "word"),
    [
        (".", "is a folder"),
        ("nowhere/result.json", "there is no folder"),
        ("rules.json/result.json", "there is no folder"),
        ("rules.json", "is read from"),
        ("./applicants.csv", "is read from"),
        ("/dev/full", "No space left"),
        ("r" * 300, "too long"),
    ],
)
def test_place_where_nothing_can_be_written_is_refused_in_one_line(folder, capsys, out, word):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert solve(out=out) == 2
    refused(capsys, word)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("limit", ["nan", "-1", "soon", "", "inf"])
def test_time_limit_that_is_none_is_refused_in_one_line(folder, capsys, limit):
    assert solve("--time-limit", limit) == 2
    refused(capsys, "is no number of seconds")


@pytest.mark.parametrize("arguments", [[], ["solve"], ["solve", "--rules", "rules.json"], ["choose"]])
def test_call_that_says_too_little_is_refused_in_one_line(capsys, arguments):
    assert main(["selection", *arguments]) == 2
    refused(capsys)


def test_standings_that_take_long_are_intervals_and_exact_on_demand(folder, monkeypatch):
    from hansa.config.cli import selection

    monkeypatch.setattr(selection, "BUDGET", 0.0)
    monkeypatch.setattr(selection, "LEAST_BUDGET", 0.0)
    example = EXAMPLES / "n100_k24_c60_base_s91"
    files = {"rules": example / "rules.json", "applicants": example / "applicants.csv"}
    expected = json.loads((example / "answer.json").read_text())["explanations"]
    assert solve("--explain", **files) == 0
    rough = json.loads((folder / "result.json").read_text())["explanations"]
    assert any("at_least" in standing for standing in rough.values())
    for one, standing in rough.items():
        exact = expected[one].get("margin" if standing["selected"] else "points_short")
        if "at_least" not in standing:
            assert standing == expected[one]
        elif exact is not None:
            assert standing["at_least"] <= exact
            assert standing["at_most"] is None or exact <= standing["at_most"]
    assert solve("--explain", "--exact", **files) == 0
    assert json.loads((folder / "result.json").read_text())["explanations"] == expected


@pytest.mark.parametrize("ask", [solve, draw])
def test_more_places_than_applicants_are_no_bad_input_but_a_conflict(folder, ask):
    (folder / "rules.json").write_bytes(said(k=5, ranges={}))
    assert ask() == 3
    answer = json.loads((folder / "result.json").read_text())
    assert answer["conflict"] == [{"attr": "k", "value": "", "side": "exactly", "at": 5}]
    assert answer["repair"] == [{"attr": "k", "value": "", "side": "exactly", "from": 5, "to": 3}]


@pytest.mark.parametrize("ask", [solve, draw])
@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("rules.json", said(k=-3), "rules.json:3: k: “-3” is not between"),
        ("rules.json", said().replace(b'"k": 2', b'"k": NaN'), "rules.json:3: NaN is no number"),
        ("rules.json", b"[" * 300_000, "rules.json: nested too deeply"),
        ("rules.json", said().decode().encode("utf-16"), "rules.json:1: "),
        ("rules.json", said(forced_out=["A2"]), "forced_out[0]: “A2” is also in forced_in"),
        ("applicants.csv", APPLICANTS.encode("utf-16"), "applicants.csv:1: "),
        ("applicants.csv", APPLICANTS.replace("region", "regoin").encode(), "applicants.csv:1: regoin: unknown"),
        ("applicants.csv", APPLICANTS.replace(",5,", ",99999999999999999999,").encode(), "applicants.csv:2: merit: "),
        ("applicants.csv", b"id,city,region,merit,lot\n", "applicants.csv:2: there are no applicants"),
        ("applicants.csv", b"PK\x03\x04\x14\x00", "applicants.csv:1: holds a zero byte"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_exit_2_and_nothing_written(folder, capsys, ask, name, data, word):
    (folder / name).write_bytes(data)
    before = sorted(folder.iterdir())
    assert ask() == 2
    refused(capsys, word)
    assert sorted(folder.iterdir()) == before
