"""The sealed bundle: re-run by a stranger, and whatever was changed in it is named."""

import hashlib
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hansa.applications.rules import lots
from hansa.applications.rules.selection import (
    bundle,
    departures,
    explain,
    prices,
    repair_of,
    rerun,
    solve,
    solver_version,
)
from hansa.applications.rules.selection.files import FileRefused, read_instance
from hansa.applications.rules.selection.files.results import answer_of, prices_of, repairs_of, standings_of
from hansa.applications.rules.selection.verifying import BundleRefused, opened, verify
from hansa.config.cli import main
from tests.applications.test_selection import example

KEY = b"the office's"
SEED = "Seoul, 13 October 2017"


def record(*, drawn_for_pseudonyms: bool = True) -> dict:
    """What a list's record holds, from a published example with the lots drawn anew."""
    found, _ = example("n100_k24_c60_ties_s92")
    ids = [c.id for c in found.candidates]
    drawn = lots.draw_unseen(SEED, KEY, ids) if drawn_for_pseudonyms else lots.draw(SEED, ids)
    attrs = sorted(found.ranges)
    rows = [
        {
            "id": c.id,
            "city": c.city,
            **{attr: c.attributes[attr] for attr in attrs},
            "merit": c.merit,
            "lot": drawn[c.id],
        }
        for c in found.candidates
    ]
    rules = {
        "id": "champions",
        "k": found.k,
        "city_max": found.city_max,
        "attrs": attrs,
        "ranges": {
            attr: {value: list(pair) for value, pair in of.items()} for attr, of in found.ranges.items()
        },
        "forced_in": ["A000003"],
        "forced_out": ["A000010"],
    }
    table = "id,city," + ",".join(attrs) + ",merit,lot\n"
    table += "".join(",".join(str(value) for value in row.values()) + "\n" for row in rows)
    result = answer_of(solve(read_instance(json.dumps(rules).encode(), table.encode())), seconds=0.5)
    return {
        "rules": rules,
        "candidates": rows,
        "result": result,
        "lots_seed": SEED,
        "solver": solver_version(),
        "changes": {
            "rules": [{"attr": "k", "value": "", "from": 23, "to": 24}],
            "reasons": ["Seoul gives one place more; A000003 brings it"],
            "forced_in": {"A000003": "founded the network"},
            "forced_out": {"A000010": "works for A000003"},
        },
        "key": KEY,
    }


@pytest.fixture(scope="module")
def kept() -> dict:
    """One record for all tests: nobody changes it."""
    return record()


@pytest.fixture(scope="module")
def whole(kept) -> bytes:
    """Its bundle."""
    return bundle.write(**kept)


def written(kept: dict, rules: dict) -> tuple[bytes, bytes]:
    """The two files of a record, with other rules."""
    members = opened(bundle.write(**{**kept, "rules": rules}))
    return members["rules.json"], members["applicants.csv"]


def resealed(members: dict[str, bytes]) -> bytes:
    """A bundle whose seal was made to fit what somebody changed."""
    seal = json.loads(members["seal.json"])
    seal["sha256"] = {name: hashlib.sha256(members[name]).hexdigest() for name in bundle.SEALED}
    members = {**members, "seal.json": json.dumps(bundle.sealed(seal)).encode()}
    return bundle.packed(members)


def test_decision_is_the_same_when_run_again(kept, whole):
    verdict = verify(whole)
    assert verdict.differences == ()
    assert verdict.is_same
    assert len(kept["result"]["selected"]) == 24


def test_what_a_board_changed_is_told_with_its_reasons_and_nobodys_number(whole):
    first, second = (
        lots.pseudonyms(KEY, ["A000003", "A000010"])[number] for number in ("A000003", "A000010")
    )
    assert verify(whole).notes == (
        "changed: places: 24 instead of 23",
        f"reason: Seoul gives one place more; {first} brings it",
        f"held in: {first}: founded the network",
        f"held out: {second}: works for {first}",
    )


def test_people_held_for_one_reason_are_counted(kept):
    numbers = [row["id"] for row in kept["candidates"][:5]]
    said = {"rules": [], "reasons": [], "forced_in": dict.fromkeys(numbers, "had an offer"), "forced_out": {}}
    assert departures.told(said) == ["held in: 5 applicants: had an offer"]
    assert departures.told({**said, "forced_in": {}}) == ["the rules are those of the call"]


def test_seal_of_before_that_says_nothing_of_changes_still_verifies(whole):
    members = opened(whole)
    seal = json.loads(members["seal.json"])
    del seal["changes"]
    verdict = verify(resealed({**members, "seal.json": json.dumps({**seal, "hansa": "1.0"}).encode()}))
    assert verdict.is_same
    assert verdict.notes == ("sealed before seals said what a board changed",)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"rules": [{"attr": "k", "value": "", "from": 23, "to": 25}]}, "places: is “24” in rules.json"),
        ({"rules": [{"attr": "region", "value": "Mars", "from": None, "to": [1, 2]}]}, "region Mars: is “null”"),
        ({"forced_in": {}}, "forced_in: “"),
        ({"forced_out": {"nobody": "why not"}}, "forced_out: “"),
    ],
)  # fmt: skip
def test_changes_that_the_list_was_not_computed_by_are_named(whole, change, word):
    members = opened(whole)
    seal = json.loads(members["seal.json"])
    seal["changes"] |= change
    verdict = verify(resealed({**members, "seal.json": json.dumps(seal).encode()}))
    assert len(verdict.differences) == 1
    assert verdict.differences[0].startswith(f"seal.json: changes: {word}")


def test_departures_are_what_differs_from_the_call_and_nothing_else():
    rules = {"k": 5, "city_max": 5, "ranges": {"region": {"a": [1, 5], "b": [0, 2], "c": [1, 1]}}}
    call = {"region": {"a": (1, 1_000_000), "b": (0, 1)}}
    assert departures.departures(rules, places=5, city_max=None, ranges=call) == [
        {"attr": "region", "value": "b", "from": [0, 1], "to": [0, 2]},
        {"attr": "region", "value": "c", "from": None, "to": [1, 1]},
    ]
    assert departures.departures(rules, places=6, city_max=2, ranges=rules["ranges"]) == [
        {"attr": "k", "value": "", "from": 6, "to": 5},
        {"attr": "city_max", "value": "", "from": 2, "to": 5},
    ]


def test_bundle_is_the_same_file_every_time_and_from_rows_in_any_order(kept, whole):
    assert bundle.write(**kept) == whole
    assert bundle.write(**{**kept, "candidates": kept["candidates"][::-1]}) == whole


def test_bundle_names_nobody(kept, whole):
    texts = b"".join(opened(whole).values()).decode()
    for row in kept["candidates"]:
        assert row["id"] not in texts
        assert row["city"] not in texts
    names = lots.pseudonyms(KEY, ["A000003", "A000010"])
    rules = json.loads(opened(whole)["rules.json"])
    assert (rules["forced_in"], rules["forced_out"]) == ([names["A000003"]], [names["A000010"]])


def test_nothing_in_it_stands_in_the_order_of_the_numbers(kept):
    numbers = [row["id"] for row in kept["candidates"]]
    told = {number: {"selected": False, "points_short": 1} for number in sorted(numbers)}
    rules = {**kept["rules"], "forced_in": sorted(numbers)[:20], "forced_out": sorted(numbers)[20:]}
    members = opened(bundle.write(**{**kept, "rules": rules, "result": {"explanations": told}}))
    said = json.loads(members["seal.json"])["changes"]
    again = json.loads(members["rules.json"])
    for field in ("forced_in", "forced_out"):
        assert list(said[field]) == again[field] == sorted(again[field])
    shown = list(json.loads(members["result.json"])["explanations"])
    assert shown == sorted(shown)


def test_pseudonyms_are_not_found_without_the_key(kept):
    numbers = [row["id"] for row in kept["candidates"]]
    assert not set(lots.pseudonyms(KEY, numbers).values()) & set(lots.pseudonyms(b"", numbers).values())


def test_lots_of_an_older_list_are_taken_as_they_stand():
    old = record(drawn_for_pseudonyms=False)
    verdict = verify(bundle.write(**old, derivation="Sort the numbers by …"))
    assert verdict.is_same
    assert "drawn for numbers" in verdict.notes[0]
    assert b"A001," in opened(bundle.write(**old))["applicants.csv"]


def test_list_without_a_cohort_is_checked_too(kept):
    rules = {**kept["rules"], "ranges": {"gender": {"F": [0, 1], "M": [0, 1], "X": [0, 1]}}}
    # So few are X that the other two are a conflict between them.
    conflict = [{"attr": "gender", "value": value, "side": "max", "at": 1} for value in "FM"]
    there_is_none = {"status": "infeasible", "conflict": conflict, "seconds": 1}
    assert verify(bundle.write(**{**kept, "rules": rules, "result": there_is_none})).is_same
    repair = repairs_of(repair_of(read_instance(*written(kept, rules))))
    assert verify(
        bundle.write(**{**kept, "rules": rules, "result": {**there_is_none, "repair": repair}})
    ).is_same
    dear = [{**repair[0], "to": repair[0]["to"] + 1}, *repair[1:]]
    verdict = verify(bundle.write(**{**kept, "rules": rules, "result": {**there_is_none, "repair": dear}}))
    assert verdict.differences == ("result.json: repair: is not the cheapest one",)
    wrong = {**there_is_none, "conflict": conflict[:1]}
    verdict = verify(bundle.write(**{**kept, "rules": rules, "result": wrong}))
    assert verdict.differences == ("result.json: conflict: there are cohorts that keep it",)
    more = {**there_is_none, "conflict": [*conflict, {**conflict[0], "value": "X"}]}
    verdict = verify(bundle.write(**{**kept, "rules": rules, "result": more}))
    assert verdict.differences == ("result.json: conflict: is no smallest one",)
    more["conflict_is_smallest"] = False
    assert verify(bundle.write(**{**kept, "rules": rules, "result": more})).is_same


@pytest.mark.parametrize("name", bundle.SEALED)
def test_member_that_was_changed_is_named(whole, name):
    members = opened(whole)
    members[name] += b" "
    assert verify(bundle.packed(members)).differences == (f"{name}: is not the file that was sealed",)


@pytest.mark.parametrize("field", ["format", "ids", "lots", "solver", "changes", "seal"])
def test_seal_that_was_changed_is_named(whole, field):
    members = opened(whole)
    seal = json.loads(members["seal.json"])
    seal[field] = {**seal[field], "seed": "another"} if field == "lots" else "another"
    members["seal.json"] = json.dumps(seal).encode()
    assert verify(bundle.packed(members)).differences == ("seal.json: was changed after sealing",)


def test_result_that_was_sealed_wrongly_does_not_come_out_again(kept, whole):
    members = opened(whole)
    result = json.loads(members["result.json"])
    outside = next(row for row in kept["candidates"] if row["id"] not in kept["result"]["selected"])
    name = lots.pseudonyms(KEY, [outside["id"]])[outside["id"]]
    result["selected"][0] = name
    members["result.json"] = json.dumps(result).encode()
    verdict = verify(resealed(members))
    assert len(verdict.differences) == 1
    assert verdict.differences[0].startswith("result.json: selected: sealed with ")
    assert name in verdict.differences[0]


def test_points_that_were_sealed_wrongly_change_the_value(kept):
    rows = [dict(row) for row in kept["candidates"]]
    chosen = next(row for row in rows if row["id"] == kept["result"]["selected"][0])
    chosen["merit"] -= 1000
    verdict = verify(bundle.write(**{**kept, "candidates": rows}))
    assert any(line.startswith("result.json: value: sealed ") for line in verdict.differences)


def test_explanations_come_out_again_too(kept):
    _, answer = example("n100_k24_c60_ties_s92")
    found = read_instance(*(opened(bundle.write(**kept))[name] for name in ("rules.json", "applicants.csv")))
    names = {name: number for number, name in lots.pseudonyms(KEY, answer["explanations"]).items()}
    standings = standings_of(explain(found, solve(found)))
    told = {names[one]: standing for one, standing in standings.items()}
    sealed = {**kept, "result": {**kept["result"], "explanations": told}}
    assert verify(bundle.write(**sealed)).is_same
    told["A000005"] = {"selected": False, "points_short": 10_000}
    verdict = verify(bundle.write(**sealed))
    assert verdict.differences[0].startswith("result.json: explanations: 1 come out otherwise")


def test_prices_come_out_again_too(kept):
    found = read_instance(*(opened(bundle.write(**kept))[name] for name in ("rules.json", "applicants.csv")))
    asked = prices_of(prices(found, solve(found)))
    assert verify(bundle.write(**{**kept, "result": {**kept["result"], "rules": asked[::-1]}})).is_same
    asked[0] = {**asked[0], "price": asked[0]["price"] + 1}
    verdict = verify(bundle.write(**{**kept, "result": {**kept["result"], "rules": asked}}))
    assert verdict.differences[0].startswith("result.json: rules: the prices come out otherwise")


def test_interval_is_the_same_as_any_figure_in_it():
    figure = {"selected": False, "points_short": 7}
    assert rerun.agree({"selected": False, "at_least": 5, "at_most": 9}, figure)
    assert rerun.agree({"selected": False, "at_least": 5, "at_most": None}, figure)
    assert not rerun.agree({"selected": False, "at_least": 8, "at_most": 9}, figure)
    assert not rerun.agree({"selected": True, "at_least": 5, "at_most": 9}, figure)
    assert not rerun.agree({"selected": False, "points_short": 8}, figure)
    assert not rerun.agree({"selected": False, "at_least": "5", "at_most": {}}, figure)


def test_answer_that_was_not_proven_is_held_to_what_it_says(kept):
    value = kept["result"]["value"]
    said = {**kept["result"], "status": "feasible", "bound": value + 3, "gap": 3}
    assert verify(bundle.write(**{**kept, "result": said})).is_same
    for change, word in (
        ({"value": value - 1}, "value: is not the sum"),
        ({"gap": 2}, "gap: is not the bound"),
        ({"bound": value - 1, "gap": -1}, "bound: "),
        ({"selected": kept["result"]["selected"][1:]}, "selected: does not keep the rules"),
    ):
        verdict = verify(bundle.write(**{**kept, "result": {**said, **change}}))
        assert verdict.differences[0].startswith(f"result.json: {word}")


def test_lots_that_do_not_follow_from_the_seed_are_named(whole):
    members = opened(whole)
    lines = members["applicants.csv"].decode().splitlines()
    first, last = lines[1].rsplit(",", 1)[0], lines[100].rsplit(",", 1)[0]
    lines[1], lines[100] = f"{first},100", f"{last},1"
    members["applicants.csv"] = "\n".join(lines).encode()
    verdict = verify(resealed(members))
    assert verdict.differences[0].startswith("applicants.csv: 2 lots do not follow from the seed")


def with_member(whole: bytes, name: str, data: bytes | None) -> bytes:
    """The bundle with one member put in, or taken out."""
    members = {**opened(whole), name: data}
    return bundle.packed({name: content for name, content in members.items() if content is not None})


def with_seal(whole: bytes, **changes) -> bytes:
    """The bundle with some fields of its seal exchanged, sealed again."""
    members = opened(whole)
    seal = {**json.loads(members["seal.json"]), **changes}
    return resealed({**members, "seal.json": json.dumps(seal).encode()})


def bomb() -> bytes:
    """Four members of which one swells to 200 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in bundle.MEMBERS:
            archive.writestr(name, b"\0" * (200 << 20) if name == "applicants.csv" else b"{}")
    return made.getvalue()


def twice(whole: bytes) -> bytes:
    """A bundle that has one of its members twice."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in opened(whole).items():
            archive.writestr(name, data)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("result.json", b"{}")
    return made.getvalue()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda whole: b"", "is no zip"),
        (lambda whole: b"\0" * (10 << 20), "is no zip"),
        (lambda whole: whole[: len(whole) // 2], "is no zip"),
        (lambda whole: with_member(whole, "result.json", None), "result.json is missing"),
        (lambda whole: with_member(whole, "seal.json", None), "seal.json is missing"),
        (lambda whole: with_member(whole, "more.txt", b""), "“more.txt” does not belong"),
        (lambda whole: with_member(whole, "../../etc/passwd", b""), "“../../etc/passwd” does not belong"),
        (lambda whole: with_member(whole, "/rules.json", b""), "“/rules.json” does not belong"),
        (lambda whole: with_member(whole, "a/rules.json", b""), "“a/rules.json” does not belong"),
        (lambda whole: twice(whole), "result.json is in it twice"),
        (lambda whole: bomb(), "applicants.csv: larger than 64 MB"),
        (
            lambda whole: bundle.packed({f"{name}.{i}": b"" for i in range(500) for name in bundle.MEMBERS}),
            "more than the four files",
        ),
        (lambda whole: with_member(whole, "seal.json", b"{"), "seal.json: no JSON"),
        (lambda whole: with_member(whole, "seal.json", b"[" * 60_000), "seal.json: no JSON"),
        (lambda whole: with_member(whole, "seal.json", b'{"sha256": {}, "sha256": {}}'), "seal.json: “sha256” stands twice"),
        (lambda whole: with_member(whole, "seal.json", b"\xff"), "seal.json: no JSON"),
        (lambda whole: with_seal(whole, lots={"seed": "\ud800", "drawn_for": "ids"}), "seal.json: lots: the seed is no text"),
        (lambda whole: with_seal(whole, changes=[]), "seal.json: changes: must be an object"),
        (lambda whole: with_seal(whole, changes={"rules": [7]}), "seal.json: changes: rules: must be a list"),
        (lambda whole: with_seal(whole, changes={"rules": [{}]}), "seal.json: changes: rules: each needs"),
        (lambda whole: with_seal(whole, changes={"rules": [], "reasons": [1]}), "changes: reasons: must be"),
        (lambda whole: with_seal(whole, changes={"rules": [], "reasons": []}), "changes: forced_in: must be"),
        (lambda whole: with_member(whole, "seal.json", b"[]"), "seal.json: must be an object"),
        (lambda whole: with_member(whole, "seal.json", b"{}"), "seal.json: sha256"),
        (lambda whole: with_member(whole, "seal.json", b'{"sha256": {}}'), "seal.json: lots"),
        (lambda whole: resealed({**opened(whole), "rules.json": b"{}"}), "rules.json: k is missing"),
        (lambda whole: resealed({**opened(whole), "applicants.csv": b"id\n"}), "applicants.csv:1: city"),
        (lambda whole: resealed({**opened(whole), "result.json": b"7"}), "result.json: must be an object"),
    ],
)  # fmt: skip
def test_what_is_no_bundle_is_refused_in_one_line(whole, tmp_path, capsys, change, word):
    path = tmp_path / "decision.zip"
    path.write_bytes(change(whole))
    assert main(["selection", "verify", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"hansa: {path}: ")
    assert err.count("\n") == 1
    assert word in err


def test_command_says_by_its_exit_code_whether_it_is_the_same(whole, tmp_path, capsys):
    path = tmp_path / "decision.zip"
    path.write_bytes(whole)
    assert main(["selection", "verify", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("The same. Seal ")
    path.write_bytes(with_member(whole, "result.json", b"{}"))
    assert main(["selection", "verify", str(path)]) == 1
    assert capsys.readouterr().out.startswith("result.json: is not the file that was sealed\nNot the same.")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_broken_in_a_bundle_is_told(whole, data):
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(min_size=1, max_size=2))
    try:
        verdict = verify(bytes(broken))
    except (BundleRefused, FileRefused) as refused:
        assert str(refused).isprintable()  # noqa: PT017 - what is asked is how it refuses, where it does
    else:
        assert verdict.is_same is (opened(bytes(broken)) == opened(whole))
