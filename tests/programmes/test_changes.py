from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hansa.programmes.rules.changes import changes

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc", min_size=1, max_size=2), inner, max_size=3)
    ),
    max_leaves=12,
)
trees = st.dictionaries(st.text("abc", min_size=1, max_size=2), values, max_size=4)
items = st.lists(
    st.fixed_dictionaries({"key": st.sampled_from("abcdef"), "title": st.text("xy", max_size=2)}),
    unique_by=lambda item: item["key"],
    max_size=5,
)


def rows(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, Any, Any]]:
    return [(row.kind, ".".join(row.path), row.before, row.after) for row in changes(before, after)]


@given(trees)
def test_tree_compared_with_itself_has_no_rows(tree):
    assert changes(tree, tree) == []


@given(trees, trees)
def test_trees_that_differ_have_rows(before, after):
    assert bool(changes(before, after)) == (before != after)


@given(items, items)
def test_items_are_told_by_their_keys(before, after):
    told = changes({"lectures": before}, {"lectures": after})
    old, new = {item["key"] for item in before}, {item["key"] for item in after}
    if before and after:
        assert {row.path[1] for row in told if row.kind == "created"} == new - old
        assert {row.path[1] for row in told if row.kind == "retired"} == old - new
    assert bool(told) == (before != after)


def test_text_changed_in_one_language_is_one_row():
    assert rows(
        {"edition": {"title": {"en": "A", "ko": "가"}}}, {"edition": {"title": {"en": "B", "ko": "가"}}}
    ) == [("changed", "edition.title.en", "A", "B")]


def test_lecture_that_moved_is_neither_gone_nor_come():
    before = {"courses": [{"key": "c", "lectures": [{"key": "a"}, {"key": "b"}]}]}
    after = {"courses": [{"key": "c", "lectures": [{"key": "b"}, {"key": "a"}]}]}
    assert rows(before, after) == [("changed", "courses.c.lectures.order", ["a", "b"], ["b", "a"])]


def test_ranges_are_told_by_attribute_and_value():
    before = {"ranges": [{"attribute": "region", "value": "europe", "max": 4}]}
    after = {
        "ranges": [
            {"attribute": "region", "value": "europe", "max": 5},
            {"attribute": "region", "value": "africa", "min": 2},
        ]
    }
    assert rows(before, after) == [
        ("changed", "ranges.region europe.max", 4, 5),
        ("created", "ranges.region africa", None, {"attribute": "region", "value": "africa", "min": 2}),
    ]


def test_items_without_a_name_are_told_as_a_whole():
    assert rows({"topics": [{"en": "A"}]}, {"topics": [{"en": "A"}, {"en": "B"}]}) == [
        ("changed", "topics", [{"en": "A"}], [{"en": "A"}, {"en": "B"}])
    ]


def test_two_items_of_one_name_are_told_as_a_whole():
    before = {"documents": [{"kind": "other", "label": "a"}, {"kind": "other", "label": "b"}]}
    after = {"documents": [{"kind": "other", "label": "a"}]}
    assert [row[:2] for row in rows(before, after)] == [("changed", "documents")]


def test_new_section_is_told_item_by_item():
    assert [
        row[:2] for row in rows({}, {"events": [{"key": "x"}, {"key": "y"}], "files": {"a.vtt": "…"}})
    ] == [
        ("created", "events.x"),
        ("created", "events.y"),
        ("created", "files"),
    ]
