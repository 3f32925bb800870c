"""The measuring itself: figures have the form that is held on to, and their names are one each."""

import json

from tools.bench import PAGES, Figure, table


def test_names_of_pages_are_one_each():
    assert len({page.name for page in PAGES}) == len(PAGES) >= 10


def test_a_figure_over_its_goal_is_marked():
    text = table([Figure("page.home.cpu", 12.5, "ms", 10.0), Figure("page.home.queries", 7, "queries", 20.0)])
    [_head, slow, queries] = text.splitlines()
    assert slow.endswith("ms  over")
    assert queries.endswith("queries")
    assert json.dumps(Figure("a", 1, "ms", 2).__dict__)
