"""A field that is not right yet says what to do."""

import pytest
from django import forms

from hansa.foundation.ui.refusals import speak


class Asked(forms.Form):
    name = forms.CharField(max_length=5)
    address = forms.EmailField()
    day = forms.DateField()
    many = forms.IntegerField(min_value=2, max_value=9)
    page = forms.URLField(assume_scheme="https")
    one = forms.ChoiceField(choices=[("a", "A")])
    own = forms.CharField(error_messages={"required": "Our own."})


GIVEN = {
    "name": "Bucharest",
    "address": "name.city.ro",
    "day": "tomorrow",
    "many": "1",
    "page": "a b",
    "one": "z",
    "own": "",
}


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("name", "This has 9 characters; we can keep 5. Shorten it."),
        ("address", "An e-mail address has an @, as in name@city.ro."),
        ("day", "Write the day as year, month, day, as in 2026-11-20."),
        ("many", "This is too small: 2 at least."),
        ("page", "An address begins with https://, as in https://example.org."),
        ("one", "Choose one of the list."),
        ("own", "Our own."),
    ],
)
def test_field_says_what_to_do(field, said):
    speak()
    assert Asked(GIVEN).errors[field] == [said]


def test_empty_field_says_so():
    assert Asked({}).errors["name"] == ["This is still empty. Fill it in."]
