import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.foundation.audit import rules, services
from hansa.foundation.audit.models import Entry

TEXT = st.text(max_size=8)
ACTS = st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=6)


def chain(acts):
    previous, links = rules.FIRST, []
    for number, (actor, act, subject) in enumerate(acts, 1):
        link = rules.Link(number, "2026-01-01", actor, act, subject, {}, previous)
        previous = rules.digest(link)
        links.append((link, previous))
    return links


@given(ACTS)
def test_chain_as_written_holds(acts):
    assert rules.first_break(chain(acts)) is None


@given(ACTS, st.data())
def test_chain_with_an_entry_taken_away_breaks_there(acts, data):
    links = chain([*acts, ("a", "b", "c")])
    gone = data.draw(st.integers(0, len(links) - 2))
    assert rules.first_break(links[:gone] + links[gone + 1 :]) == gone + 1


@pytest.mark.django_db
@pytest.mark.database_service
def test_log_changed_behind_its_back_names_the_entry(person_with):
    person = person_with()
    for number in range(3):
        services.record(person, "test.act", person, number=number)
    assert services.first_broken_entry() is None
    entry = Entry.objects.order_by("sequence")[1]
    Entry.objects.filter(pk=entry.pk).update(act="test.other")
    assert services.first_broken_entry() == entry.sequence
