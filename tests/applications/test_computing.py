"""A list is computed in the background: once, stopped or kept, and never kept where its inputs moved."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from hansa.applications import receivers, services
from hansa.applications.enums import ReviewState, RunState
from hansa.applications.models import Application, Decision, Review, SelectionRun
from hansa.applications.selectors import latest_run, lists_at_desk
from hansa.applications.services import computing
from tests.conftest import NOW
from tests.factories.applications import make_judged, make_open_call, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]
CITIES = ["seoul", "bucharest", "tunis"]


@pytest.fixture
def queued(monkeypatch):
    """Nothing works the queue off by itself: what was queued is kept here."""
    kept: list[int] = []
    monkeypatch.setattr(receivers, "compute_list", SimpleNamespace(enqueue=kept.append))
    return kept


@pytest.fixture
def call(officer, queued):
    call = make_open_call(documents=[], places=1)
    make_judged(call, CITIES, officer)
    return call


def begin(call, officer, now=NOW):
    return services.begin_selection(call_id=call.pk, by=officer, now=now)


def work(run, now=NOW):
    return services.compute_selection(run_id=run.pk, clock=lambda: now)


def test_list_computed_in_the_background_is_the_one_computed_at_once(call, officer, queued):
    run = work(begin(call, officer), now=NOW + timedelta(minutes=2))
    at_once = services.run_selection(call_id=call.pk, by=officer, now=NOW)
    assert queued == [run.pk]
    assert (run.state, run.status, run.computed_by) == (RunState.COMPUTED, "optimal", officer)
    assert run.computed_at == NOW + timedelta(minutes=2)
    for name in ("digest", "result", "reserves", "prices", "rules", "candidates", "about"):
        assert getattr(run, name) == getattr(at_once, name), name
    rows = Decision.objects.order_by("application_id").values_list(
        "application_id", "outcome", "merit", "lot", "standing"
    )
    assert list(rows.filter(run=run)) == list(rows.filter(run=at_once))


def test_two_officers_at_once_begin_one_list(call, officer, queued):
    first = begin(call, officer)
    assert begin(call, make_person("programme_officer")).pk == first.pk
    assert queued == [first.pk]


def test_task_done_twice_keeps_one_list(call, officer):
    run = begin(call, officer)
    work(run)
    again = work(run)
    assert (again.state, SelectionRun.objects.count()) == (RunState.COMPUTED, 1)
    assert Decision.objects.filter(run=run).count() == len(CITIES)


def test_killed_half_way_the_task_is_taken_again_and_makes_the_same_list(call, officer, queued, monkeypatch):
    run = begin(call, officer)
    with monkeypatch.context() as broken:
        # A worker that is killed neither raises nor writes: it is only not heard of any more.
        broken.setattr(computing, "_keep", lambda *_a, **_k: run)
        work(run)
    run.refresh_from_db()
    assert run.state == RunState.COMPUTING
    assert services.take_up_silent(now=NOW + timedelta(minutes=1)) == 0
    later = NOW + computing.SILENT
    assert services.take_up_silent(now=later) == 1
    assert services.take_up_silent(now=later) == 0
    assert queued == [run.pk, run.pk]
    done = work(run, now=later)
    assert (done.state, SelectionRun.objects.count()) == (RunState.COMPUTED, 1)
    assert done.digest == services.run_selection(call_id=call.pk, by=officer, now=NOW).digest


def test_what_dies_every_time_is_given_up_and_the_list_before_stands(call, officer, queued):
    before = services.run_selection(call_id=call.pk, by=officer, now=NOW)
    run = begin(call, officer)
    SelectionRun.objects.filter(pk=run.pk).update(progress={**run.progress, "attempts": computing.ATTEMPTS})
    assert services.take_up_silent(now=NOW + computing.SILENT) == 0
    assert lists_at_desk(call)[1].progress["ended"] == "broken"
    assert latest_run(call).pk == before.pk
    assert before.state == RunState.COMPUTED


@pytest.mark.parametrize("change", ["score", "withdrawal", "read anew"])
def test_inputs_that_moved_meanwhile_make_the_list_out_of_date(call, officer, change):
    before = services.run_selection(call_id=call.pk, by=officer, now=NOW)
    run = begin(call, officer)
    gone = Application.objects.get(number=before.result["selected"][0])
    if change == "score":
        Review.objects.filter(application=gone).update(total=1)
    elif change == "withdrawal":
        services.withdraw_application(application_id=gone.pk, by=gone.applicant, now=NOW)
    else:
        Review.objects.filter(application=gone).update(state=ReviewState.DRAFT)
    done = work(run)
    assert (done.state, done.progress["ended"], done.result) == (RunState.ENDED, "stale", {})
    assert not Decision.objects.filter(run=run).exists()
    assert latest_run(call).pk == before.pk


def test_stopped_list_is_not_kept_and_another_can_begin(call, officer):
    run = begin(call, officer)
    stopped = services.stop_selection(run_id=run.pk, by=officer, now=NOW)
    assert (stopped.state, stopped.progress["ended"]) == (RunState.ENDED, "stopped")
    assert work(run).state == RunState.ENDED
    assert services.stop_selection(run_id=run.pk, by=officer, now=NOW).state == RunState.ENDED
    second = work(begin(call, officer))
    run.refresh_from_db()
    assert (second.state, run.state) == (RunState.COMPUTED, RunState.SUPERSEDED)
    assert not Decision.objects.filter(run=run).exists()


def test_stopped_while_it_explains_the_solver_leaves_off(call, officer, monkeypatch):
    run = begin(call, officer)
    heard = []

    def stop_at_explanations(teller, step, done, of):
        heard.append(step)
        if step == computing.EXPLANATIONS:
            services.stop_selection(run_id=run.pk, by=officer, now=NOW)
        tell(teller, step, done, of)

    tell = computing._Teller.__call__
    monkeypatch.setattr(computing._Teller, "__call__", stop_at_explanations)
    assert work(run).state == RunState.ENDED
    assert heard == [computing.PROOF, computing.LOTS, computing.EXPLANATIONS]


def test_sealed_meanwhile_the_list_that_is_computed_counts_no_more(call, officer):
    before = services.run_selection(call_id=call.pk, by=officer, now=NOW)
    run = begin(call, officer)
    services.seal_selection(run_id=before.pk, by=officer, now=NOW)
    assert work(run).progress["ended"] == "decided"
    before.refresh_from_db()
    assert before.state == RunState.SEALED


def test_rules_without_a_list_and_faults_are_kept_and_said(officer, queued, monkeypatch):
    ranges = [{"attribute": "region", "value": "europe", "min": 2}]
    call = make_open_call(documents=[], places=2, selection={"ranges": ranges, "lots_seed": "seed"})
    make_judged(call, ["seoul", "chengdu"], officer)
    run = work(begin(call, officer))
    assert (run.state, run.status) == (RunState.NO_COHORT, "infeasible")
    assert run.result["conflict"]
    monkeypatch.setattr("hansa.applications.rules.selection.solve", lambda *_a, **_k: 1 / 0)
    second = begin(call, officer)
    with pytest.raises(ZeroDivisionError):
        work(second)
    assert lists_at_desk(call)[1].progress["ended"] == "broken"
    assert latest_run(call).pk == run.pk


def test_only_who_handles_the_call_begins_and_stops(call, officer, queued):
    for role in ("auditor", "regional_officer", "reviewer"):
        with pytest.raises(services.NotYours):
            begin(call, make_person(role))
    run = begin(call, officer)
    with pytest.raises(services.NotYours):
        services.stop_selection(run_id=run.pk, by=make_person("auditor"), now=NOW)
    assert timezone.is_aware(work(run).computed_at)
