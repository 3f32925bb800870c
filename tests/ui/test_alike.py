"""Parts that say only what a programme says are drawn once, and anew when it says something else."""

from django.utils import translation

from hansa.foundation.ui.alike import alike

COSTS = [
    {"what": "visa", "payer": "participant", "note": {"en": "<b>At your embassy</b>", "fr": "À l'ambassade"}}
]


def test_part_is_escaped_and_drawn_once():
    shown = alike("applications/costs.html", costs=COSTS)
    assert "&lt;b&gt;At your embassy" in shown
    assert alike("applications/costs.html", costs=[dict(COSTS[0])]) is shown


def test_part_follows_the_language_and_the_wording():
    with translation.override("fr"):
        assert "ambassade" in alike("applications/costs.html", costs=COSTS)
    other = [{**COSTS[0], "note": {"en": "At the airport"}}]
    assert "At the airport" in alike("applications/costs.html", costs=other)
