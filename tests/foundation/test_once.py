from dataclasses import dataclass

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import SafeString

from hansa.foundation.audit.watched import Keeps


@dataclass(frozen=True)
class Page(Keeps):
    """Keeps what is drawn from it."""

    name: str = ""


def drawn(written: str, **shown: object) -> str:
    return Template("{% load once i18n %}" + written).render(Context(shown))


def test_once_draws_again_only_for_another_value():
    page, seen = Page(), []

    class Word(str):
        def __str__(self) -> str:
            seen.append(1)
            return super().__str__()

    template = Template("{% load once %}{% once page word=word %}[{{ word }}]{% endonce %}")
    for word in ("a", "b", "a"):
        assert template.render(Context({"page": page, "word": Word(word)})) == f"[{word}]"
    assert len(seen) == 2


def test_once_knows_nothing_but_what_it_is_given():
    shown = drawn("{% once page word=word %}{{ word }}{{ user }}{{ csrf_token }}{% endonce %}", page=Page(),
                  word="a", user="Ada", csrf_token="secret")  # fmt: skip
    assert shown == "a"


def test_once_tells_safe_words_from_others():
    page, written = Page(), "{% once page word=word %}{{ word }}{% endonce %}"
    template = Template("{% load once %}" + written)
    assert template.render(Context({"page": page, "word": SafeString("<b>")})) == "<b>"
    assert template.render(Context({"page": page, "word": "<b>"})) == "&lt;b&gt;"
    assert template.render(Context({"page": page, "word": 1})) == "1"
    assert template.render(Context({"page": page, "word": True})) == "True"


def test_once_is_drawn_for_each_language():
    template = Template("{% load once i18n %}{% once page of=1 %}{% translate 'Courses' %}{% endonce %}")
    page = Page()
    said = set()
    for language in ("en", "ko", "en"):
        with translation.override(language):
            said.add(template.render(Context({"page": page})))
    assert len(said) == 2


def test_once_is_drawn_for_each_keeper():
    template = Template("{% load once %}{% once page of=page.name %}{{ of }}{% endonce %}")
    assert [template.render(Context({"page": Page(name)})) for name in "ab"] == ["a", "b"]


@pytest.mark.parametrize("tag", ["once page", "once page word", "once"])
def test_once_without_keeper_and_values_is_refused(tag):
    with pytest.raises((TemplateSyntaxError, ValueError)):
        drawn(f"{{% {tag} %}}a{{% endonce %}}")
