"""States, numbers, terms, merits and the sharing out of readings; no database."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hansa.applications.enums import ApplicationState as S
from hansa.applications.rules import facts, merit, numbers, terms, transitions
from hansa.applications.rules.assignment import Reader, assign


def test_every_state_can_be_reached_from_a_draft():
    reached, grew = {S.DRAFT}, True
    while grew:
        more = {row.to for row in transitions.TABLE if row.origins & reached}
        grew = not more <= reached
        reached |= more
    assert reached == set(S)


def test_no_act_leads_two_ways_from_one_state():
    seen = [(origin, row.act) for row in transitions.TABLE for origin in row.origins]
    assert len(seen) == len(set(seen))


def test_submit_needs_each_guard():
    with pytest.raises(transitions.GuardRefused) as refused:
        transitions.state_after(S.DRAFT, "submit", role="applicant", facts={"call_open": True})
    assert refused.value.guard == "complete"


def test_act_of_another_role_is_refused():
    with pytest.raises(transitions.ActRefused):
        transitions.state_after(S.SUBMITTED, "find_eligible", role="applicant", facts={"endorsed": True})


def test_who_was_not_selected_is_only_given_more_by_an_appeal_or_a_list_solved_again():
    rows = [row for row in transitions.TABLE if S.NOT_SELECTED in row.origins and row.act != "set_aside"]
    assert {row.act for row in rows} == {"offer_after_all", "keep_in_reserve_after_all"}
    assert all({"appeal_upheld", "solved_again"} & set(row.guards) for row in rows)


@pytest.mark.parametrize("state", sorted(transitions.ENDED - {S.INELIGIBLE, S.NOT_SELECTED}))
def test_nothing_leads_on_from_an_end(state):
    # Of two applications of one person to one call, one may be set aside wherever it stands.
    assert all(state not in row.origins for row in transitions.TABLE if row.act != "set_aside")


@pytest.mark.parametrize(
    ("slug", "year", "expected"),
    [("nia-workshop-2017", 2017, "NW17"), ("chengdu-2017", 2017, "CH17"), ("2016", 2016, "AP16")],
)
def test_prefix_follows_from_the_edition(slug, year, expected):
    assert numbers.prefix(slug, year) == expected


def test_number_has_four_digits_and_may_have_more():
    assert numbers.number("NW17", 74) == "NW17-0074"
    assert numbers.number("NW17", 12345) == "NW17-12345"


def test_terms_take_the_packs_defaults():
    read = terms.read({"documents": [{"kind": "passport", "label": {"en": "Passport"}}], "caps": {}})
    assert read.documents[0].opened_by == {"programme_officer"}
    assert read.documents[0].required
    assert not read.needs_nomination
    assert read.missing_documents(set()) == [read.documents[0]]
    assert read.missing_documents({"passport"}) == []


def test_terms_read_ranges_by_attribute():
    entries = [
        {"attribute": "region", "value": "africa", "min": 2},
        {"attribute": "region", "value": "x", "max": 0},
    ]
    read = terms.read({"selection": {"ranges": entries}})
    assert read.ranges == {"region": {"africa": (2, terms.UNLIMITED), "x": (0, 0)}}


def test_facts_join_account_city_and_form():
    known = facts.gather(
        birth_date=date(1990, 1, 2),
        residence="",
        member={"key": "seoul", "kind": "city", "region": "asia"},
        answers={"role_level": "managerial", "fields": ["ict"], "level_en": "B2"},
    )
    assert known["languages"] == {"en": "B2"}
    assert known["fields"] == ["ict"]
    assert known["country"] is None
    assert known["birth_date"] == date(1990, 1, 2)


def test_attributes_prefer_the_form_over_memory():
    member = {"key": "seoul", "region": "asia", "country": "KR"}
    values = facts.attributes(
        ("first_time", "gender", "region"), member=member, is_first_time=True, answers={"first_time": "no"}
    )
    assert values == {"first_time": "no", "gender": "", "region": "asia"}


def test_merit_is_the_sum_where_all_have_as_many_readers():
    assert merit.merits({"A": [3, 4], "B": [5, 5]}) == {"A": 7, "B": 10}


@settings(deadline=None)
@given(
    st.dictionaries(
        st.text("ABCDE", min_size=1, max_size=3),
        st.lists(st.integers(0, 100), min_size=1, max_size=4),
        min_size=2,
    )
)
def test_merit_orders_as_the_means_do(totals):
    merits = merit.merits(totals)
    for one in totals:
        for other in totals:
            left = sum(totals[one]) * len(totals[other])
            right = sum(totals[other]) * len(totals[one])
            assert (merits[one] < merits[other]) == (left < right)


def test_merit_without_scores_names_the_numbers():
    with pytest.raises(merit.ReviewsMissing) as refused:
        merit.merits({"B": [], "A": [], "C": [1]})
    assert refused.value.numbers == ("A", "B")


def test_assignment_is_even_and_keeps_conflicts_out():
    readers = [Reader("r1", frozenset({"A"})), Reader("r2"), Reader("r3", frozenset({"B", "C"}))]
    given_out = assign(["A", "B", "C"], readers, each=2)
    assert not given_out.short
    assert ("A", "r1") not in given_out.pairs
    assert set(given_out.pairs) == {
        ("A", "r2"),
        ("A", "r3"),
        ("B", "r1"),
        ("B", "r2"),
        ("C", "r1"),
        ("C", "r2"),
    }


def test_assignment_leaves_standing_pairs_alone():
    readers = [Reader("r1"), Reader("r2"), Reader("r3")]
    given_out = assign(["A", "B"], readers, each=2, standing=[("A", "r1"), ("A", "r2")])
    assert {one for one, _reader in given_out.pairs} == {"B"}
    assert ("B", "r3") in given_out.pairs


def test_assignment_says_what_it_could_not_give_out():
    given_out = assign(["A", "B"], [Reader("r1", most=1), Reader("r2", frozenset({"A", "B"}))], each=1)
    assert len(given_out.pairs) == 1
    assert sum(given_out.short.values()) == 1


def test_assignment_without_a_panel_is_short_of_everything():
    assert assign(["A"], [], each=2).short == {"A": 2}


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_assignment_serves_as_many_as_a_matching_can(data):
    applications = [f"A{i}" for i in range(data.draw(st.integers(1, 5)))]
    readers = [
        Reader(
            f"r{i}",
            frozenset(data.draw(st.lists(st.sampled_from(applications), unique=True))),
            data.draw(st.one_of(st.none(), st.integers(1, 3))),
        )
        for i in range(data.draw(st.integers(1, 4)))
    ]
    each = data.draw(st.integers(1, 2))
    given_out = assign(applications, readers, each=each)
    assert len(set(given_out.pairs)) == len(given_out.pairs)
    for reader in readers:
        mine = [one for one, key in given_out.pairs if key == reader.key]
        assert not set(mine) & reader.conflicts
        assert reader.most is None or len(mine) <= reader.most
    for one in applications:
        assert sum(1 for a, _ in given_out.pairs if a == one) + given_out.short.get(one, 0) == each
    assert len(given_out.pairs) == _most_servable(applications, readers, each)


def _most_servable(applications: list[str], readers: list[Reader], each: int) -> int:
    """The most readings anybody could give out, by trying every subset of cut (max-flow = min-cut)."""
    best = None
    pairs = {(a, r.key) for a in applications for r in readers if a not in r.conflicts}
    for mask_a in range(1 << len(applications)):
        for mask_r in range(1 << len(readers)):
            left = {a for i, a in enumerate(applications) if mask_a >> i & 1}
            right = {r.key for i, r in enumerate(readers) if mask_r >> i & 1}
            cut = each * (len(applications) - len(left))
            cut += sum((r.most if r.most is not None else 99) for r in readers if r.key in right)
            cut += sum(1 for a, r in pairs if a in left and r not in right)
            best = cut if best is None else min(best, cut)
    return best or 0
