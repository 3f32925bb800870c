"""Long lists to choose from: written once, the same as if each were written anew."""

from django.template import Context, Template
from django.urls import reverse

from hansa.foundation.ui.widgets import KeptChoices, PlainSelect

CHOICES = [("", "—"), ("a&b", "Aix & Bari"), ("kr", "Korea")]


def drawn(choices, chosen):
    return PlainSelect(choices=choices).render("country", chosen)


def test_kept_choices_are_drawn_like_plain_ones():
    for chosen in ("", "a&b", "kr", None, "nowhere"):
        assert drawn(KeptChoices(CHOICES), chosen) == drawn(CHOICES, chosen)


def test_one_choice_of_one_visit_is_not_kept_for_the_next():
    kept = KeptChoices(CHOICES)
    assert 'value="kr" selected' in kept.drawn("kr")
    assert "selected" not in kept.drawn("nowhere")


def test_an_address_is_the_same_every_time():
    page = Template("{% url 'network:member' key %}")
    for key in ("seoul", "abuja", "seoul"):
        assert page.render(Context({"key": key})) == reverse("network:member", args=[key])
