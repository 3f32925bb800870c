from datetime import UTC, datetime

from django import forms
from django.template import Context, Template
from django.utils import translation


def drawn(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_status_is_a_shape_and_a_word() -> None:
    html = drawn('{% status "done" "Selected" %}')
    assert "#done" in html
    assert "Selected" in html
    assert 'aria-hidden="true"' in html


def test_instant_names_its_city() -> None:
    with translation.override("en"):
        html = drawn('{% instant at tz="Asia/Seoul" %}', at=datetime(2017, 10, 13, 14, 59, tzinfo=UTC))
    assert "13 October 2017, 23:59 in Seoul" in html
    assert 'datetime="2017-10-13T14:59:00+00:00"' in html


def test_instant_that_is_unknown_is_to_be_announced() -> None:
    with translation.override("en"):
        assert "to be announced" in drawn("{% instant at %}", at=None)


def test_text_is_escaped_wherever_it_comes_from() -> None:
    assert "<b>" not in drawn("{{ t|in_language }}", t={"en": "<b>x</b>"})
    assert "<b>" not in drawn('{% status "done" t %}', t="<b>x</b>")


def test_assumption_is_marked_only_where_it_is_one() -> None:
    assert "assumption" in drawn('{% assumed marks "places" %}', marks=["places"])
    assert "assumption" in drawn('{% assumed marks "places" %}', marks=True)
    assert drawn('{% assumed marks "places" %}', marks=["dates"]) == ""


def test_bar_is_filled_by_a_class() -> None:
    assert drawn("{% step 3 19 %}") == "p20"
    assert drawn("{% step 0 0 %}") == "p0"


class SignForm(forms.Form):
    email = forms.EmailField(label="E-mail", help_text="Your city's address")
    agree = forms.BooleanField(label="I agree")
    way = forms.ChoiceField(label="Way", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)


def test_wrong_field_tells_screen_readers_what_is_wrong() -> None:
    html = str(SignForm({"email": "x", "way": "c"})["email"].as_field_group())
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert 'id="id_email_error"' in html
    assert 'class="field bad"' in html


def test_optional_field_says_so_and_choices_have_a_legend() -> None:
    form = SignForm()
    assert "optional" in str(form["note"].as_field_group())
    assert "<legend>" in str(form["way"].as_field_group())


def test_error_summary_links_to_each_field() -> None:
    html = drawn('{% include "ui/error_summary.html" with form=form %}', form=SignForm({"email": "x"}))
    assert 'href="#id_email"' in html
    assert 'href="#id_agree"' in html
    assert 'tabindex="-1"' in html
