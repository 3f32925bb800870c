"""The map's rules: where a place lies, what is drawn as one, where a name may stand."""

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hansa.network.rules.clusters import Spot, gathered, labelled, spread, width_of
from hansa.network.rules.projection import (
    CLOSEST,
    HEIGHT,
    WIDTH,
    WORLD,
    Point,
    frame_around,
    frame_of,
    placed,
)

# Where d3-geo puts these places: node frontend/world.mjs --points "lon,lat lon,lat …"
BY_D3 = [
    (0, 0, 469.445, 253),
    (11, 0, 500, 253),
    (126.978, 37.5665, 789.7567, 117.855),
    (-175, 65, 845.8813, 40.2072),
    (179, 66, 830.4417, 38.0272),
    (-169.5, 64, 860.5804, 42.4466),
    (-168.5, 64, 139.4196, 42.4466),
    (-67, -55.9, 330.2179, 443.451),
    (20, 83.6, 515.0711, 11.8818),
    (170, -46.6, 874.1097, 416.8076),
]

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
points = st.builds(Point, st.floats(0, WIDTH), st.floats(0, HEIGHT))


@pytest.mark.parametrize(("lon", "lat", "x", "y"), BY_D3)
def test_a_place_lies_where_the_front_end_draws_it(lon, lat, x, y):
    point = placed(lat, lon)
    assert (point.x, point.y) == pytest.approx((x, y), abs=0.001)


@given(latitudes, longitudes)
def test_every_place_lies_on_the_sheet_from_side_to_side(lat, lon):
    assert -0.01 <= placed(lat, lon).x <= WIDTH + 0.01


@given(st.floats(-55.9, 83.6), longitudes)
def test_every_inhabited_place_lies_on_the_sheet_from_top_to_bottom(lat, lon):
    assert 0 <= placed(lat, lon).y <= HEIGHT


@given(latitudes, latitudes, longitudes)
def test_further_north_is_further_up(one, other, lon):
    if one < other - 1e-6:
        assert placed(one, lon).y > placed(other, lon).y


@given(latitudes, st.floats(-168, 188), st.floats(-168, 188))
def test_further_east_is_further_right_up_to_the_bering_strait(lat, one, other):
    if abs(lat) < 89 and one < other - 1e-6:
        assert placed(lat, one).x < placed(lat, other).x


@given(latitudes, longitudes)
def test_a_turn_round_the_globe_changes_nothing(lat, lon):
    if abs((lon - 11 + 180) % 360) > 1e-6:
        assert placed(lat, lon).x == pytest.approx(placed(lat, lon + 360).x, abs=1e-6)


@given(st.floats(-100, 1100), st.floats(-100, 600), st.floats(1, 3000))
def test_a_frame_never_leaves_the_sheet(x, y, width):
    frame = frame_around(x, y, width)
    assert frame.x >= 0
    assert frame.y >= 0
    assert frame.x + frame.width <= WIDTH + 1
    assert frame.y + frame.height <= HEIGHT + 1
    assert frame.width >= CLOSEST


@given(st.lists(points, min_size=1, max_size=20))
def test_a_frame_holds_what_it_is_made_for(places):
    frame = frame_of(places)
    for point in places:
        assert frame.x - 1 <= point.x <= frame.x + frame.width + 1
        assert frame.y - 1 <= point.y <= frame.y + frame.height + 1


def test_a_frame_of_nothing_is_the_world():
    assert frame_of([]) == WORLD


spots = st.lists(points, max_size=40).map(
    lambda many: [Spot(f"s{number}", point) for number, point in enumerate(many)]
)


@given(spots, st.floats(1, 200))
@settings(deadline=None, max_examples=60)
def test_no_two_dots_overlap_and_none_is_lost(many, reach):
    clusters = gathered(many, reach)
    assert sorted(key for cluster in clusters for key in cluster.keys) == sorted(spot.key for spot in many)
    for one, other in combinations(clusters, 2):
        assert math.hypot(one.point.x - other.point.x, one.point.y - other.point.y) >= reach


@given(spots, st.randoms())
@settings(deadline=None, max_examples=40)
def test_the_order_of_places_makes_no_difference(many, chance):
    mixed = list(many)
    chance.shuffle(mixed)
    assert {c.keys for c in gathered(many, 40)} == {c.keys for c in gathered(mixed, 40)}


@given(st.integers(2, 8), st.floats(1, 50))
def test_places_spread_on_a_ring_stand_apart(number, reach):
    (cluster,) = gathered([Spot(f"s{i}", Point(500, 200)) for i in range(number)], reach)
    ring = spread(cluster, reach)
    for one, other in combinations(ring.values(), 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= reach - 1e-6


@given(st.lists(st.tuples(st.text("abcdef", min_size=1, max_size=12), points), max_size=25))
@settings(deadline=None, max_examples=60)
def test_names_never_touch_each_other_a_dot_or_the_edge(many):
    size, reach = 12.0, 18.0
    names = [(f"n{number}", text, point) for number, (text, point) in enumerate(many)]
    dots = [point for _key, _text, point in names]
    found = labelled(names, dots=dots, frame=WORLD, size=size, reach=reach)
    boxes = {}
    for key, text, point in names:
        if key not in found:
            continue
        label, width = found[key], width_of(text, size)
        left = {"start": 0.0, "end": width, "middle": width / 2}[label.anchor]
        x, y = label.point.x - left, label.point.y - 0.36 * size
        boxes[key] = (x, y - size * 0.3, x + width, y + size * 0.3)
        assert x >= -1e-6
        assert x + width <= WIDTH + 1e-6
        for dot in dots:
            if dot != point:
                assert not (x < dot.x < x + width and y - size * 0.3 < dot.y < y + size * 0.3)
    for (a1, b1, a2, b2), (c1, d1, c2, d2) in combinations(boxes.values(), 2):
        assert a2 <= c1 + 1e-6 or c2 <= a1 + 1e-6 or b2 <= d1 + 1e-6 or d2 <= b1 + 1e-6


def test_a_korean_name_takes_more_room_than_a_latin_one():
    assert width_of("서울", 10) == 20
    assert width_of("ab", 10) == 12
