"""The tabs themselves: what must not happen is noticed, or the other tests prove nothing."""

import pytest

from .conftest import OpenTab
from .site import Site
from .tabs import totp

pytestmark = pytest.mark.browser


def test_codes_are_those_of_the_standard():
    # RFC 6238, appendix B: the last six of its eight digits.
    assert totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", at=1111111109) == "081804"


@pytest.mark.parametrize(
    ("mischief", "told"),
    [
        ("console.error('it broke')", "it broke"),
        ("setTimeout(() => { throw new Error('thrown') })", "thrown"),
        ("fetch('https://stranger.example/').catch(() => {})", "stranger.example"),
        ("document.body.setAttribute('style', 'color: red')", "style-src"),
        ("fetch('/no/such/page/')", "404"),
    ],
)
def test_a_tab_notices(site: Site, open_tab: OpenTab, mischief: str, told: str):
    tab = open_tab()
    tab.open(site.page("home"))
    tab.assert_clean()
    tab.page.evaluate(f"() => {{ {mischief} }}")
    tab.page.wait_for_timeout(300)
    with pytest.raises(AssertionError, match=told):
        tab.assert_clean()


def test_a_picture_without_words_and_a_page_too_wide_are_noticed(site: Site, open_tab: OpenTab):
    tab = open_tab(width=375)
    tab.open(site.page("home"))
    tab.page.evaluate("document.querySelector('main').append(new Image(10, 10))")
    with pytest.raises(AssertionError, match="image-alt"):
        tab.assert_accessible()
    tab.page.evaluate("document.querySelector('main').style.minWidth = '900px'")
    with pytest.raises(AssertionError, match="px wide"):
        tab.assert_fits()
