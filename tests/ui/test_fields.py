"""Form fields as the house draws them."""

from django import forms
from django.test import SimpleTestCase


class _Form(forms.Form):
    name = forms.CharField(label="Name & post", help_text="As on your card", max_length=20)
    why = forms.CharField(label="Why", widget=forms.Textarea, required=False)
    level = forms.ChoiceField(label="Level", choices=[("a", "A <b>"), ("b", "B")], widget=forms.RadioSelect)
    city = forms.ChoiceField(label="City", choices=[("", "Choose one"), ("North", [("n", "Oslo")])])
    agreed = forms.BooleanField(label="I agree")
    scan = forms.FileField(label="Scan", required=False)


def _drawn(name: str, **kwargs: object) -> str:
    return str(_Form(**kwargs)[name].as_field_group())  # type: ignore[arg-type]  # what a form takes


def test_field_shows_label_hint_and_value_with_nothing_left_unescaped() -> None:
    html = _drawn("name", initial={"name": '"><script>'})
    SimpleTestCase().assertInHTML(
        '<div class="field"><label for="id_name">Name &amp; post</label>'
        '<div class="hint" id="id_name_helptext">As on your card</div>'
        '<input type="text" name="name" class="input" value="&quot;&gt;&lt;script&gt;" maxlength="20" required'
        ' aria-describedby="id_name_helptext" id="id_name"></div>',
        html,
    )
    assert "<script" not in html


def test_field_that_is_wrong_says_so_and_is_tied_to_its_sentence() -> None:
    html = _drawn("name", data={"name": ""})
    assert 'class="field bad"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html
    assert "id_name_error" in html.split("<input")[1]


def test_text_that_is_long_keeps_its_lines() -> None:
    html = _drawn("why", initial={"why": "\none</textarea>"})
    assert ">\n\none&lt;/textarea&gt;</textarea>" in html
    assert "(optional)" in html


def test_choice_has_a_legend_and_ticks_what_was_chosen() -> None:
    html = _drawn("level", initial={"level": "b"})
    assert "<legend>Level</legend>" in html
    assert "A &lt;b&gt;" in html
    assert html.count("checked") == 1


def test_list_with_groups_is_drawn_with_its_groups() -> None:
    html = _drawn("city", initial={"city": "n"})
    assert '<optgroup label="North"><option value="n" selected>Oslo</option></optgroup>' in html


def test_single_tick_stands_before_its_label() -> None:
    html = _drawn("agreed")
    assert html.index('type="checkbox"') < html.index("I agree")
    assert 'class="field one"' in html


def test_file_is_asked_for_in_a_box() -> None:
    assert 'type="file"' in _drawn("scan")


def test_file_has_a_button_in_our_words_that_opens_the_native_control() -> None:
    html = _drawn("scan")
    assert '<label class="btn second" for="id_scan">Choose a file</label><input type="file"' in html
    assert 'data-none="No file chosen yet"' in html
