"""What the office reads of a pack before it is published."""

from hansa.programmes.adapters.folders import read_pack
from hansa.programmes.office.outline import timetable
from tests.packs.conftest import SHIPPED


def test_the_plan_names_the_city_whose_clock_is_meant() -> None:
    pack = read_pack(SHIPPED / "wego" / "chengdu-2017").pack
    said = dict(timetable(pack))
    assert "in Chengdu" in said["Applications close"]
    assert "CST" not in str(said)
