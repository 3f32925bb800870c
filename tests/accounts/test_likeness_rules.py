"""By what two accounts look like one person's: names, mailboxes, pairs."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.accounts import rules

names = st.text(st.characters(categories=["L", "M", "Nd", "Zs", "Po", "Pd"]), max_size=40)
locals_ = st.text("abcdefgh0123._-+", min_size=1, max_size=20)
domains = st.sampled_from(
    ["gmail.com", "googlemail.com", "proton.me", "outlook.com", "icloud.com", "city.example"]
)


@given(names)
def test_folded_name_folds_to_itself(name):
    assert rules.folded_name(rules.folded_name(name)) == rules.folded_name(name)


@given(names)
def test_folded_name_knows_no_case(name):
    assert rules.folded_name(name.upper().lower()) == rules.folded_name(name.upper())


@given(st.lists(st.sampled_from(["maria", "Şerban", "O’Neil", "김", "민수"]), max_size=4))
def test_folded_name_knows_no_order(parts):
    assert len({rules.folded_name(" ".join(order)) for order in permutations(parts)}) <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("María Serra", "SERRA, Maria"),
        ("Jean-Luc Müller", "jean luc muller"),
        ("Ｋｉｍ　Ｍｉｎｓｕ", "kim minsu"),
        ("김민수", "김민수"),
    ],
)
def test_names_of_one_person_fold_alike(one, other):
    assert rules.folded_name(one) == rules.folded_name(other)


@pytest.mark.parametrize(("one", "other"), [("김민수", "김민서"), ("Anna Kim", "Anna Lim"), ("李明", "李鸣")])
def test_names_of_two_people_stay_apart(one, other):
    assert rules.folded_name(one) != rules.folded_name(other)


@given(locals_, domains)
def test_mailbox_of_a_mailbox_is_itself(local, domain):
    box = rules.mailbox_of(f"{local}@{domain}")
    assert rules.mailbox_of(box) == box
    assert box.partition("@")[0]


@given(st.text("abcdefgh0123", min_size=1, max_size=12), st.text("abc.", max_size=6))
def test_a_tag_leads_to_the_same_mailbox(local, tag):
    assert rules.mailbox_of(f"{local}+{tag}@gmail.com") == rules.mailbox_of(f"{local}@googlemail.com")


@given(locals_, locals_)
def test_nothing_is_known_of_other_providers(one, other):
    same = rules.mailbox_of(f"{one}@city.example") == rules.mailbox_of(f"{other}@city.example")
    assert same == (one == other)


def test_dots_count_where_the_provider_says_nothing_of_them():
    assert rules.mailbox_of("a.b@gmail.com") == rules.mailbox_of("ab@gmail.com")
    assert rules.mailbox_of("a.b@outlook.com") != rules.mailbox_of("ab@outlook.com")
    assert rules.mailbox_of("a.b+x@outlook.com") == rules.mailbox_of("a.b@outlook.com")


@given(st.lists(st.tuples(st.sampled_from(["", "k", "m", "n"]), st.integers(1, 30)), max_size=40))
def test_pairs_share_a_key_and_stand_in_order(keys):
    pairs = rules.alike(keys)
    held = {}
    for key, person in keys:
        held.setdefault(person, set()).add(key)
    for low, high in pairs:
        assert low < high
        assert (held[low] & held[high]) - {""}
    assert pairs == rules.alike(reversed(keys))


def test_a_key_that_many_share_says_nothing():
    assert rules.alike(("same", person) for person in range(rules.MOST_ALIKE)) != set()
    assert rules.alike(("same", person) for person in range(rules.MOST_ALIKE + 1)) == set()


def test_a_passkey_is_stronger_than_an_app():
    assert rules.factor_of(["totp", "recovery_codes"]) < rules.factor_of(["webauthn"])
    assert rules.factor_of(["recovery_codes"]) == rules.Factor.NONE
