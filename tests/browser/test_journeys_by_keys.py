"""Both journeys by the keyboard alone: each control is come to by Tab, seen to be there, and worked by a key."""

from functools import partial
from pathlib import Path

import pytest

from . import official, student
from .conftest import OpenTab
from .hands import Keys
from .site import Site

pytestmark = pytest.mark.browser


def test_an_official_comes_to_a_certificate_by_keys_alone(own_site: Site, open_tab: OpenTab, tmp_path: Path):
    official.walk(own_site, partial(open_tab, hand=Keys()), tmp_path)


def test_a_student_comes_to_both_certificates_by_keys_alone(
    own_site: Site, open_tab: OpenTab, tmp_path: Path
):
    student.walk(own_site, partial(open_tab, hand=Keys()), tmp_path)
