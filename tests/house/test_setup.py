"""The set-up's steps: each once, in order, again when its inputs change, and nothing after a failure."""

import pytest
from tools import steps
from tools.steps import Step, StepFailed, carry_out


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A root of its own for stamps, logs and inputs."""
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "stamps")
    monkeypatch.setattr(steps, "LOGS", tmp_path / "log")
    (tmp_path / "lock.txt").write_text("one")
    return tmp_path


def test_a_step_is_done_once_and_again_when_its_inputs_change(place):
    done = []

    def act(log):
        done.append(1)
        (place / "made").touch()

    step = Step("a", "A", act, inputs=("lock.txt",), outputs=("made",))
    assert carry_out([step])
    assert carry_out([step])
    assert len(done) == 1
    (place / "lock.txt").write_text("two")
    assert carry_out([step])
    assert len(done) == 2
    (place / "made").unlink()
    assert carry_out([step])
    assert len(done) == 3


def test_steps_wait_for_those_they_need(place):
    order = []
    first = Step("first", "First", lambda log: order.append("first"))
    second = Step("second", "Second", lambda log: order.append("second"), after=("first", "not in this goal"))
    assert carry_out([second, first])
    assert order == ["first", "second"]


def test_nothing_follows_a_failure_and_its_log_is_shown(place, capsys):
    def fail(log):
        log.run("sh", "-c", "echo the reason; exit 3")

    never = Step("b", "B", lambda log: pytest.fail("must not run"), after=("a",))
    assert not carry_out([Step("a", "A", fail), never])
    assert "the reason" in capsys.readouterr().out


def test_what_may_fail_stops_nobody_and_is_tried_again(place):
    tried = []

    def fail(log):
        tried.append(1)
        raise StepFailed("only root can")

    soft = Step("a", "A", fail, may_fail=True)
    followed = []
    for _ in range(2):
        assert carry_out([soft, Step("b", "B", lambda log: followed.append(1), after=("a",))])
    assert len(tried) == 2
    assert len(followed) == 1


def test_news_of_a_long_step_is_shown_at_once(place, capsys):
    carry_out([Step("a", "A", lambda log: log.run("sh", "-c", "echo hidden; echo '· half of it'"))])
    out = capsys.readouterr().out
    assert "· half of it" in out
    assert "hidden" not in out
