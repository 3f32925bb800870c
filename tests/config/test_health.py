import shutil

import pytest

from hansa.config import health

pytestmark = pytest.mark.django_db


def by_thing() -> dict[str, health.Finding]:
    return {finding.thing: finding for finding in health.examine()}


def test_every_thing_of_the_issue_is_looked_at():
    wanted = {
        "Python",
        "settings",
        "database",
        "storage",
        "free space",
        "fonts",
        "ffmpeg",
        "espeak-ng",
        "passports",
        "assets",
    }
    assert wanted | {"languages", "keys", "mail", "tasks"} == set(by_thing())


def test_what_is_wanting_says_what_it_costs_and_how_to_mend_it(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(health, "find_spec", lambda name: None)
    monkeypatch.setattr(health, "FONT_FOLDERS", ())
    found = by_thing()
    for thing in ("ffmpeg", "espeak-ng", "fonts"):
        assert found[thing].state == health.MISSING
        assert found[thing].costs
        assert "apt-get install" in found[thing].mend


def test_a_look_that_falls_over_hides_nothing(monkeypatch):
    def bad():
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr(health, "LOOKS", (bad, health._space))
    assert [finding.state for finding in health.examine()][2] == health.WRONG
    assert "free space" in by_thing()


def test_little_room_is_told(monkeypatch):
    usage = shutil._ntuple_diskusage(100 * 1024**3, 99 * 1024**3, 1024**3)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    assert by_thing()["free space"].state == health.WRONG
