"""Both journeys in a browser that runs no script: nothing that people came for depends on one."""

from functools import partial
from pathlib import Path

import pytest

from . import official, student
from .conftest import OpenTab
from .site import Site

pytestmark = pytest.mark.browser


def test_an_official_comes_to_a_certificate_without_script(own_site: Site, open_tab: OpenTab, tmp_path: Path):
    official.walk(own_site, partial(open_tab, script=False), tmp_path)


def test_a_student_comes_to_both_certificates_without_script(
    own_site: Site, open_tab: OpenTab, tmp_path: Path
):
    student.walk(own_site, partial(open_tab, script=False), tmp_path)
