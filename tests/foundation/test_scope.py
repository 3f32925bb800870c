import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from hansa.accounts.models import Person, RoleGrant
from hansa.foundation import scope
from hansa.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_model_without_a_rule_cannot_be_read(person_with):
    with pytest.raises(scope.NoScope):
        scope.visible(person_with(), Entry.objects.all())


def test_foreign_row_looks_like_a_missing_one(person_with):
    mine, other = person_with(), person_with()
    assert scope.visible_or_404(mine, Person.objects.all(), pk=mine.pk) == mine
    with pytest.raises(Http404):
        scope.visible_or_404(mine, Person.objects.all(), pk=other.pk)


def test_nobody_sees_nothing(person_with):
    person_with("reviewer")
    assert not scope.visible(AnonymousUser(), RoleGrant.objects.all())
