"""Parts that several rooms show alike, written at once: where one stands, what is done, what is missing.

Each takes plain values and gives HTML; every word comes from the caller, translated, and is escaped here. Icons and the
colours follow from the state, so that the same state never looks different on two pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import normalize_newlines
from django.utils.translation import gettext as _

from hansa.foundation.ui.escaping import escape
from hansa.foundation.ui.icons import icon, status

# How an answer stands: the shape that says so. A wish that is not met is no refusal.
ANSWERS = {"met": "done", "unmet": "refused", "open": "ring", "preferred": "half", "missing": "needs"}
# Where a stage of a form or of a way stands.
STAGES = {"done": "done", "now": "half", "needs": "needs", "to_come": "ring", "refused": "refused"}
# Who wrote a caption; the border says it too: solid, double, dashed.
ORIGINS = {
    "human": ("human", "done"),
    "machine_reviewed": ("reviewed", "person"),
    "machine": ("machine", "needs"),
    "to_come": ("", "waiting"),
}


@dataclass(frozen=True)
class Answer:
    """A line of a checklist: how it stands, what it asks, why; ``act`` is a link or a button beside it."""

    state: str
    title: Any
    why: Any = ""
    act: Any = ""


def checklist(answers: Iterable[Answer]) -> SafeString:
    """Write a list of conditions with how each stands."""
    lines = []
    for one in answers:
        shape = ANSWERS[one.state]
        why = f'<span class="small quiet">{escape(one.why)}</span>' if one.why else ""
        lines.append(
            f"<li>{icon(shape, f'c-{shape}')}<div><b>{escape(one.title)}</b>{why}</div>{one.act}</li>"
        )
    return SafeString(f'<ul class="check ruled">{"".join(lines)}</ul>')


def timeline(steps: Iterable[Any]) -> SafeString:
    """Write a record in order: each step has an icon, a title, when, a text and a standing (done, now, needs, to_come)."""
    out = []
    here = _("This is where it stands.")
    for step in steps:
        is_now = step.standing in ("now", "needs")
        when = f'<p class="small quiet">{escape(step.when)}</p>' if step.when else ""
        said = escape(step.text).replace("\n", "<br>")
        text = f'<p class="small">{said}</p>' if said else ""
        now = f'<p class="small quiet">{here}</p>' if step.standing == "now" else ""
        current = ' aria-current="step"' if is_now else ""
        box = ' class="is-now"' if is_now else ""
        out.append(
            f"<li{current}>{icon(step.icon)}<div{box}><h3>{escape(step.title)}</h3>{when}{text}{now}</div></li>"
        )
    return SafeString(f'<ol class="time l">{"".join(out)}</ol>')


def stepper(stages: Iterable[tuple[str, Any]]) -> SafeString:
    """Write the stages of a form in a row: pairs of how a stage stands and its name."""
    here = ' aria-current="step"'
    out = "".join(
        f"<li{here if state in ('now', 'needs') else ''}>{status(STAGES[state], name)}</li>"
        for state, name in stages
    )
    return SafeString(f'<ol class="stepper l">{out}</ol>')


def ring(done: int, total: int, label: Any) -> SafeString:
    """Draw how many of all are done, as a ring with both figures in it."""
    most = max(1, total)
    return SafeString(
        f'<span class="dial" role="img" aria-label="{escape(label)}">'
        '<svg viewBox="0 0 36 36" aria-hidden="true"><circle cx="18" cy="18" r="15"/>'
        f'<circle class="on" cx="18" cy="18" r="15" pathLength="{most}" stroke-dasharray="{done} {most}"/></svg>'
        f'<b aria-hidden="true">{done}/{total}</b></span>'
    )


def slots(taken: int, most: int) -> SafeString:
    """Draw a city's places as a row of boxes; the figures stand in the words beside it."""
    boxes = '<i class="on"></i>' * min(taken, most) + "<i></i>" * max(0, most - taken)
    return SafeString(f'<span class="slots" aria-hidden="true">{boxes}</span>')


def origin(kind: str, words: Any) -> SafeString:
    """Say who wrote a caption: people, a machine whose work was reviewed, a machine alone, nobody yet."""
    look, shape = ORIGINS[kind]
    return SafeString(f'<span class="badge {look}">{icon(shape)}{escape(words)}</span>')


def facts(rows: Iterable[tuple[Any, Any]]) -> SafeString:
    """Write what is known, each with its name: plain words with their line breaks; a dash where nothing is said."""
    said = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{_with_breaks(value) if value else '–'}</dd></div>"
        for name, value in rows
    )
    return SafeString(f'<dl class="facts">{said}</dl>')


def _with_breaks(text: Any) -> str:
    plain = normalize_newlines(str(text))
    return escape(plain).replace("\n", "<br>")
